/** Whether an element is on the screen: what is not can be drawn after what is. */

import { type RefObject, useEffect, useState } from "react";

/** True until it is known. */
export function useSeen(box: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(true);
  useEffect(() => {
    if (box.current === null) return;
    const watching = new IntersectionObserver((entries) => {
      const last = entries.at(-1);
      if (last) setSeen(last.isIntersecting);
    });
    watching.observe(box.current);
    return () => watching.disconnect();
  }, [box]);
  return seen;
}
