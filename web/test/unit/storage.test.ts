import "fake-indexeddb/auto";
import { afterEach, describe, expect, test } from "vitest";
import { Saver } from "../../src/live/saver";
import { type Batch, openStorage, wipeStorage } from "../../src/live/storage";

const batch = (part: Partial<Batch> = {}): Batch => ({
  reset: false,
  put: [],
  remove: [],
  cursor: "1",
  complete: true,
  ...part,
});
const put = IDBObjectStore.prototype.put;

afterEach(async () => {
  IDBObjectStore.prototype.put = put;
  await wipeStorage();
});

/** The next `times` rows find no room. */
function fillUp(times: number): void {
  let left = times;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: Parameters<typeof put>) {
    if (this.name === "rows" && left-- > 0) throw new DOMException("no room", "QuotaExceededError");
    return put.apply(this, given);
  };
}

describe("Storage", () => {
  test("keeps rows and cursor together, of each list for itself", async () => {
    const storage = await openStorage("p:o", "1");
    const term = await storage.takeTerm();
    await storage.save("a", batch({ put: [{ id: "1" }, { id: "2" }] }), term);
    await storage.save("b", batch({ put: [{ id: "1" }], cursor: "9" }), term);
    await storage.save("a", batch({ put: [{ id: "2", n: 1 }], remove: ["1"], cursor: "2", complete: false }), term);
    expect(await storage.load("a")).toEqual({ rows: [{ id: "2", n: 1 }], cursor: "2", complete: false });
    expect(await storage.load("b")).toEqual({ rows: [{ id: "1" }], cursor: "9", complete: true });
    await storage.save("a", batch({ reset: true, put: [{ id: "3" }] }), term);
    expect((await storage.load("a"))?.rows).toEqual([{ id: "3" }]);
    expect(await storage.load("c")).toBeNull();
    storage.close();
  });

  test("takes nothing from a tab that no longer leads", async () => {
    const old = await openStorage("p:o", "1");
    const oldTerm = await old.takeTerm();
    const now = await openStorage("p:o", "1");
    await now.takeTerm();
    expect(await old.save("a", batch({ put: [{ id: "1" }] }), oldTerm)).toBe("fenced");
    expect(await now.load("a")).toBeNull();
    old.close();
    now.close();
  });

  test("gives other lists up for the one that is shown, and says when that does not help", async () => {
    const storage = await openStorage("p:o", "1");
    const term = await storage.takeTerm();
    await storage.save("old", batch({ put: [{ id: "1" }] }), term);
    fillUp(1);
    expect(await storage.save("a", batch({ put: [{ id: "1" }] }), term)).toBe("kept");
    expect(await storage.load("old")).toBeNull();
    fillUp(9);
    expect(await storage.save("a", batch({ put: [{ id: "2" }], cursor: "2" }), term)).toBe("full");
    expect(await storage.load("a")).toMatchObject({ rows: [{ id: "1" }], cursor: "1" });
    storage.close();
  });

  test("of another shape of rows begins empty, with the writes that wait", async () => {
    const before = await openStorage("p:o", "1");
    const term = await before.takeTerm();
    await before.save("a", batch({ put: [{ id: "1" }] }), term);
    await before.changeWrites(() => ({ put: [{ seq: 1, id: "w" } as never] }));
    before.close();
    const after = await openStorage("p:o", "2");
    expect(await after.load("a")).toBeNull();
    expect(await after.writes()).toEqual([{ seq: 1, id: "w" }]);
    after.close();
  });

  test("is gone when it is wiped, of all organisations, and what others keep stays", async () => {
    await new Promise((resolve) => {
      indexedDB.open("others").onsuccess = resolve;
    });
    for (const scope of ["p:o", "p:x"]) (await openStorage(scope, "1")).close();
    await wipeStorage();
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(["others"]);
  });
});

describe("The saver", () => {
  const patch = (part: object) => ({
    reset: false,
    rows: [],
    gone: [],
    status: "ready" as const,
    complete: true,
    cursor: "1",
    ...part,
  });
  const feed = { key: "a" } as never;
  const settled = () => new Promise((resolve) => setTimeout(resolve, 30));

  test("keeps nothing partial after a patch was lost for want of room, until a whole one comes", async () => {
    const storage = await openStorage("p:o", "1");
    let full = 0;
    const saver = new Saver(storage, { onFull: () => (full += 1), onFenced: () => undefined });
    await saver.start();
    saver.patch(feed, patch({ reset: true, rows: [{ id: "1" }] }));
    await settled();
    fillUp(9);
    saver.patch(feed, patch({ rows: [{ id: "2" }], cursor: "2" }));
    await settled();
    expect(full).toBe(1);
    IDBObjectStore.prototype.put = put;
    saver.patch(feed, patch({ rows: [{ id: "3" }], cursor: "3" }));
    await settled();
    expect(await storage.load("a")).toBeNull();
    saver.patch(feed, patch({ reset: true, rows: [{ id: "4" }], cursor: "4" }));
    await settled();
    expect(await storage.load("a")).toMatchObject({ rows: [{ id: "4" }], cursor: "4" });
    storage.close();
  });

  test("forgets what may no longer be seen", async () => {
    const storage = await openStorage("p:o", "1");
    const saver = new Saver(storage, { onFull: () => undefined, onFenced: () => undefined });
    await saver.start();
    saver.patch(feed, patch({ reset: true, rows: [{ id: "1" }] }));
    await settled();
    saver.patch(feed, patch({ reset: true, status: "forbidden", cursor: null }));
    await settled();
    expect(await storage.load("a")).toBeNull();
    storage.close();
  });
});
