// @vitest-environment node
import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";

// Language is a matter of the browser: what it keeps, and what it speaks.
vi.stubGlobal("localStorage", { getItem: () => "pt-BR", setItem: () => undefined, removeItem: () => undefined });

let format: typeof import("../../src/words/format");
beforeAll(async () => {
  format = await import("../../src/words/format");
});

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("money", () => {
  test("is written as Brazilians write it, to the cent", () => {
    expect(plain(format.money("28520.00"))).toBe("R$ 28.520,00");
    expect(plain(format.money("0.10"))).toBe("R$ 0,10");
    expect(format.money(null)).toBe("—");
  });

  test("keeps every digit of what no float could hold", () => {
    expect(plain(format.money("99999999999999999.99"))).toBe("R$ 99.999.999.999.999.999,99");
  });
});

describe("a number as it is typed", () => {
  test.each([
    ["1.234,56", "1234.56"],
    ["R$ 1.234,56", "1234.56"],
    ["1234.56", "1234.56"],
    ["1.234", "1234"],
    ["1.234.567", "1234567"],
    ["0,5", "0.5"],
    ["12", "12"],
    ["-3,20", "-3.20"],
  ])("%s is %s", (typed, read) => expect(format.readDecimal(typed)).toBe(read));

  test.each(["", "abc", "1,2,3", "--1", "1.2.3", "12x"])("%s is none", (typed) =>
    expect(format.readDecimal(typed)).toBeNull(),
  );

  test("what is shown in a field is read back as the same number", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (cents) => {
        const text = `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
        expect(format.readDecimal(format.typedDecimal(text))).toBe(text);
      }),
    );
  });
});

describe("days and moments", () => {
  test("a day is the same in every time zone", () => {
    expect(format.fullDay("2026-11-22")).toBe("22/11/2026");
  });

  test("today has its hour, and days are counted by the calendar", () => {
    const now = new Date();
    expect(format.moment(now)).toMatch(/^hoje, \d{1,2}:\d\d$/);
    expect(format.daysApart(now)).toBe(0);
    expect(format.daysApart(new Date(now.getTime() - 86_400_000 * 3))).toBe(-3);
  });
});

test("in English days come first, as in Brazil, and money stays Brazilian", async () => {
  vi.stubGlobal("document", { documentElement: {} });
  const { setLanguage } = await import("../../src/words/language");
  setLanguage("en");
  expect(format.fullDay("2026-11-22")).toBe("22/11/2026");
  expect(format.day("2020-03-05")).toBe("5 Mar 2020");
  expect(format.moment(new Date(2020, 2, 5, 14, 32))).toBe("5 Mar 2020, 14:32");
  expect(plain(format.money("28520.00"))).toBe("R$ 28.520,00");
  setLanguage("pt-BR");
  expect(format.day("2020-03-05")).toBe("5 de mar. de 2020");
});

test("initials are of the first and the last name", () => {
  expect(format.initials("Marina Alves de Souza")).toBe("MS");
  expect(format.initials("Élcio")).toBe("É");
  expect(format.initials("  ")).toBe("?");
});
