/** What waits for this person, of all areas that they work in. */

import { CalendarClock, ClipboardList, Coffee, HandCoins, PackageCheck, PencilLine, Send, Stamp } from "lucide-react";
import { type ReactNode, Suspense, useCallback, useState } from "react";
import { lazyPart } from "../../app/lazy";
import { useMay, useMe } from "../../data/seat";
import { ago, day, money, soon } from "../../words/format";
import { useWords } from "../../words/language";
import { dashboardWords } from "../words/dashboard";
import { QueuePart } from "./QueuePart";

/** Only an organisation that begins, or a person who is done, sees them. */
const Firsts = lazyPart(() => import("./Firsts"));

export function Queue() {
  const say = useWords(dashboardWords);
  const me = useMe();
  const may = useMay();
  const [counts, setCounts] = useState<Readonly<Record<string, number | null>>>({});
  const note = useCallback(
    (part: string, count: number | null) =>
      setCounts((before) => (before[part] === count ? before : { ...before, [part]: count })),
    [],
  );
  const parts: ReactNode[] = [];
  if (may("procurement.requests.read"))
    parts.push(
      <QueuePart
        key="approvals"
        part="approvals"
        title={say.approvals}
        icon={Stamp}
        to="/aprovacoes"
        resource="approvals"
        onCount={note}
        line={(row) => ({
          to: `/solicitacoes/${row.requestId}`,
          title: row.title,
          text: `${ago(row.waitingSince)} · ${row.requester.name} · ${row.code}`,
          aside: money(row.amount),
        })}
      />,
      <QueuePart
        key="returned"
        part="returned"
        title={say.returned}
        icon={PencilLine}
        to="/solicitacoes"
        resource="purchase-requests"
        filters={{ requesterId: me.id, status: "draft" }}
        sort="-statusSince"
        onCount={note}
        line={(row) => ({
          to: `/solicitacoes/${row.id}`,
          title: row.title,
          text: row.rejectionReason ? say.cameBack(row.rejectionReason) : row.code,
          aside: money(row.estimatedTotal),
        })}
      />,
    );
  if (may("procurement.quotations.run"))
    parts.push(
      <QueuePart
        key="rounds"
        part="rounds"
        title={say.rounds}
        icon={HandCoins}
        to="/cotacoes"
        resource="quotation-rounds"
        filters={{ status: "open" }}
        onCount={note}
        line={(row) => ({
          to: `/cotacoes/${row.id}`,
          title: row.purchaseRequest.title,
          text: say.answers(row.answered, row.invited, soon(row.closesAt), new Date(row.closesAt) < new Date()),
          aside: row.lowestTotal === null ? null : money(row.lowestTotal),
        })}
      />,
    );
  if (may("procurement.orders.edit") || may("procurement.receipts.count"))
    parts.push(
      <QueuePart
        key="late"
        part="late"
        title={say.late}
        icon={CalendarClock}
        to="/pedidos"
        resource="purchase-orders"
        filters={{ late: "true" }}
        onCount={note}
        line={(row) => ({
          to: `/pedidos/${row.id}`,
          title: row.purchaseRequest.title,
          text: say.lateSince(row.supplier.name, day(row.promisedOn ?? row.expectedOn)),
          aside: money(row.total),
        })}
      />,
    );
  if (may("procurement.receipts.check") || may("procurement.receipts.count"))
    parts.push(
      <QueuePart
        key="receipts"
        part="receipts"
        title={say.receipts}
        icon={PackageCheck}
        to="/recebimentos"
        resource="receipts"
        filters={{ status: "physical,fiscal" }}
        onCount={note}
        line={(row) => ({
          to: `/recebimentos/${row.id}`,
          title: row.supplier.name,
          text: say.arrived(day(row.arrivedOn), row.code),
        })}
      />,
    );
  if (may("estimating.briefings.answer"))
    parts.push(
      <QueuePart
        key="briefings"
        part="briefings"
        title={say.briefings}
        icon={ClipboardList}
        to="/briefings"
        resource="briefings"
        filters={{ responsibleId: me.id, status: "EM_ANDAMENTO,EM_EDICAO" }}
        onCount={note}
        line={(row) => ({
          to: `/briefings/${row.id}`,
          title: row.title,
          text: say.progress(row.client.name, row.progress),
        })}
      />,
    );
  if (may("estimating.orcamentos.read"))
    parts.push(
      <QueuePart
        key="sent"
        part="sent"
        title={say.sent}
        icon={Send}
        to="/orcamentos"
        resource="orcamentos"
        filters={{ status: "ENVIADO" }}
        onCount={note}
        line={(row) => ({
          to: `/orcamentos/${row.id}`,
          title: row.title,
          text: say.validUntil(row.client.name, day(row.validUntil)),
          aside: money(row.total),
        })}
      />,
    );
  const known = Object.values(counts);
  const quiet = known.length > 0 && known.every((each) => each === 0);
  return (
    <section aria-labelledby="queue">
      <h2 id="queue" className="sr-only">
        {say.queue}
      </h2>
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">{parts}</div>
      {quiet && (
        <div className="flex flex-col gap-4">
          <p className="flex items-center gap-3 rounded-lg border border-line bg-surface p-4">
            <Coffee size={20} className="text-leaf" aria-hidden />
            <span>
              <span className="block font-medium">{say.nothing}</span>
              <span className="text-soft">{say.nothingText}</span>
            </span>
          </p>
          <Suspense>
            <Firsts />
          </Suspense>
        </div>
      )}
    </section>
  );
}
