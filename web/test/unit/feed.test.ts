import { describe, expect, test } from "vitest";
import { Feed, type FeedStatus, type Patch } from "../../src/live/feed";
import type { Listing, Step } from "../../src/live/listing";
import { Problem } from "../../src/live/problem";

const listing: Listing = { kind: "list", resource: "x", path: "/api/x", filters: {}, q: "", sort: "" };

function feedOf(read: () => AsyncIterable<Step>) {
  const patches: Patch[] = [];
  const feed = new Feed(listing, read, {
    onPatch: (_feed, patch) => patches.push(patch),
    onCoherent: () => undefined,
    onStale: () => undefined,
  });
  return { feed, patches };
}

async function* page(...ids: string[]): AsyncGenerator<Step> {
  yield { kind: "first", rows: ids.map((id) => ({ id })), cursor: "1", last: true, complete: true };
}

describe("A feed", () => {
  test("takes the last word about a row that is told of several times in one batch", async () => {
    const { feed, patches } = feedOf(() => page("a"));
    await feed.sync();
    const change = (id: string, _operation: "update" | "delete", n = 0) => ({ id, n, _operation });
    const data = [change("a", "update"), change("a", "delete"), change("b", "delete"), change("b", "update", 2)];
    feed.push({ type: "x", data, delta: true, cursor: "2" });
    expect([...feed.rows.values()]).toEqual([{ id: "b", n: 2 }]);
    expect(patches.at(-1)).toMatchObject({ rows: [{ id: "b", n: 2 }], gone: ["a"], cursor: "2" });
  });

  test("says of what it was told who did it, and has no more of that than the word", async () => {
    const { feed, patches } = feedOf(() => page("a"));
    await feed.sync();
    expect(patches.at(-1)?.by).toEqual({});
    const ana = { id: "p1", name: "Ana" };
    const data = [
      { id: "a", n: 1, _operation: "update" as const, _by: ana },
      { id: "b", n: 1, _operation: "insert" as const },
      { id: "c", n: 1, _operation: "update" as const, _by: "nonsense" },
    ];
    feed.push({ type: "x", data, delta: true, cursor: "2" });
    expect(patches.at(-1)?.by).toEqual({ a: ana, b: null, c: null });
    expect([...feed.rows.values()]).toEqual(["a", "b", "c"].map((id) => ({ id, n: 1 })));
  });

  test.each<[number, FeedStatus]>([
    [403, "forbidden"],
    [404, "failed"],
  ])("refused with %i shows so, and a forbidden one keeps nothing", async (status, expected) => {
    let refuse = false;
    const { feed } = feedOf(() => {
      if (refuse) throw new Problem(status, {});
      return page("a");
    });
    await feed.sync();
    refuse = true;
    await feed.sync();
    expect(feed.status).toBe(expected);
    expect(feed.rows.size).toBe(expected === "forbidden" ? 0 : 1);
    refuse = false;
    await feed.sync();
    expect(feed.status).toBe("ready");
  });

  test("too many changes during one read are read instead", async () => {
    let reads = 0;
    const { feed } = feedOf(async function* () {
      reads += 1;
      if (reads === 1)
        for (let n = 0; n < 6_000; n += 1)
          feed.push({ type: "x", data: [{ id: `n${n}`, _operation: "update" }], delta: true, cursor: "2" });
      yield* page(...Array.from({ length: reads === 1 ? 1 : 6_000 }, (_, n) => `n${n}`));
    });
    await feed.sync();
    expect(reads).toBe(2);
    expect(feed.rows.size).toBe(6_000);
  });
});
