import { describe, expect, it } from "vitest";
import type { Quotation } from "../../src/api/schema";
import { bodyOf, paymentDays, typedOf } from "../../src/procurement/answering";

const UNANSWERED = {
  items: [
    {
      itemId: "a",
      askedQuantity: "10.000",
      available: null,
      unitPrice: null,
      quantity: null,
      brand: null,
      deliveryDays: null,
    },
  ],
  discountKind: "none",
  discountValue: "0",
  freight: "0.00",
  taxes: "0.00",
  paymentDays: [],
  paymentTerms: "",
  deliveryDays: null,
  validUntil: null,
  notes: "",
  answeredBy: "",
  contact: { email: "", phone: "", contactName: "Rui" },
} as unknown as Quotation;

describe("terms of payment as people say them", () => {
  it.each([
    ["", []],
    ["28", [28]],
    ["30/60", [30, 60]],
    ["30 / 60 / 90 dias", [30, 60, 90]],
    ["30, 60 e 90", [30, 60, 90]],
    ["30 60", [30, 60]],
  ])("reads %j", (text, days) => expect(paymentDays(text)).toEqual(days));

  it.each(["à vista", "30/x", "1000"])("does not guess at %j", (text) => expect(paymentDays(text)).toBeNull());
});

describe("an answer that is typed in", () => {
  it("starts from what was asked for", () => {
    const typed = typedOf(UNANSWERED);
    expect(typed.items).toEqual([
      {
        itemId: "a",
        available: true,
        unitPrice: "",
        quantity: "10.000",
        quantityReason: "",
        brand: "",
        deliveryDays: "",
      },
    ]);
    expect(typed.name).toBe("Rui");
  });

  it("says nothing of what the supplier does not have", () => {
    const typed = typedOf(UNANSWERED);
    const body = bodyOf({ ...typed, items: typed.items.map((item) => ({ ...item, available: false })) }, UNANSWERED);
    expect(body.items).toEqual([{ itemId: "a", available: false, note: "" }]);
  });

  it("keeps what only the supplier's page asks for", () => {
    const answered = {
      ...UNANSWERED,
      items: UNANSWERED.items.map((item) => ({
        ...item,
        available: true,
        unitPrice: "2.5000",
        quantity: "10.000",
        discount: "1.00",
        freight: "3.00",
        taxes: "0.00",
        note: "em caixas",
      })),
    };
    const [item] = bodyOf(typedOf(answered), answered).items;
    expect(item).toMatchObject({ unitPrice: "2.5000", discount: "1.00", freight: "3.00", note: "em caixas" });
  });
});
