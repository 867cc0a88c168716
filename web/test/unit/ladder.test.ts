import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backOffMs, HELD_MS, Ladder, RETURN_WITHIN_MS } from "../../src/live/ladder";

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
      it.failed(null);
      seen.push(it.rung);
    }
    expect(seen).toEqual(["socket", "socket", "sse", "sse", "poll", "poll", "socket"]);
  });

  test("waits longer each time, and short again after a connection that held", () => {
    const it = ladder();
    const waits = [it.failed(null), it.failed(null), it.failed(null)];
    expect(waits).toEqual([499.5, 999, 1998]);
    expect(it.failed(HELD_MS)).toBe(499.5);
  });

  test("a connection that held is no failure of its transport", () => {
    const it = ladder();
    it.failed(null);
    it.failed(HELD_MS);
    it.failed(null);
    expect(it.rung).toBe("socket");
  });

  test("climbs after 30 s, 1 min, 2 min ..., anew from each rung", () => {
    const it = ladder();
    for (let i = 0; i < 4; i += 1) it.failed(null);
    it.opened();
    expect(it.climb).toEqual({ rung: "sse", afterMs: 30_000 });
    it.climbFailed();
    expect(it.climb?.afterMs).toBe(60_000);
    it.climbFailed();
    expect(it.climb?.afterMs).toBe(120_000);
    it.climbed("sse");
    expect(it.climb).toEqual({ rung: "socket", afterMs: 30_000 });
    it.climbed("socket");
    expect(it.climb).toBeNull();
  });

  test("after an outage goes straight back to what carried before it, within 5 s", () => {
    const it = ladder();
    it.opened();
    it.failed(3_000);
    for (let i = 0; i < 4; i += 1) it.failed(null);
    it.opened();
    expect(it.rung).toBe("poll");
    expect(it.climb).toEqual({ rung: "socket", afterMs: 0.999 * RETURN_WITHIN_MS });
    it.climbed("socket");
    expect(it.rung).toBe("socket");
  });

  test("climbs step by step once what carried before does no longer", () => {
    const it = ladder();
    it.opened();
    for (let i = 0; i < 4; i += 1) it.failed(null);
    it.opened();
    it.climbFailed();
    expect(it.climb).toEqual({ rung: "sse", afterMs: 30_000 });
    it.climbed("sse");
    expect(it.climb).toEqual({ rung: "socket", afterMs: 30_000 });
  });

  test("does not hurry back to what opens and breaks again and again", () => {
    const it = ladder();
    it.opened();
    it.failed(5_000);
    it.opened();
    it.failed(5_000);
    it.opened();
    expect(it.climb).toEqual({ rung: "socket", afterMs: 30_000 });
  });
});
