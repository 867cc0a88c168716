/** What is kept in the browser, by person and organisation: rows with their cursor, and writes that wait. */

import Dexie, { type EntityTable, type Table } from "dexie";
import type { FeedContents } from "./feed";
import type { OutboxEntry } from "./outboxEntry";
import type { Cursor, Row } from "./wire";

/** What happened to one listing since it was last saved. */
export interface Batch {
  /** Forget what was kept before; `put` is all. */
  readonly reset: boolean;
  readonly put: readonly Row[];
  readonly remove: readonly string[];
  readonly cursor: Cursor | null;
  readonly complete: boolean;
}

/** `full`: the browser gives no more room. `fenced`: another tab leads by now. */
export type Saved = "kept" | "fenced" | "full";

export interface OutboxChange {
  readonly put?: readonly OutboxEntry[];
  readonly remove?: readonly number[];
}

export interface Storage {
  /** Become the one who saves; whoever did before is fenced off. */
  takeTerm(): Promise<number>;
  load(key: string): Promise<FeedContents | null>;
  /** Rows and cursor in one transaction, if `term` is still the last one taken. */
  save(key: string, batch: Batch, term: number): Promise<Saved>;
  forget(key: string): Promise<void>;
  writes(): Promise<OutboxEntry[]>;
  /** Decide on all waiting writes at once, while no other tab does. Returns what `decide` put. */
  changeWrites(decide: (all: readonly OutboxEntry[]) => OutboxChange): Promise<readonly OutboxEntry[]>;
  close(): void;
}

const PREFIX = "esteio-live:";
/** Put together; between two pieces the page can draw. */
const PIECE_ROWS = 250;

interface StoredRow {
  readonly list: string;
  readonly id: string;
  readonly row: Row;
}

interface StoredList {
  readonly key: string;
  readonly cursor: Cursor | null;
  readonly complete: boolean;
  readonly savedAt: number;
}

interface Meta {
  readonly key: "term" | "rows";
  readonly value: number | string;
}

class Tables extends Dexie {
  readonly meta!: EntityTable<Meta, "key">;
  readonly lists!: EntityTable<StoredList, "key">;
  readonly rows!: Table<StoredRow, [string, string]>;
  readonly outbox!: EntityTable<OutboxEntry, "seq">;

  constructor(scope: string) {
    super(PREFIX + scope, { cache: "disabled" });
    // A later version adds its own .version(n).upgrade(); rows may be dropped there, waiting writes must be carried over.
    this.version(1).stores({ meta: "key", lists: "key, savedAt", rows: "[list+id], list", outbox: "seq" });
    // A newer page opens a newer version, or somebody signs out: let go at once. Saving then says `full`.
    this.on("versionchange", () => this.close({ disableAutoOpen: true }));
  }
}

/**
 * Opens the database of one person in one organisation. `rowsVersion` names the shape of rows that the page was built
 * for: rows of another shape are read anew, waiting writes stay. Rejects where the browser offers no storage.
 */
export async function openStorage(scope: string, rowsVersion: string): Promise<Storage> {
  const tables = new Tables(scope);
  await tables.open();
  await tables.transaction("rw", tables.meta, tables.lists, tables.rows, async () => {
    if ((await tables.meta.get("rows"))?.value === rowsVersion) return;
    await Promise.all([tables.lists.clear(), tables.rows.clear()]);
    await tables.meta.put({ key: "rows", value: rowsVersion });
  });
  return new IndexedStorage(tables);
}

/** Deletes all that this library keeps in this browser, of every person and organisation. */
export async function wipeStorage(): Promise<void> {
  const names = await Dexie.getDatabaseNames();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX)).map((name) => Dexie.delete(name)));
}

