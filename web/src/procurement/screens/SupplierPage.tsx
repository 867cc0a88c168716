/** One supplier: who it is, how it has been, what it quoted and what was bought from it. */

import { Link, useParams } from "@tanstack/react-router";
import { Archive, ArchiveRestore, HandCoins, MailWarning, Pencil, ShoppingCart, Star } from "lucide-react";
import { useState } from "react";
import { call } from "../../api/call";
import type { Supplier } from "../../api/schema";
import { useAction } from "../../data/actions";
import { useAddress } from "../../data/address";
import { useAnswer, useRow, useRows } from "../../data/rows";
import { useLive, useMay } from "../../data/seat";
import { addressLine } from "../../ui/address";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { Fact, Facts } from "../../ui/facts";
import { useShortcut } from "../../ui/keys";
import { State } from "../../ui/look";
import { Menu } from "../../ui/menu";
import { Page, Panel } from "../../ui/page";
import { Empty, ListStates, Refused, SkeletonRows } from "../../ui/states";
import { RowTable } from "../../ui/table";
import { Tabs } from "../../ui/tabs";
import { uiWords } from "../../ui/words";
import { ago, day, money, quantity } from "../../words/format";
import { useWords } from "../../words/language";
import { shownPhone } from "../../words/masks";
import { SupplierDialog } from "../parts/registers/SupplierDialog";
import { SupplierFigures } from "../parts/registers/SupplierFigures";
import { ORDER_STATUS, QUOTATION_STATUS } from "../rows";
import { supplierWords } from "../words/suppliers";

export default function SupplierPage() {
  const { id = "" } = useParams({ strict: false });
  return <Opened key={id} id={id} />;
}

function Opened({ id }: { id: string }) {
  const say = useWords(supplierWords);
  const inUse = useRow("suppliers", id);
  const away = useRow("suppliers", id, { archived: true });
  const { data, error, refetch } = useAnswer(
    "GET /api/suppliers/{supplier_id}",
    { path: { supplier_id: id } },
    { after: (inUse ?? away)?.version, keep: true },
  );
  if (data !== undefined) return <OneSupplier supplier={data} />;
  return (
    <Page title={inUse?.name ?? "…"} back={{ to: "/fornecedores", label: say.title }}>
      {error ? <Refused error={error} onRetry={() => void refetch()} /> : <SkeletonRows />}
    </Page>
  );
}

type Part = "dados" | "cotacoes" | "pedidos";

function OneSupplier({ supplier }: { supplier: Supplier }) {
  const say = useWords(supplierWords);
  const live = useLive();
  const may = useMay();
  const [{ aba }, set] = useAddress({ aba: "dados" });
  const [editing, setEditing] = useState(false);
  const path = { supplier_id: supplier.id };
  const name = supplier.tradeName || supplier.name;
  const archive = useAction("DELETE /api/suppliers/{supplier_id}", {
    done: say.archived(name),
    undo: () => call(live, "POST /api/suppliers/{supplier_id}/restore", { path }),
  });
  const restore = useAction("POST /api/suppliers/{supplier_id}/restore", { done: say.restored(name) });
  const can = (action: string) => supplier.can.includes(action);
  useShortcut("e", say.edit, () => setEditing(true), can("edit"));
  return (
    <Page
      title={name}
      back={{ to: "/fornecedores", label: say.title }}
      beside={
        <>
          {supplier.archived && <Badge icon={Archive}>{say.archivedMark}</Badge>}
          {supplier.score !== null && (
            <Badge tone="ochre" icon={Star} title={say.score}>
              {quantity(supplier.score, 1)}
            </Badge>
          )}
        </>
      }
      lead={supplier.tradeName ? supplier.name : say.kinds[supplier.kind]}
      actions={
        <>
          {can("restore") && (
            <Button icon={ArchiveRestore} busy={restore.busy} onClick={() => void restore.run({ path })}>
              {say.restore}
            </Button>
          )}
          {can("edit") && (
            <Button icon={Pencil} onClick={() => setEditing(true)}>
              {say.edit}
            </Button>
          )}
          {can("archive") && (
            <Menu items={[{ label: say.archive, icon: Archive, onSelect: () => void archive.run({ path }) }]} />
          )}
        </>
      }
    >
      {supplier.archived && <p className="rounded-md bg-sunken px-3 py-2 text-soft">{say.archivedNote}</p>}
      {!supplier.archived && !supplier.email && (
        <p className="flex items-center gap-2 rounded-md bg-ochre-soft px-3 py-2 text-ochre">
          <MailWarning size={18} className="shrink-0" aria-hidden />
          {say.noEmail}
        </p>
      )}
      <Tabs<Part>
        label={name}
        value={(["dados", "cotacoes", "pedidos"] as const).find((part) => part === aba) ?? "dados"}
        onValue={(next) => set({ aba: next })}
        tabs={[
          { value: "dados", label: say.data, panel: <Data supplier={supplier} /> },
          ...(may("procurement.quotations.read")
            ? [{ value: "cotacoes" as const, label: say.quotations, panel: <ItsQuotations id={supplier.id} /> }]
            : []),
          ...(may("procurement.orders.read")
            ? [{ value: "pedidos" as const, label: say.orders, panel: <ItsOrders id={supplier.id} /> }]
            : []),
        ]}
      />
      {editing && (
        <SupplierDialog supplier={supplier} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />
      )}
    </Page>
  );
}

