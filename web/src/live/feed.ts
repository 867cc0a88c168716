/**
 * One listing as the leading tab holds it: rows, cursor, and the order in which reads and pushes may be applied.
 *
 * While `coherent`, pushes go straight onto the rows. Otherwise they wait in a buffer until a read is done: a push on
 * top of rows that missed one before it would move the cursor past what was missed.
 */

import { keyOf, type Listing, type Step, VALUE_ID } from "./listing";
import { Problem } from "./problem";
import { type Doer, readDoer } from "./told";
import type { Change, Cursor, DataUpdate, Row } from "./wire";

/** Changes that may wait for a read; past it they are dropped and read afterwards instead. */
const MOST_WAITING = 5_000;

export type FeedStatus = "loading" | "ready" | "forbidden" | "failed";

/** What tabs and storage are told. `rows` of a reset are all rows; `gone` are ids. */
export interface Patch {
  readonly reset: boolean;
  readonly rows: readonly Row[];
  readonly gone: readonly string[];
  /** Of those rows that were told as changes: who made the last one. */
  readonly by: Readonly<Record<string, Doer | null>>;
  readonly status: FeedStatus;
  readonly complete: boolean;
  /** That the rows stand at; null while they are not all there. */
  readonly cursor: Cursor | null;
}

export interface FeedContents {
  readonly rows: readonly Row[];
  readonly cursor: Cursor | null;
  readonly complete: boolean;
}

export interface FeedWatcher {
  onPatch(feed: Feed, patch: Patch): void;
  onCoherent(feed: Feed): void;
  /** The feed wants to be read. */
  onStale(feed: Feed): void;
}

export type Reader = (listing: Listing, since: Cursor | null, signal: AbortSignal) => AsyncIterable<Step>;

export class Feed {
  readonly listing: Listing;
  readonly key: string;
  readonly rows = new Map<string, Row>();
  /** Counts patches, so that whoever copies this feed sees a gap. */
  version = 0;
  status: FeedStatus = "loading";
  complete = false;
  cursor: Cursor | null = null;
  readonly #read: Reader;
  readonly #watcher: FeedWatcher;
  #coherent = false;
  #waiting: DataUpdate[] = [];
  #overflowed = false;
  #reading: Promise<void> | null = null;
  #readAgain = false;
  /** Pages of a full read under way, when rows of before stay on the screen until it is done. */
  #incoming: Row[] | null = null;
  #stop = new AbortController();

  constructor(listing: Listing, read: Reader, watcher: FeedWatcher) {
    this.listing = listing;
    this.key = keyOf(listing);
    this.#read = read;
    this.#watcher = watcher;
  }

  /** Whether what happens is on the rows as it comes. */
  get coherent(): boolean {
    return this.#coherent;
  }

  /** Begin with what was stored; before anything else. */
  restore(stored: FeedContents): void {
    for (const row of stored.rows) this.rows.set(row.id, row);
    this.cursor = stored.cursor;
    this.complete = stored.complete;
    if (stored.cursor !== null || stored.rows.length > 0) this.status = "ready";
  }

  /** The connection is gone, or the subscription changes: what was under way no longer counts. */
  detach(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#reading = null;
    this.#readAgain = false;
    this.#waiting = [];
    this.#overflowed = false;
    this.#setCoherent(false);
  }

  /** Everything since the cursor comes as pushes from here on (a subscription with `since` was granted). */
  resume(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#setCoherent(true);
    for (const update of waiting) this.push(update);
  }

