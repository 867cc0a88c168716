/** Alive, quietly: what somebody else changed takes its new value with a tint that fades. */

import { type ElementType, type ReactNode, useEffect, useRef, useState } from "react";
import { cx } from "./cx";

/** Tints its element whenever `of` becomes another value (not when it first appears). */
export function Changed({
  of,
  as: Element = "span",
  className,
  children,
}: {
  of: unknown;
  as?: ElementType;
  className?: string;
  children: ReactNode;
}) {
  const times = useChanges(of);
  return (
    <Element key={times} className={cx(times > 0 && "animate-tint", "rounded-sm", className)}>
      {children}
    </Element>
  );
}

/** How often `value` has become another since the component appeared; from not known yet (undefined) is no change. */
export function useChanges(value: unknown): number {
  const before = useRef(value);
  const [times, setTimes] = useState(0);
  useEffect(() => {
    if (Object.is(before.current, value)) return;
    const known = before.current !== undefined;
    before.current = value;
    if (known) setTimes((now) => now + 1);
  }, [value]);
  return times;
}
