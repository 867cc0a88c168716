import { describe, expect, test } from "vitest";
import type { MoveRow } from "../../src/api/schema";
import { choicesOf, columnsOf, fits, inOrder, OPEN, targetsOf, withMoves } from "../../src/procurement/board";
import type { RequestRow } from "../../src/procurement/rows";

const ME = "me";

function row(of: Partial<RequestRow> & { id: string }): RequestRow {
  return {
    code: `SOL-2026-${of.id}`,
    title: "Cimento",
    status: "draft",
    statusSince: "2026-11-20T10:00:00Z",
    priority: "normal",
    neededOn: null,
    requester: { id: "ana", name: "Ana Prado" },
    buyer: null,
    department: null,
    costCentre: { id: "ob", code: "OB-101", name: "Residência Água Fria" },
    items: 1,
    estimatedTotal: "100.00",
    total: null,
    overBudget: false,
    invited: 0,
    answered: 0,
    rejectionReason: "",
    parentId: null,
    createdAt: "2026-11-20T10:00:00Z",
    updatedAt: "2026-11-20T10:00:00Z",
    version: 1,
    can: [],
    canAlso: {},
    ...of,
  };
}

const move = (from: MoveRow["from"], to: MoveRow["to"], action: string, offeredAs = action): MoveRow => ({
  action,
  offeredAs,
  from,
  to,
  asks: "nothing",
});
const MOVES = [
  move("draft", "pending_a1", "submit"),
  move("pending_a1", "draft", "withdraw"),
  move("pending_a1", "quotation", "approve_a1", "approve"),
  move("pending_a1", "draft", "reject"),
  move("pending_a1", "archived", "reject_and_archive", "reject"),
];

describe("Where a card may go", () => {
  test("is what the row offers everybody and this person, from where it stands", () => {
    const card = row({ id: "1", status: "pending_a1", can: ["cancel"], canAlso: { [ME]: ["approve", "reject"] } });
    expect([...targetsOf(card, MOVES, ME).keys()]).toEqual(["quotation", "draft", "archived"]);
    expect([...targetsOf(card, MOVES, "somebody else").keys()]).toEqual([]);
  });
  test("names every move to one column, for the person to choose", () => {
    const card = row({ id: "1", status: "pending_a1", can: ["withdraw"], canAlso: { [ME]: ["reject"] } });
    expect(
      targetsOf(card, MOVES, ME)
        .get("draft")
        ?.map(({ action }) => action),
    ).toEqual(["withdraw", "reject"]);
  });
});

describe("A card that was moved here", () => {
  const moving = new Map([["1", { to: "pending_a1", version: 1, at: "2026-11-22T10:00:00Z" } as const]]);
  test("stands where it was put until the server says more", () => {
    expect(withMoves([row({ id: "1" })], moving)[0]).toMatchObject({
      status: "pending_a1",
      statusSince: "2026-11-22T10:00:00Z",
    });
  });
  test("is what the server says from the next version on", () => {
    const told = row({ id: "1", version: 2, status: "cancelled" });
    expect(withMoves([told], moving)).toEqual([told]);
  });
  test("leaves the other rows the same objects", () => {
    const other = row({ id: "2" });
    expect(withMoves([row({ id: "1" }), other], moving)[1]).toBe(other);
  });
});

describe("Columns", () => {
  test("have every stage, and each card once", () => {
    const columns = columnsOf([row({ id: "1" }), row({ id: "2", status: "ordered" })], OPEN, "chegada");
    expect([...columns.keys()]).toEqual(OPEN);
    expect([...columns.values()].flat().length).toBe(2);
  });
  test("are ordered by what was asked, and equals always the same", () => {
    const rows = [
      row({ id: "1", priority: "low", estimatedTotal: "9.00", neededOn: null }),
      row({ id: "2", priority: "urgent", estimatedTotal: "10.00", neededOn: "2026-12-01" }),
      row({ id: "3", priority: "normal", total: "100.00", estimatedTotal: "1.00", neededOn: "2026-11-30" }),
    ];
    const ids = (order: Parameters<typeof inOrder>[1]) => inOrder(rows, order).map(({ id }) => id);
    expect(ids("prioridade")).toEqual(["2", "3", "1"]);
    expect(ids("valor")).toEqual(["3", "2", "1"]);
    expect(ids("prazo")).toEqual(["3", "2", "1"]);
    expect(ids("chegada")).toEqual(["3", "2", "1"]);
    expect(inOrder([...rows].reverse(), "chegada").map(({ id }) => id)).toEqual(["3", "2", "1"]);
  });
});

describe("Filters", () => {
  const card = row({ id: "7", priority: "high", overBudget: true, canAlso: { [ME]: ["approve", "reject"] } });
  test("hold together", () => {
    expect(fits(card, {}, ME)).toBe(true);
    expect(fits(card, { prioridade: "high", acima: "sim", comigo: "sim" }, ME)).toBe(true);
    expect(fits(card, { prioridade: "high", minhas: "sim" }, ME)).toBe(false);
    expect(fits(card, { minhas: "sim" }, "ana")).toBe(true);
  });
  test("find words without accents, anywhere on the card", () => {
    for (const q of ["agua", "sol-2026-7", "prado cimento", "ob-101"]) expect(fits(card, { q }, ME), q).toBe(true);
    expect(fits(card, { q: "areia" }, ME)).toBe(false);
  });
  test("offer each person once, by name", () => {
    const rows = [
      row({ id: "1", buyer: { id: "b", name: "Zeca" } }),
      row({ id: "2", buyer: { id: "a", name: "Ada" } }),
      row({ id: "3", buyer: { id: "b", name: "Zeca" } }),
    ];
    expect(choicesOf(rows, (each) => each.buyer).map(({ name }) => name)).toEqual(["Ada", "Zeca"]);
  });
});
