/** What of each budget is used: centres down, months across, what is over marked by sign and word. */

import { TriangleAlert } from "lucide-react";
import type { ReportsBudgetRow } from "../../../api/schema";
import { cx } from "../../../ui/cx";
import { money, month, percent, shortMoney } from "../../../words/format";
import { useWords } from "../../../words/language";
import { reportWords } from "../../words/reports";
import { shortMonth } from "./GroupedReports";
import { Headline, Headlines, ReportFrame, Sheet, useReport } from "./ReportFrame";

export function BudgetReport({ query }: { query: Readonly<Record<string, unknown>> }) {
  const say = useWords(reportWords).budget;
  const asked = useReport("purchases-budget", "GET /api/reports/purchases/budget", { ...query, top: 1000 });
  return (
    <ReportFrame {...asked} empty={(report) => report.rows.length === 0}>
      {({ rows, totals }) => (
        <>
          <Headlines>
            <Headline name={say.committed} value={totals.committed} show={money} />
            <Headline name={say.allowed} value={totals.allowed} show={money} />
            <Headline
              name={say.over}
              value={totals.overBudget}
              show={(value) => String(Math.round(value ?? 0))}
              tone={totals.overBudget > 0 ? "text-wine" : ""}
            />
          </Headlines>
          <Sheet>
            <Grid rows={rows} />
          </Sheet>
        </>
      )}
    </ReportFrame>
  );
}

function Grid({ rows }: { rows: readonly ReportsBudgetRow[] }) {
  const say = useWords(reportWords).budget;
  const months = [...new Set(rows.map((row) => row.month))].sort();
  const centres = new Map(rows.map((row) => [row.costCentreId, row.label]));
  const at = new Map(rows.map((row) => [`${row.costCentreId} ${row.month}`, row]));
  const ordered = [...centres].sort(([, one], [, other]) => one.localeCompare(other, "pt-BR"));
  return (
    <>
      <h2 className="pb-2 font-semibold">{say.chart}</h2>
      <section tabIndex={0} aria-label={say.chart} className="overflow-x-auto">
        <table className="w-full border-separate border-spacing-0 text-sm">
          <caption className="sr-only">{say.chart}</caption>
          <thead className="text-soft">
            <tr>
              <th scope="col" className="sticky left-0 z-1 bg-surface py-1.5 pr-3 text-left font-medium">
                {say.centre}
              </th>
              {months.map((each) => (
                <th key={each} scope="col" className="px-1.5 py-1.5 text-right font-medium whitespace-nowrap">
                  <span aria-hidden>{shortMonth(each)}</span>
                  <span className="sr-only">{month(each)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ordered.map(([id, label]) => (
              <tr key={id}>
                <th
                  scope="row"
                  className="sticky left-0 z-1 min-w-36 border-t border-line bg-surface py-1.5 pr-3 text-left font-normal"
                >
                  {label}
                </th>
                {months.map((each) => (
                  <td key={each} className="border-t border-line px-1.5 py-1.5 text-right align-top whitespace-nowrap">
                    <Cell row={at.get(`${id} ${each}`)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Cell({ row }: { row: ReportsBudgetRow | undefined }) {
  const say = useWords(reportWords).budget;
  if (!row) return <span className="text-faint">—</span>;
  const title = `${money(row.committed)} / ${row.hasBudget ? money(row.allowed) : say.noBudget}`;
  if (!row.hasBudget)
    return (
      <span title={title} className="text-faint">
        {shortMoney(row.committed)}
        <span className="block text-xs">{say.noBudget}</span>
      </span>
    );
  return (
    <span
      title={title}
      className={cx("inline-flex w-16 flex-col items-end gap-0.5", row.exceeded && "font-medium text-wine")}
    >
      <span className="inline-flex items-center gap-1">
        {row.exceeded && <TriangleAlert size={13} aria-hidden />}
        {percent(row.used, 0)}
      </span>
      <span aria-hidden className="h-1 w-full rounded-full bg-sunken">
        <span
          className={cx("block h-full rounded-full", row.exceeded ? "bg-wine" : "bg-slate")}
          style={{ width: `${Math.min(100, Number(row.used ?? 0))}%` }}
        />
      </span>
      {row.exceeded && <span className="text-xs">{say.exceeded}</span>}
    </span>
  );
}
