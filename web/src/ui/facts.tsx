/** Names and values. */

import type { ReactNode } from "react";
import { cx } from "./cx";

/** Names and values of one thing. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-[repeat(auto-fill,minmax(min(11rem,45%),1fr))] gap-x-6 gap-y-3">{children}</dl>;
}
/** `long`: has a line of its own on a phone. */
export function Fact({ name, long = false, children }: { name: ReactNode; long?: boolean; children: ReactNode }) {
  return (
    <div className={cx("min-w-0", long && "max-sm:col-span-full")}>
      <dt className="text-sm text-faint">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
