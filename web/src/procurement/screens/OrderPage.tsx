/** One purchase order, from its draft to the last box. */

import { Link, useParams } from "@tanstack/react-router";
import { FileText, Scale } from "lucide-react";
import { useState } from "react";
import type { Address, Order } from "../../api/schema";
import { useFileSaving } from "../../data/files";
import { PaperDialog } from "../../data/paper";
import { useAnswer, useRow, useRows } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Button, buttonClass } from "../../ui/button";
import { OfRow } from "../../ui/changed";
import { Fact, Facts } from "../../ui/facts";
import { State } from "../../ui/look";
import { Page, Panel } from "../../ui/page";
import { Refused, Skeleton } from "../../ui/states";
import { useNarrow } from "../../ui/table";
import { day, moment, money } from "../../words/format";
import { useWords } from "../../words/language";
import { OrderActions } from "../parts/orders/OrderActions";
import { OrderItems } from "../parts/orders/OrderItems";
import { DueDay, OrderMarks } from "../parts/orders/OrderMarks";
import { OrderChat, OrderHistory, useOrderStory } from "../parts/orders/OrderStory";
import { RECEIPT_STATUS } from "../rows";
import { orderPageWords } from "../words/order";
import { orderWords } from "../words/orders";

export default function OrderPage() {
  const { id = "" } = useParams({ strict: false });
  return <Whole key={id} id={id} />;
}

function Whole({ id }: { id: string }) {
  const { title } = useWords(orderWords);
  const row = useRow("purchase-orders", id);
  const answer = useAnswer("GET /api/purchase-orders/{order_id}", { path: { order_id: id } }, { after: row?.version });
  if (answer.data)
    return (
      <OfRow value={row}>
        <Loaded order={answer.data} />
      </OfRow>
    );
  if (answer.error) return <Refused error={answer.error} onRetry={() => void answer.refetch()} />;
  return (
    <Page title={row?.code ?? "…"} back={{ to: "/pedidos", label: title }}>
      <Skeleton className="h-28 w-full rounded-lg" />
      <Skeleton className="h-96 w-full rounded-lg" />
    </Page>
  );
}

function Loaded({ order }: { order: Order }) {
  const { title } = useWords(orderWords);
  const say = useWords(orderPageWords);
  const may = useMay();
  const sees = may("procurement.receipts.read");
  const story = useOrderStory(order);
  const receipts = useRows("receipts", { filters: { orderId: order.id } });
  const invoices = useRows("invoices", { filters: { orderId: order.id } });
  const moved = [...receipts.rows, ...invoices.rows].map((each) => `${each.id}.${each.version}`).join();
  const match = useAnswer(
    "GET /api/purchase-orders/{order_id}/match",
    { path: { order_id: order.id } },
    { after: `${order.version} ${moved}`, enabled: sees },
  );
  return (
    <Page
      title={order.code}
      beside={<OrderMarks order={order} />}
      back={{ to: "/pedidos", label: title }}
      lead={`${order.supplier.name} · ${money(order.total)}`}
      actions={
        <>
          <Paper order={order} />
          <OrderActions order={order} />
        </>
      }
    >
      <Panel>
        <OrderFacts order={order} />
      </Panel>
      <Panel
        title={say.page.items}
        actions={
          sees &&
          (match.data?.lines.some((line) => Number(line.accepted) > 0 || Number(line.invoiced) > 0) ?? false) && (
            <Link to={`/pedidos/${order.id}/conferencia`} className={buttonClass("plain", true)}>
              <Scale size={16} aria-hidden />
              {say.page.match}
            </Link>
          )
        }
      >
        <OrderItems order={order} match={match.data?.lines} />
      </Panel>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title={say.page.conversation}>
          <OrderChat order={order} events={story.data?.data ?? []} />
        </Panel>
        {sees && (
          <div className="flex flex-col gap-4">
            <Panel title={say.page.receipts}>
              <Receipts rows={receipts.rows} />
            </Panel>
            <Panel
              title={say.page.invoices}
              actions={
                may("procurement.receipts.count") && (
                  <Link to="/notas" search={{ pedido: order.id } as never} className={buttonClass("plain", true)}>
                    {say.invoices.add}
                  </Link>
                )
              }
            >
              <Invoices rows={invoices.rows} />
            </Panel>
          </div>
        )}
        <Panel title={say.page.history} className="lg:col-span-2">
          <OrderHistory events={story.data?.data} />
        </Panel>
      </div>
    </Page>
  );
}

