/** What went out of bounds, and for how long. */

import { BellOff } from "lucide-react";
import { useState } from "react";
import type { AlertView } from "../../api/schema";
import { usePages } from "../../data/pages";
import { SelectField } from "../../ui/field";
import { State } from "../../ui/look";
import { More } from "../../ui/more";
import { Empty, ListStates } from "../../ui/states";
import { type Column, RowTable } from "../../ui/table";
import { moment } from "../../words/format";
import { said, useWords } from "../../words/language";
import { figure } from "../figures";
import { SEVERITY_LOOKS } from "../rows";
import { operationsWords } from "../words/operations";

export function AlertList() {
  const say = useWords(operationsWords);
  const [which, setWhich] = useState<"open" | "all">("all");
  const alerts = usePages("GET /api/alerts", which === "open" ? { open: true } : {});
  const columns: readonly Column<AlertView>[] = [
    { name: say.name, width: "minmax(0,2fr)", cell: (alert) => said(alert.name) },
    { name: say.severity, width: "8rem", cell: (alert) => <State look={SEVERITY_LOOKS[alert.severity]} /> },
    { name: say.metric, width: "minmax(0,1fr)", desk: true, cell: (alert) => say.metrics[alert.metric] },
    { name: say.peak, width: "8rem", align: "right", cell: (alert) => figure(alert.metric, alert.peak) },
    { name: say.opened, width: "10rem", cell: (alert) => moment(alert.openedAt) },
    { name: say.closed, width: "10rem", cell: (alert) => moment(alert.closedAt) },
  ];
  return (
    <div className="flex flex-col gap-3">
      <SelectField
        label={say.alerts}
        hideLabel
        className="max-w-40"
        value={which}
        onValue={(next) => setWhich(next as "open" | "all")}
      >
        <option value="all">{say.allAlerts}</option>
        <option value="open">{say.openAlerts}</option>
      </SelectField>
      <ListStates
        status={alerts.status}
        count={alerts.rows.length}
        empty={
          <Empty icon={BellOff} title={say.noAlertsTitle}>
            {say.noAlertsText}
          </Empty>
        }
      >
        <RowTable label={say.alerts} rows={alerts.rows} columns={columns} />
        <More hasMore={alerts.hasMore} reading={alerts.reading} more={alerts.more} />
      </ListStates>
    </div>
  );
}
