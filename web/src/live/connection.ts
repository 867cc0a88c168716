/** Keeps one link to the server: opens, waits, falls back, climbs, renews the session, and says how it stands. */

import { CLOSE_CODES } from "./closeCodes";
import { Ladder, type Rung } from "./ladder";
import { type Ended, type Link, LinkFailed } from "./link";
import type { Session } from "./session";
import { deferred, pause } from "./timing";

/** Renew before connecting when the access ends sooner than this. */
const RENEW_AHEAD_MS = 30_000;

export type Trouble = "network" | "sign-in" | "suspended" | "client-fault";

export interface ConnectionWatcher {
  onLink(link: Link | null): void;
  /** null while it is well, or only just being made. */
  onTrouble(trouble: Trouble | null): void;
}

export type OpenLink = (rung: Rung, signal: AbortSignal) => Promise<Link>;

export class Connection {
  readonly #open: OpenLink;
  readonly #session: Session;
  readonly #watcher: ConnectionWatcher;
  readonly #ladder = new Ladder();
  readonly #stop = new AbortController();
  #wake = new AbortController();
  #link: Link | null = null;

  constructor(open: OpenLink, session: Session, watcher: ConnectionWatcher) {
    this.#open = open;
    this.#session = session;
    this.#watcher = watcher;
  }

  get link(): Link | null {
    return this.#link;
  }

  start(): void {
    void this.#run();
  }

  stop(): void {
    this.#stop.abort();
    this.#link?.close();
  }

  /** The network came back, the person came back, or signed in: do not wait any longer. */
  nudge(): void {
    if (this.#link === null) this.#ladder.reset();
    this.#wake.abort();
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const link = await this.#connect();
      if ("ended" in link) await this.#after(link.ended, null);
      else {
        const openedAt = Date.now();
        this.#ladder.opened();
        this.#watcher.onTrouble(null);
        const ended = await this.#stayWith(link.link);
        this.#take(null);
        await this.#after(ended, Date.now() - openedAt);
      }
    }
  }

  async #connect(): Promise<{ readonly link: Link } | { readonly ended: Ended }> {
    try {
      const expiresAt = this.#session.expiresAt();
      if (expiresAt !== null && expiresAt - Date.now() < RENEW_AHEAD_MS && !(await this.#session.renew()))
        return { ended: { signInNeeded: true } };
      return { link: await this.#open(this.#ladder.rung, this.#stop.signal) };
    } catch (error) {
      return { ended: error instanceof LinkFailed ? error.ended : {} };
    }
  }

  /** Until it is over, with better links in its place as they can be had. */
  async #stayWith(link: Link): Promise<Ended> {
    for (;;) {
      if (this.#stop.signal.aborted) link.close();
      this.#take(link);
      const over = new AbortController();
      const climbing = this.#climb(over.signal);
      const outcome = await Promise.race([link.ended, climbing]);
      over.abort();
      if (!("rung" in outcome)) {
        // A better one that was made in the same moment is nobody's.
        void climbing.then((late) => late.close());
        return outcome;
      }
      // The old one is silent before the new one is given feeds: two at once could tell an older row last.
      link.close();
      link = outcome;
    }
  }

  /** A link of a better rung, once it could be made; waits for ever at the top, or when the lower one is over. */
  async #climb(over: AbortSignal): Promise<Link> {
    for (;;) {
      const { climb } = this.#ladder;
      if (climb === null) return deferred<never>().promise;
      this.#wake = new AbortController();
      await pause(climb.afterMs, AbortSignal.any([this.#wake.signal, over]));
      if (over.aborted) return deferred<never>().promise;
      try {
        const better = await this.#open(climb.rung, over);
        this.#ladder.climbed(climb.rung);
        return better;
      } catch {
        this.#ladder.climbFailed();
      }
    }
  }

  #take(link: Link | null): void {
    this.#link = link;
    this.#watcher.onLink(link);
  }

  /** What the table of close codes says, then the wait. `heldMs` is null for a link that never was. */
  async #after(ended: Ended, heldMs: number | null): Promise<void> {
    if (this.#stop.signal.aborted || ended.renewed) return;
    const rule = ended.code === undefined ? undefined : CLOSE_CODES[ended.code];
    if (ended.signInNeeded || rule?.action === "stop") {
      const away = ended.signInNeeded || rule?.name === "SUSPENDED";
      // The code is the same for a session that was ended and for a person whose access was taken away: a renewal tells.
      if (away && !ended.signInNeeded) await this.#session.renew().catch(() => false);
      this.#watcher.onTrouble(away ? (this.#session.suspended() ? "suspended" : "sign-in") : "client-fault");
      // Until somebody signs in, or the page is loaded anew.
      return this.#rest(null);
    }
    if (rule?.action === "authenticate") {
      try {
        if (!(await this.#session.renew())) return this.#after({ signInNeeded: true }, heldMs);
      } catch {
        // The server cannot be asked just now; it is asked again when it refuses the next attempt.
      }
    }
    if (heldMs === null) this.#watcher.onTrouble("network");
    // A server that names the time wished to part, or has no room: no fault of the transport.
    return this.#rest(
      rule && ended.afterMs !== undefined ? ended.afterMs : Math.max(this.#ladder.failed(heldMs), ended.afterMs ?? 0),
    );
  }

  async #rest(ms: number | null): Promise<void> {
    this.#wake = new AbortController();
    const both = AbortSignal.any([this.#wake.signal, this.#stop.signal]);
    if (ms !== null) return pause(ms, both);
    await new Promise<void>((resolve) => {
      if (both.aborted) resolve();
      else both.addEventListener("abort", () => resolve());
    });
  }
}
