/** Figures as a table: what the screen, the printer and the screen reader get is the same. */

import type { ReactNode } from "react";
import { cx } from "../ui/cx";

export interface FigureTable {
  readonly head: readonly string[];
  /** The first cell names the row. */
  readonly rows: readonly (readonly ReactNode[])[];
  /** Sums, at the foot. */
  readonly foot?: readonly ReactNode[];
}

export function TableOf({ title, table }: { title: string; table: FigureTable }) {
  const side = (index: number) => (index === 0 ? "pr-3 text-left" : "pl-3 text-right whitespace-nowrap");
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{title}</caption>
      <thead className="text-soft">
        <tr>
          {table.head.map((name, index) => (
            <th key={name} scope="col" className={cx("py-1.5 font-medium", side(index))}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of an answer that is replaced whole, in its order
          <tr key={row} className="border-t border-line">
            {cells.map((cell, index) =>
              index === 0 ? (
                <th key={table.head[index]} scope="row" className={cx("py-1.5 font-normal", side(index))}>
                  {cell}
                </th>
              ) : (
                <td key={table.head[index]} className={cx("py-1.5", side(index))}>
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
      {table.foot && (
        <tfoot>
          <tr className="border-t border-line-strong font-semibold">
            {table.foot.map((cell, index) => (
              <td key={table.head[index]} className={cx("py-1.5", side(index))}>
                {cell}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}

/** The same in view: where it is wider than its place it scrolls, also by the keys. */
export function ShownTable({ title, table }: { title: string; table: FigureTable }) {
  return (
    <section tabIndex={0} aria-label={title} className="overflow-x-auto print:overflow-visible">
      <TableOf title={title} table={table} />
    </section>
  );
}
