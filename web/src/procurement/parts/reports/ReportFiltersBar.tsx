/** By what reports are narrowed; the address keeps it. */

import { X } from "lucide-react";
import { useState } from "react";
import { useAnswer, useRows } from "../../../data/rows";
import { useMay } from "../../../data/seat";
import { Button } from "../../../ui/button";
import { type Choice, ComboboxField } from "../../../ui/combobox";
import { DayField, SelectField } from "../../../ui/field";
import { useWords } from "../../../words/language";
import { GROUPS, groupOf, PERIODS, periodOf, type ReportFilters, type ReportName } from "../../reports";
import { reportWords } from "../../words/reports";

type SetReportFilters = (change: ReportFilters) => void;

export function ReportFiltersBar({
  report,
  filters,
  set,
}: {
  report: ReportName;
  filters: ReportFilters;
  set: SetReportFilters;
}) {
  const say = useWords(reportWords);
  const may = useMay();
  const grouped = report === "spend" || report === "savings" || report === "commitments";
  const period = periodOf(filters);
  const narrowed = filters.centro || filters.departamento || filters.fornecedor || filters.categoria;
  return (
    <div className="grid grid-cols-2 items-end gap-3 sm:grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] print:hidden">
      <SelectField
        label={say.period}
        value={period}
        onValue={(periodo) => set({ periodo: periodo === "12m" ? "" : periodo, de: "", ate: "" })}
      >
        {PERIODS.map((name) => (
          <option key={name} value={name}>
            {report === "commitments" && name === "12m" ? say.allAhead : say.periods[name]}
          </option>
        ))}
      </SelectField>
      {period === "escolher" && (
        <>
          <DayField label={say.from} value={filters.de ?? ""} onValue={(de) => set({ de })} />
          <DayField label={say.to} value={filters.ate ?? ""} onValue={(ate) => set({ ate })} />
        </>
      )}
      {grouped && (
        <SelectField
          label={say.by}
          value={groupOf(filters)}
          onValue={(por) => set({ por: por === "month" ? "" : por })}
        >
          {GROUPS.map((name) => (
            <option key={name} value={name}>
              {say.groups[name]}
            </option>
          ))}
        </SelectField>
      )}
      {may("procurement.centres.read") && <CentreFilters filters={filters} set={set} />}
      {may("procurement.suppliers.read") && report !== "cycle-time" && report !== "budget" && (
        <SupplierFilter filters={filters} set={set} />
      )}
      <CategoryFilter filters={filters} set={set} />
      {narrowed && (
        <Button
          kind="quiet"
          icon={X}
          onClick={() => set({ centro: "", departamento: "", fornecedor: "", categoria: "" })}
        >
          {say.clear}
        </Button>
      )}
    </div>
  );
}

interface Part {
  readonly filters: ReportFilters;
  readonly set: SetReportFilters;
}

function CentreFilters({ filters, set }: Part) {
  const say = useWords(reportWords);
  const centres = useRows("cost-centres", { sort: "name" }).rows.map((row) => ({
    id: row.id,
    label: row.name,
    detail: row.code,
  }));
  const departments = useRows("departments", { sort: "name" }).rows.map((row) => ({ id: row.id, label: row.name }));
  return (
    <>
      <ComboboxField
        label={say.centre}
        placeholder={say.any}
        clearable
        choices={centres}
        value={chosen(centres, filters.centro)}
        onValue={(choice) => set({ centro: choice?.id ?? "" })}
      />
      <ComboboxField
        label={say.department}
        placeholder={say.any}
        clearable
        choices={departments}
        value={chosen(departments, filters.departamento)}
        onValue={(choice) => set({ departamento: choice?.id ?? "" })}
      />
    </>
  );
}

function SupplierFilter({ filters, set }: Part) {
  const say = useWords(reportWords);
  const [q, setQ] = useState("");
  const found = useRows("suppliers", { filters: { archived: false }, q, sort: "name" });
  const one = useRows("suppliers", { filters: { id: filters.fornecedor ?? "00000000-0000-0000-0000-000000000000" } });
  const choices = found.rows
    .slice(0, 50)
    .map((row) => ({ id: row.id, label: row.tradeName || row.name, detail: row.city }));
  const named = one.rows.map((row) => ({ id: row.id, label: row.tradeName || row.name }));
  return (
    <ComboboxField
      label={say.supplier}
      placeholder={say.any}
      clearable
      choices={choices}
      onSearch={setQ}
      searching={found.status === "loading"}
      value={filters.fornecedor ? (chosen(named, filters.fornecedor) ?? { id: filters.fornecedor, label: "…" }) : null}
      onValue={(choice) => set({ fornecedor: choice?.id ?? "" })}
    />
  );
}

/** Categories that something was bought in; they are words, not things with an id. */
function CategoryFilter({ filters, set }: Part) {
  const say = useWords(reportWords);
  const bought = useAnswer("GET /api/reports/purchases/spend", { query: { by: "category", top: 200 } });
  const choices = (bought.data?.rows ?? [])
    .filter((row) => row.label !== "")
    .map((row) => ({ id: row.label, label: row.label }));
  return (
    <ComboboxField
      label={say.category}
      placeholder={say.anyFem}
      clearable
      choices={choices}
      value={filters.categoria ? { id: filters.categoria, label: filters.categoria } : null}
      onValue={(choice) => set({ categoria: choice?.id ?? "" })}
    />
  );
}

function chosen(choices: readonly Choice[], id: string | undefined): Choice | null {
  return choices.find((choice) => choice.id === id) ?? null;
}
