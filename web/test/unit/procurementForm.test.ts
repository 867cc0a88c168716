import { describe, expect, test } from "vitest";
import {
  bodyOf,
  draftTotal,
  emptyDraft,
  isUntouched,
  newItem,
  pastedItems,
  refusalsByRow,
  withMore,
} from "../../src/procurement/form";

describe("The form of a request", () => {
  test("sends what was typed, without blank rows, and no centre as none", () => {
    const draft = {
      ...emptyDraft(),
      title: "Cimento",
      costCentreId: "c",
      items: [newItem(), newItem({ description: "Cimento", quantity: "40", price: "38.90" }), newItem()],
    };
    const body = bodyOf(draft);
    expect(
      body.items.map(({ description, quantity, estimatedUnitPrice }) => [description, quantity, estimatedUnitPrice]),
    ).toEqual([["Cimento", "40", "38.90"]]);
    expect(body.neededOn).toBeNull();
    expect(body.departmentId).toBeNull();
  });
  test("keeps a row that the server knows, even emptied: it says what is missing", () => {
    expect(bodyOf({ ...emptyDraft(), items: [newItem({ id: "i" })] }).items).toHaveLength(1);
  });
  test("puts refusals beside the row that was sent, though blank ones stand between", () => {
    const [blank, first, second] = [newItem(), newItem({ description: "a" }), newItem({ description: "b" })];
    const found = refusalsByRow([first, blank, second], {
      "items[1].quantity": "Informe uma quantidade maior que zero.",
      title: "Dê um título.",
    });
    expect([...found.keys()]).toEqual([second.key]);
    expect(found.get(second.key)).toEqual({ quantity: "Informe uma quantidade maior que zero." });
  });
  test("sums what has both quantity and price", () => {
    expect(
      draftTotal([
        newItem({ quantity: "1200.5", price: "38.90" }),
        newItem({ quantity: "3" }),
        newItem({ price: "10" }),
      ]),
    ).toBe("46699.45");
  });
  test("takes pasted rows after those that are there, in place of blank ones", () => {
    const here = newItem({ description: "a" });
    const more = pastedItems([
      { description: "Prego", specification: "", category: "", unit: "kg", quantity: null, estimatedUnitPrice: null },
    ]);
    const items = withMore([here, newItem()], more);
    expect(items.map(({ description }) => description)).toEqual(["a", "Prego"]);
    expect(items[1]).toMatchObject({ quantity: "", price: "", id: null });
  });
  test("is untouched until something was typed that would be missed", () => {
    expect(isUntouched(emptyDraft())).toBe(true);
    expect(isUntouched({ ...emptyDraft(), items: [newItem({ description: "x" })] })).toBe(false);
  });
});
