import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isConflict, isUncertain, nextToSend, type OutboxEntry, wakeAt } from "../../src/live/outboxEntry";

const entry = (part: Partial<OutboxEntry> = {}): OutboxEntry => ({
  seq: 1,
  id: "i",
  key: "k",
  method: "POST",
  path: "/api/x",
  thing: "x/1",
  label: "x",
  state: "queued",
  createdAt: 0,
  attempts: 0,
  uncertainSince: null,
  notBefore: 0,
  leaseUntil: 0,
  problem: null,
  ...part,
});
const NOW = 1_000;

describe("The next write to send", () => {
  const entries = fc
    .array(
      fc.record({
        thing: fc.constantFrom("a", "b", "c"),
        state: fc.constantFrom("queued", "sending", "failed") as fc.Arbitrary<OutboxEntry["state"]>,
        notBefore: fc.constantFrom(0, NOW + 1),
        leaseUntil: fc.constantFrom(0, NOW + 1),
      }),
    )
    .map((parts) => parts.map((part, index) => entry({ ...part, seq: index + 1 })));

  test("is the first of its thing, due, and in nobody's hands", () => {
    fc.assert(
      fc.property(entries, (all) => {
        const next = nextToSend(all, NOW);
        const due = all.filter(
          (each) =>
            all.every((other) => other.thing !== each.thing || other.seq >= each.seq) &&
            each.state !== "failed" &&
            each.notBefore <= NOW &&
            !(each.state === "sending" && each.leaseUntil > NOW),
        );
        expect(next).toBe(due[0] ?? null);
      }),
    );
  });

  test("of a thing waits for a person who decides about the one before it; other things do not", () => {
    const refused = entry({ seq: 1, state: "failed" });
    const behind = entry({ seq: 2 });
    const other = entry({ seq: 3, thing: "y/1" });
    expect(nextToSend([refused, behind], NOW)).toBeNull();
    expect(nextToSend([refused, behind, other], NOW)).toBe(other);
  });

  test("is looked for again when the first time comes", () => {
    expect(wakeAt([entry({ notBefore: 7 }), entry({ state: "sending", leaseUntil: 5 })])).toBe(5);
    expect(wakeAt([entry({ state: "failed" })])).toBeNull();
  });
});

describe("A write", () => {
  test("that may have been done longer ago than keys are kept is not sent again by itself", () => {
    const day = 24 * 3_600_000;
    expect(isUncertain(entry({ uncertainSince: 0 }), day)).toBe(true);
    expect(isUncertain(entry({ uncertainSince: 0 }), day / 2)).toBe(false);
    expect(isUncertain(entry({ uncertainSince: null }), day)).toBe(false);
    expect(isUncertain(entry({ uncertainSince: 0, method: "PUT" }), day)).toBe(false);
  });

  test("is a conflict for 409, 412 and 422 only", () => {
    const of = (status: number) => isConflict(entry({ problem: { status, code: "X" } }));
    expect([409, 412, 422, 403, 410].map(of)).toEqual([true, true, true, false, false]);
  });
});
