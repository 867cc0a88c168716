/** An open connection to the server, whichever the transport, and what it does with the feeds that it carries. */

import type { Feed } from "./feed";
import { SignInNeeded } from "./http";
import { backOffMs, type Rung } from "./ladder";
import { pause } from "./timing";
import type { DataUpdate } from "./wire";

/** Why a link is over, or was never made. */
export interface Ended {
  /** As in the table of close codes; without one it was the network. */
  readonly code?: number;
  readonly afterMs?: number;
  /** Nobody is signed in any longer. */
  readonly signInNeeded?: boolean;
  /** The session was renewed in a cookie, which an open connection cannot take over: connect again at once. */
  readonly renewed?: boolean;
}

export class LinkFailed extends Error {
  override readonly name = "LinkFailed";
  readonly ended: Ended;

  constructor(ended: Ended, cause?: unknown) {
    super("no connection", { cause });
    this.ended = ended;
  }
}

export interface Link {
  readonly rung: Rung;
  /** Carry these feeds, and no other; of `topics` (`notifications`, `metrics`) events are told. */
  follow(feeds: readonly Feed[], topics: readonly string[]): void;
  /** The feed has to be read; its pushes wait until it is. */
  refresh(feed: Feed): void;
  /** Sends and waits for the acknowledgement; null where the transport only hears. */
  readonly ask: ((event: string, payload: object) => Promise<unknown>) | null;
  readonly ended: Promise<Ended>;
  close(): void;
}

/** Events beside `data_update`, for whoever shows them. */
export type OnEvent = (event: string, payload: unknown) => void;

/** One subscription serves all feeds of a resource. */
export interface Subscription {
  readonly resource: string;
  readonly filters: Readonly<Record<string, string>>;
  /** Takes the pushes as they come: the server judges its filters row by row. */
  readonly direct: Feed | null;
  /** Asked for anew with each push: two filters do not fit into one subscription, and some cannot be judged by row. */
  readonly pulled: readonly Feed[];
}

/** `notLive` are keys of feeds whose filters the server does not judge by row. */
export function planOf(feeds: readonly Feed[], notLive: ReadonlySet<string>): Map<string, Subscription> {
  const groups = new Map<string, Feed[]>();
  for (const feed of feeds) {
    const group = groups.get(feed.listing.resource);
    if (group) group.push(feed);
    else groups.set(feed.listing.resource, [feed]);
  }
  const plan = new Map<string, Subscription>();
  for (const [resource, group] of groups) {
    const able = group.filter((feed) => feed.listing.q === "" && !notLive.has(feed.key));
    const whole = able.find((feed) => Object.keys(feed.listing.filters).length === 0);
    const direct = whole ?? (group.length === 1 ? (able[0] ?? null) : null);
    plan.set(resource, {
      resource,
      filters: direct?.listing.filters ?? {},
      direct,
      pulled: group.filter((feed) => feed !== direct),
    });
  }
  return plan;
}

export function sameFilters(a: Subscription, b: Subscription): boolean {
  const names = Object.keys(a.filters);
  return names.length === Object.keys(b.filters).length && names.every((name) => a.filters[name] === b.filters[name]);
}

const PULL_APART_MS = 100;

/** Hands pushes to feeds and keeps reading those that need it, until `signal`. */
export class Carrier {
  readonly #signal: AbortSignal;
  readonly #onSignInNeeded: () => void;
  readonly #reading = new Set<Feed>();
  readonly #pulls = new Map<Feed, ReturnType<typeof setTimeout>>();

  constructor(signal: AbortSignal, onSignInNeeded: () => void) {
    this.#signal = signal;
    this.#onSignInNeeded = onSignInNeeded;
    signal.addEventListener("abort", () => {
      for (const timer of this.#pulls.values()) clearTimeout(timer);
    });
  }

  push(subscription: Subscription, update: DataUpdate): void {
    subscription.direct?.push(update);
    for (const feed of subscription.pulled) this.#pullSoon(feed);
  }

  /** Read `feed` until it could be read. */
  read(feed: Feed): void {
    if (this.#reading.has(feed)) {
      // Under way: have it look once more when it is done. A failure is seen by the loop that waits for the same read.
      feed.sync().catch(() => undefined);
      return;
    }
    this.#reading.add(feed);
    void this.#readUntilDone(feed).finally(() => this.#reading.delete(feed));
  }

  async #readUntilDone(feed: Feed): Promise<void> {
    for (let attempt = 0; !this.#signal.aborted; attempt += 1) {
      try {
        return await feed.sync();
      } catch (error) {
        if (error instanceof SignInNeeded) return this.#onSignInNeeded();
        await pause(backOffMs(attempt), this.#signal);
      }
    }
  }

  #pullSoon(feed: Feed): void {
    if (this.#pulls.has(feed)) return;
    // The first at once, those that follow together: a busy list is not asked for a hundred times a second.
    this.read(feed);
    this.#pulls.set(
      feed,
      setTimeout(() => {
        this.#pulls.delete(feed);
        if (this.#signal.aborted) return;
        this.read(feed);
      }, PULL_APART_MS),
    );
  }
}
