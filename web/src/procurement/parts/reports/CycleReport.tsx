/** How long purchases take, stage by stage, and whether it gets better. */

import { Bars } from "../../../charts/Bars";
import { Line } from "../../../charts/Line";
import { ShownTable } from "../../../charts/TableOf";
import { month, quantity } from "../../../words/format";
import { useWords } from "../../../words/language";
import { reportWords } from "../../words/reports";
import { shortMonth } from "./GroupedReports";
import { Headline, Headlines, ReportFrame, Sheet, useReport } from "./ReportFrame";

export function CycleReport({ query }: { query: Readonly<Record<string, unknown>> }) {
  const say = useWords(reportWords).cycle;
  const asked = useReport("purchases-cycle-time", "GET /api/reports/purchases/cycle-time", query);
  const days = (value: string | number | null) => (value === null ? "—" : say.days(quantity(value, 1)));
  const stage = (key: string, label: string) =>
    key in say.stageNames ? say.stageNames[key as keyof typeof say.stageNames] : label;
  return (
    <ReportFrame {...asked} empty={(report) => report.rows.every((row) => row.count === 0)}>
      {({ rows, months, totals }) => (
        <>
          <Headlines>
            <Headline name={say.whole} value={totals.mean} show={days} />
            <Headline name={say.median} value={totals.median} show={days} />
            <Headline name={say.p90} value={totals.p90} show={days} />
          </Headlines>
          <Sheet>
            <h2 className="pb-3 font-semibold">{say.stages}</h2>
            <div aria-hidden className="pb-4">
              <Bars
                rows={rows.map((row) => ({
                  label: stage(row.key, row.label),
                  value: Number(row.mean ?? 0),
                  shown: days(row.mean),
                  aside: row.p90 === null ? "" : `${say.p90Column}: ${quantity(row.p90, 1)}`,
                }))}
              />
            </div>
            <ShownTable
              title={say.stages}
              table={{
                head: [say.stage, say.count, say.mean, say.medianColumn, say.p90Column],
                rows: rows.map((row) => [
                  stage(row.key, row.label),
                  row.count,
                  days(row.mean),
                  days(row.median),
                  days(row.p90),
                ]),
                foot: [say.whole, totals.count, days(totals.mean), days(totals.median), days(totals.p90)],
              }}
            />
          </Sheet>
          {months.length > 1 && (
            <Sheet>
              <h2 className="pb-3 font-semibold">{say.months}</h2>
              <div aria-hidden className="pb-4">
                <Line
                  points={months.map((row) => ({
                    key: row.month,
                    label: shortMonth(row.month),
                    value: row.mean === null ? null : Number(row.mean),
                    shown: quantity(row.mean, 1),
                  }))}
                />
              </div>
              <ShownTable
                title={say.months}
                table={{
                  head: [say.month, say.submitted, say.arrived, say.mean],
                  rows: months.map((row) => [month(row.month), row.submitted, row.count, days(row.mean)]),
                }}
              />
            </Sheet>
          )}
        </>
      )}
    </ReportFrame>
  );
}
