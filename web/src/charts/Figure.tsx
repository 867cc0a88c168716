/** A chart and the table behind it: on a button for everybody, always there for who hears the screen. */

import { ChartNoAxesColumn, Table2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { IconButton } from "../ui/button";
import { Panel } from "../ui/page";
import { useWords } from "../words/language";
import { type FigureTable, ShownTable, TableOf } from "./TableOf";
import { chartWords } from "./words";

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
        {asTable ? (
          <ShownTable title={title} table={table} />
        ) : (
          <>
            <div aria-hidden>{children}</div>
            {/* Relative: what only screen readers see is placed absolutely, and must not make the page longer. */}
            <div className="relative h-0 overflow-hidden">
              <div className="sr-only">
                <TableOf title={title} table={table} />
              </div>
            </div>
          </>
        )}
      </figure>
      {below}
    </Panel>
  );
}
