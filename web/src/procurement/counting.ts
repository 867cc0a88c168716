/** What was counted of an arrival, before it is sent: pure. Quantities are decimal text with at most three decimals. */

import type { BodyOf } from "../api/call";
import type { OrderItem, ProcurementReceipt } from "../api/schema";
import { ofThousandths, thousandths } from "./picks";

export interface Counted {
  /** "" as long as nobody counted. */
  readonly accepted: string;
  readonly refused: string;
  readonly refusedReason: string;
}
/** By the item of the order. */
export type Counts = Readonly<Record<string, Counted>>;
type CountLine = BodyOf<"POST /api/purchase-orders/{order_id}/receipts">["items"][number];

export const UNCOUNTED: Counted = { accepted: "", refused: "", refusedReason: "" };

export function countedOf(counts: Counts, itemId: string): Counted {
  return counts[itemId] ?? UNCOUNTED;
}

/** What a receipt has counted already. */
export function countsOf(receipt: ProcurementReceipt): Counts {
  return Object.fromEntries(
    receipt.lines.map((line) => [
      line.orderItemId,
      {
        accepted: bare(line.accepted),
        refused: Number(line.refused) === 0 ? "" : bare(line.refused),
        refusedReason: line.refusedReason,
      },
    ]),
  );
}

/** What is still missing of each item, as if `receipt` had counted nothing. */
export function missingOf(
  items: readonly OrderItem[],
  receipt: ProcurementReceipt | null,
): ReadonlyMap<string, string> {
  return new Map(
    items.map((item) => {
      const counted = receipt?.lines.find((line) => line.orderItemId === item.id)?.accepted ?? "0";
      return [item.id, ofThousandths(thousandths(item.balance) + thousandths(counted))];
    }),
  );
}

/** One more or one less, never below nothing. */
export function stepped(quantity: string, by: 1 | -1): string {
  const next = thousandths(quantity || "0") + BigInt(by) * 1000n;
  return bare(ofThousandths(next < 0n ? 0n : next));
}

/** All that is missing arrived, of every item that nobody has counted yet. */
export function allArrived(counts: Counts, missing: ReadonlyMap<string, string>): Counts {
  const filled = { ...counts };
  for (const [id, quantity] of missing)
    if (thousandths(quantity) > 0n && countedOf(counts, id).accepted === "")
      filled[id] = { ...countedOf(counts, id), accepted: bare(quantity) };
  return filled;
}

/** Only as much as may come is accepted, the rest is refused. */
export function withExcessRefused(counted: Counted, most: string, reason: string): Counted {
  const excess = thousandths(counted.accepted || "0") - thousandths(most);
  if (excess <= 0n) return counted;
  return {
    accepted: bare(most),
    refused: bare(ofThousandths(thousandths(counted.refused || "0") + excess)),
    refusedReason: counted.refusedReason || reason,
  };
}

/** What is sent: items of which something came, in the order of the order. Errors name them by their place here. */
export function linesOf(counts: Counts, items: readonly OrderItem[]): CountLine[] {
  return items.flatMap((item) => {
    const counted = countedOf(counts, item.id);
    const [accepted, refused] = [thousandths(counted.accepted || "0"), thousandths(counted.refused || "0")];
    if (accepted === 0n && refused === 0n) return [];
    return [
      {
        orderItemId: item.id,
        accepted: ofThousandths(accepted),
        refused: ofThousandths(refused),
        refusedReason: refused > 0n ? counted.refusedReason : "",
      },
    ];
  });
}

/** "12.500" -> "12.5", as it is typed. */
function bare(quantity: string): string {
  return quantity.includes(".") ? quantity.replace(/\.?0+$/, "") : quantity;
}
