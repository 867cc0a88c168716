/** "Mais": every place of a phone's navigation, by area. */

import { Dialog } from "../../ui/dialog";
import { useLanguage, useWords } from "../../words/language";
import type { Area } from "../area";
import { frameWords } from "../words/frame";
import { PlaceLink } from "./PlaceLink";

export default function MorePanel({ areas, onClose }: { areas: readonly Area[]; onClose: () => void }) {
  const say = useWords(frameWords);
  const language = useLanguage();
  return (
    <Dialog open onClose={onClose} title={say.everywhere}>
      <div className="flex flex-col gap-4 pb-[env(safe-area-inset-bottom)]">
        {areas.map((area) => (
          <section key={area.places[0]?.to} className="flex flex-col">
            {area.places.length > 1 && (
              <h3 className="px-2 pb-1 text-sm font-medium text-faint">
                {language === "en" ? area.name.en : area.name.pt}
              </h3>
            )}
            <div className="grid grid-cols-2 gap-1">
              {area.places.map((place) => (
                <PlaceLink key={place.to} place={place} shape="row" onGo={onClose} />
              ))}
            </div>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
