/**
 * Signatures given from the queue. A signature cannot be erased, so it is sent a moment after the press, and may be taken
 * back until then. From there on it is kept until the server has it, also without a connection.
 */

import { useMemo } from "react";
import { useLive, useReadable } from "../data/seat";
import { type Live, WriteRefused } from "../live";
import { Store } from "../live/store";
import type { QueueRow } from "./rows";

/** What is signed: as it was seen. */
type Signable = Pick<QueueRow, "requestId" | "code" | "stage" | "version"> & { readonly seenSha256?: string };

const THING = "purchase-requests/";
const TAKE_BACK_MS = 5_000;

export interface Signing {
  /** `soon` may be taken back; `sent` waits for the server's answer; `refused` says why it was not signed. */
  readonly state: "soon" | "sent" | "refused";
  readonly why?: string;
}

/** By id of the request. */
export type Signings = ReadonlyMap<string, Signing>;

/** Of one person at work: it outlives the screen, so that leaving it loses no signature. */
class Signatures {
  readonly store = new Store<Signings>(new Map());
  readonly #live: Live;
  readonly #soon = new Map<string, { readonly row: Signable; readonly timer: ReturnType<typeof setTimeout> }>();

  constructor(live: Live) {
    this.#live = live;
    // Whoever closes the page has had their moment.
    globalThis.addEventListener?.("pagehide", () => this.#sendAll());
  }

  readonly approve = (row: Signable): void => {
    if (this.#soon.has(row.requestId)) return;
    const timer = setTimeout(() => void this.#send(row), TAKE_BACK_MS);
    this.#soon.set(row.requestId, { row, timer });
    this.#set(row.requestId, { state: "soon" });
  };

  readonly takeBack = (requestId: string): void => {
    clearTimeout(this.#soon.get(requestId)?.timer);
    this.#soon.delete(requestId);
    this.#set(requestId, null);
  };

  #sendAll(): void {
    for (const { row, timer } of [...this.#soon.values()]) {
      clearTimeout(timer);
      void this.#send(row);
    }
  }

  async #send(row: Signable): Promise<void> {
    this.#soon.delete(row.requestId);
    this.#set(row.requestId, { state: "sent" });
    const { id, done } = await this.#live.write({
      method: "POST",
      path: `/api/purchase-requests/${row.requestId}/approve`,
      // What was on the card is what is signed: any other stage or version is refused.
      body: { stage: row.stage, version: row.version, seenSha256: row.seenSha256 ?? null },
      thing: `${THING}${row.requestId}`,
      label: `Aprovar ${row.code}`,
    });
    try {
      await done;
      this.#set(row.requestId, null);
    } catch (error) {
      const detail = error instanceof WriteRefused ? error.problem?.detail : undefined;
      this.#set(row.requestId, { state: "refused", why: typeof detail === "string" ? detail : "" });
      // The card says it; it need not be decided about a second time.
      await this.#live.outbox.discard(id);
    }
  }

  #set(requestId: string, signing: Signing | null): void {
    const next = new Map(this.store.getSnapshot());
    if (signing === null) next.delete(requestId);
    else next.set(requestId, signing);
    this.store.set(next);
  }
}

const everybody = new WeakMap<Live, Signatures>();

export function useSignatures() {
  const live = useLive();
  const signatures = useMemo(() => {
    const known = everybody.get(live) ?? new Signatures(live);
    everybody.set(live, known);
    return known;
  }, [live]);
  const given = useReadable(signatures.store);
  const kept = useReadable(live.outbox.entries);
  const signings = useMemo<Signings>(() => {
    // Of an earlier visit, without a connection: still on its way.
    const under = kept.filter((entry) => entry.state !== "failed" && entry.path.endsWith("/approve"));
    if (under.length === 0) return given;
    return new Map<string, Signing>([
      ...under.map((entry) => [entry.thing.replace(THING, ""), { state: "sent" } as const] as const),
      ...given,
    ]);
  }, [given, kept]);
  return { signings, approve: signatures.approve, takeBack: signatures.takeBack };
}
