/** Amounts in the order of time where there is little room: the greatest and the last have their figure. */

import { cx } from "../ui/cx";

interface SmallColumn {
  readonly key: string;
  /** Very short: "nov". */
  readonly label: string;
  readonly value: number;
  readonly shown: string;
  /** On pointing. */
  readonly title: string;
}

export function SmallColumns({ rows }: { rows: readonly SmallColumn[] }) {
  const most = Math.max(1e-9, ...rows.map(({ value }) => value));
  const last = rows.length - 1;
  const greatest = rows.findIndex(({ value }) => value === most);
  return (
    <div className="flex gap-1 text-xs">
      {rows.map((row, index) => (
        <div key={row.key} title={row.title} className="group flex min-w-0 flex-1 flex-col">
          <div className="flex h-36 flex-col justify-end border-b border-line">
            {(index === last || (index === greatest && last - greatest > 2)) && (
              <span
                className={cx(
                  "flex pb-1 font-medium whitespace-nowrap",
                  index === last ? "justify-end" : index === 0 ? "" : "justify-center",
                )}
              >
                {row.shown}
              </span>
            )}
            <span
              className="block min-h-px shrink-0 rounded-t-sm bg-slate transition-[height] group-hover:bg-ink"
              style={{ height: `${(Math.max(0, row.value) / most) * 84}%` }}
            />
          </div>
          <span className={cx("pt-1 text-center text-faint", (last - index) % 2 === 1 && "max-2xl:invisible")}>
            {row.label}
          </span>
        </div>
      ))}
    </div>
  );
}
