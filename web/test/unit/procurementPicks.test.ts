import { describe, expect, it } from "vitest";
import {
  allOf,
  type Comparison,
  choicesOf,
  divided,
  nextCell,
  ofThousandths,
  picksOf,
  sidesOf,
  stillOffered,
  takenOf,
  thousandths,
  toggled,
} from "../../src/procurement/picks";

/** Items `a` (10) and `b` (4); suppliers by their quotations, with what they offer of each; null: not offered. */
function map(
  offers: Readonly<Record<string, readonly [string | null, string | null]>>,
  silent: readonly string[] = [],
) {
  const ids = Object.keys(offers);
  const cell = (id: string, place: 0 | 1) => {
    const quantity = offers[id]?.[place] ?? null;
    return quantity === null ? null : { quotationId: id, quantity };
  };
  return {
    columns: ids.map((id) => ({ quotationId: id, supplierName: id.toUpperCase() })),
    rows: [
      { itemId: "a", description: "Cimento", quantity: "10.000", cells: ids.map((id) => cell(id, 0)) },
      { itemId: "b", description: "Areia", quantity: "4.000", cells: ids.map((id) => cell(id, 1)) },
    ],
    withoutAnswer: silent.map((id) => ({
      quotationId: id,
      supplier: { id, name: id },
      status: "invited",
      declinedReason: "",
    })),
  } as unknown as Comparison;
}

describe("picks of a comparison", () => {
  it("take one supplier for an item, and nobody when it is pressed again", () => {
    const one = toggled({}, "a", "x");
    expect(one).toEqual({ a: { x: null } });
    expect(toggled(one, "a", "y")).toEqual({ a: { y: null } });
    expect(toggled(one, "a", "x")).toEqual({});
  });

  it("put one supplier back when an item was divided", () => {
    const parted = divided({}, "a", { x: "6", y: "4", z: "0" });
    expect(parted).toEqual({ a: { x: "6", y: "4" } });
    expect(toggled(parted, "a", "x")).toEqual({ a: { x: null } });
  });

  it("are the server's suggestion: whole offers without a quantity", () => {
    const comparison = map({ x: ["6.000", "4.000"], y: ["10.000", null] });
    const lines = [
      { itemId: "a", quotationId: "x", quantity: "6.000" },
      { itemId: "a", quotationId: "y", quantity: "4.000" },
    ];
    expect(picksOf({ lines } as never, comparison)).toEqual({ a: { x: null, y: "4.000" } });
    expect(picksOf(null, comparison)).toEqual({});
  });

  it("of all that one supplier has leave out what it has not", () => {
    expect(allOf(map({ x: ["6.000", "4.000"], y: ["10.000", null] }), "y")).toEqual({ a: { y: null } });
  });

  it("lose what is no longer offered, and name the items", () => {
    const picks = { a: { x: "6", y: "4" }, b: { y: null } };
    const { picks: kept, lost } = stillOffered(picks, map({ x: ["6.000", null] }));
    expect(kept).toEqual({ a: { x: "6" } });
    expect(lost).toEqual(["Cimento", "Areia"]);
    expect(stillOffered(kept, map({ x: ["6.000", null] })).picks).toBe(kept);
  });

  it("go to the server in the order of the map", () => {
    expect(choicesOf({ b: { y: null }, a: { x: "6", y: "4" } }, map({ x: ["6", "4"], y: ["10", "4"] }))).toEqual([
      { itemId: "a", quotationId: "x", quantity: "6" },
      { itemId: "a", quotationId: "y", quantity: "4" },
      { itemId: "b", quotationId: "y", quantity: null },
    ]);
  });

  it("sum up exactly", () => {
    const comparison = map({ x: ["6.000", "4.000"], y: ["10.000", null] });
    const [item] = comparison.rows;
    expect(item && takenOf({ a: { x: null, y: "0.125" } }, item)).toBe("6.125");
    expect(ofThousandths(thousandths("0.1") + thousandths("0.2"))).toBe("0.300");
    expect(ofThousandths(thousandths("-1.5"))).toBe("-1.500");
  });
});

describe("suppliers of a comparison", () => {
  it("keep their places when an answer comes", () => {
    const before = sidesOf(map({ x: ["1", "1"] }, ["y", "z"]), []);
    expect(before.map((side) => side.quotationId)).toEqual(["x", "y", "z"]);
    const after = sidesOf(
      map({ x: ["1", "1"], z: ["2", "2"] }, ["y", "w"]),
      before.map((side) => side.quotationId),
    );
    expect(after.map((side) => [side.quotationId, side.index])).toEqual([
      ["x", 0],
      ["y", -1],
      ["z", 1],
      ["w", -1],
    ]);
  });

  it("are passed by arrows when they have not answered", () => {
    const sides = sidesOf(map({ x: ["1", "1"] }, ["y"]), []);
    const answered = sidesOf(map({ x: ["1", "1"], z: ["1", "1"] }, ["y"]), ["x", "y"]);
    expect(nextCell("ArrowRight", 0, 0, 2, sides)).toBeNull();
    expect(nextCell("ArrowRight", 0, 0, 2, answered)).toEqual({ row: 0, column: 2 });
    expect(nextCell("ArrowDown", 0, 2, 2, answered)).toEqual({ row: 1, column: 2 });
    expect(nextCell("ArrowDown", 1, 2, 2, answered)).toBeNull();
    expect(nextCell("Home", 1, 2, 2, answered)).toEqual({ row: 1, column: 0 });
  });
});
