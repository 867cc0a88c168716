/** `?`: what the keys do, here and everywhere. */

import { useSyncExternalStore } from "react";
import { useMay } from "../../data/seat";
import { Dialog } from "../../ui/dialog";
import { COMMAND_KEY, Key } from "../../ui/key";
import { shortcuts } from "../../ui/keys";
import { useLanguage, useWords } from "../../words/language";
import { areasFor } from "../areas";
import { paletteWords } from "../words/palette";

export default function KeysSheet({ onClose }: { onClose: () => void }) {
  const say = useWords(paletteWords);
  const language = useLanguage() === "en" ? "en" : "pt";
  const may = useMay();
  const here = useSyncExternalStore(shortcuts.subscribe, shortcuts.getSnapshot);
  const places = areasFor(may)
    .flatMap((area) => area.places)
    .filter((place) => place.letter !== undefined);
  const names = say.keyNames;
  return (
    <Dialog open onClose={onClose} title={say.keysTitle} description={say.keysLead} shape="wide">
      <div className="grid gap-6 sm:grid-cols-2">
        <div className="flex flex-col gap-6">
          <Keys
            title={say.keysEverywhere}
            keys={[
              [[COMMAND_KEY, "K"], names.palette],
              [["J"], names.next],
              [["K"], names.previous],
              [[names.enter], names.open],
              [[names.escape], names.close],
              [["?"], names.sheet],
            ]}
          />
          {here.length > 0 && (
            <Keys
              title={say.keysHere}
              keys={[...here].reverse().map((each) => [[each.key.toUpperCase()], each.label])}
            />
          )}
        </div>
        <Keys
          title={say.keysGo}
          keys={places.map((place) => [[(place.letter ?? "").toUpperCase()], place.label[language]])}
        />
      </div>
    </Dialog>
  );
}

function Keys({ title, keys }: { title: string; keys: readonly (readonly [readonly string[], string])[] }) {
  return (
    <section>
      <h3 className="pb-2 font-semibold">{title}</h3>
      <dl className="flex flex-col">
        {keys.map(([signs, name]) => (
          <div key={`${signs.join()} ${name}`} className="flex min-h-8 items-center justify-between gap-4">
            <dt className="text-soft">{name}</dt>
            <dd className="flex gap-1">
              {signs.map((sign) => (
                <Key key={sign}>{sign}</Key>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
