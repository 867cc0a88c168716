/** Esteio: a post carrying a beam. */

import { cx } from "./cx";

export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cx("shrink-0", className ?? "size-7")}>
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <path
        d="M6.5 10.5h19M16 10.5v15"
        fill="none"
        strokeWidth="4.4"
        strokeLinecap="square"
        className="stroke-on-accent"
      />
    </svg>
  );
}
