/** What happened with an order, and what both sides wrote to each other. */

import { useEffect, useState } from "react";
import type { Order, OrderEvent } from "../../../api/schema";
import { useAnswer } from "../../../data/rows";
import { useLive } from "../../../data/seat";
import { SkeletonRows } from "../../../ui/states";
import { moment } from "../../../words/format";
import { useWords } from "../../../words/language";
import { orderPageWords } from "../../words/order";
import { Chat } from "../Chat";

const MOST = 200;

/** Newest first. Messages do not move the order itself: whoever is told of one reads again. */
export function useOrderStory(order: Order) {
  const live = useLive();
  const [told, setTold] = useState(0);
  useEffect(() => live.on("notification", () => setTold((times) => times + 1)), [live]);
  return useAnswer(
    "GET /api/purchase-orders/{order_id}/history",
    { path: { order_id: order.id }, query: { limit: MOST } },
    { after: `${order.version} ${told}` },
  );
}

export function OrderChat({ order, events }: { order: Order; events: readonly OrderEvent[] }) {
  const say = useWords(orderPageWords).chat;
  const messages = events.filter((event) => event.kind === "asked" || event.kind === "answered").reverse();
  return (
    <Chat
      messages={messages.map((event) => ({
        id: event.id,
        theirs: event.kind === "asked",
        name: event.person.name || order.supplier.name,
        text: event.text,
        at: event.at,
      }))}
      path={`/api/purchase-orders/${order.id}/messages`}
      to={order.supplier.name}
      label={say.write}
      empty={say.empty}
      mayWrite={order.can.includes("write")}
    />
  );
}

export function OrderHistory({ events }: { events: readonly OrderEvent[] | undefined }) {
  const say = useWords(orderPageWords);
  if (events === undefined) return <SkeletonRows rows={4} />;
  return (
    <ol className="flex flex-col gap-2.5">
      {events.map((event) => (
        <li key={event.id} className="grid grid-cols-[0.5rem_1fr] gap-x-3">
          <span aria-hidden className="mt-2 size-2 rounded-full bg-line-strong" />
          <div className="min-w-0">
            <p>
              <span className="font-medium">{nameOf(event, say.events)}</span>
              <Thing event={event} />
              <span className="text-sm text-soft">
                {" "}
                · {event.person.name || say.system}, {moment(event.at)}
              </span>
            </p>
            {event.text && <p className="text-sm whitespace-pre-line text-soft">{event.text}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}

function nameOf(event: OrderEvent, names: (typeof orderPageWords)["pt"]["events"]): string {
  return event.kind in names ? names[event.kind as keyof typeof names] : names.other;
}

/** "REC-2026-001", "nota 1234": what the line is about, besides the order. */
function Thing({ event }: { event: OrderEvent }) {
  for (const thing of ["receipt", "invoice", "following"]) {
    const named = event.detail[thing];
    if (typeof named !== "object" || named === null) continue;
    const { code, number } = named as { code?: unknown; number?: unknown };
    if (code ?? number) return <span> {String(code ?? number)}</span>;
  }
  return null;
}
