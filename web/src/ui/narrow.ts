/** Phone or desk. */

import { useLayoutEffect, useState } from "react";

const NARROW = "(max-width: 47.99rem)";

/** Whether the window is a phone's. */
export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useLayoutEffect(() => {
    const query = matchMedia(NARROW);
    const hear = () => setNarrow(query.matches);
    hear();
    query.addEventListener("change", hear);
    return () => query.removeEventListener("change", hear);
  }, []);
  return narrow;
}
