/** A chart and the table behind it: on a button for everybody, always there for who hears the screen. */

import { ChartNoAxesColumn, Table2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { IconButton } from "../ui/button";
import { cx } from "../ui/cx";
import { Panel } from "../ui/page";
import { useWords } from "../words/language";
import { chartWords } from "./words";

export interface FigureTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
  /** Sums, at the foot. */
  readonly foot?: readonly ReactNode[];
}

/** A chart on a surface of its own; `below` is what belongs to it and stays when the table is shown. */
export function Figure({
  title,
  table,
  actions,
  lead,
  below,
  className,
  children,
}: {
  title: string;
  /** The first column names the rows. */
  table: FigureTable;
  actions?: ReactNode;
  lead?: ReactNode;
  below?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const say = useWords(chartWords);
  const [asTable, setAsTable] = useState(false);
  return (
    <Panel
      title={title}
      {...(className && { className })}
      actions={
        <>
          {actions}
          <IconButton
            icon={asTable ? ChartNoAxesColumn : Table2}
            label={`${asTable ? say.asChart : say.asTable}: ${title}`}
            className="-my-1 -mr-2 size-8"
            onClick={() => setAsTable(!asTable)}
          />
        </>
      }
    >
      {lead}
      <figure className="min-w-0">
        {!asTable && <div aria-hidden>{children}</div>}
        {/* Relative: what only screen readers see is placed absolutely, and must not make the page longer. */}
        <div className={asTable ? "overflow-x-auto" : "relative h-0 overflow-hidden"}>
          <div className={asTable ? "" : "sr-only"}>
            <TableOf title={title} table={table} />
          </div>
        </div>
      </figure>
      {below}
    </Panel>
  );
}

function TableOf({ title, table }: { title: string; table: FigureTable }) {
  const side = (index: number) => (index === 0 ? "pr-3 text-left" : "px-3 text-right whitespace-nowrap");
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
        {table.rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a figure, in its order
          <tr key={at} className="border-t border-line">
            {row.map((cell, index) =>
              index === 0 ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity of their own
                <th key={index} scope="row" className={cx("py-1.5 font-normal", side(index))}>
                  {cell}
                </th>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={index} className={cx("py-1.5", side(index))}>
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
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity of their own
              <td key={index} className={cx("py-1.5", side(index))}>
                {cell}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}
