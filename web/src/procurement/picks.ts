/** Who is picked for what in a comparison, before it is awarded: pure, so that nothing on the screen decides it. */

import type { BodyOf } from "../api/call";
import type { Basket, ProcurementAwardsComparison, WithoutAnswer } from "../api/schema";

export type Comparison = ProcurementAwardsComparison;
export type ComparedItem = Comparison["rows"][number];
export type Offer = NonNullable<ComparedItem["cells"][number]>;
export type Answered = Comparison["columns"][number];
export type Choice = NonNullable<BodyOf<"POST /api/quotation-rounds/{round_id}/award">["choices"]>[number];

/** Item -> quotation -> how much of it; null: as much as the supplier offers. */
export type Picks = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

/** One supplier of the round: with an answer, or with the reason why there is none. */
export interface Side {
  readonly quotationId: string;
  readonly supplier: string;
  readonly answered: Answered | null;
  /** Its place in the cells of each item; -1 without an answer. */
  readonly index: number;
  readonly status: WithoutAnswer["status"] | "active";
  readonly declinedReason: string;
}

/** Suppliers in the order in which this screen first saw them, so that an answer that arrives moves nothing. */
export function sidesOf(comparison: Comparison, seen: readonly string[]): readonly Side[] {
  const sides = new Map<string, Side>();
  comparison.columns.forEach((column, index) => {
    sides.set(column.quotationId, {
      quotationId: column.quotationId,
      supplier: column.supplierName,
      answered: column,
      index,
      status: "active",
      declinedReason: "",
    });
  });
  for (const each of comparison.withoutAnswer)
    if (!sides.has(each.quotationId))
      sides.set(each.quotationId, {
        quotationId: each.quotationId,
        supplier: each.supplier.name,
        answered: null,
        index: -1,
        status: each.status,
        declinedReason: each.declinedReason,
      });
  const ordered = seen.flatMap((id) => sides.get(id) ?? []);
  const known = new Set(seen);
  return [...ordered, ...[...sides.values()].filter((side) => !known.has(side.quotationId))];
}

/** Where an arrow leads: across only to suppliers who answered. */
export function nextCell(key: string, row: number, column: number, rows: number, sides: readonly Side[]) {
  const answered = sides.flatMap((side, place) => (side.answered ? [place] : []));
  const at = answered.indexOf(column);
  if (key === "ArrowDown" && row + 1 < rows) return { row: row + 1, column };
  if (key === "ArrowUp" && row > 0) return { row: row - 1, column };
  const across = key === "ArrowRight" ? answered[at + 1] : key === "ArrowLeft" ? answered[at - 1] : undefined;
  if (across !== undefined) return { row, column: across };
  if (key === "Home" && answered[0] !== undefined) return { row, column: answered[0] };
  const last = answered.at(-1);
  return key === "End" && last !== undefined ? { row, column: last } : null;
}

/** What a basket of the server's picks. */
export function picksOf(basket: Pick<Basket, "lines"> | null, comparison: Comparison): Picks {
  const picks: Record<string, Record<string, string | null>> = {};
  for (const line of basket?.lines ?? []) {
    const whole = offerOf(comparison, line.itemId, line.quotationId)?.quantity;
    picks[line.itemId] = {
      ...picks[line.itemId],
      [line.quotationId]: whole !== undefined && same(whole, line.quantity) ? null : line.quantity,
    };
  }
  return picks;
}

/** Everything that one supplier offers. */
export function allOf(comparison: Comparison, quotationId: string): Picks {
  return Object.fromEntries(
    comparison.rows
      .filter((item) => item.cells.some((cell) => cell?.quotationId === quotationId))
      .map((item) => [item.itemId, { [quotationId]: null }]),
  );
}

function offerOf(comparison: Comparison, itemId: string, quotationId: string): Offer | undefined {
  const item = comparison.rows.find((row) => row.itemId === itemId);
  return item?.cells.find((cell) => cell?.quotationId === quotationId) ?? undefined;
}

/** Pressing a cell: this supplier alone for the item, or nobody when it already was alone. */
export function toggled(picks: Picks, itemId: string, quotationId: string): Picks {
  const present = picks[itemId] ?? {};
  const alone = quotationId in present && Object.keys(present).length === 1;
  return withItem(picks, itemId, alone ? {} : { [quotationId]: null });
}

/** Sets who delivers how much of an item; an empty or zero quantity is nobody. */
export function divided(picks: Picks, itemId: string, quantities: Readonly<Record<string, string>>): Picks {
  return withItem(
    picks,
    itemId,
    Object.fromEntries(Object.entries(quantities).filter(([, quantity]) => thousandths(quantity) > 0n)),
  );
}

function withItem(picks: Picks, itemId: string, suppliers: Readonly<Record<string, string | null>>): Picks {
  const { [itemId]: _, ...others } = picks;
  return Object.keys(suppliers).length === 0 ? others : { ...others, [itemId]: suppliers };
}

/** Only what is still offered, with the names of the items of which something was lost. */
export function stillOffered(picks: Picks, comparison: Comparison): { picks: Picks; lost: readonly string[] } {
  const lost: string[] = [];
  let kept: Picks = picks;
  for (const [itemId, suppliers] of Object.entries(picks)) {
    const offered = Object.entries(suppliers).filter(([id]) => offerOf(comparison, itemId, id));
    if (offered.length === Object.keys(suppliers).length) continue;
    kept = withItem(kept, itemId, Object.fromEntries(offered));
    lost.push(comparison.rows.find((row) => row.itemId === itemId)?.description ?? "");
  }
  return { picks: kept, lost: lost.filter(Boolean) };
}

/** As the server takes it, in the order of the map. */
export function choicesOf(picks: Picks, comparison: Comparison): Choice[] {
  return comparison.rows.flatMap((item) =>
    Object.entries(picks[item.itemId] ?? {}).map(([quotationId, quantity]) => ({
      itemId: item.itemId,
      quotationId,
      quantity,
    })),
  );
}

/** How much of an item the picks take, as decimal text. */
export function takenOf(picks: Picks, item: ComparedItem): string {
  let sum = 0n;
  for (const [quotationId, quantity] of Object.entries(picks[item.itemId] ?? {})) {
    const offer = item.cells.find((cell) => cell?.quotationId === quotationId);
    sum += thousandths(quantity ?? offer?.quantity ?? "0");
  }
  return ofThousandths(sum);
}

/** Quantities have at most three decimals: whole numbers of thousandths are exact. */
export function thousandths(text: string): bigint {
  const [whole = "0", rest = ""] = text.split(".");
  const sign = whole.startsWith("-") ? -1n : 1n;
  const digits = BigInt(whole.replace("-", "") || "0") * 1000n + BigInt(rest.padEnd(3, "0").slice(0, 3));
  return sign * digits;
}

export function ofThousandths(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(4, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -3)}.${digits.slice(-3)}`;
}

export function same(one: string, other: string): boolean {
  return thousandths(one) === thousandths(other);
}

export function least(one: string, other: string): string {
  return thousandths(one) < thousandths(other) ? one : other;
}