function Paper({ order }: { order: Order }) {
  const say = useWords(orderPageWords).page;
  const narrow = useNarrow();
  const [open, setOpen] = useState(false);
  const saving = useFileSaving("GET /api/purchase-orders/{order_id}/order.pdf");
  const options = { path: { order_id: order.id } };
  const file = `${order.code}.pdf`;
  return (
    <>
      <Button
        icon={FileText}
        busy={saving.busy}
        onClick={() => (narrow ? void saving.save(options, file) : setOpen(true))}
      >
        {say.paper}
      </Button>
      {open && (
        <PaperDialog
          title={order.code}
          name="GET /api/purchase-orders/{order_id}/order.pdf"
          options={options}
          version={order.version}
          file={file}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function OrderFacts({ order }: { order: Order }) {
  const say = useWords(orderPageWords).page;
  return (
    <>
      <Facts>
        <Fact name={say.request} long>
          <Link to={`/solicitacoes/${order.purchaseRequest.id}`} className="font-medium hover:underline">
            {order.purchaseRequest.code} · {order.purchaseRequest.title}
          </Link>
        </Fact>
        <Fact name={say.expected}>
          <DueDay order={order} />
        </Fact>
        {order.promisedOn && order.expectedOn && order.promisedOn !== order.expectedOn && (
          <Fact name={say.promised}>{day(order.promisedOn)}</Fact>
        )}
        <Fact name={say.payment}>
          {order.paymentTerms ||
            (order.paymentDays.length > 0 ? say.inDays(order.paymentDays.join("/")) : say.onDelivery)}
        </Fact>
        <Fact name={say.centre}>
          {order.costCentre.code} · {order.costCentre.name}
        </Fact>
        <Fact name={say.address} long>
          {addressText(order.deliveryAddress) || "—"}
        </Fact>
        {order.buyer && <Fact name={say.buyer}>{order.buyer.name}</Fact>}
        {order.sentAt && <Fact name={say.sentAt}>{moment(order.sentAt)}</Fact>}
        {order.confirmedAt && (
          <Fact name={say.confirmedAt}>
            {moment(order.confirmedAt)} {order.confirmedBy && say.confirmedBy(order.confirmedBy)}
          </Fact>
        )}
        {order.completedAt && <Fact name={say.completedAt}>{moment(order.completedAt)}</Fact>}
        {order.following && (
          <Fact name={say.following}>
            <Link to={`/solicitacoes/${order.following.id}`} className="font-medium text-accent hover:underline">
              {order.following.code}
            </Link>
          </Fact>
        )}
      </Facts>
      {order.cancelledReason && (
        <p className="mt-3 rounded-md bg-wine-soft px-3 py-2 text-wine">
          {say.cancelledReason}: “{order.cancelledReason}”
        </p>
      )}
      {order.notes && (
        <div className="mt-3 border-t border-line pt-3">
          <p className="text-sm text-faint">{say.notes}</p>
          <p className="whitespace-pre-line">{order.notes}</p>
        </div>
      )}
    </>
  );
}

/** "Rua A, 10, sala 2, Centro, Campinas/SP, 13000-000". */
function addressText(address: Address): string {
  const city = [address.city, address.uf].filter(Boolean).join("/");
  return [address.street, address.number, address.complement, address.district, city, address.cep]
    .filter(Boolean)
    .join(", ");
}

function Receipts({ rows }: { rows: ReturnType<typeof useRows<"receipts">>["rows"] }) {
  const say = useWords(orderPageWords).receipts;
  if (rows.length === 0) return <p className="text-soft">{say.none}</p>;
  return (
    <ul className="-my-2 flex flex-col">
      {rows.map((row) => (
        <li key={row.id} className="border-b border-line last:border-0">
          <Link
            to={`/recebimentos/${row.id}`}
            className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-1.5 hover:bg-sunken"
          >
            <span className="font-medium">{row.code}</span>
            <State look={RECEIPT_STATUS[row.status]} />
            <span className="text-sm text-soft">
              {day(row.arrivedOn)}
              {row.receivedBy && ` · ${row.receivedBy.name}`}
              {row.refusedItems > 0 && ` · ${say.refused(row.refusedItems)}`}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Invoices({ rows }: { rows: ReturnType<typeof useRows<"invoices">>["rows"] }) {
  const say = useWords(orderPageWords).invoices;
  if (rows.length === 0) return <p className="text-soft">{say.none}</p>;
  return (
    <ul className="-my-2 flex flex-col">
      {rows.map((row) => (
        <li key={row.id} className="border-b border-line last:border-0">
          <Link
            to={`/notas/${row.id}`}
            className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-1.5 hover:bg-sunken"
          >
            <span className="font-medium">{say.number(row.number)}</span>
            <span className="grow text-sm text-soft">
              {day(row.issuedAt)}
              {row.unmapped > 0 && <span className="text-ochre"> · {say.unmapped(row.unmapped)}</span>}
            </span>
            <span>{money(row.total)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
