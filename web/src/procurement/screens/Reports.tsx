/** Six reports of purchases, current as the data changes; the address says what is looked at. */

import { Printer } from "lucide-react";
import { useAddress } from "../../data/address";
import { type Exporting, ExportMenu } from "../../data/export";
import { useMay } from "../../data/seat";
import { Button } from "../../ui/button";
import { Page } from "../../ui/page";
import { Refused } from "../../ui/states";
import { Tabs } from "../../ui/tabs";
import { useWords } from "../../words/language";
import { today } from "../days";
import { BudgetReport } from "../parts/reports/BudgetReport";
import { CycleReport } from "../parts/reports/CycleReport";
import { CommitmentsReport, SavingsReport, SpendReport } from "../parts/reports/GroupedReports";
import { ReportFiltersBar } from "../parts/reports/ReportFiltersBar";
import { SuppliersReport } from "../parts/reports/SuppliersReport";
import {
  groupOf,
  NO_FILTERS,
  queryOf,
  REPORT_SLUGS,
  REPORTS,
  type ReportFilters,
  type ReportName,
  reportOf,
} from "../reports";
import { reportWords } from "../words/reports";

export default function Reports() {
  const say = useWords(reportWords);
  const may = useMay();
  const [filters, set] = useAddress(NO_FILTERS);
  const report = reportOf(filters);
  if (!may("procurement.reports.read")) return <Refused error="forbidden" />;
  const query = queryOf(report, filters, today());
  return (
    <Page
      title={say.title}
      lead={say.lead[report]}
      actions={
        <div className="flex gap-2 print:hidden">
          <Button icon={Printer} onClick={() => window.print()}>
            {say.print}
          </Button>
          {may("procurement.export.run") && (
            <ExportMenu
              name={`GET /api/reports/purchases/${report}/export` as Exporting}
              query={query as never}
              file={REPORT_SLUGS[report]}
            />
          )}
        </div>
      }
    >
      <Tabs
        label={say.tabs}
        value={report}
        onValue={(name) => set({ relatorio: name === "spend" ? "" : REPORT_SLUGS[name] })}
        tabs={REPORTS.map((name) => ({
          value: name,
          label: say.names[name],
          panel: name === report && (
            <div className="flex flex-col gap-5">
              <ReportFiltersBar report={report} filters={filters} set={set} />
              <Shown name={name} filters={filters} query={query} />
            </div>
          ),
        }))}
      />
    </Page>
  );
}

function Shown({
  name,
  filters,
  query,
}: {
  name: ReportName;
  filters: ReportFilters;
  query: Readonly<Record<string, unknown>>;
}) {
  const by = groupOf(filters);
  switch (name) {
    case "spend":
      return <SpendReport query={query} by={by} />;
    case "cycle-time":
      return <CycleReport query={query} />;
    case "savings":
      return <SavingsReport query={query} by={by} />;
    case "suppliers":
      return <SuppliersReport query={query} />;
    case "commitments":
      return <CommitmentsReport query={query} by={by} />;
    case "budget":
      return <BudgetReport query={query} />;
  }
}