class IndexedStorage implements Storage {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  takeTerm(): Promise<number> {
    const { meta } = this.#tables;
    return this.#tables.transaction("rw", meta, async () => {
      const term = Number((await meta.get("term"))?.value ?? 0) + 1;
      await meta.put({ key: "term", value: term });
      return term;
    });
  }

  async load(key: string): Promise<FeedContents | null> {
    const { lists, rows } = this.#tables;
    return this.#tables.transaction("r", lists, rows, async () => {
      const list = await lists.get(key);
      if (list === undefined) return null;
      const stored = await rows.where("list").equals(key).toArray();
      return { rows: stored.map((each) => each.row), cursor: list.cursor, complete: list.complete };
    });
  }

  async save(key: string, batch: Batch, term: number): Promise<Saved> {
    try {
      return await this.#save(key, batch, term);
    } catch (error) {
      if (!isQuota(error)) return "full";
      try {
        await this.#evict(key);
        return await this.#save(key, batch, term);
      } catch {
        return "full";
      }
    }
  }

  #save(key: string, batch: Batch, term: number): Promise<Saved> {
    const { meta, lists, rows } = this.#tables;
    return this.#tables.transaction("rw", meta, lists, rows, async () => {
      if ((await meta.get("term"))?.value !== term) return "fenced";
      if (batch.reset) await rows.where("list").equals(key).delete();
      else await rows.bulkDelete(batch.remove.map((id) => [key, id] as [string, string]));
      // The browser copies what it is given at once: ten thousand rows in one piece are a sixth of a second of no answer.
      for (let from = 0; from < batch.put.length; from += PIECE_ROWS)
        await rows.bulkPut(batch.put.slice(from, from + PIECE_ROWS).map((row) => ({ list: key, id: row.id, row })));
      await lists.put({ key, cursor: batch.cursor, complete: batch.complete, savedAt: Date.now() });
      return "kept";
    });
  }

  /** Gives up the rows of every other list: they can be read again, writes that wait cannot. */
  async #evict(but: string): Promise<void> {
    const { lists, rows } = this.#tables;
    await this.#tables.transaction("rw", lists, rows, async () => {
      await lists.where("key").notEqual(but).delete();
      await rows.where("list").notEqual(but).delete();
    });
  }

  async forget(key: string): Promise<void> {
    const { lists, rows } = this.#tables;
    await this.#tables.transaction("rw", lists, rows, async () => {
      await lists.delete(key);
      await rows.where("list").equals(key).delete();
    });
  }

  writes(): Promise<OutboxEntry[]> {
    return this.#tables.outbox.orderBy("seq").toArray();
  }

  async changeWrites(decide: (all: readonly OutboxEntry[]) => OutboxChange): Promise<readonly OutboxEntry[]> {
    const { outbox } = this.#tables;
    const attempt = () =>
      this.#tables.transaction("rw", outbox, async () => {
        const change = decide(await outbox.orderBy("seq").toArray());
        if (change.remove?.length) await outbox.bulkDelete([...change.remove]);
        if (change.put?.length) await outbox.bulkPut([...change.put]);
        return change.put ?? [];
      });
    try {
      return await attempt();
    } catch (error) {
      if (!isQuota(error)) throw error;
      await this.#evict("");
      return attempt();
    }
  }

  close(): void {
    this.#tables.close({ disableAutoOpen: true });
  }
}

function isQuota(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const inner = (error as { inner?: unknown }).inner;
  return error.name === "QuotaExceededError" || (inner instanceof Error && inner.name === "QuotaExceededError");
}

/** For browsers that offer no storage (some private windows): the same, until the page is closed. */
export class MemoryStorage implements Storage {
  #term = 0;
  #writes: OutboxEntry[] = [];

  async takeTerm(): Promise<number> {
    this.#term += 1;
    return this.#term;
  }

  async load(): Promise<FeedContents | null> {
    return null;
  }

  async save(_key: string, _batch: Batch, term: number): Promise<Saved> {
    return term === this.#term ? "kept" : "fenced";
  }

  async forget(): Promise<void> {
    // Rows are not kept here in the first place: the leading tab has them.
  }

  async writes(): Promise<OutboxEntry[]> {
    return [...this.#writes];
  }

  async changeWrites(decide: (all: readonly OutboxEntry[]) => OutboxChange): Promise<readonly OutboxEntry[]> {
    const change = decide(this.#writes);
    const replaced = new Set([...(change.remove ?? []), ...(change.put ?? []).map((entry) => entry.seq)]);
    this.#writes = [...this.#writes.filter((entry) => !replaced.has(entry.seq)), ...(change.put ?? [])].sort(
      (a, b) => a.seq - b.seq,
    );
    return change.put ?? [];
  }

  close(): void {
    this.#writes = [];
  }
}
