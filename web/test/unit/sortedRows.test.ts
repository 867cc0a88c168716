import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SortedRows } from "../../src/live/sortedRows";
import type { Row } from "../../src/live/wire";

const id = fc.nat({ max: 30 }).map((n) => `id-${String(n).padStart(3, "0")}`);
const row = fc.record({ id, value: fc.option(fc.nat({ max: 9 })) });
const ids = (rows: readonly Row[]) => rows.map((each) => each.id);

describe("SortedRows", () => {
  test("are after any changes what sorting all of them anew gives", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("value", "-value", ""),
        fc.array(fc.record({ rows: fc.uniqueArray(row, { selector: (r) => r.id }), gone: fc.array(id) })),
        (sort, changes) => {
          const sorted = new SortedRows(sort);
          const plain = new Map<string, Row>();
          for (const { rows, gone } of changes) {
            const away = gone.filter((each) => !rows.some((r) => r.id === each));
            sorted.apply(rows, away);
            for (const each of away) plain.delete(each);
            for (const each of rows) plain.set(each.id, each);
            const anew = new SortedRows(sort);
            anew.replace([...plain.values()]);
            expect(sorted.rows).toEqual(anew.rows);
          }
        },
      ),
    );
  });

  test("follow PostgreSQL: nulls last ascending and first descending, ids between equals", () => {
    const rows = [
      { id: "c", n: null },
      { id: "b", n: 1 },
      { id: "a", n: 1 },
      { id: "d", n: 0 },
    ];
    const up = new SortedRows("n");
    up.replace(rows);
    expect(ids(up.rows)).toEqual(["d", "a", "b", "c"]);
    const down = new SortedRows("-n");
    down.replace(rows);
    expect(ids(down.rows)).toEqual(["c", "b", "a", "d"]);
  });

  test("know amounts of money that are text, and times with microseconds and zones", () => {
    const money = new SortedRows("total");
    money.replace([
      { id: "a", total: "10.00" },
      { id: "b", total: "9.50" },
      { id: "c", total: "-1.00" },
    ]);
    expect(ids(money.rows)).toEqual(["c", "b", "a"]);
    const times = new SortedRows("at");
    times.replace([
      { id: "a", at: "2026-01-15T10:30:00.123457+00:00" },
      { id: "b", at: "2026-01-15T10:30:00.123456+00:00" },
      { id: "c", at: "2026-01-15T07:29:59-03:00" },
    ]);
    expect(ids(times.rows)).toEqual(["c", "b", "a"]);
  });

  test("keep the object of a row that did not change, and the array when none did", () => {
    const sorted = new SortedRows("");
    sorted.replace([{ id: "a", of: { deep: [1] } }, { id: "b" }]);
    const before = sorted.rows;
    sorted.replace([{ id: "a", of: { deep: [1] } }, { id: "b" }]);
    sorted.apply([{ id: "b" }], ["x"]);
    expect(sorted.rows).toBe(before);
    sorted.apply([{ id: "b", n: 1 }], []);
    expect(sorted.rows).not.toBe(before);
    expect(sorted.rows[0]).toBe(before[0]);
  });

  test("take 100 changes to 10,000 rows in under 50 ms", () => {
    const make = (n: number, title: string) => ({
      id: `id-${n}`,
      title,
      client: { id: "c", name: "Cliente" },
      createdAt: new Date(1_700_000_000_000 + ((n * 7919) % 10_000) * 1000).toISOString(),
    });
    const sorted = new SortedRows("-createdAt");
    sorted.replace(Array.from({ length: 10_000 }, (_, n) => make(n, "before")));
    const times = Array.from({ length: 20 }, (_, round) => {
      const rows = Array.from({ length: 90 }, (_, n) => make(n * 101 + round, `after ${round}`));
      const gone = Array.from({ length: 10 }, (_, n) => `id-${n * 37 + round + 5_000}`);
      const started = performance.now();
      sorted.apply(rows, gone);
      return performance.now() - started;
    }).sort((a, b) => a - b);
    expect(times[10]).toBeLessThan(50);
  });
});
