/** The frame around every screen of a person at work. */

import { Outlet } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useMay } from "../data/seat";
import { useNarrow } from "../ui/narrow";
import { Toasts } from "../ui/toast";
import { useWords } from "../words/language";
import { areasFor } from "./areas";
import { Arrival } from "./parts/Arrival";
import { Bars } from "./parts/Bars";
import { Keys } from "./parts/Keys";
import { BottomBar, TopBar } from "./parts/PhoneBars";
import { SideBar } from "./parts/SideBar";
import { frameWords } from "./words/frame";

export function Shell() {
  const say = useWords(frameWords);
  const may = useMay();
  const areas = useMemo(() => areasFor(may), [may]);
  const narrow = useNarrow();
  const [going, setGoing] = useState(false);
  useEffect(() => {
    const root = document.documentElement;
    root.dataset.frame = "";
    return () => {
      delete root.dataset.frame;
    };
  }, []);
  return (
    <div className="flex min-h-dvh max-md:flex-col">
      <a
        href="#content"
        className="fixed top-2 left-2 z-60 -translate-y-20 rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        {say.skip}
      </a>
      <div className="contents print:hidden">{narrow ? <TopBar /> : <SideBar areas={areas} going={going} />}</div>
      <div className="flex min-w-0 grow flex-col pb-(--frame-bottom)">
        <Bars />
        <main id="content" tabIndex={-1} className="flex min-w-0 grow flex-col outline-none">
          <Outlet />
        </main>
      </div>
      {narrow && (
        <div className="contents print:hidden">
          <BottomBar areas={areas} />
        </div>
      )}
      <Arrival />
      <Keys onGoing={setGoing} />
      <Toasts />
    </div>
  );
}
