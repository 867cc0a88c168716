/** What a supplier types, and what is sent of it. Sums are the server's; here only price x quantity is shown beside the fields. */

import type { AnswerItemInput, ProcurementQuotationsAnswerInput, PublicItem, PublicQuotation } from "../../api/schema";

export interface TypedItem {
  readonly available: boolean;
  readonly unitPrice: string;
  readonly quantity: string;
  readonly quantityReason: string;
  readonly discount: string;
  readonly brand: string;
  readonly deliveryDays: string;
  readonly note: string;
}

export interface TypedAnswer {
  readonly items: Readonly<Record<string, TypedItem>>;
  readonly discountKind: "none" | "percent" | "fixed";
  readonly discountValue: string;
  readonly freight: string;
  readonly taxes: string;
  /** "": on delivery; "28"; "30,60,90". */
  readonly payment: string;
  readonly paymentTerms: string;
  readonly deliveryDays: string;
  readonly validUntil: string;
  readonly notes: string;
  readonly name: string;
}

export const BLANK_ITEM: TypedItem = {
  available: true,
  unitPrice: "",
  quantity: "",
  quantityReason: "",
  discount: "",
  brand: "",
  deliveryDays: "",
  note: "",
};

const BLANK: TypedAnswer = {
  items: {},
  discountKind: "none",
  discountValue: "",
  freight: "",
  taxes: "",
  payment: "28",
  paymentTerms: "",
  deliveryDays: "",
  validUntil: "",
  notes: "",
  name: "",
};

/** The form as it opens: the answer of before, or blank. */
export function openingAnswer(quotation: PublicQuotation): TypedAnswer {
  const { answer } = quotation;
  if (answer === null) return BLANK;
  const items = answer.items.map((item) => [
    item.itemId,
    {
      available: item.available,
      unitPrice: item.available ? item.unitPrice : "",
      quantity: item.quantity,
      quantityReason: item.quantityReason,
      discount: plain(item.discount),
      brand: item.brand,
      deliveryDays: item.deliveryDays === null ? "" : String(item.deliveryDays),
      note: item.note,
    },
  ]);
  return {
    items: Object.fromEntries(items) as Record<string, TypedItem>,
    discountKind: answer.discountKind,
    discountValue: plain(answer.discountValue),
    freight: plain(answer.freight),
    taxes: plain(answer.taxes),
    payment: answer.paymentDays.join(","),
    paymentTerms: answer.paymentTerms,
    deliveryDays: answer.deliveryDays === null ? "" : String(answer.deliveryDays),
    validUntil: answer.validUntil ?? "",
    notes: answer.notes,
    name: answer.name,
  };
}

/** Nothing of a zero. */
function plain(amount: string): string {
  return Number(amount) === 0 ? "" : amount;
}

export function inputOf(typed: TypedAnswer, items: readonly PublicItem[]): ProcurementQuotationsAnswerInput {
  return {
    items: items.map((item) => itemInput(item, typed.items[item.id] ?? BLANK_ITEM)),
    discountKind: typed.discountKind,
    discountValue: typed.discountKind === "none" ? "0" : typed.discountValue || "0",
    freight: typed.freight || "0",
    taxes: typed.taxes || "0",
    paymentDays: typed.payment.split(",").filter(Boolean).map(Number),
    paymentTerms: typed.paymentTerms,
    deliveryDays: days(typed.deliveryDays),
    validUntil: typed.validUntil || null,
    notes: typed.notes,
    name: typed.name.trim(),
  };
}

function itemInput(item: PublicItem, typed: TypedItem): AnswerItemInput {
  if (!typed.available || typed.unitPrice === "") return { itemId: item.id, available: false, note: typed.note };
  return {
    itemId: item.id,
    available: true,
    unitPrice: typed.unitPrice,
    quantity: typed.quantity || null,
    quantityReason: typed.quantityReason,
    discount: typed.discount || "0",
    brand: typed.brand,
    deliveryDays: days(typed.deliveryDays),
    note: typed.note,
  };
}

function days(typed: string): number | null {
  const read = Number.parseInt(typed, 10);
  return Number.isFinite(read) ? read : null;
}

/** Price x quantity in cents, half up; null without a price. For the eye: the server reckons anew. */
export function lineCents(item: PublicItem, typed: TypedItem): number | null {
  if (!typed.available || typed.unitPrice === "") return null;
  return Math.round(Number(typed.unitPrice) * Number(typed.quantity || item.quantity) * 100 + 1e-6);
}

interface Reach {
  readonly priced: number;
  readonly without: number;
  readonly cents: number;
}

/** How far the supplier has come. */
export function reachOf(typed: TypedAnswer, items: readonly PublicItem[]): Reach {
  const lines = items.map((item) => ({ item, typed: typed.items[item.id] ?? BLANK_ITEM }));
  return {
    priced: lines.filter(({ typed: each }) => each.available && each.unitPrice !== "").length,
    without: lines.filter(({ typed: each }) => !each.available).length,
    cents: lines.reduce((sum, each) => sum + (lineCents(each.item, each.typed) ?? 0), 0),
  };
}
