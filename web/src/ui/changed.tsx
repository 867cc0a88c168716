/** Alive, quietly: what somebody else changed takes its new value with a tint that fades. */

import { type ElementType, type ReactNode, useState } from "react";
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
  const [seen, setSeen] = useState({ value, times: 0 });
  if (Object.is(seen.value, value)) return seen.times;
  // While drawing, not after it: a hundred rows that change at once are drawn once each, not twice.
  const next = { value, times: seen.value === undefined ? seen.times : seen.times + 1 };
  setSeen(next);
  return next.times;
}