  /** A `data_update`, in the order of arrival. */
  push(update: DataUpdate): void {
    if (this.status === "forbidden" || this.status === "failed") return;
    if (!this.#coherent || this.#reading !== null) {
      if (this.#waiting.length < MOST_WAITING) this.#waiting.push(update);
      else this.#overflowed = true;
      return;
    }
    if (Array.isArray(update.data)) {
      if (update.delta) this.#change(update.data as readonly Change[], update.cursor ?? this.cursor);
      else this.reread();
    } else {
      this.#replace([{ id: VALUE_ID, value: update.data }], update.cursor, true);
    }
  }

  /** The rows can no longer be brought up to date by changes; whoever holds the connection reads them. */
  reread(): void {
    this.cursor = null;
    this.#setCoherent(false);
    this.#watcher.onStale(this);
  }

  /** The person may not see it (any longer): nothing of it stays. */
  forbid(): void {
    this.rows.clear();
    this.cursor = null;
    this.complete = true;
    this.status = "forbidden";
    this.#tell({ reset: true, rows: [], gone: [] });
  }

  /**
   * Read what happened since the cursor, or everything, then apply what waited and what comes from here on.
   * Rejects with `NoAnswer`, `SignInNeeded` or a passing `Problem`; lasting refusals become the feed's status.
   * A second call while one is under way makes that one read once more.
   */
  async sync(): Promise<void> {
    if (this.#reading !== null) {
      this.#readAgain = true;
      return this.#reading;
    }
    const signal = this.#stop.signal;
    const reading = this.#syncUntilSettled(signal);
    this.#reading = reading;
    try {
      await reading;
    } finally {
      // Not if it was called off meanwhile: the buffer belongs to what came after.
      if (this.#reading === reading) {
        this.#reading = null;
        if (this.#overflowed) this.#setCoherent(false);
        if (this.#coherent) this.resume();
      }
    }
  }

  async #syncUntilSettled(signal: AbortSignal): Promise<void> {
    do {
      this.#readAgain = false;
      this.#overflowed = false;
      this.#incoming = null;
      try {
        for await (const step of this.#read(this.listing, this.cursor, signal)) {
          if (signal.aborted) return;
          this.#take(step);
        }
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof Problem) || error.passes) throw error;
        if (error.status === 403) return this.forbid();
        this.status = "failed";
        this.#tell({ reset: false, rows: [], gone: [] });
        return;
      }
      if (signal.aborted) return;
      if (this.#overflowed) {
        this.#waiting = [];
        this.#readAgain = true;
      }
    } while (this.#readAgain);
    this.#setCoherent(true);
  }

  #take(step: Step): void {
    if (step.kind === "delta") {
      this.#change(step.rows as readonly Change[], step.cursor);
      return;
    }
    if (step.kind === "first" && this.rows.size > 0) this.#incoming = [];
    if (this.#incoming !== null) {
      this.#incoming.push(...step.rows);
      if (!step.last) return;
      const all = this.#incoming;
      this.#incoming = null;
      this.#replace(all, step.cursor, step.complete);
      return;
    }
    // Nothing was shown before: each page is shown as it comes, and the cursor holds when the last one is there.
    if (step.kind === "first") this.rows.clear();
    for (const row of step.rows) this.rows.set(row.id, row);
    this.status = "ready";
    this.complete = step.last && step.complete;
    this.cursor = step.last ? step.cursor : null;
    this.#tell({ reset: step.kind === "first", rows: step.rows, gone: [] });
  }

  #replace(rows: readonly Row[], cursor: Cursor | null, complete: boolean): void {
    this.rows.clear();
    for (const row of rows) this.rows.set(row.id, row);
    this.status = "ready";
    this.cursor = cursor;
    this.complete = complete;
    this.#tell({ reset: true, rows, gone: [] });
  }

  #change(changes: readonly Change[], cursor: Cursor | null): void {
    // The last word about a row counts; an earlier one of the same batch must not outlive a later deletion.
    const kept = new Map<string, Row>();
    const gone = new Set<string>();
    const by: Record<string, Doer | null> = {};
    for (const { _operation, _by, ...row } of changes) {
      const plain = row as Row;
      if (_operation === "delete") {
        kept.delete(plain.id);
        this.rows.delete(plain.id);
        gone.add(plain.id);
      } else {
        gone.delete(plain.id);
        this.rows.set(plain.id, plain);
        kept.set(plain.id, plain);
        by[plain.id] = readDoer(_by);
      }
    }
    this.cursor = cursor;
    this.status = "ready";
    this.#tell({ reset: false, rows: [...kept.values()], gone: [...gone], by });
  }

  #tell(part: Pick<Patch, "reset" | "rows" | "gone"> & Partial<Pick<Patch, "by">>): void {
    this.version += 1;
    this.#watcher.onPatch(this, { by: {}, ...part, status: this.status, complete: this.complete, cursor: this.cursor });
  }

  #setCoherent(coherent: boolean): void {
    if (this.#coherent === coherent) return;
    this.#coherent = coherent;
    this.#watcher.onCoherent(this);
  }
}
