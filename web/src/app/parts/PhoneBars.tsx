/** The frame of a phone: a bar above that says where and how, a bar below for the thumb. */

import { Ellipsis, Search } from "lucide-react";
import { IconButton } from "../../ui/button";
import { useWords } from "../../words/language";
import type { Area } from "../area";
import { thumbPlaces } from "../areas";
import { fetchAhead, lazyPart } from "../lazy";
import { Palette } from "../palette/lazy";
import { palette } from "../palette/opened";
import { frameWords } from "../words/frame";
import { AccountButton } from "./AccountButton";
import { Bell } from "./Bell";
import { ConnectionButton } from "./ConnectionButton";
import { Floating, usePanel } from "./Floating";
import { OrganisationButton } from "./OrganisationButton";
import { PlaceLink } from "./PlaceLink";

const MorePanel = lazyPart(() => import("./MorePanel"));

export function TopBar() {
  const say = useWords(frameWords);
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-paper pt-[env(safe-area-inset-top)]">
      <div className="flex h-12 items-center gap-0.5 pr-1 pl-2">
        <OrganisationButton named />
        <ConnectionButton shape="short" />
        <IconButton icon={Search} label={say.searchShort} onClick={() => palette.set(true)} {...fetchAhead(Palette)} />
        <Bell />
        <AccountButton named={false} />
      </div>
    </header>
  );
}

export function BottomBar({ areas }: { areas: readonly Area[] }) {
  const say = useWords(frameWords);
  const { bar, more } = thumbPlaces(areas);
  const panel = usePanel(MorePanel);
  return (
    <nav
      aria-label={say.navigation}
      // Out of the way while somebody types, with what it takes of the window (ui/theme.css).
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] typing:hidden"
    >
      <div className="flex h-14 items-stretch">
        {bar.map((place) => (
          <PlaceLink key={place.to} place={place} shape="thumb" />
        ))}
        {more.length > 0 && (
          <button
            type="button"
            {...panel.button}
            className="flex min-h-12 grow basis-0 flex-col items-center justify-center gap-0.5 text-xs text-soft hover:bg-sunken"
          >
            <Ellipsis size={20} aria-hidden />
            {say.more}
          </button>
        )}
      </div>
      {panel.open && (
        <Floating onClose={panel.close}>
          <MorePanel areas={areas} onClose={panel.close} />
        </Floating>
      )}
    </nav>
  );
}