const LINK = "text-accent hover:underline";

function Data({ supplier }: { supplier: Supplier }) {
  const say = useWords(supplierWords);
  const ui = useWords(uiWords);
  const may = useMay();
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Panel>
        <Facts>
          {supplier.contactName && <Fact name={say.contact}>{supplier.contactName}</Fact>}
          {supplier.email && (
            <Fact name={say.email} long>
              <a href={`mailto:${supplier.email}`} className={LINK}>
                {supplier.email}
              </a>
            </Fact>
          )}
          {supplier.phone && (
            <Fact name={say.phone}>
              <a href={`tel:${supplier.phone}`} className={LINK}>
                {shownPhone(supplier.phone)}
              </a>
            </Fact>
          )}
          {supplier.document && <Fact name={supplier.kind === "PF" ? say.cpf : say.cnpj}>{supplier.document}</Fact>}
          {supplier.website && (
            <Fact name={say.website}>
              <a href={supplier.website} target="_blank" rel="noreferrer" className={LINK}>
                {supplier.website.replace(/^https?:\/\//, "")}
              </a>
            </Fact>
          )}
          {supplier.paymentDays.length > 0 && <Fact name={say.paymentDays}>{say.days(supplier.paymentDays)}</Fact>}
          {addressLine(supplier.address) && <Fact name={ui.address}>{addressLine(supplier.address)}</Fact>}
          {supplier.categories.length > 0 && (
            <Fact name={say.categories}>
              <span className="flex flex-wrap gap-1">
                {supplier.categories.map((each) => (
                  <Badge key={each}>{each}</Badge>
                ))}
              </span>
            </Fact>
          )}
        </Facts>
        {supplier.notes && (
          <p className="mt-4 max-w-prose border-t border-line pt-4 whitespace-pre-line">{supplier.notes}</p>
        )}
      </Panel>
      {may("procurement.reports.read") && <SupplierFigures id={supplier.id} />}
    </div>
  );
}

function ItsQuotations({ id }: { id: string }) {
  const say = useWords(supplierWords);
  const { rows, status } = useRows("quotations", { filters: { supplierId: id }, sort: "-createdAt" });
  return (
    <ListStates status={status} count={rows.length} empty={<Empty icon={HandCoins} title={say.noQuotations} />}>
      <RowTable
        label={say.quotations}
        rows={rows}
        columns={[
          {
            name: say.code,
            width: "9rem",
            cell: (row) => (
              <Link to={`/cotacoes/${row.round.id}/respostas/${row.id}`} className={LINK}>
                {row.round.code}
              </Link>
            ),
          },
          {
            name: say.request,
            width: "minmax(10rem,2fr)",
            cell: (row) => `${row.purchaseRequest.code} · ${row.purchaseRequest.title}`,
          },
          { name: say.state, width: "12rem", cell: (row) => <State look={QUOTATION_STATUS[row.status]} /> },
          { name: say.total, width: "8rem", align: "right", cell: (row) => money(row.total) },
          { name: say.when, width: "8rem", desk: true, cell: (row) => ago(row.updatedAt) },
        ]}
      />
    </ListStates>
  );
}

function ItsOrders({ id }: { id: string }) {
  const say = useWords(supplierWords);
  const { rows, status } = useRows("purchase-orders", { filters: { supplierId: id }, sort: "-createdAt" });
  return (
    <ListStates status={status} count={rows.length} empty={<Empty icon={ShoppingCart} title={say.noOrders} />}>
      <RowTable
        label={say.orders}
        rows={rows}
        columns={[
          {
            name: say.code,
            width: "9rem",
            cell: (row) => (
              <Link to={`/pedidos/${row.id}`} className={LINK}>
                {row.code}
              </Link>
            ),
          },
          {
            name: say.request,
            width: "minmax(10rem,2fr)",
            cell: (row) => `${row.purchaseRequest.code} · ${row.purchaseRequest.title}`,
          },
          { name: say.state, width: "9rem", cell: (row) => <State look={ORDER_STATUS[row.status]} /> },
          { name: say.delivery, width: "8rem", desk: true, cell: (row) => day(row.promisedOn ?? row.expectedOn) },
          { name: say.total, width: "8rem", align: "right", cell: (row) => money(row.total) },
        ]}
      />
    </ListStates>
  );
}
