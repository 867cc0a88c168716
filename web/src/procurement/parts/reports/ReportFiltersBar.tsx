/** By what reports are narrowed; the address keeps it. */

import { X } from "lucide-react";
import { useState } from "react";
import { useAnswer, useRows } from "../../../data/rows";
import { useMay } from "../../../data/seat";
import { Button } from "../../../ui/button";
import { ComboboxFilter } from "../../../ui/combobox";
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
      <ComboboxFilter
        label={say.centre}
        placeholder={say.any}
        choices={centres}
        id={filters.centro}
        onId={(centro) => set({ centro })}
      />
      <ComboboxFilter
        label={say.department}
        placeholder={say.any}
        choices={departments}
        id={filters.departamento}
        onId={(departamento) => set({ departamento })}
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
  const named = one.rows[0];
  return (
    <ComboboxFilter
      label={say.supplier}
      placeholder={say.any}
      choices={choices}
      onSearch={setQ}
      searching={found.status === "loading"}
      id={filters.fornecedor}
      named={named && { id: named.id, label: named.tradeName || named.name }}
      onId={(fornecedor) => set({ fornecedor })}
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
    <ComboboxFilter
      label={say.category}
      placeholder={say.anyFem}
      choices={choices}
      id={filters.categoria}
      named={{ id: filters.categoria ?? "", label: filters.categoria ?? "" }}
      onId={(categoria) => set({ categoria })}
    />
  );
}
