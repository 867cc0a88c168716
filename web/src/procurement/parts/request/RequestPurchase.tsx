/** What became of a request: whom was asked, what was ordered. */

import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { useRows } from "../../../data/rows";
import { Badge } from "../../../ui/badge";
import { State } from "../../../ui/look";
import { Panel } from "../../../ui/page";
import { SkeletonRows } from "../../../ui/states";
import { day, moment, money } from "../../../words/format";
import { useWords } from "../../../words/language";
import { FULFILMENT, ORDER_STATUS, ROUND_STATUS, type RoundRow } from "../../rows";
import { requestWords } from "../../words/request";

const ROW = "flex flex-wrap items-center gap-x-3 gap-y-1 py-2";
const CODE = "font-medium text-accent hover:underline";

export function RequestRounds({ rounds, loading }: { rounds: readonly RoundRow[]; loading: boolean }) {
  const say = useWords(requestWords);
  return (
    <Panel title={say.quotations}>
      {loading && rounds.length === 0 && <SkeletonRows rows={1} />}
      {!loading && rounds.length === 0 && <p className="text-faint">{say.noRounds}</p>}
      <ul className="-my-2 divide-y divide-line">
        {rounds.map((round) => (
          <li key={round.id} className={ROW}>
            <Link to={`/cotacoes/${round.id}`} className={CODE}>
              {round.code}
            </Link>
            <State look={ROUND_STATUS[round.status]} />
            <span className="text-soft">{say.answered(round.answered, round.invited)}</span>
            {round.status === "open" && (
              <span className="text-sm text-faint">{say.closes(moment(round.closesAt))}</span>
            )}
            {round.lowestTotal && <span className="text-sm text-faint">{say.lowest(money(round.lowestTotal))}</span>}
            {round.answered > 0 && (
              <Link to={`/cotacoes/${round.id}/mapa`} className="ml-auto text-accent hover:underline">
                {say.map}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function RequestOrders({ requestId }: { requestId: string }) {
  const say = useWords(requestWords);
  const { rows, status } = useRows("purchase-orders", { filters: { requestId } });
  if (status === "ready" && rows.length === 0) return null;
  return (
    <div id="pedidos">
      <Panel title={say.orders}>
        {status === "loading" && <SkeletonRows rows={1} />}
        <ul className="-my-2 divide-y divide-line">
          {rows.map((order) => (
            <li key={order.id} className={ROW}>
              <Link to={`/pedidos/${order.id}`} className={CODE}>
                {order.code}
              </Link>
              <State look={ORDER_STATUS[order.status]} />
              {order.status !== "draft" && order.status !== "cancelled" && (
                <State look={FULFILMENT[order.fulfilment]} />
              )}
              <span className="min-w-0 truncate text-soft">{order.supplier.name}</span>
              {order.late && (
                <Badge tone="wine" icon={TriangleAlert}>
                  {say.late}
                </Badge>
              )}
              {(order.promisedOn ?? order.expectedOn) && order.fulfilment !== "fulfilled" && (
                <span className="text-sm text-faint">{say.expected(day(order.promisedOn ?? order.expectedOn))}</span>
              )}
              <span className="ml-auto font-medium">{money(order.total)}</span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
