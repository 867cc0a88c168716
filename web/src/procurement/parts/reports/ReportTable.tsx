/** The figures of a report: what the screen, the printer and the screen reader get is the same. */

import type { ReactNode } from "react";
import { cx } from "../../../ui/cx";

export interface Figures {
  readonly head: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
  /** Sums. */
  readonly foot?: readonly ReactNode[];
}

export function ReportTable({ title, figures }: { title: string; figures: Figures }) {
  const side = (index: number) => (index === 0 ? "pr-3 text-left" : "pl-3 text-right whitespace-nowrap");
  return (
    <section tabIndex={0} aria-label={title} className="overflow-x-auto print:overflow-visible">
      <table className="w-full text-sm">
        <caption className="sr-only">{title}</caption>
        <thead className="text-soft">
          <tr>
            {figures.head.map((name, index) => (
              <th key={name} scope="col" className={cx("py-1.5 font-medium", side(index))}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.rows.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of an answer that is replaced whole
            <tr key={row} className="border-t border-line">
              {cells.map((cell, index) =>
                index === 0 ? (
                  <th key={figures.head[index]} scope="row" className={cx("py-1.5 font-normal", side(index))}>
                    {cell}
                  </th>
                ) : (
                  <td key={figures.head[index]} className={cx("py-1.5", side(index))}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {figures.foot && (
          <tfoot>
            <tr className="border-t border-line-strong font-semibold">
              {figures.foot.map((cell, index) => (
                <td key={figures.head[index]} className={cx("py-1.5", side(index))}>
                  {cell}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}
