/** What was bought, from whom, how fast, and against which budget. What is asked stands in the address, so it can be sent on. */

import { useNavigate, useSearch } from "@tanstack/react-router";
import { useRows } from "../../data/rows";
import { useMay } from "../../data/seat";
import { DayField, SelectField } from "../../ui/field";
import { Page } from "../../ui/page";
import { Tabs } from "../../ui/tabs";
import { useWords } from "../../words/language";
import { Report } from "../parts/Report";
import { GROUPED, REPORTS, type ReportName } from "../parts/reports";
import { reportsWords } from "../words/reports";

interface Asked {
  readonly relatorio?: ReportName;
  readonly de?: string;
  readonly ate?: string;
  readonly por?: string;
  readonly centro?: string;
  readonly departamento?: string;
  readonly fornecedor?: string;
}

export default function Reports() {
  const say = useWords(reportsWords);
  const may = useMay();
  const navigate = useNavigate();
  const asked = useSearch({ strict: false }) as Asked;
  const name = asked.relatorio ?? "spend";
  const ask = (change: Asked) => {
    const next = Object.fromEntries(Object.entries({ ...asked, ...change }).filter(([, value]) => value));
    void navigate({ search: next, replace: true } as never);
  };
  const query = Object.fromEntries(
    Object.entries({
      from: asked.de,
      to: asked.ate,
      by: GROUPED.has(name) ? asked.por : "",
      costCentreId: asked.centro,
      departmentId: asked.departamento,
      supplierId: asked.fornecedor,
    }).filter(([, value]) => value),
  ) as Record<string, string>;
  return (
    <Page title={say.title}>
      <div className="flex flex-wrap items-end gap-3 print:hidden">
        <DayField label={say.from} value={asked.de ?? ""} onValue={(de) => ask({ de })} />
        <DayField label={say.to} value={asked.ate ?? ""} onValue={(ate) => ask({ ate })} />
        {GROUPED.has(name) && (
          <SelectField label={say.by} value={asked.por ?? "month"} onValue={(por) => ask({ por })}>
            {Object.entries(say.groups).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </SelectField>
        )}
        {may("procurement.centres.read") && (
          <>
            <Choice
              label={say.centre}
              resource="cost-centres"
              value={asked.centro}
              onValue={(centro) => ask({ centro })}
            />
            <Choice
              label={say.department}
              resource="departments"
              value={asked.departamento}
              onValue={(departamento) => ask({ departamento })}
            />
          </>
        )}
        {may("procurement.suppliers.read") && (
          <Choice
            label={say.supplier}
            resource="suppliers"
            value={asked.fornecedor}
            onValue={(fornecedor) => ask({ fornecedor })}
          />
        )}
      </div>
      <Tabs<ReportName>
        label={say.title}
        value={name}
        onValue={(relatorio) => ask({ relatorio })}
        tabs={REPORTS.map((report) => ({
          value: report,
          label: say.reports[report],
          panel: report === name ? <Report key={report} name={report} query={query} /> : null,
        }))}
      />
    </Page>
  );
}

function Choice({
  label,
  resource,
  value,
  onValue,
}: {
  label: string;
  resource: "cost-centres" | "departments" | "suppliers";
  value: string | undefined;
  onValue: (id: string) => void;
}) {
  const say = useWords(reportsWords);
  const { rows } = useRows(resource, { sort: "name" });
  return (
    <SelectField label={label} value={value ?? ""} onValue={onValue} className="max-w-52">
      <option value="">{say.any}</option>
      {rows.map((row) => (
        <option key={row.id} value={row.id}>
          {row.name}
        </option>
      ))}
    </SelectField>
  );
}
