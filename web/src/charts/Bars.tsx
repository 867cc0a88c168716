/** Amounts side by side: name, bar, figure. */

import { cx } from "../ui/cx";

interface BarRow {
  readonly label: string;
  readonly value: number;
  readonly shown: string;
  /** Beside the figure, fainter: "64,5%". */
  readonly aside?: string;
  readonly tone?: "slate" | "leaf" | "ochre" | "wine" | "accent";
}

const FILLS = { slate: "bg-slate", leaf: "bg-leaf", ochre: "bg-ochre", wine: "bg-wine", accent: "bg-accent" } as const;

/** `most` is where the scale ends; without it, at the greatest. */
export function Bars({ rows, most }: { rows: readonly BarRow[]; most?: number }) {
  const end = most ?? Math.max(1e-9, ...rows.map(({ value }) => value));
  return (
    <div className="grid grid-cols-[auto_minmax(3rem,1fr)_auto] items-center gap-x-3 gap-y-1.5 text-sm">
      {rows.map(({ label, value, shown, aside, tone = "slate" }) => (
        <div key={label} className="contents">
          <span className="max-w-44 truncate sm:max-w-64">{label}</span>
          <span className="h-2.5 rounded-sm bg-sunken">
            <span
              className={cx("block h-full rounded-sm transition-[width]", FILLS[tone])}
              style={{ width: `${Math.min(100, (Math.max(0, value) / end) * 100)}%` }}
            />
          </span>
          <span className="text-right font-medium whitespace-nowrap">
            {shown}
            {aside && <span className="ml-2 inline-block min-w-12 font-normal text-faint">{aside}</span>}
          </span>
        </div>
      ))}
    </div>
  );
}
