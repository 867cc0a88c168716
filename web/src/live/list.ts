/** One list as a screen holds it: a copy of the leader's rows, in the list's order. */

import type { FeedStatus } from "./feed";
import { keyOf, type Listing, VALUE_ID } from "./listing";
import type { RowsMessage } from "./messages";
import { SortedRows } from "./sortedRows";
import { type Readable, Store } from "./store";
import { noteTold } from "./told";
import type { Row } from "./wire";

/** Rows of a list that nobody shows any longer are let go after this. */
const LINGER_MS = 60_000;

export interface ListSnapshot<R extends Row = Row> {
  readonly rows: readonly R[];
  /** `loading` until rows are known, be it from the last visit; the connection's state says how fresh they are. */
  readonly status: FeedStatus;
  /** False while pages are missing, and where a list is longer than anybody reads. */
  readonly complete: boolean;
}

const NOTHING: ListSnapshot<never> = { rows: [], status: "loading", complete: false };

export interface ListPort {
  /** Whose page it is. */
  readonly person: string;
  want(listing: Listing): void;
  unwant(key: string): void;
}

export class LiveList<R extends Row = Row> implements Readable<ListSnapshot<R>> {
  readonly key: string;
  readonly listing: Listing;
  readonly #port: ListPort;
  readonly #store = new Store<ListSnapshot<R>>(NOTHING);
  #sorted: SortedRows;
  #version: number | null = null;
  #watchers = 0;
  #linger: ReturnType<typeof setTimeout> | undefined;

  constructor(listing: Listing, port: ListPort) {
    this.listing = listing;
    this.key = keyOf(listing);
    this.#port = port;
    this.#sorted = new SortedRows(listing.sort);
  }

  get shown(): boolean {
    return this.#watchers > 0;
  }

  readonly getSnapshot = (): ListSnapshot<R> => this.#store.getSnapshot();

  /** Follows the list for as long as somebody is subscribed. */
  readonly subscribe = (listener: () => void): (() => void) => {
    const end = this.#store.subscribe(listener);
    this.#watchers += 1;
    clearTimeout(this.#linger);
    if (this.#watchers === 1) this.ask();
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      end();
      this.#watchers -= 1;
      if (this.#watchers > 0) return;
      this.#port.unwant(this.key);
      this.#linger = setTimeout(() => this.#forget(), LINGER_MS);
    };
  };

  /** Ask the leader for a snapshot, if the list is shown: at the start, after a gap, when another tab leads. */
  ask(): void {
    if (this.#watchers > 0) this.#port.want(this.listing);
  }

  hear(message: RowsMessage, mine: boolean): void {
    if (message.to !== null) {
      if (!mine) return;
    } else if (this.#version === null) {
      // A snapshot was asked for and is on its way; what it has, this change is part of or will follow.
      if (!message.reset) return;
    } else if (message.version <= this.#version) {
      return;
    } else if (!message.reset && message.version !== this.#version + 1) {
      this.restart();
      return;
    }
    this.#version = message.version;
    for (const row of message.rows) {
      const by = message.by?.[row.id];
      if (by !== undefined) noteTold(row, by, this.#port.person);
    }
    if (message.reset) this.#sorted.replace(message.rows);
    else this.#sorted.apply(message.rows, message.gone);
    const now = this.#store.getSnapshot();
    const sorted = this.#sorted.rows as readonly R[];
    const rows = sorted.length + now.rows.length === 0 ? now.rows : sorted;
    if (now.rows === rows && now.status === message.status && now.complete === message.complete) return;
    this.#store.set({ rows, status: message.status, complete: message.complete });
  }

  /** Another leader counts anew. */
  restart(): void {
    this.#version = null;
    this.ask();
  }

  #forget(): void {
    this.#version = null;
    this.#sorted = new SortedRows(this.listing.sort);
    this.#store.set(NOTHING);
  }
}

/** A counted answer, whole: undefined until it is known. */
export function countedOf<T>(list: LiveList): Readable<T | undefined> {
  return {
    subscribe: list.subscribe,
    getSnapshot: () => list.getSnapshot().rows.find((row) => row.id === VALUE_ID)?.value as T | undefined,
  };
}
