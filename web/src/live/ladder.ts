/** Which transport to try and how long to wait: the "Back-off" of docs/live-protocol.md as plain arithmetic. */

export const RUNGS = ["socket", "sse", "poll"] as const;
export type Rung = (typeof RUNGS)[number];

const BASE_MS = 500;
const LONGEST_MS = 30_000;
/** A connection that held for so long starts the count of attempts anew. */
export const HELD_MS = 10_000;
const FAILURES_TO_FALL = 2;
const FIRST_CLIMB_MS = 30_000;
/** What carried before an outage is tried again so soon after it: no network has been seen to block it. */
export const RETURN_WITHIN_MS = 5_000;
/** Connections in a row that broke before they held: it opens here, but does not last. */
const BREAKS_TO_DOUBT = 2;
/** Doubling ends here: a network that blocks WebSockets seldom changes its mind, but a laptop changes its network. */
const LONGEST_CLIMB_MS = 16 * 60_000;

/** Full jitter: any time up to the limit, so that many who were cut off together do not come back together. */
export function backOffMs(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(LONGEST_MS, BASE_MS * 2 ** Math.min(attempt, 16));
}

export class Ladder {
  #rung = 0;
  #failures = 0;
  #attempt = 0;
  #climbs = 0;
  /** The best rung known to carry here. */
  #known: number = RUNGS.length;
  #breaks = 0;
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  get rung(): Rung {
    return RUNGS[this.#rung] ?? "poll";
  }

  /** The rung to try beside the present link, and when; null at the top. After an outage the one that carried before it. */
  get climb(): { readonly rung: Rung; readonly afterMs: number } | null {
    const above = RUNGS[this.#rung - 1];
    if (above === undefined) return null;
    const known = this.#known < this.#rung ? RUNGS[this.#known] : undefined;
    if (known !== undefined) return { rung: known, afterMs: this.#random() * RETURN_WITHIN_MS };
    return { rung: above, afterMs: Math.min(LONGEST_CLIMB_MS, FIRST_CLIMB_MS * 2 ** this.#climbs) };
  }

  /** The rung carries a connection. */
  opened(): void {
    this.#known = Math.min(this.#known, this.#rung);
  }

  /**
   * An attempt that failed (`heldMs` is null), or a connection that broke after so long; says how long to wait before the
   * next. When the lowest rung fails as the others did, the network was gone rather than a transport blocked: from the top.
   */
  failed(heldMs: number | null): number {
    if (heldMs !== null) this.#broke(heldMs);
    if (heldMs !== null && heldMs >= HELD_MS) {
      this.#failures = 0;
      this.#attempt = 0;
    } else {
      this.#failures += 1;
      if (this.#failures >= FAILURES_TO_FALL) {
        this.#failures = 0;
        this.#climbs = 0;
        this.#rung = (this.#rung + 1) % RUNGS.length;
      }
    }
    return backOffMs(this.#attempt++, this.#random);
  }

  /** The connection is now one of that rung. */
  climbed(rung: Rung): void {
    this.#rung = RUNGS.indexOf(rung);
    this.#failures = 0;
    this.#climbs = 0;
    this.opened();
  }

  climbFailed(): void {
    // What carried before may be blocked by now: on from here step by step.
    if (this.#known < this.#rung) this.#known = this.#rung;
    else this.#climbs += 1;
  }

  /** The machine says that its network is back, or the person came back: from the top, at once. */
  reset(): void {
    this.#rung = 0;
    this.#failures = 0;
    this.#attempt = 0;
    this.#climbs = 0;
  }

  #broke(heldMs: number): void {
    this.#breaks = heldMs >= HELD_MS ? 0 : this.#breaks + 1;
    if (this.#breaks >= BREAKS_TO_DOUBT) this.#known = RUNGS.length;
  }
}
