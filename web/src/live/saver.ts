/** Writes patches of feeds to storage: one at a time for each feed, those that come meanwhile together. */

import type { Feed, Patch } from "./feed";
import type { Storage } from "./storage";
import type { Row } from "./wire";

interface Pending {
  reset: boolean;
  readonly put: Map<string, Row>;
  readonly remove: Set<string>;
  cursor: string | null;
  complete: boolean;
  forget: boolean;
}

interface Watcher {
  readonly onFull: () => void;
  /** Another tab took the term: it leads, and nothing more is saved from here. */
  readonly onFenced: () => void;
}

export class Saver {
  readonly #storage: Storage;
  readonly #watcher: Watcher;
  readonly #pending = new Map<string, Pending>();
  readonly #busy = new Set<string>();
  /** After a patch that was not kept, only one that has everything may be. */
  readonly #broken = new Set<string>();
  #term = 0;
  #stopped = false;

  constructor(storage: Storage, watcher: Watcher) {
    this.#storage = storage;
    this.#watcher = watcher;
  }

  async start(): Promise<void> {
    this.#term = await this.#storage.takeTerm().catch(() => 0);
  }

  stop(): void {
    this.#stopped = true;
    this.#pending.clear();
  }

  patch(feed: Feed, patch: Omit<Patch, "by">): void {
    if (this.#stopped || (this.#broken.has(feed.key) && !patch.reset)) return;
    this.#broken.delete(feed.key);
    let pending = this.#pending.get(feed.key);
    if (pending === undefined || patch.reset) {
      pending = {
        reset: patch.reset,
        put: new Map(),
        remove: new Set(),
        cursor: null,
        complete: false,
        forget: patch.status === "forbidden",
      };
      this.#pending.set(feed.key, pending);
    }
    for (const row of patch.rows) {
      pending.put.set(row.id, row);
      pending.remove.delete(row.id);
    }
    for (const id of patch.gone) {
      pending.put.delete(id);
      pending.remove.add(id);
    }
    pending.cursor = patch.cursor;
    pending.complete = patch.complete;
    if (!this.#busy.has(feed.key)) void this.#drain(feed.key);
  }

  async #drain(key: string): Promise<void> {
    this.#busy.add(key);
    // Patches of one burst go into one transaction.
    await Promise.resolve();
    for (let next = this.#pending.get(key); next !== undefined && !this.#stopped; next = this.#pending.get(key)) {
      this.#pending.delete(key);
      if (next.forget) {
        await this.#storage.forget(key).catch(() => undefined);
        continue;
      }
      const saved = await this.#storage
        .save(key, { ...next, put: [...next.put.values()], remove: [...next.remove] }, this.#term)
        .catch(() => "full" as const);
      if (saved === "fenced") {
        this.stop();
        this.#watcher.onFenced();
      } else if (saved === "full") {
        this.#broken.add(key);
        this.#pending.delete(key);
        await this.#storage.forget(key).catch(() => undefined);
        this.#watcher.onFull();
      }
    }
    this.#busy.delete(key);
  }
}
