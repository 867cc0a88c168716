/** Order, receipts and invoices beside each other, item by item, with what does not agree in words. */

import { Link, useParams } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import type { OrderMatch } from "../../api/schema";
import { useAnswer, useRow, useRows } from "../../data/rows";
import { cx } from "../../ui/cx";
import { State } from "../../ui/look";
import { Page, Panel } from "../../ui/page";
import { Refused, Skeleton } from "../../ui/states";
import { money, percent, quantity, unitPrice } from "../../words/format";
import { useWords } from "../../words/language";
import { Differences } from "../parts/receipts/Differences";
import { RECEIPT_STATUS } from "../rows";
import { matchWords } from "../words/invoices";

export default function Match() {
  const say = useWords(matchWords);
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  // Whatever moves one of the three moves the match.
  const order = useRow("purchase-orders", id);
  const receipts = useRows("receipts", { filters: { orderId: id } }).rows;
  const invoices = useRows("invoices", { filters: { orderId: id } }).rows;
  const moved = [order?.version, ...[...receipts, ...invoices].map((row) => `${row.id}:${row.version}`)].join();
  const read = useAnswer(
    "GET /api/purchase-orders/{order_id}/match",
    { path: { order_id: id } },
    { after: moved, keep: true },
  );
  const match = read.data;
  return (
    <Page title={say.title(match?.order.code ?? order?.code ?? "…")} back={{ to: `/pedidos/${id}`, label: say.back }}>
      {match === undefined ? (
        read.error ? (
          <Refused error={read.error} onRetry={() => void read.refetch()} />
        ) : (
          <Skeleton className="h-96" />
        )
      ) : (
        <>
          <Verdict match={match} />
          <Lines match={match} />
          <Sums match={match} />
          <Papers match={match} />
        </>
      )}
    </Page>
  );
}

function Verdict({ match }: { match: OrderMatch }) {
  const say = useWords(matchWords);
  if (match.differences.length === 0)
    return (
      <p className="flex items-center gap-2 rounded-lg bg-leaf-soft p-4 font-medium text-leaf">
        <CircleCheck size={18} aria-hidden />
        {say.agreed}
      </p>
    );
  return (
    <section aria-label={say.differences(match.differences.length)} className="flex flex-col gap-2">
      <h2 className="font-semibold">{say.differences(match.differences.length)}</h2>
      <Differences differences={match.differences} />
      <p className="text-sm text-faint">{say.tolerance(percent(match.priceTolerancePercent))}</p>
    </section>
  );
}

function Lines({ match }: { match: OrderMatch }) {
  const say = useWords(matchWords);
  const wrong = new Set(match.differences.map((each) => each.orderItemId));
  const heads = [
    say.ordered,
    say.accepted,
    say.invoiced,
    say.orderedPrice,
    say.invoicedPrice,
    say.orderedTotal,
    say.invoicedTotal,
  ];
  return (
    <div
      className="overflow-x-auto rounded-lg border border-line bg-surface"
      tabIndex={0}
      role="region"
      aria-label={say.item}
    >
      <table className="w-full border-collapse">
        <thead className="text-sm text-faint">
          <tr>
            <th scope="col" className="border-b border-line px-4 py-2 text-left font-normal">
              {say.item}
            </th>
            {heads.map((head) => (
              <th
                key={head}
                scope="col"
                className="border-b border-line px-3 py-2 text-right font-normal whitespace-nowrap"
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {match.lines.map((line) => (
            <tr key={line.orderItemId} className={cx(wrong.has(line.orderItemId) && "bg-ochre-soft")}>
              <th scope="row" className="min-w-56 px-4 py-2 text-left font-normal">
                {line.description}
              </th>
              <Cell>
                {quantity(line.ordered)} {line.unit}
                {Number(line.givenUp) > 0 && <Small>{`${quantity(line.givenUp)} ${say.givenUp}`}</Small>}
              </Cell>
              <Cell>
                {quantity(line.accepted)}
                {Number(line.refused) > 0 && <Small>{`${quantity(line.refused)} ${say.refused}`}</Small>}
              </Cell>
              <Cell>{quantity(line.invoiced)}</Cell>
              <Cell>{unitPrice(line.unitPrice)}</Cell>
              <Cell>{unitPrice(line.invoicedUnitPrice)}</Cell>
              <Cell>{money(line.orderedTotal)}</Cell>
              <Cell>{money(line.invoicedTotal)}</Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ children }: { children: React.ReactNode }) {
  return <td className="px-3 py-2 text-right whitespace-nowrap">{children}</td>;
}

function Small({ children }: { children: string }) {
  return <span className="block text-sm text-wine">{children}</span>;
}

function Sums({ match }: { match: OrderMatch }) {
  const say = useWords(matchWords);
  return (
    <Panel title={say.totals}>
      <table className="w-full max-w-xl">
        <thead className="text-sm text-faint">
          <tr>
            <th scope="col" className="py-1 text-left font-normal">
              <span className="sr-only">{say.totals}</span>
            </th>
            <th scope="col" className="py-1 text-right font-normal">
              {say.ordered}
            </th>
            <th scope="col" className="py-1 text-right font-normal">
              {say.invoiced}
            </th>
          </tr>
        </thead>
        <tbody>
          {(["products", "freight", "taxes", "total"] as const).map((member) => (
            <tr key={member} className={cx(member === "total" && "border-t border-line font-semibold")}>
              <th scope="row" className={cx("py-1 text-left", member !== "total" && "font-normal")}>
                {say[member]}
              </th>
              <td className="py-1 text-right">{money(match.ordered[member])}</td>
              <td className="py-1 text-right">{money(match.invoiced[member])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Papers({ match }: { match: OrderMatch }) {
  const say = useWords(matchWords);
  const link = "flex min-h-11 items-center justify-between gap-3 rounded-md px-2 hover:bg-sunken";
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Panel title={say.receipts}>
        {match.receipts.length === 0 && <p className="text-soft">{say.none}</p>}
        {match.receipts.map((receipt) => (
          <Link key={receipt.id} to={`/recebimentos/${receipt.id}`} className={link}>
            {receipt.code}
            <State look={RECEIPT_STATUS[receipt.status]} />
          </Link>
        ))}
      </Panel>
      <Panel title={say.invoices}>
        {match.invoices.length === 0 && <p className="text-soft">{say.noneInvoice}</p>}
        {match.invoices.map((invoice) => (
          <Link key={invoice.id} to={`/notas/${invoice.id}`} className={link}>
            {invoice.number}/{invoice.series}
            <span>{money(invoice.total)}</span>
          </Link>
        ))}
      </Panel>
    </div>
  );
}
