/** What arrived and is being checked; what is due today. */

import { Link, useNavigate } from "@tanstack/react-router";
import { PackageCheck } from "lucide-react";
import { useState } from "react";
import { useAddress } from "../../data/address";
import { useRows } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Button, buttonClass } from "../../ui/button";
import { ListBar, NothingFits } from "../../ui/list";
import { State } from "../../ui/look";
import { Page, Panel } from "../../ui/page";
import { Choices } from "../../ui/search";
import { Empty, ListStates } from "../../ui/states";
import { RowTable } from "../../ui/table";
import { day } from "../../words/format";
import { useWords } from "../../words/language";
import { today } from "../days";
import { DueDay } from "../parts/orders/OrderMarks";
import { RECEIPT_STATUS } from "../rows";
import { receiptWords } from "../words/receipts";

const KINDS = {
  "": "physical,fiscal",
  contagem: "physical",
  fiscal: "fiscal",
  concluidos: "done",
  cancelados: "cancelled",
} as const;
type Kind = keyof typeof KINDS;

const ALL = { estado: "", q: "" };

export default function Receipts() {
  const say = useWords(receiptWords);
  const may = useMay();
  const navigate = useNavigate();
  const [filters, set] = useAddress(ALL);
  const kind = (Object.keys(KINDS) as Kind[]).find((each) => each === filters.estado) ?? "";
  const { rows, status } = useRows("receipts", { filters: { status: KINDS[kind] }, q: filters.q });
  const filtered = kind !== "" || filters.q !== "";
  return (
    <Page title={say.title}>
      {may("procurement.receipts.count") && may("procurement.orders.read") && <Due />}
      <ListBar search={say.search} q={filters.q} onQ={(q) => set({ q })}>
        <Choices
          label={say.filter.label}
          value={kind}
          onValue={(estado) => set({ estado })}
          choices={[
            { value: "", label: say.filter.open },
            { value: "contagem", label: say.filter.physical },
            { value: "fiscal", label: say.filter.fiscal },
            { value: "concluidos", label: say.filter.done },
            { value: "cancelados", label: say.filter.cancelled },
          ]}
        />
      </ListBar>
      <ListStates
        status={status}
        count={rows.length}
        empty={
          filtered ? (
            <NothingFits onClear={() => set(ALL)} />
          ) : (
            <Empty
              icon={PackageCheck}
              title={say.emptyTitle}
              action={
                <Link to="/pedidos" className={buttonClass("primary")}>
                  {say.emptyAction}
                </Link>
              }
            >
              {say.emptyText}
            </Empty>
          )
        }
      >
        <RowTable
          label={say.title}
          rows={rows}
          onOpen={(row) => void navigate({ to: `/recebimentos/${row.id}` })}
          columns={[
            {
              name: say.columns.receipt,
              width: "minmax(15rem,1.5fr)",
              cell: (row) => (
                <>
                  <span className="font-medium">{row.code}</span>{" "}
                  <span className="text-sm font-normal text-faint">{row.order.code}</span>
                </>
              ),
            },
            { name: say.columns.supplier, width: "minmax(9rem,2fr)", cell: (row) => row.supplier.name },
            { name: say.columns.state, width: "11rem", cell: (row) => <State look={RECEIPT_STATUS[row.status]} /> },
            { name: say.columns.arrived, width: "7rem", cell: (row) => day(row.arrivedOn) },
            {
              name: say.columns.items,
              width: "9rem",
              desk: true,
              cell: (row) => (
                <>
                  {row.items}
                  {row.refusedItems > 0 && <span className="text-ochre"> · {say.refused(row.refusedItems)}</span>}
                </>
              ),
            },
            {
              name: say.columns.invoice,
              width: "8rem",
              cell: (row) => row.invoice?.number ?? <span className="text-faint">{say.noInvoice}</span>,
            },
            { name: say.columns.by, width: "9rem", cell: (row) => row.receivedBy?.name ?? "—", desk: true },
          ]}
        />
      </ListStates>
    </Page>
  );
}

/** So many stand above the list; the others on demand. */
const FEW = 3;

/** Orders that should be here by now. */
function Due() {
  const say = useWords(receiptWords).due;
  const [all, setAll] = useState(false);
  const { rows } = useRows("purchase-orders", {
    filters: { status: "sent,confirmed", expectedTo: today() },
    sort: "expectedOn",
  });
  const due = rows.filter((row) => row.can.includes("receive") && row.fulfilment !== "fulfilled");
  if (due.length === 0) return null;
  return (
    <Panel
      title={say.title(due.length)}
      actions={
        due.length > FEW && (
          <Button small kind="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? say.fewer : say.all}
          </Button>
        )
      }
    >
      <ul className="-my-1.5 flex flex-col">
        {(all ? due : due.slice(0, FEW)).map((row) => (
          <li
            key={row.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5 last:border-0"
          >
            <Link to={`/pedidos/${row.id}`} className="min-w-0 grow hover:underline">
              <span className="font-medium">{row.supplier.name}</span>{" "}
              <span className="text-sm text-faint">
                {row.code} · {row.purchaseRequest.title}
              </span>
            </Link>
            <DueDay order={row} />
            <Link to={`/pedidos/${row.id}/receber`} className={buttonClass("plain", true)}>
              <PackageCheck size={16} aria-hidden />
              {say.receive}
              <span className="sr-only"> {row.code}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
