/** The height from an element's top to the bottom of the window, for what scrolls by itself. */

import { type RefObject, useLayoutEffect, useState } from "react";

const MARGIN_PX = 12;

export function useRest(box: RefObject<HTMLElement | null>): string {
  const [height, setHeight] = useState("70dvh");
  useLayoutEffect(() => {
    const measure = () => {
      if (box.current === null) return;
      const top = box.current.getBoundingClientRect().top + window.scrollY;
      // What the shell keeps for itself below, a phone's bar.
      setHeight(`calc(100dvh - ${Math.round(top) + MARGIN_PX}px - var(--frame-bottom, 0px))`);
    };
    measure();
    const watching = new ResizeObserver(measure);
    watching.observe(document.body);
    return () => watching.disconnect();
  }, [box]);
  return height;
}
