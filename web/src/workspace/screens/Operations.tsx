/** How the installation fares: figures as they arrive, alerts and their rules, background work that failed. */

import { useState } from "react";
import type { PermissionName } from "../../api/schema";
import { useMay } from "../../data/seat";
import { Page } from "../../ui/page";
import { type Tab, Tabs } from "../../ui/tabs";
import { useWords } from "../../words/language";
import { AlertList } from "../parts/AlertList";
import { AlertRuleList } from "../parts/AlertRuleList";
import { FigureTiles } from "../parts/FigureTiles";
import { JobList } from "../parts/JobList";
import { operationsWords } from "../words/operations";

type Part = "now" | "alerts" | "rules" | "jobs";

export default function Operations() {
  const say = useWords(operationsWords);
  const may = useMay();
  const parts: readonly (Tab<Part> & { readonly permission: PermissionName })[] = [
    { value: "now", label: say.now, panel: <FigureTiles />, permission: "workspace.operations.read" },
    { value: "alerts", label: say.alerts, panel: <AlertList />, permission: "workspace.operations.read" },
    { value: "rules", label: say.rules, panel: <AlertRuleList />, permission: "workspace.operations.read" },
    { value: "jobs", label: say.jobs, panel: <JobList />, permission: "workspace.jobs.manage" },
  ];
  const shown = parts.filter((part) => may(part.permission));
  const [open, setOpen] = useState<Part>(shown[0]?.value ?? "jobs");
  return (
    <Page title={say.title} lead={say.lead}>
      <Tabs label={say.title} value={open} onValue={setOpen} tabs={shown} />
    </Page>
  );
}
