/** An order's state at a glance: what became of it, how much came, and whether it is late. */

import { TriangleAlert } from "lucide-react";
import { Badge } from "../../../ui/badge";
import { State } from "../../../ui/look";
import { day, daysApart } from "../../../words/format";
import { useWords } from "../../../words/language";
import { FULFILMENT, ORDER_STATUS } from "../../rows";
import { orderWords } from "../../words/orders";

interface OrderState {
  readonly status: keyof typeof ORDER_STATUS;
  readonly fulfilment: keyof typeof FULFILMENT;
  readonly closedShort: boolean;
  readonly late: boolean;
  readonly expectedOn: string | null;
  readonly promisedOn: string | null;
}

export function OrderMarks({ order }: { order: OrderState }) {
  const say = useWords(orderWords);
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <State look={ORDER_STATUS[order.status]} />
      {order.fulfilment === "partial" && <State look={FULFILMENT.partial} />}
      {order.closedShort && <Badge tone="ochre">{say.closedShort}</Badge>}
    </span>
  );
}

/** When it should come; how late it is, in words. */
export function DueDay({ order }: { order: OrderState }) {
  const say = useWords(orderWords);
  const due = order.promisedOn ?? order.expectedOn;
  if (!order.late) return <>{due ? day(due) : <span className="text-faint">{say.noDay}</span>}</>;
  const days = due ? -daysApart(due) : 0;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5 font-medium whitespace-nowrap text-wine">
      <span className="inline-flex items-center gap-1.5">
        <TriangleAlert size={14} aria-hidden />
        {days > 0 ? say.late(days) : say.lateToday}
      </span>
      {due && <span className="font-normal text-soft">({day(due)})</span>}
    </span>
  );
}
