/** One report as it is asked for: its drawing, its table, its files. It follows what happens by itself. */

import { ChartColumn, Printer } from "lucide-react";
import type { CallOptions } from "../../api/call";
import { Bars } from "../../charts/Bars";
import { type Exporting, ExportMenu } from "../../data/export";
import type { CountName } from "../../data/rows";
import { useAnswer, useCounted } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Button } from "../../ui/button";
import { Panel } from "../../ui/page";
import { Empty, Refused, Skeleton } from "../../ui/states";
import { useWords } from "../../words/language";
import { reportsWords } from "../words/reports";
import { DRAW, type Drawn, type ReportAnswer, type ReportCall, type ReportName } from "./reports";

const MOST_BARS = 24;

export function Report<N extends ReportName>({ name, query }: { name: N; query: Readonly<Record<string, string>> }) {
  const say = useWords(reportsWords);
  const may = useMay();
  const call = `GET /api/reports/purchases/${name}` as ReportCall<N>;
  // The report without filters is told whenever a purchase changes it; the one on the screen is then read again.
  const told = useCounted(`purchases-${name}` as CountName, `/api/reports/purchases/${name}`);
  const read = useAnswer(call, { query } as unknown as CallOptions<ReportCall<N>>, { after: told, keep: true });
  if (read.data === undefined)
    return read.error ? (
      <Refused error={read.error} onRetry={() => void read.refetch()} />
    ) : (
      <Skeleton className="h-96" />
    );
  const answer = read.data as ReportAnswer<N>;
  const drawn = (DRAW[name] as (answer: ReportAnswer<N>, say: typeof reportsWords.pt) => Drawn)(answer, say);
  if (drawn.rows.length === 0)
    return (
      <Empty icon={ChartColumn} title={say.emptyTitle}>
        {say.emptyText}
      </Empty>
    );
  const more = (answer as unknown as { readonly more: number }).more;
  return (
    <div className="flex flex-col gap-4" aria-busy={read.isFetching}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-soft">{say.leads[name]}</p>
        <div className="flex gap-2 print:hidden">
          <Button icon={Printer} onClick={() => print()}>
            {say.print}
          </Button>
          {may("procurement.export.run") && (
            <ExportMenu name={`${call}/export` as Exporting} query={query as never} file={name} />
          )}
        </div>
      </div>
      <Panel>
        <div aria-hidden>
          <Bars rows={drawn.bars.slice(0, MOST_BARS)} {...(drawn.most !== undefined && { most: drawn.most })} />
        </div>
      </Panel>
      <ReportTable title={say.reports[name]} drawn={drawn} />
      {more > 0 && <p className="text-sm text-faint">{say.more(more)}</p>}
    </div>
  );
}

function ReportTable({ title, drawn }: { title: string; drawn: Drawn }) {
  const side = (index: number) => (index === 0 ? "px-4 text-left" : "px-3 text-right whitespace-nowrap");
  return (
    <div
      className="overflow-x-auto rounded-lg border border-line bg-surface print:overflow-visible"
      tabIndex={0}
      role="region"
      aria-label={title}
    >
      <table className="w-full border-collapse">
        <caption className="sr-only">{title}</caption>
        <thead className="text-sm text-faint">
          <tr>
            {drawn.head.map((name, index) => (
              <th key={name} scope="col" className={`border-b border-line py-2 font-normal ${side(index)}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {drawn.rows.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of an answer that is replaced whole
            <tr key={row}>
              {cells.map((cell, index) =>
                index === 0 ? (
                  <th key={drawn.head[index]} scope="row" className={`py-2 font-normal ${side(index)}`}>
                    {cell}
                  </th>
                ) : (
                  <td key={drawn.head[index]} className={`py-2 ${side(index)}`}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {drawn.foot && (
          <tfoot>
            <tr className="border-t border-line-strong font-semibold">
              {drawn.foot.map((cell, index) => (
                <td key={drawn.head[index]} className={`py-2 ${side(index)}`}>
                  {cell}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
