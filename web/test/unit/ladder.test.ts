import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backOffMs, HELD_MS, Ladder } from "../../src/live/ladder";

describe("Back-off", () => {
  test("is anywhere up to a limit that doubles from half a second to thirty", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (attempt, chance) => {
          const wait = backOffMs(attempt, () => chance);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(Math.min(30_000, 500 * 2 ** attempt));
        },
      ),
    );
    expect(backOffMs(3, () => 0.5)).toBe(2_000);
  });
});

describe("Ladder", () => {
  const ladder = () => new Ladder(() => 0.999);

  test("falls after two failures each, and from the lowest rung begins at the top", () => {
    const it = ladder();
    const seen = [it.rung];
    for (let i = 0; i < 6; i += 1) {
      it.failed(0);
      seen.push(it.rung);
    }
    expect(seen).toEqual(["socket", "socket", "sse", "sse", "poll", "poll", "socket"]);
  });

  test("waits longer each time, and short again after a connection that held", () => {
    const it = ladder();
    const waits = [it.failed(0), it.failed(0), it.failed(0)];
    expect(waits).toEqual([499.5, 999, 1998]);
    expect(it.failed(HELD_MS)).toBe(499.5);
  });

  test("a connection that held is no failure of its transport", () => {
    const it = ladder();
    it.failed(0);
    it.failed(HELD_MS);
    it.failed(0);
    expect(it.rung).toBe("socket");
  });

  test("climbs after 30 s, 1 min, 2 min ..., anew from each rung", () => {
    const it = ladder();
    for (let i = 0; i < 4; i += 1) it.failed(0);
    expect(it.climb).toEqual({ rung: "sse", afterMs: 30_000 });
    it.climbFailed();
    expect(it.climb?.afterMs).toBe(60_000);
    it.climbFailed();
    expect(it.climb?.afterMs).toBe(120_000);
    it.climbed();
    expect(it.climb).toEqual({ rung: "socket", afterMs: 30_000 });
    it.climbed();
    expect(it.climb).toBeNull();
  });
});
