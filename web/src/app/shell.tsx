/** The frame around every screen of a person at work. */

import { Link, Outlet } from "@tanstack/react-router";
import { useMay } from "../data/seat";
import { Toasts } from "../ui/toast";
import { useLanguage } from "../words/language";
import { AREAS } from "./areas";

export function Shell() {
  const may = useMay();
  const language = useLanguage();
  return (
    <div className="flex min-h-dvh">
      <nav className="w-56 shrink-0 border-r border-line p-3">
        {AREAS.flatMap((area) => area.places)
          .filter((place) => place.permissions?.some(may) ?? true)
          .map((place) => (
            <Link
              key={place.to}
              to={place.to}
              className="flex items-center gap-2 rounded-md px-2 py-1.5 hover:bg-sunken"
            >
              <place.icon size={18} aria-hidden />
              {language === "en" ? place.label.en : place.label.pt}
            </Link>
          ))}
      </nav>
      <main className="flex min-w-0 grow flex-col">
        <Outlet />
      </main>
      <Toasts />
    </div>
  );
}
