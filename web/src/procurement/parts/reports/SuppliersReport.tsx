/** Who answers, who wins, who delivers on the day: a table whose rates are also bars. */

import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ReportsSupplierRow } from "../../../api/schema";
import { useMay } from "../../../data/seat";
import { cx } from "../../../ui/cx";
import { Choices } from "../../../ui/search";
import { money, percent, quantity } from "../../../words/format";
import { useWords } from "../../../words/language";
import { reportWords } from "../../words/reports";
import { Headline, Headlines, ReportFrame, Sheet, useReport } from "./ReportFrame";

type Sort = "total" | "rate" | "punctual";

const VALUES: Readonly<Record<Sort, (row: ReportsSupplierRow) => number>> = {
  total: (row) => Number(row.total),
  rate: (row) => Number(row.answerRate ?? -1),
  punctual: (row) => Number(row.punctuality ?? -1),
};

export function SuppliersReport({ query }: { query: Readonly<Record<string, unknown>> }) {
  const words = useWords(reportWords);
  const say = words.suppliers;
  const asked = useReport("purchases-suppliers", "GET /api/reports/purchases/suppliers", query);
  const [sort, setSort] = useState<Sort>("total");
  const hours = (value: string | number | null) => (value === null ? "—" : say.hoursText(quantity(value, 1)));
  const days = (value: string | number | null) => (value === null ? "—" : say.lateText(quantity(value, 1)));
  return (
    <ReportFrame {...asked} empty={(report) => report.rows.length === 0}>
      {({ rows, totals }) => (
        <>
          <Headlines>
            <Headline name={say.rate} value={totals.answerRate} show={percent} />
            <Headline name={say.hours} value={totals.answerHours} show={hours} />
            <Headline name={say.punctual} value={totals.punctuality} show={percent} />
            <Headline name={say.late} value={totals.lateDays} show={days} />
          </Headlines>
          <Sheet>
            <div className="flex flex-wrap items-center justify-between gap-2 pb-2">
              <h2 className="font-semibold">{say.chart}</h2>
              <Choices
                label={say.sort}
                value={sort}
                onValue={setSort}
                choices={(["total", "rate", "punctual"] as const).map((value) => ({ value, label: say.sorts[value] }))}
              />
            </div>
            <section tabIndex={0} aria-label={say.chart} className="overflow-x-auto">
              <table className="w-full min-w-[44rem] text-sm">
                <thead className="text-soft">
                  <tr>
                    {[
                      say.name,
                      say.score,
                      say.invited,
                      say.rate,
                      say.hours,
                      say.won,
                      say.total,
                      say.punctual,
                      say.late,
                    ].map((name, index) => (
                      <th
                        key={name}
                        scope="col"
                        className={cx("py-1.5 font-medium", index === 0 ? "pr-3 text-left" : "pl-3 text-right")}
                      >
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {[...rows]
                    .sort((one, other) => VALUES[sort](other) - VALUES[sort](one))
                    .map((row) => (
                      <tr key={row.key} className="border-t border-line">
                        <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                          <SupplierName row={row} />
                        </th>
                        <td className={NUMBER}>{quantity(row.score, 1)}</td>
                        <td className={NUMBER}>{row.invited}</td>
                        <td className={NUMBER}>
                          <Rate value={row.answerRate} />
                        </td>
                        <td className={NUMBER}>{hours(row.answerHours)}</td>
                        <td className={NUMBER}>{row.won}</td>
                        <td className={NUMBER}>{money(row.total)}</td>
                        <td className={NUMBER}>
                          <Rate value={row.punctuality} />
                        </td>
                        <td className={NUMBER}>{days(row.lateDays)}</td>
                      </tr>
                    ))}
                </tbody>
              </table>
            </section>
          </Sheet>
        </>
      )}
    </ReportFrame>
  );
}

const NUMBER = "py-1.5 pl-3 text-right whitespace-nowrap";

function SupplierName({ row }: { row: ReportsSupplierRow }) {
  const may = useMay();
  return may("procurement.suppliers.read") ? (
    <Link to={`/fornecedores/${row.key}`} className="hover:underline">
      {row.label}
    </Link>
  ) : (
    row.label
  );
}

/** A percentage and as much of a bar. */
function Rate({ value }: { value: string | null }) {
  return (
    <span className="inline-flex w-24 flex-col items-end gap-0.5">
      {percent(value, 0)}
      {value !== null && (
        <span aria-hidden className="h-1 w-full rounded-full bg-sunken">
          <span className="block h-full rounded-full bg-slate" style={{ width: `${Math.min(100, Number(value))}%` }} />
        </span>
      )}
    </span>
  );
}
