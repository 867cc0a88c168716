/** What each cost centre may spend: a year at a time, month by month. */

import { Link } from "@tanstack/react-router";
import { Banknote, ChevronLeft, ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import { useAddress } from "../../data/address";
import { useAnswer, useRows } from "../../data/rows";
import { useMay } from "../../data/seat";
import { buttonClass, IconButton } from "../../ui/button";
import { Changed, OfRow } from "../../ui/changed";
import { cx } from "../../ui/cx";
import { SelectField } from "../../ui/field";
import { useNarrow } from "../../ui/narrow";
import { Page } from "../../ui/page";
import { SearchField } from "../../ui/search";
import { Empty, ListStates } from "../../ui/states";
import { hasWords } from "../../words/fold";
import { money, percent, quantity } from "../../words/format";
import { useWords } from "../../words/language";
import { type BudgetLine, budgetLines, MONTHS, monthName, periodName } from "../budgets";
import { type BudgetCell, BudgetDialog } from "../parts/registers/BudgetDialog";
import type { BudgetRow } from "../rows";
import { costCentreWords } from "../words/costCentres";
import { settingsWords } from "../words/settings";

export default function Budgets() {
  const all = useWords(settingsWords);
  const say = useWords(costCentreWords).budgets;
  const narrow = useNarrow();
  const may = useMay();
  const now = new Date().getFullYear();
  const [filters, set] = useAddress({ ano: String(now), q: "" });
  const year = Number(filters.ano) || now;
  const { rows: centres, status } = useRows("cost-centres", { filters: { archived: false }, sort: "code" });
  const { rows: budgets, status: read } = useRows("budgets", { filters: { year: String(year) } });
  const { data: report } = useAnswer(
    "GET /api/reports/purchases/budget",
    { query: { from: `${year}-01-01`, to: `${year}-12-31` } },
    { after: budgets, enabled: may("procurement.reports.read") },
  );
  const [cell, setCell] = useState<BudgetCell | null>(null);
  const lines = useMemo(
    () => budgetLines(centres, budgets).filter(({ centre }) => hasWords(`${centre.code} ${centre.name}`, filters.q)),
    [centres, budgets, filters.q],
  );
  const used = useMemo(
    () => new Map(report?.rows.map((row) => [`${row.costCentreId}:${row.month}`, row]) ?? []),
    [report],
  );
  const shareOf = (line: BudgetLine, month: number): Used | undefined => {
    const row = used.get(`${line.centre.id}:${year}-${String(month).padStart(2, "0")}`);
    return row?.used ? { share: row.used, exceeded: row.exceeded } : undefined;
  };
  const edit = may("procurement.budgets.edit") ? setCell : undefined;
  const grid = { lines, year, shareOf, ...(edit && { onEdit: edit }) };
  return (
    <Page title={say.title} lead={say.lead} width="full">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <fieldset className="flex items-center gap-1">
          <legend className="sr-only">{say.year}</legend>
          <IconButton icon={ChevronLeft} label={say.previous} onClick={() => set({ ano: String(year - 1) })} />
          <output className="text-lg font-semibold">{year}</output>
          <IconButton icon={ChevronRight} label={say.next} onClick={() => set({ ano: String(year + 1) })} />
        </fieldset>
        <SearchField label={say.search} value={filters.q} onValue={(q) => set({ q })} />
      </div>
      <ListStates
        status={status === "ready" ? read : status}
        count={lines.length}
        empty={
          <Empty
            icon={Banknote}
            title={filters.q ? all.nothingFits : say.emptyTitle}
            action={
              !filters.q && (
                <Link to="/centros-de-custo" className={buttonClass("primary")}>
                  {say.toCentres}
                </Link>
              )
            }
          >
            {!filters.q && say.emptyText}
          </Empty>
        }
      >
        {narrow ? <BudgetCards {...grid} /> : <BudgetGrid {...grid} />}
      </ListStates>
      {cell && <BudgetDialog cell={cell} onClose={() => setCell(null)} />}
    </Page>
  );
}

interface Used {
  readonly share: string;
  readonly exceeded: boolean;
}

interface GridProps {
  readonly lines: readonly BudgetLine[];
  readonly year: number;
  readonly shareOf: (line: BudgetLine, month: number) => Used | undefined;
  readonly onEdit?: (cell: BudgetCell) => void;
}

function BudgetGrid({ lines, year, shareOf, onEdit }: GridProps) {
  const say = useWords(costCentreWords).budgets;
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full border-separate border-spacing-0">
        <caption className="sr-only">{`${say.title} ${year}`}</caption>
        <thead>
          <tr className="text-sm text-faint">
            <th
              scope="col"
              className="sticky left-0 z-10 border-b border-line bg-surface px-4 py-2 text-left font-normal"
            >
              {say.centre}
            </th>
            {MONTHS.map((month) => (
              <th
                key={month}
                scope="col"
                className="border-b border-line px-2 py-2 text-right font-normal whitespace-nowrap"
              >
                {month === 0 ? say.wholeYear : monthName(month)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.centre.id}>
              <th
                scope="row"
                className="sticky left-0 z-10 max-w-52 border-b border-line bg-surface px-4 py-1 text-left font-medium"
              >
                <Link to={`/centros-de-custo/${line.centre.id}`} className="block hover:underline">
                  <span className="block truncate">{line.centre.name}</span>
                  <span className="block text-sm font-normal text-faint">{line.centre.code}</span>
                </Link>
              </th>
              {MONTHS.map((month) => (
                <td key={month} className="border-b border-line p-0.5 text-right">
                  <Cell
                    line={line}
                    period={periodName(year, month)}
                    budget={line.byMonth.get(month)}
                    used={month === 0 ? undefined : shareOf(line, month)}
                    {...(onEdit && { onEdit: () => onEdit({ line, year, month }) })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({
  line,
  period,
  budget,
  used,
  onEdit,
}: {
  line: BudgetLine;
  period: string;
  budget: BudgetRow | undefined;
  used: Used | undefined;
  onEdit?: () => void;
}) {
  const say = useWords(costCentreWords).budgets;
  const label = say.cell(line.centre.name, period, budget ? money(budget.amount) : say.none);
  const content = (
    <OfRow value={budget}>
      <Changed of={budget?.amount} className={budget ? "" : "text-faint"}>
        {budget ? quantity(budget.amount, 0) : "—"}
      </Changed>
      {used && <Share used={used} />}
    </OfRow>
  );
  const shape =
    "flex min-h-10 w-full min-w-16 flex-col items-end justify-center gap-1 rounded-sm px-1.5 whitespace-nowrap";
  if (!onEdit || (budget && !budget.can.includes("edit")))
    return (
      <span title={label} className={shape}>
        {content}
      </span>
    );
  return (
    <button
      type="button"
      aria-label={label}
      title={budget?.note || label}
      onClick={onEdit}
      className={cx(shape, "hover:bg-sunken")}
    >
      {content}
    </button>
  );
}

/** How much of it is taken: a line and, on pointing, the part. */
function Share({ used }: { used: Used }) {
  const say = useWords(costCentreWords).budgets;
  return (
    <span
      role="img"
      aria-label={say.used(percent(used.share, 0))}
      title={say.used(percent(used.share, 0))}
      className="block h-1 w-full overflow-hidden rounded-full bg-sunken"
    >
      <span
        className={cx("block h-full", used.exceeded ? "bg-wine" : "bg-slate")}
        style={{ width: `${Math.min(Number(used.share), 100)}%` }}
      />
    </span>
  );
}

/** On a phone: a cost centre after the other, with the periods that have a budget, and one to set another. */
function BudgetCards({ lines, year, shareOf, onEdit }: GridProps) {
  const say = useWords(costCentreWords).budgets;
  return (
    <ul className="flex flex-col gap-3">
      {lines.map((line) => (
        <li key={line.centre.id} className="rounded-lg border border-line bg-surface p-4">
          <h2 className="font-semibold">
            <span className="text-sm font-normal text-faint">{line.centre.code}</span> {line.centre.name}
          </h2>
          <ul className="mt-1 divide-y divide-line">
            {MONTHS.filter((month) => line.byMonth.has(month)).map((month) => (
              <li key={month} className="flex items-center gap-3">
                <span className="grow">{periodName(year, month)}</span>
                <span className="w-28">
                  <Cell
                    line={line}
                    period={periodName(year, month)}
                    budget={line.byMonth.get(month)}
                    used={month === 0 ? undefined : shareOf(line, month)}
                    {...(onEdit && { onEdit: () => onEdit({ line, year, month }) })}
                  />
                </span>
              </li>
            ))}
          </ul>
          {onEdit && (
            <SelectField
              label={say.set}
              className="mt-2"
              value=""
              onValue={(month) => onEdit({ line, year, month: Number(month) })}
            >
              <option value="" disabled>
                {say.period}
              </option>
              {MONTHS.filter((month) => !line.byMonth.has(month)).map((month) => (
                <option key={month} value={month}>
                  {periodName(year, month)}
                </option>
              ))}
            </SelectField>
          )}
        </li>
      ))}
    </ul>
  );
}
