import { describe, expect, it } from "vitest";
import type { OrderItem, ProcurementReceipt } from "../../src/api/schema";
import {
  allArrived,
  countsOf,
  linesOf,
  missingOf,
  stepped,
  UNCOUNTED,
  withExcessRefused,
} from "../../src/procurement/counting";

const ITEMS = [
  { id: "a", balance: "10.000" },
  { id: "b", balance: "0.000" },
  { id: "c", balance: "2.500" },
] as unknown as OrderItem[];
const RECEIPT = {
  lines: [
    { orderItemId: "a", accepted: "4.000", refused: "1.000", refusedReason: "quebrado" },
    { orderItemId: "b", accepted: "3.000", refused: "0.000", refusedReason: "" },
  ],
} as unknown as ProcurementReceipt;

describe("counting an arrival", () => {
  it("steps by one and never below nothing", () => {
    expect(stepped("", 1)).toBe("1");
    expect(stepped("2.5", 1)).toBe("3.5");
    expect(stepped("0.5", -1)).toBe("0");
    expect(stepped("10", 1)).toBe("11");
  });

  it("takes all that is missing, but for what was counted by hand", () => {
    const counts = allArrived({ a: { ...UNCOUNTED, accepted: "7" } }, missingOf(ITEMS, null));
    expect(counts.a?.accepted).toBe("7");
    expect(counts.b).toBeUndefined();
    expect(counts.c?.accepted).toBe("2.5");
  });

  it("anew starts from what was counted, which is missing again", () => {
    expect(countsOf(RECEIPT)).toEqual({
      a: { accepted: "4", refused: "1", refusedReason: "quebrado" },
      b: { accepted: "3", refused: "", refusedReason: "" },
    });
    expect(missingOf(ITEMS, RECEIPT)).toEqual(
      new Map([
        ["a", "14.000"],
        ["b", "3.000"],
        ["c", "2.500"],
      ]),
    );
  });

  it("sends only what came or was refused", () => {
    const counts = {
      a: { accepted: "10", refused: "", refusedReason: "não vai" },
      b: { accepted: "0", refused: "", refusedReason: "" },
      c: { accepted: "", refused: "2.5", refusedReason: "molhado" },
    };
    expect(linesOf(counts, ITEMS)).toEqual([
      { orderItemId: "a", accepted: "10.000", refused: "0.000", refusedReason: "" },
      { orderItemId: "c", accepted: "0.000", refused: "2.500", refusedReason: "molhado" },
    ]);
  });

  it("refuses what is too much", () => {
    const counted = { accepted: "12", refused: "1", refusedReason: "" };
    expect(withExcessRefused(counted, "10.500", "demais")).toEqual({
      accepted: "10.5",
      refused: "2.5",
      refusedReason: "demais",
    });
    expect(withExcessRefused(counted, "12.000", "demais")).toBe(counted);
  });
});
