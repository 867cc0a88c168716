/** Reports whose rows are months, cost centres, departments, suppliers or categories. */

import { Bars } from "../../../charts/Bars";
import { Columns } from "../../../charts/Columns";
import { type FigureTable, ShownTable } from "../../../charts/TableOf";
import { day, locale, money, month, percent, shortMoney } from "../../../words/format";
import { useWords } from "../../../words/language";
import type { Group } from "../../reports";
import { reportWords } from "../../words/reports";
import { Headline, Headlines, ReportFrame, Sheet, useReport } from "./ReportFrame";

interface Props {
  readonly query: Readonly<Record<string, unknown>>;
  readonly by: Group;
}

interface Drawn {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  readonly marked?: number;
  readonly aside?: string;
}

/** As many bars as are read at a glance; the table has the others. */
const MOST_BARS = 15;

export function SpendReport({ query, by }: Props) {
  const say = useWords(reportWords);
  const asked = useReport("purchases-spend", "GET /api/reports/purchases/spend", query);
  const name = useNames(by);
  return (
    <ReportFrame {...asked} empty={(report) => report.totals.orders === 0}>
      {(report) => (
        <>
          <Headlines>
            <Headline name={say.spend.total} value={report.totals.total} show={money} />
            <Headline name={say.spend.orders} value={report.totals.orders} show={whole} />
            <Headline name={say.spend.requests} value={report.totals.requests} show={whole} />
          </Headlines>
          <Grouped
            title={say.grouped(say.names.spend, say.groups[by].toLowerCase())}
            by={by}
            rows={report.rows.map((row) => ({
              key: row.key,
              label: name(row),
              value: Number(row.total),
              aside: percent(row.share),
            }))}
            table={{
              head: [say.groups[by], say.spend.orders, say.spend.requests, say.spend.total, say.spend.share],
              rows: report.rows.map((row) => [
                name(row),
                row.orders,
                row.requests,
                money(row.total),
                percent(row.share),
              ]),
              foot: [say.total, report.totals.orders, report.totals.requests, money(report.totals.total), ""],
            }}
          />
        </>
      )}
    </ReportFrame>
  );
}

export function SavingsReport({ query, by }: Props) {
  const say = useWords(reportWords);
  const asked = useReport("purchases-savings", "GET /api/reports/purchases/savings", query);
  const name = useNames(by);
  return (
    <ReportFrame {...asked} empty={(report) => report.totals.items === 0}>
      {({ rows, totals }) => (
        <>
          <Headlines>
            <Headline
              name={say.savings.highest}
              value={totals.savedOnHighest}
              show={money}
              hint={percent(totals.savedPercent)}
              tone="text-leaf"
            />
            <Headline
              name={Number(totals.savedOnFirst) < 0 ? say.savings.firstAbove : say.savings.first}
              value={totals.savedOnFirst.replace("-", "")}
              show={money}
            />
            <Headline name={say.savings.lowest} value={totals.aboveLowest} show={money} hint={say.savings.lowestHint} />
          </Headlines>
          <Grouped
            title={say.savings.chart}
            by={by}
            rows={rows.map((row) => ({
              key: row.key,
              label: name(row),
              value: Number(row.savedOnHighest),
              aside: percent(row.savedPercent),
            }))}
            table={{
              head: [
                say.groups[by],
                say.savings.items,
                say.savings.paid,
                say.savings.savedHighest,
                say.savings.percent,
                say.savings.savedFirst,
                say.savings.aboveLowest,
              ],
              rows: rows.map((row) => [name(row), ...savingCells(row)]),
              foot: [say.total, ...savingCells(totals)],
            }}
          />
        </>
      )}
    </ReportFrame>
  );
}

function savingCells(row: {
  readonly items: number;
  readonly total: string;
  readonly savedOnHighest: string;
  readonly savedPercent: string | null;
  readonly savedOnFirst: string;
  readonly aboveLowest: string;
}) {
  return [
    row.items,
    money(row.total),
    money(row.savedOnHighest),
    percent(row.savedPercent),
    money(row.savedOnFirst),
    money(row.aboveLowest),
  ];
}

export function CommitmentsReport({ query, by }: Props) {
  const say = useWords(reportWords);
  const asked = useReport("purchases-commitments", "GET /api/reports/purchases/commitments", query);
  const name = useNames(by);
  return (
    <ReportFrame {...asked} empty={(report) => report.totals.orders === 0}>
      {({ rows, totals }) => (
        <>
          <Headlines>
            <Headline name={say.commitments.balance} value={totals.balance} show={money} />
            <Headline
              name={say.commitments.overdue}
              value={totals.overdue}
              show={money}
              hint={`${totals.overdueOrders} ${say.commitments.overdueOrders.toLowerCase()}`}
              tone={totals.overdueOrders > 0 ? "text-wine" : ""}
            />
            <Headline name={say.commitments.orders} value={totals.orders} show={whole} />
          </Headlines>
          <Grouped
            title={say.commitments.chart}
            by={by}
            rows={rows.map((row) => ({
              key: row.key,
              label: name(row),
              value: Number(row.balance),
              marked: Number(row.overdue),
              ...(Number(row.overdue) > 0 && {
                aside: `${shortMoney(row.overdue)} ${say.commitments.overdue.toLowerCase()}`,
              }),
            }))}
            table={{
              head: [
                say.groups[by],
                say.commitments.orders,
                say.commitments.ordered,
                say.commitments.balance,
                say.commitments.overdue,
                say.commitments.next,
              ],
              rows: rows.map((row) => [
                name(row),
                row.orders,
                money(row.ordered),
                money(row.balance),
                money(row.overdue),
                day(row.nextOn),
              ]),
              foot: [say.total, totals.orders, money(totals.ordered), money(totals.balance), money(totals.overdue), ""],
            }}
          />
        </>
      )}
    </ReportFrame>
  );
}

/** Months stand in the order of time, everything else in the order of size. */
function Grouped({ title, by, rows, table }: { title: string; by: Group; rows: readonly Drawn[]; table: FigureTable }) {
  return (
    <Sheet>
      <h2 className="pb-3 font-semibold">{title}</h2>
      <div aria-hidden className="pb-4">
        {by === "month" ? (
          <Columns
            rows={rows.map((row) => ({
              ...row,
              label: shortMonth(row.key),
              shown: shortMoney(row.value),
              title: `${row.label}: ${money(row.value)}`,
            }))}
          />
        ) : (
          <Bars
            rows={rows.slice(0, MOST_BARS).map((row) => ({
              label: row.label,
              value: row.value,
              shown: shortMoney(row.value),
              ...(row.aside && { aside: row.aside }),
            }))}
          />
        )}
      </div>
      <ShownTable title={title} table={table} />
    </Sheet>
  );
}

/** "jan." — the year stands in the table. */
export function shortMonth(key: string): string {
  const date = new Date(`${key.slice(0, 7)}-15T12:00:00`);
  return Number.isNaN(date.getTime()) ? key : new Intl.DateTimeFormat(locale(), { month: "short" }).format(date);
}

function useNames(by: Group) {
  const say = useWords(reportWords);
  return (row: { readonly key: string; readonly label: string }) =>
    by === "month" && /^\d{4}-\d{2}$/.test(row.key) ? month(row.key) : row.label || say.none;
}

function whole(value: number | null): string {
  return value === null ? "—" : String(Math.round(value));
}
