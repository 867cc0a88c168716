/** Purchase orders: what is on its way, and what is late. */

import { useNavigate } from "@tanstack/react-router";
import { ShoppingCart, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useAction } from "../../data/actions";
import { useAddress } from "../../data/address";
import { ExportMenu } from "../../data/export";
import { useRows } from "../../data/rows";
import { useMay, useMe } from "../../data/seat";
import { Button } from "../../ui/button";
import { ListBar, NothingFits } from "../../ui/list";
import { Page, Panel } from "../../ui/page";
import { Choices } from "../../ui/search";
import { Empty, ListStates } from "../../ui/states";
import { RowTable } from "../../ui/table";
import { money } from "../../words/format";
import { useWords } from "../../words/language";
import { DueDay, OrderMarks } from "../parts/orders/OrderMarks";
import { allowed, type RequestRow } from "../rows";
import { orderWords } from "../words/orders";

const KINDS = {
  "": { status: "draft,sent,confirmed" },
  atrasados: { late: true },
  concluidos: { status: "completed" },
  cancelados: { status: "cancelled" },
  todos: {},
} as const;
type Kind = keyof typeof KINDS;

const ALL = { estado: "", q: "", meus: "" };

export default function Orders() {
  const say = useWords(orderWords);
  const may = useMay();
  const me = useMe().id;
  const navigate = useNavigate();
  const [filters, set] = useAddress(ALL);
  const kind = (Object.keys(KINDS) as Kind[]).find((each) => each === filters.estado) ?? "";
  const asked = { ...KINDS[kind], ...(filters.meus && { buyerId: me }) };
  const { rows, status } = useRows("purchase-orders", {
    filters: asked,
    q: filters.q,
    sort: kind === "" || kind === "atrasados" ? "expectedOn" : "-createdAt",
  });
  const { rows: late } = useRows("purchase-orders", { filters: { late: true } });
  const filtered = kind !== "" || filters.q !== "" || filters.meus !== "";
  return (
    <Page
      title={say.title}
      actions={
        may("procurement.export.run") && (
          <ExportMenu name="GET /api/purchase-orders/export" file="pedidos" query={{ ...asked, q: filters.q }} />
        )
      }
    >
      <Approved />
      {late.length > 0 && kind !== "atrasados" && (
        <p className="flex flex-wrap items-center gap-2 rounded-md bg-wine-soft px-3 py-1.5 font-medium text-wine">
          <TriangleAlert size={16} aria-hidden />
          {say.lateTold(late.length)}
          <Button small kind="quiet" className="text-wine" onClick={() => set({ estado: "atrasados" })}>
            {say.lateShow}
          </Button>
        </p>
      )}
      <ListBar search={say.search} q={filters.q} onQ={(q) => set({ q })}>
        <Choices
          label={say.filter.label}
          value={kind}
          onValue={(estado) => set({ estado })}
          choices={[
            { value: "", label: say.filter.open },
            { value: "atrasados", label: say.filter.late, count: late.length },
            { value: "concluidos", label: say.filter.done },
            { value: "cancelados", label: say.filter.cancelled },
            { value: "todos", label: say.filter.all },
          ]}
        />
        {may("procurement.orders.edit") && (
          <Choices
            label={say.filter.mine}
            value={filters.meus ? "sim" : ""}
            onValue={() => set({ meus: filters.meus ? "" : "sim" })}
            choices={[{ value: "sim", label: say.filter.mine }]}
          />
        )}
      </ListBar>
      <ListStates
        status={status}
        count={rows.length}
        empty={
          filtered ? (
            <NothingFits onClear={() => set(ALL)} />
          ) : (
            <Empty icon={ShoppingCart} title={say.emptyTitle}>
              {say.emptyText}
            </Empty>
          )
        }
      >
        <RowTable
          label={say.title}
          rows={rows}
          onOpen={(row) => void navigate({ to: `/pedidos/${row.id}` })}
          columns={[
            {
              name: say.columns.order,
              width: "minmax(14rem,3fr)",
              cell: (row) => (
                <span className="flex min-w-0 flex-col">
                  <span className="truncate font-medium">{row.purchaseRequest.title}</span>
                  <span className="text-sm font-normal text-faint">{row.code}</span>
                </span>
              ),
            },
            { name: say.columns.supplier, width: "minmax(8rem,1.5fr)", cell: (row) => row.supplier.name },
            { name: say.columns.state, width: "15rem", cell: (row) => <OrderMarks order={row} /> },
            { name: say.columns.expected, width: "14rem", cell: (row) => <DueDay order={row} /> },
            { name: say.columns.total, width: "8.5rem", align: "right", cell: (row) => money(row.total) },
          ]}
        />
      </ListStates>
    </Page>
  );
}

/** So many of what waits stand above the list; the others on demand. */
const FEW = 3;

/** What was approved and is not ordered yet. */
function Approved() {
  const say = useWords(orderWords).approved;
  const me = useMe().id;
  const { rows } = useRows("purchase-requests", { filters: { status: "approved" } });
  const [all, setAll] = useState(false);
  const waiting = rows.filter((row) => allowed(row, me).includes("order"));
  if (waiting.length === 0) return null;
  return (
    <Panel
      title={say.title(waiting.length)}
      actions={
        waiting.length > FEW && (
          <Button small kind="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? say.fewer : say.all}
          </Button>
        )
      }
    >
      <ul className="-my-1.5 flex flex-col">
        {(all ? waiting : waiting.slice(0, FEW)).map((row) => (
          <Waiting key={row.id} request={row} />
        ))}
      </ul>
    </Panel>
  );
}

function Waiting({ request }: { request: RequestRow }) {
  const say = useWords(orderWords).approved;
  const navigate = useNavigate();
  const issue = useAction("POST /api/purchase-requests/{request_id}/orders", {
    done: (answer) => say.done(answer.data.map((order) => order.code).join(", ")),
    onDone: (answer) => {
      const [only] = answer.data;
      if (only && answer.data.length === 1) void navigate({ to: `/pedidos/${only.id}` });
    },
  });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5 last:border-0">
      <span className="min-w-0 grow">
        <span className="font-medium">{request.title}</span>{" "}
        <span className="text-sm text-faint">
          {request.code} · {money(request.total)}
        </span>
      </span>
      <Button
        small
        icon={ShoppingCart}
        busy={issue.busy}
        onClick={() => void issue.run({ path: { request_id: request.id }, ifMatch: request.version, body: null })}
      >
        {say.issue}
      </Button>
    </li>
  );
}
