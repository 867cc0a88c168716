/** Another screen: its name is spoken, and the focus goes to its heading, unless the person is already at work on it. */

import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useMe } from "../../data/seat";
import { pageTitle } from "../../ui/title";
import { remember } from "../palette/recent";

/** A heading that takes longer than this comes too late to take the focus. */
const HEADING_WITHIN_MS = 4_000;

export function Arrival() {
  const router = useRouter();
  const me = useMe();
  const [spoken, setSpoken] = useState("");
  const latest = useRef(me);
  useEffect(() => {
    latest.current = me;
  }, [me]);
  useEffect(() => {
    let settle: () => void = () => undefined;
    const stop = router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
      if (!fromLocation || !pathChanged) return;
      settle();
      settle = focusHeading();
    });
    const deaf = pageTitle.subscribe(() => {
      const title = pageTitle.getSnapshot();
      setSpoken(title);
      remember(latest.current, router.state.location.pathname, title);
    });
    return () => {
      settle();
      stop();
      deaf();
    };
  }, [router]);
  return (
    <p aria-live="polite" className="sr-only">
      {spoken}
    </p>
  );
}

/** Waits for the heading; gives up as soon as the person does something. */
function focusHeading(): () => void {
  const main = document.querySelector("main");
  if (main === null) return () => undefined;
  const ending = new AbortController();
  const { signal } = ending;
  const stop = () => ending.abort();
  const look = () => {
    const { activeElement } = document;
    // A field that asked for the focus, or something above the screen, has it by right.
    const taken = activeElement !== null && activeElement !== document.body && main.contains(activeElement);
    const heading = main.querySelector<HTMLElement>("h1[tabindex='-1']");
    if (!taken && heading === null) return;
    if (!taken && document.querySelector("[role=dialog]") === null) heading?.focus({ preventScroll: true });
    stop();
  };
  const observer = new MutationObserver(look);
  observer.observe(main, { childList: true, subtree: true });
  signal.addEventListener("abort", () => observer.disconnect());
  const timer = setTimeout(stop, HEADING_WITHIN_MS);
  signal.addEventListener("abort", () => clearTimeout(timer));
  for (const kind of ["pointerdown", "keydown"] as const) document.addEventListener(kind, stop, { signal });
  look();
  return stop;
}
