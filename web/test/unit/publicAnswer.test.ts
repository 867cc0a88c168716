import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PublicItem, PublicQuotation } from "../../src/api/schema";
import {
  BLANK_ITEM,
  inputOf,
  lineCents,
  openingAnswer,
  reachOf,
  type TypedAnswer,
} from "../../src/public/cotacao/answer";

const item = (id: string, quantity: string): PublicItem => ({
  id,
  position: 1,
  description: "Cimento",
  specification: "",
  unit: "sc",
  quantity,
});
const quotation = (answer: PublicQuotation["answer"]): PublicQuotation => ({
  status: "invited",
  code: "COT-2026-001",
  title: "Laje",
  buyer: "ArcFlow",
  logoUrl: "",
  supplier: "Casa do Cimento",
  instructions: "",
  closesAt: "2026-11-26T15:12:00Z",
  neededOn: null,
  items: [item("a", "120.000"), item("b", "2.500")],
  limits: { quantityChangePercent: "50", itemDiscountCapPercent: "30", globalDiscountCapPercent: "20" },
  answer,
  messages: [],
  attachments: [],
  can: ["answer"],
});

describe("what a supplier types", () => {
  const blank = openingAnswer(quotation(null));

  test("an item without a price, or said not to be there, is sent as not available", () => {
    const typed: TypedAnswer = {
      ...blank,
      items: { b: { ...BLANK_ITEM, available: false, unitPrice: "3.00", note: "acabou" } },
    };
    const { items } = inputOf(typed, quotation(null).items);
    expect(items).toEqual([
      { itemId: "a", available: false, note: "" },
      { itemId: "b", available: false, note: "acabou" },
    ]);
  });

  test("payment is days, none is on delivery", () => {
    expect(inputOf({ ...blank, payment: "30,60,90" }, []).paymentDays).toEqual([30, 60, 90]);
    expect(inputOf({ ...blank, payment: "" }, []).paymentDays).toEqual([]);
  });

  test("a discount that is not chosen is not sent", () => {
    expect(inputOf({ ...blank, discountKind: "none", discountValue: "5" }, []).discountValue).toBe("0");
  });

  test("an answer that is opened and sent again says the same", () => {
    const answer = {
      at: "2026-11-22T10:00:00Z",
      name: "João",
      items: [
        {
          itemId: "a",
          available: true,
          unitPrice: "38.9000",
          quantity: "120.000",
          quantityReason: "",
          discount: "10.00",
          freight: "0.00",
          taxes: "0.00",
          brand: "Votoran",
          deliveryDays: 3,
          note: "",
          total: "4658.00",
        },
      ],
      discountKind: "percent" as const,
      discountValue: "2.5",
      discount: "116.45",
      freight: "50.00",
      taxes: "0.00",
      subtotal: "4658.00",
      total: "4591.55",
      paymentDays: [28],
      paymentTerms: "",
      deliveryDays: 7,
      validUntil: "2026-12-01",
      notes: "",
    };
    const again = inputOf(openingAnswer(quotation(answer)), [item("a", "120.000")]);
    expect(again).toMatchObject({
      discountKind: "percent",
      discountValue: "2.5",
      freight: "50.00",
      paymentDays: [28],
      deliveryDays: 7,
      validUntil: "2026-12-01",
      name: "João",
    });
    expect(again.items[0]).toMatchObject({
      unitPrice: "38.9000",
      quantity: "120.000",
      discount: "10.00",
      deliveryDays: 3,
    });
  });

  test("the line beside the fields is price times quantity to the cent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 1, max: 999_999 }), (price, quantity) => {
        // Ten-thousandths of a real, thousandths of a unit: as exact as the server has them.
        const exact = BigInt(price) * BigInt(quantity);
        const cents = Number((exact + 50_000n) / 100_000n);
        const typed = { ...BLANK_ITEM, unitPrice: (price / 10_000).toFixed(4) };
        expect(lineCents(item("a", (quantity / 1000).toFixed(3)), typed)).toBe(cents);
      }),
    );
  });

  test("how far it came counts prices, and what is said not to be there", () => {
    const typed: TypedAnswer = {
      ...blank,
      items: { a: { ...BLANK_ITEM, unitPrice: "10.00" }, b: { ...BLANK_ITEM, available: false } },
    };
    expect(reachOf(typed, quotation(null).items)).toEqual({ priced: 1, without: 1, cents: 120_000 });
  });
});
