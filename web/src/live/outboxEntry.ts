/** A write that waits for the server, and which of several goes next. Nothing here does I/O. */

import type { Dictionary } from "./wire";

export interface Write {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  /** What it changes, such as `briefings/0197…`: writes to one thing keep their order. */
  readonly thing: string;
  /** For the person who decides about it later: "Resposta: área do imóvel". */
  readonly label: string;
  /** Version that the person saw, for `If-Match`. */
  readonly ifMatch?: string;
}

export interface OutboxEntry extends Write {
  /** Order of writing. */
  readonly seq: number;
  /** Stays the same for as long as one wants to know what became of the write. */
  readonly id: string;
  /** `Idempotency-Key`: new when the content changes. */
  readonly key: string;
  readonly state: "queued" | "sending" | "failed";
  readonly createdAt: number;
  readonly attempts: number;
  /** Of the first attempt whose end is not known; null when none is open. */
  readonly uncertainSince: number | null;
  readonly notBefore: number;
  /** While sending: when another tab may take it over, because this one must be gone. */
  readonly leaseUntil: number;
  /** Why it was refused. `conflict` ones need a person who compares. */
  readonly problem: (Dictionary & { readonly status: number; readonly code: string }) | null;
}

export const LEASE_MS = 90_000;
/** Keys are kept 24 hours by the server; an hour is left for clocks that are wrong. */
const KEY_HOLDS_MS = 23 * 3_600_000;

/** 409, 412 and 422 mean that what is there now does not fit with what was written. */
export function isConflict(entry: OutboxEntry): boolean {
  return entry.problem !== null && [409, 412, 422].includes(entry.problem.status);
}

/** The first that may be sent now: nothing of the same thing stands before it. */
export function nextToSend(entries: readonly OutboxEntry[], now: number): OutboxEntry | null {
  const blocked = new Set<string>();
  for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) {
    if (blocked.has(entry.thing)) continue;
    const leased = entry.state === "sending" && entry.leaseUntil > now;
    if (entry.state !== "failed" && !leased && entry.notBefore <= now) return entry;
    blocked.add(entry.thing);
  }
  return null;
}

/** When `nextToSend` may have another answer, if nobody writes; null for never. */
export function wakeAt(entries: readonly OutboxEntry[]): number | null {
  const times = entries
    .filter((entry) => entry.state !== "failed")
    .map((entry) => (entry.state === "sending" ? entry.leaseUntil : entry.notBefore));
  return times.length === 0 ? null : Math.min(...times);
}

/**
 * Whether it may have been done so long ago that the server would do it again: only a POST is done twice by being sent
 * twice, and only once its key is forgotten.
 */
export function isUncertain(entry: OutboxEntry, now: number): boolean {
  return entry.method === "POST" && entry.uncertainSince !== null && now - entry.uncertainSince > KEY_HOLDS_MS;
}
