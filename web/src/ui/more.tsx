/** The next page of a list that comes a page at a time: read when its end comes into view, or pressed. */

import { useEffect, useRef } from "react";
import { useWords } from "../words/language";
import { Button } from "./button";
import { uiWords } from "./words";

export function More({ hasMore, reading, more }: { hasMore: boolean; reading: boolean; more: () => void }) {
  const say = useWords(uiWords);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!hasMore || reading || end.current === null) return;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && more(), { rootMargin: "400px" });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [hasMore, reading, more]);
  if (!hasMore) return null;
  return (
    <div ref={end} className="flex justify-center py-2">
      <Button busy={reading} onClick={more}>
        {say.nextPage}
      </Button>
    </div>
  );
}
