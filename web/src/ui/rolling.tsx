/** A figure that rolls to its new value; at once for who wants no motion, and read aloud only as it ends. */

import { useEffect, useRef, useState } from "react";

const LASTS_MS = 500;

export function Rolling({ value, show }: { value: number; show: (value: number) => string }) {
  const [shown, setShown] = useState(value);
  const from = useRef(value);
  useEffect(() => {
    const start = from.current;
    if (start === value) return;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden) {
      from.current = value;
      setShown(value);
      return;
    }
    const began = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const share = Math.min(1, (now - began) / LASTS_MS);
      const eased = 1 - (1 - share) ** 3;
      // Where it stands is where the next change begins.
      from.current = share === 1 ? value : start + (value - start) * eased;
      setShown(from.current);
      if (share < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [value]);
  if (shown === value) return <>{show(value)}</>;
  return (
    <>
      <span aria-hidden>{show(shown)}</span>
      <span className="sr-only">{show(value)}</span>
    </>
  );
}
