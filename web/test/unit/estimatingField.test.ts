import { describe, expect, test, vi } from "vitest";
import type { Facts } from "../../src/estimating/answering/field";
import type { OutboxEntry } from "../../src/live";

// The language is asked for as the module is read.
vi.stubGlobal("localStorage", { getItem: () => null });
const { further, known, NO_ANSWER } = await import("../../src/estimating/answering/field");

const waiting = (value: string, version: number) => ({ body: { value, version } }) as OutboxEntry;
const facts = (part: Partial<Facts> = {}): Facts => ({ row: null, waiting: [], refused: null, ...part });

describe("What a field shows and builds upon", () => {
  test("is what was just chosen, before it waits to be sent", () => {
    const ahead = further(null, NO_ANSWER, "casa");
    expect(known(facts(), ahead)).toEqual({ value: "casa", version: 1 });
  });

  test("is the second of two that were chosen in a moment, while only the first waits", () => {
    const first = further(null, NO_ANSWER, "casa");
    const second = further(first, known(facts(), first), "escritorio");
    expect(known(facts({ waiting: [waiting("casa", 0)] }), second)).toEqual({ value: "escritorio", version: 2 });
    expect(known(facts({ waiting: [waiting("casa", 0), waiting("escritorio", 1)] }), second)).toEqual({
      value: "escritorio",
      version: 2,
    });
  });

  test("is the refused one until the person decides", () => {
    expect(known(facts({ refused: waiting("loja", 4) }), null)).toEqual({ value: "loja", version: 4 });
  });
});
