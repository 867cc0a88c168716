/** One cost centre: its people, its budgets, what was asked on it. */

import { Link, useParams } from "@tanstack/react-router";
import { Archive, ArchiveRestore, KanbanSquare, Pencil } from "lucide-react";
import { useState } from "react";
import type { CostCentre } from "../../api/schema";
import { useAnswer, useRow, useRows } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Badge } from "../../ui/badge";
import { Button, buttonClass } from "../../ui/button";
import { useShortcut } from "../../ui/keys";
import { Menu } from "../../ui/menu";
import { Page, Panel } from "../../ui/page";
import { Refused, SkeletonRows } from "../../ui/states";
import { money } from "../../words/format";
import { useWords } from "../../words/language";
import { periodName } from "../budgets";
import { BudgetBar } from "../parts/BudgetBar";
import { CentreDialog } from "../parts/registers/CentreDialog";
import { CentrePeople } from "../parts/registers/CentrePeople";
import { useArchiving } from "../parts/registers/useArchiving";
import { costCentreWords } from "../words/costCentres";
import { settingsWords } from "../words/settings";

export default function CostCentrePage() {
  const { id = "" } = useParams({ strict: false });
  return <Opened key={id} id={id} />;
}

function Opened({ id }: { id: string }) {
  const say = useWords(costCentreWords).centres;
  const inUse = useRow("cost-centres", id);
  const away = useRow("cost-centres", id, { archived: true });
  const row = inUse ?? away;
  const { data, error, refetch } = useAnswer(
    "GET /api/cost-centres/{cost_centre_id}",
    { path: { cost_centre_id: id } },
    { after: `${row?.version} ${row?.people} ${row?.approvers.map((each) => each.id).join()}` },
  );
  if (data !== undefined) return <Centre centre={data} />;
  return (
    <Page title={row?.name ?? "…"} back={{ to: "/centros-de-custo", label: say.title }} width="read">
      {error ? <Refused error={error} onRetry={() => void refetch()} /> : <SkeletonRows />}
    </Page>
  );
}

function Centre({ centre }: { centre: CostCentre }) {
  const all = useWords(settingsWords);
  const say = useWords(costCentreWords).centres;
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const { archive, restore } = useArchiving("cost-centres");
  const can = (action: string) => centre.can.includes(action);
  useShortcut("e", all.edit, () => setEditing(true), can("edit"));
  return (
    <Page
      title={centre.name}
      width="read"
      back={{ to: "/centros-de-custo", label: say.title }}
      beside={centre.archived && <Badge icon={Archive}>{all.archivedMark}</Badge>}
      lead={[centre.code, centre.department?.name].filter(Boolean).join(" · ")}
      actions={
        <>
          <Link to="/solicitacoes" search={{ centro: centre.id } as never} className={buttonClass()}>
            <KanbanSquare size={16} aria-hidden />
            {say.requests}
          </Link>
          {can("restore") && (
            <Button icon={ArchiveRestore} onClick={() => restore(centre)}>
              {all.restore}
            </Button>
          )}
          {can("edit") && (
            <Button icon={Pencil} onClick={() => setEditing(true)}>
              {all.edit}
            </Button>
          )}
          {can("archive") && <Menu items={[{ label: all.archive, icon: Archive, onSelect: () => archive(centre) }]} />}
        </>
      }
    >
      <CentrePeople centre={centre} mayEdit={can("edit") && !centre.archived} />
      {may("procurement.budgets.read") && <Budgets centre={centre} />}
      {editing && <CentreDialog centre={centre} onClose={() => setEditing(false)} />}
    </Page>
  );
}

function Budgets({ centre }: { centre: CostCentre }) {
  const say = useWords(costCentreWords).centres;
  const { rows, status } = useRows("budgets", { filters: { costCentreId: centre.id } });
  return (
    <Panel
      title={say.budgets}
      actions={
        <Link to="/verbas" className="text-accent hover:underline">
          {say.allBudgets}
        </Link>
      }
    >
      <div className="flex flex-col gap-4">
        <BudgetBar centre={centre} amount="0" after={rows} />
        {status === "ready" && rows.length === 0 && <p className="text-faint">{say.noBudgets}</p>}
        <ul className="divide-y divide-line">
          {[...rows]
            .sort((a, b) => b.year - a.year || a.month - b.month)
            .map((row) => (
              <li key={row.id} className="flex flex-wrap items-baseline gap-x-3 py-1.5">
                <span className="grow">{periodName(row.year, row.month)}</span>
                {row.note && <span className="min-w-0 truncate text-sm text-faint">{row.note}</span>}
                <span className="font-medium">{money(row.amount)}</span>
              </li>
            ))}
        </ul>
      </div>
    </Panel>
  );
}
