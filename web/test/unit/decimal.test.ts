import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareDecimals, productMoney, sumMoney } from "../../src/words/decimal";

const cents = fc.integer({ min: -10_000_000, max: 10_000_000 });
const money = (value: number) =>
  `${value < 0 ? "-" : ""}${Math.floor(Math.abs(value) / 100)}.${String(Math.abs(value) % 100).padStart(2, "0")}`;

describe("sumMoney", () => {
  test("adds to the cent, in any order", () => {
    fc.assert(
      fc.property(fc.array(cents), (all) => {
        expect(sumMoney(all.map(money))).toBe(money(all.reduce((sum, each) => sum + each, 0)));
      }),
    );
  });
  test("takes nothing for nothing", () => expect(sumMoney([null, undefined, "", "0.1", "0.20"])).toBe("0.30"));
  test("is exact where floats are not", () =>
    expect(sumMoney(["9007199254740993.01", "0.01"])).toBe("9007199254740993.02"));
});

describe("productMoney", () => {
  test("rounds halves away from zero, as the server does", () => {
    expect(productMoney("0.5", "0.01")).toBe("0.01");
    expect(productMoney("1200.5", "38.9")).toBe("46699.45");
    expect(productMoney("3", "0.3333")).toBe("1.00");
    expect(productMoney("67.000", "85.4200")).toBe("5723.14");
  });
});

describe("compareDecimals", () => {
  test("goes by value, not by letters", () => {
    expect(compareDecimals("9.00", "10.00")).toBeLessThan(0);
    expect(compareDecimals("2500", "2500.00")).toBe(0);
    expect(compareDecimals("-1", "-2")).toBeGreaterThan(0);
  });
});
