import { QueryClient } from "@tanstack/query-core";
import { describe, expect, test } from "vitest";
import type { ListSnapshot } from "../../src/live/list";
import { Store } from "../../src/live/store";
import { ListRefused, listQuery } from "../../src/live/tanstack";
import type { Row } from "../../src/live/wire";

const of = (status: ListSnapshot["status"], ...rows: Row[]): ListSnapshot => ({ rows, status, complete: true });

describe("A list as a query", () => {
  test("waits for the first rows, then is patched without being fetched again", async () => {
    const client = new QueryClient();
    const list = new Store<ListSnapshot>(of("loading"));
    const options = listQuery(client, ["briefings"], list);
    const first = client.fetchQuery(options);
    const [a, b] = [{ id: "a" }, { id: "b", n: 1 }];
    list.set(of("ready", a, b));
    expect(await first).toEqual([a, b]);
    list.set(of("ready", a, { id: "b", n: 2 }));
    const rows = client.getQueryData<Row[]>(["briefings"]);
    expect(rows).toEqual([a, { id: "b", n: 2 }]);
    expect(rows?.[0]).toBe(a);
    expect(client.getQueryState(["briefings"])?.dataUpdateCount).toBeLessThanOrEqual(3);
  });

  test("that is refused fails with the reason", async () => {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const list = new Store<ListSnapshot>(of("forbidden"));
    await expect(client.fetchQuery(listQuery(client, ["x"], list))).rejects.toThrow(ListRefused);
  });

  test("is let go when the query leaves the cache", async () => {
    const client = new QueryClient();
    const list = new Store<ListSnapshot>(of("ready", { id: "a" }));
    await client.fetchQuery(listQuery(client, ["briefings"], list));
    client.removeQueries({ queryKey: ["briefings"] });
    list.set(of("ready", { id: "b" }));
    expect(client.getQueryData(["briefings"])).toBeUndefined();
  });
});
