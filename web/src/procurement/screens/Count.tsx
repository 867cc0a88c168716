/** Counting what arrived: on a phone an item at a time, on a desk all of them. */

import { useParams } from "@tanstack/react-router";
import { useAnswer } from "../../data/rows";
import { Page } from "../../ui/page";
import { Refused, Skeleton } from "../../ui/states";
import { CountForm } from "../parts/receipts/CountForm";

/** Of an order (`/pedidos/$id/receber`), or anew of a receipt (`/recebimentos/$id/contagem`). */
export default function Count() {
  const { id = "" } = useParams({ strict: false });
  const again = location.pathname.startsWith("/recebimentos/");
  return again ? <Again key={id} receiptId={id} /> : <First key={id} orderId={id} />;
}

function First({ orderId }: { orderId: string }) {
  const order = useAnswer("GET /api/purchase-orders/{order_id}", { path: { order_id: orderId } }, { keep: true });
  if (order.data) return <CountForm order={order.data} receipt={null} />;
  return <Waiting error={order.error} retry={() => void order.refetch()} />;
}

function Again({ receiptId }: { receiptId: string }) {
  const receipt = useAnswer("GET /api/receipts/{receipt_id}", { path: { receipt_id: receiptId } });
  const order = useAnswer(
    "GET /api/purchase-orders/{order_id}",
    { path: { order_id: receipt.data?.order.id ?? "" } },
    { enabled: receipt.data !== undefined },
  );
  if (receipt.data && order.data) return <CountForm order={order.data} receipt={receipt.data} />;
  return <Waiting error={receipt.error ?? order.error} retry={() => void receipt.refetch()} />;
}

function Waiting({ error, retry }: { error: unknown; retry: () => void }) {
  if (error) return <Refused error={error} onRetry={retry} />;
  return (
    <Page title="…" width="read">
      <Skeleton className="h-96 w-full rounded-lg" />
    </Page>
  );
}
