/** The navigation of a desk. */

import { PanelLeftClose, PanelLeftOpen, Search } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "../../ui/button";
import { cx } from "../../ui/cx";
import { COMMAND_KEY, Key } from "../../ui/key";
import { useLanguage, useWords } from "../../words/language";
import type { Area } from "../area";
import { fetchAhead } from "../lazy";
import { Palette } from "../palette/lazy";
import { palette } from "../palette/opened";
import { frameWords } from "../words/frame";
import { AccountButton } from "./AccountButton";
import { Bell } from "./Bell";
import { ConnectionButton } from "./ConnectionButton";
import { OrganisationButton } from "./OrganisationButton";
import { PlaceLink } from "./PlaceLink";

const KEPT = "esteio-side";
/** Below it, names cost more room than they give. */
const WIDE = "(width >= 68rem)";

export function SideBar({ areas, going }: { areas: readonly Area[]; going: boolean }) {
  const say = useWords(frameWords);
  const language = useLanguage();
  const [narrow, setNarrow] = useNarrowSide();
  return (
    <div
      className={cx(
        "sticky top-0 flex h-dvh shrink-0 flex-col border-r border-line bg-paper transition-[width]",
        narrow ? "w-15" : "w-58",
      )}
    >
      <div className={cx("flex items-center gap-1 px-2.5 pt-3 pb-2", narrow && "flex-col")}>
        <OrganisationButton named={!narrow} />
        <Bell />
      </div>
      <div className="px-2.5 pb-2">
        <button
          type="button"
          onClick={() => palette.set(true)}
          {...fetchAhead(Palette)}
          title={narrow ? say.search : undefined}
          className={cx(
            "flex min-h-9 w-full items-center gap-2 rounded-md border border-line bg-surface text-soft transition-colors hover:border-line-strong hover:text-ink pointer-coarse:min-h-11",
            narrow ? "justify-center" : "px-2",
          )}
        >
          <Search size={16} className="shrink-0" aria-hidden />
          <span className={cx("grow truncate text-left text-sm", narrow && "sr-only")}>{say.search}</span>
          {!narrow && (
            <span className="flex gap-0.5" aria-hidden>
              <Key>{COMMAND_KEY}</Key>
              <Key>K</Key>
            </span>
          )}
        </button>
      </div>
      <nav
        aria-label={say.navigation}
        className="scroll-edges flex min-h-0 grow flex-col gap-2 overflow-x-hidden overflow-y-auto px-2.5 py-0.5"
      >
        {areas.map((area) => (
          <AreaPlaces
            key={area.places[0]?.to}
            area={area}
            name={language === "en" ? area.name.en : area.name.pt}
            narrow={narrow}
            going={going}
          />
        ))}
      </nav>
      <div className="border-t border-line px-2.5 pt-1.5">
        <ConnectionButton shape={narrow ? "sign" : "row"} />
      </div>
      <div className={cx("flex items-center gap-1 px-2.5 pb-2.5", narrow && "flex-col")}>
        <AccountButton named={!narrow} />
        <IconButton
          icon={narrow ? PanelLeftOpen : PanelLeftClose}
          label={narrow ? say.widen : say.narrow}
          aria-expanded={!narrow}
          onClick={() => setNarrow(!narrow)}
        />
      </div>
    </div>
  );
}

function AreaPlaces({ area, name, narrow, going }: { area: Area; name: string; narrow: boolean; going: boolean }) {
  // A single place says by itself what it is.
  const named = area.places.length > 1;
  return (
    <div className="flex flex-col gap-px">
      {named && !narrow && <h2 className="px-2 text-xs font-medium text-faint">{name}</h2>}
      {named && narrow && <hr className="mx-2 mb-2 border-line" />}
      {area.places.map((place) => (
        <PlaceLink key={place.to} place={place} shape={narrow ? "sign" : "row"} going={going} />
      ))}
    </div>
  );
}

/** As the person left it; before that, by the room there is. */
function useNarrowSide(): readonly [boolean, (narrow: boolean) => void] {
  const [chosen, setChosen] = useState(() => localStorage.getItem(KEPT));
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const query = matchMedia(WIDE);
    const hear = () => setWide(query.matches);
    query.addEventListener("change", hear);
    return () => query.removeEventListener("change", hear);
  }, []);
  const choose = (narrow: boolean) => {
    const next = narrow ? "narrow" : "wide";
    localStorage.setItem(KEPT, next);
    setChosen(next);
  };
  return [chosen === null ? !wide : chosen === "narrow", choose];
}
