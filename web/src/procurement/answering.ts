/** A supplier's answer as the buyer types it in, to and from what the server takes. */

import type { BodyOf } from "../api/call";
import type { Quotation } from "../api/schema";

type AnswerBody = BodyOf<"PUT /api/quotations/{quotation_id}/answer">;

export interface TypedItem {
  readonly itemId: string;
  readonly available: boolean;
  readonly unitPrice: string;
  readonly quantity: string;
  readonly quantityReason: string;
  readonly brand: string;
  readonly deliveryDays: string;
}

export interface TypedAnswer {
  readonly items: readonly TypedItem[];
  readonly discountKind: "none" | "percent" | "fixed";
  readonly discountValue: string;
  readonly freight: string;
  readonly taxes: string;
  readonly payment: string;
  readonly paymentTerms: string;
  readonly deliveryDays: string;
  readonly validUntil: string;
  readonly notes: string;
  readonly name: string;
}

/** What is in the form when it opens: the answer that there is, or what was asked for. */
export function typedOf(quotation: Quotation): TypedAnswer {
  return {
    items: quotation.items.map((item) => ({
      itemId: item.itemId,
      available: item.available ?? true,
      unitPrice: item.available ? (item.unitPrice ?? "") : "",
      quantity: item.available && item.quantity ? item.quantity : item.askedQuantity,
      quantityReason: item.quantityReason ?? "",
      brand: item.brand ?? "",
      deliveryDays: item.deliveryDays === null ? "" : String(item.deliveryDays),
    })),
    discountKind: quotation.discountKind,
    discountValue: quotation.discountKind === "none" ? "" : quotation.discountValue,
    freight: unlessZero(quotation.freight),
    taxes: unlessZero(quotation.taxes),
    payment: quotation.paymentDays.join("/"),
    paymentTerms: quotation.paymentTerms,
    deliveryDays: quotation.deliveryDays === null ? "" : String(quotation.deliveryDays),
    validUntil: quotation.validUntil ?? "",
    notes: quotation.notes,
    name: quotation.answeredBy || quotation.contact.contactName,
  };
}

/** What is sent. Item discounts, freights and notes that came by the supplier's page are kept from `before`. */
export function bodyOf(typed: TypedAnswer, before: Quotation): AnswerBody {
  return {
    items: typed.items.map((item) => {
      const was = before.items.find((each) => each.itemId === item.itemId);
      if (!item.available) return { itemId: item.itemId, available: false, note: was?.note ?? "" };
      return {
        itemId: item.itemId,
        available: true,
        unitPrice: item.unitPrice || "0",
        quantity: item.quantity || null,
        quantityReason: item.quantityReason,
        discount: was?.discount ?? "0",
        freight: was?.freight ?? "0",
        taxes: was?.taxes ?? "0",
        brand: item.brand,
        deliveryDays: wholeNumber(item.deliveryDays),
        note: was?.note ?? "",
      };
    }),
    discountKind: typed.discountKind,
    discountValue: typed.discountKind === "none" ? "0" : typed.discountValue || "0",
    freight: typed.freight || "0",
    taxes: typed.taxes || "0",
    paymentDays: paymentDays(typed.payment) ?? [],
    paymentTerms: typed.paymentTerms,
    deliveryDays: wholeNumber(typed.deliveryDays),
    validUntil: typed.validUntil || null,
    notes: typed.notes,
    name: typed.name,
  };
}

/** "30/60", "30, 60 e 90 dias", "28" -> days; "" -> none; null when it is something else. */
export function paymentDays(text: string): number[] | null {
  const bare = text
    .toLowerCase()
    .replace(/\bdias?\b|\bdd\b/g, "")
    .trim();
  if (bare === "") return [];
  const parts = bare.split(/\s*(?:[/,;+-]|\be\b|\s)\s*/).filter(Boolean);
  return parts.every((part) => /^\d{1,3}$/.test(part)) ? parts.map(Number) : null;
}

function wholeNumber(text: string): number | null {
  return /^\d+$/.test(text.trim()) ? Number(text) : null;
}

function unlessZero(amount: string): string {
  return Number(amount) === 0 ? "" : amount;
}
