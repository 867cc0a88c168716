/** The people and firms that the studio works for. */

import { useNavigate } from "@tanstack/react-router";
import { Building2, Plus, User, UsersRound } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useAddress } from "../../data/address";
import { ExportMenu } from "../../data/export";
import { useRows } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Button } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { ArchivedBox, ListBar, NoneListed } from "../../ui/list";
import { Page } from "../../ui/page";
import { Empty, ListStates } from "../../ui/states";
import { RowTable } from "../../ui/table";
import { useWords } from "../../words/language";
import { shownDocument, shownPhone } from "../../words/masks";
import { ClientDialog } from "../parts/ClientDialog";
import { clientsWords } from "../words/clients";

const ALL = { q: "", tipo: "", arquivados: "" };

export default function Clients() {
  const say = useWords(clientsWords);
  const navigate = useNavigate();
  const may = useMay();
  const [filters, set] = useAddress(ALL);
  const [adding, setAdding] = useState(false);
  const q = useDeferredValue(filters.q);
  const archived = filters.arquivados !== "";
  const asked = { kind: filters.tipo, archived: archived ? true : null };
  const { rows, status } = useRows("clients", { filters: asked, q, sort: "name" });
  const filtered = filters.q !== "" || filters.tipo !== "";
  const open = (id: string) => void navigate({ to: "/clientes/$id", params: { id } } as never);
  const add = may("estimating.clients.edit") && (
    <Button kind="primary" icon={Plus} onClick={() => setAdding(true)}>
      {say.add}
    </Button>
  );
  return (
    <Page
      title={say.title}
      actions={
        <>
          {may("estimating.export.run") && (
            <ExportMenu name="GET /api/clients/export" query={{ ...asked, q } as never} file="clientes" />
          )}
          {add}
        </>
      }
    >
      <ListBar search={say.search} q={filters.q} onQ={(text) => set({ q: text })}>
        <SelectField label={say.kind} hideLabel value={filters.tipo} onValue={(tipo) => set({ tipo })}>
          <option value="">{say.everyKind}</option>
          <option value="PF">{say.person}</option>
          <option value="PJ">{say.firm}</option>
        </SelectField>
        <ArchivedBox archived={archived} onArchived={(on) => set({ arquivados: on ? "sim" : "" })} />
      </ListBar>
      <ListStates
        status={status}
        count={rows.length}
        empty={
          <NoneListed
            archived={archived}
            onClear={filtered ? () => set({ ...ALL, arquivados: filters.arquivados }) : null}
          >
            <Empty icon={UsersRound} title={say.emptyTitle} action={add}>
              {say.emptyText}
            </Empty>
          </NoneListed>
        }
      >
        <RowTable
          label={say.title}
          rows={rows}
          onOpen={(row) => open(row.id)}
          columns={[
            {
              name: say.name,
              width: "minmax(14rem,2fr)",
              cell: (row) => (
                <span className="inline-flex min-w-0 max-w-full items-center gap-2">
                  {row.kind === "PF" ? (
                    <User size={15} className="shrink-0 text-faint" aria-label={say.person} />
                  ) : (
                    <Building2 size={15} className="shrink-0 text-faint" aria-label={say.firm} />
                  )}
                  <span className="max-w-full shrink-0 truncate">{row.tradeName || row.name}</span>
                  {row.tradeName && (
                    <span className="min-w-0 truncate text-sm text-faint max-md:hidden">{row.name}</span>
                  )}
                </span>
              ),
            },
            {
              name: say.document,
              width: "11rem",
              desk: true,
              cell: (row) => shownDocument(row.document),
            },
            { name: say.email, width: "minmax(10rem,1.2fr)", desk: true, cell: (row) => row.email },
            { name: say.phone, width: "9.5rem", cell: (row) => shownPhone(row.phone) },
            { name: say.city, width: "minmax(8rem,1fr)", cell: (row) => (row.city ? `${row.city}/${row.uf}` : "") },
            {
              name: say.briefings,
              width: "6rem",
              align: "right",
              cell: (row) => <span aria-label={say.count(row.briefings)}>{row.briefings}</span>,
              desk: true,
            },
          ]}
        />
      </ListStates>
      {adding && (
        <ClientDialog
          client={null}
          onClose={() => setAdding(false)}
          onSaved={(client) => {
            setAdding(false);
            open(client.id);
          }}
        />
      )}
    </Page>
  );
}
