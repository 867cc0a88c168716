/** One client: data, briefings, orçamentos. */

import { useNavigate, useParams } from "@tanstack/react-router";
import { Archive, ArchiveRestore, ClipboardList, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { call } from "../../api/call";
import type { Client } from "../../api/schema";
import { useAction } from "../../data/actions";
import { useAddress } from "../../data/address";
import { useAnswer, useRow, useRows } from "../../data/rows";
import { useLive, useMay } from "../../data/seat";
import { addressLine } from "../../ui/address";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { Fact, Facts } from "../../ui/facts";
import { State } from "../../ui/look";
import { Menu } from "../../ui/menu";
import { Page, Panel } from "../../ui/page";
import { Empty, ListStates, Refused, SkeletonRows } from "../../ui/states";
import { RowTable } from "../../ui/table";
import { Tabs } from "../../ui/tabs";
import { ago, percent } from "../../words/format";
import { useWords } from "../../words/language";
import { shownPhone } from "../../words/masks";
import { ClientDialog } from "../parts/ClientDialog";
import { OrcamentosOf } from "../parts/pipeline/OrcamentosOf";
import { BRIEFING_STATUS } from "../rows";
import { briefingsWords } from "../words/briefings";
import { clientsWords } from "../words/clients";

export default function ClientPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <OneClient key={id} id={id} />;
}

type Part = "briefings" | "orcamentos" | "dados";

function OneClient({ id }: { id: string }) {
  const say = useWords(clientsWords);
  const live = useLive();
  const navigate = useNavigate();
  const may = useMay();
  const row = useRow("clients", id);
  const away = useRow("clients", id, { archived: true });
  const now = row ?? away ?? null;
  const detail = useAnswer(
    "GET /api/clients/{client_id}",
    { path: { client_id: id } },
    { after: now?.version, keep: true },
  );
  const [{ aba }, set] = useAddress({ aba: "briefings" });
  const [editing, setEditing] = useState(false);
  const path = { client_id: id };
  const restore = useAction("POST /api/clients/{client_id}/restore", { done: say.restored });
  const archive = useAction("DELETE /api/clients/{client_id}", {
    done: say.archived,
    undo: () => call(live, "POST /api/clients/{client_id}/restore", { path }),
  });
  const mayEdit = may("estimating.clients.edit");
  const client = detail.data;
  const title = client ? client.tradeName || client.name : (now?.name ?? "");
  const back = { to: "/clientes", label: say.title };
  if (client === undefined)
    return (
      <Page title={title} back={back}>
        {detail.error ? <Refused error={detail.error} onRetry={() => void detail.refetch()} /> : <SkeletonRows />}
      </Page>
    );
  return (
    <Page
      title={title}
      back={back}
      beside={client.archived && <Badge icon={Archive}>{say.archivedBadge}</Badge>}
      lead={client.tradeName ? client.name : null}
      actions={
        <>
          {mayEdit && client.archived && (
            <Button icon={ArchiveRestore} busy={restore.busy} onClick={() => void restore.run({ path })}>
              {say.restore}
            </Button>
          )}
          {mayEdit && (
            <Button icon={Pencil} onClick={() => setEditing(true)}>
              {say.edit}
            </Button>
          )}
          {may("estimating.briefings.edit") && !client.archived && (
            <Button
              kind="primary"
              icon={Plus}
              onClick={() => void navigate({ to: "/briefings/novo", search: { cliente: id } } as never)}
            >
              {say.newBriefing}
            </Button>
          )}
          {mayEdit && !client.archived && (
            <Menu items={[{ label: say.archive, icon: Archive, onSelect: () => void archive.run({ path }) }]} />
          )}
        </>
      }
    >
      <Tabs<Part>
        label={say.tabs}
        value={(["briefings", "orcamentos", "dados"] as const).find((part) => part === aba) ?? "briefings"}
        onValue={(next) => set({ aba: next })}
        tabs={[
          ...(may("estimating.briefings.read")
            ? [{ value: "briefings" as const, label: say.briefings, panel: <ItsBriefings client={id} /> }]
            : []),
          ...(may("estimating.orcamentos.read")
            ? [
                {
                  value: "orcamentos" as const,
                  label: say.orcamentos,
                  panel: (
                    <OrcamentosOf
                      filters={{ clientId: id }}
                      label={say.orcamentos}
                      emptyTitle={say.noOrcamentosTitle}
                      emptyText={say.noOrcamentosText}
                    />
                  ),
                },
              ]
            : []),
          { value: "dados", label: say.data, panel: <ItsData client={client} /> },
        ]}
      />
      {editing && <ClientDialog client={client} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />}
    </Page>
  );
}

function ItsBriefings({ client }: { client: string }) {
  const say = useWords(clientsWords);
  const list = useWords(briefingsWords);
  const navigate = useNavigate();
  const { rows, status } = useRows("briefings", { filters: { clientId: client } });
  return (
    <ListStates
      status={status}
      count={rows.length}
      empty={
        <Empty icon={ClipboardList} title={say.noBriefingsTitle}>
          {say.noBriefingsText}
        </Empty>
      }
    >
      <RowTable
        label={say.briefings}
        rows={rows}
        onOpen={(row) => void navigate({ to: "/briefings/$id", params: { id: row.id } } as never)}
        columns={[
          { name: list.briefing, width: "2fr", cell: (row) => row.title },
          { name: list.status, width: "10rem", cell: (row) => <State look={BRIEFING_STATUS[row.status]} /> },
          { name: list.progress, width: "6rem", align: "right", cell: (row) => percent(row.progress) },
          {
            name: say.orcamentos,
            width: "7rem",
            align: "right",
            desk: true,
            cell: (row) => row.orcamentos || <span className="text-faint">—</span>,
          },
          { name: list.changed, width: "9rem", desk: true, cell: (row) => ago(row.updatedAt) },
        ]}
      />
    </ListStates>
  );
}

function ItsData({ client }: { client: Client }) {
  const say = useWords(clientsWords);
  return (
    <Panel>
      <Facts>
        <Fact name={client.kind === "PF" ? say.cpf : say.cnpj}>{client.document || say.none}</Fact>
        <Fact name={say.phone}>
          {client.phone ? (
            <a className="text-accent hover:underline" href={`tel:${client.phone.replace(/[^\d+]/g, "")}`}>
              {shownPhone(client.phone)}
            </a>
          ) : (
            say.none
          )}
        </Fact>
        <Fact name={say.email} long>
          {client.email ? (
            <a className="text-accent hover:underline" href={`mailto:${client.email}`}>
              {client.email}
            </a>
          ) : (
            say.none
          )}
        </Fact>
        <Fact name={say.address} long>
          {addressLine(client.address) || say.none}
        </Fact>
        {client.notes && (
          <Fact name={say.notes}>
            <span className="whitespace-pre-wrap">{client.notes}</span>
          </Fact>
        )}
      </Facts>
    </Panel>
  );
}
