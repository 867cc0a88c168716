/** Writes that outlive the page and the network: sent in order per thing, each done once, refusals kept for the person. */

import { type Answer, type Http, SignInNeeded } from "./http";
import { backOffMs } from "./ladder";
import { isUncertain, LEASE_MS, nextToSend, type OutboxEntry, type Write, wakeAt } from "./outboxEntry";
import { Problem } from "./problem";
import type { Storage } from "./storage";
import { Store } from "./store";

const AT_ONCE = 4;

export type WriteResult =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly problem: OutboxEntry["problem"] };

/** The queue as any tab sees it: adds, decides, shows. */
export class Outbox {
  /** What waits, in order. */
  readonly entries = new Store<readonly OutboxEntry[]>([]);
  readonly #storage: Storage;
  readonly #onChange: () => void;

  /** `onChange` tells other tabs, and whoever sends. */
  constructor(storage: Storage, onChange: () => void) {
    this.#storage = storage;
    this.#onChange = onChange;
  }

  /** Another tab changed the queue. */
  async refresh(): Promise<void> {
    this.entries.set(await this.#storage.writes());
  }

  /** Puts a write at the end; rejects when the browser has no room for it, so that nobody believes it kept. */
  async add(write: Write): Promise<OutboxEntry> {
    const [entry] = await this.#change((all) => ({
      put: [
        {
          ...write,
          seq: (all.at(-1)?.seq ?? 0) + 1,
          id: crypto.randomUUID(),
          key: crypto.randomUUID(),
          state: "queued",
          createdAt: Date.now(),
          attempts: 0,
          uncertainSince: null,
          notBefore: 0,
          leaseUntil: 0,
          problem: null,
        },
      ],
    }));
    if (entry === undefined) throw new Error("the write was not kept");
    return entry;
  }

  /** Send a refused one again, with other content if the person corrected it. */
  async retry(id: string, correction: Partial<Pick<Write, "body" | "ifMatch">> = {}): Promise<void> {
    await this.#decide(id, (entry) => ({
      ...entry,
      ...correction,
      key: crypto.randomUUID(),
      state: "queued",
      attempts: 0,
      uncertainSince: null,
      notBefore: 0,
      problem: null,
    }));
  }

  /** Give a refused one up; what waited behind it goes on. */
  async discard(id: string): Promise<void> {
    await this.#decide(id, () => null);
  }

  #decide(id: string, decide: (entry: OutboxEntry) => OutboxEntry | null) {
    return this.#change((all) => {
      const entry = all.find((each) => each.id === id && each.state === "failed");
      if (entry === undefined) return {};
      const decided = decide(entry);
      return decided === null ? { remove: [entry.seq] } : { put: [decided] };
    });
  }

  async #change(decide: Parameters<Storage["changeWrites"]>[0]): Promise<readonly OutboxEntry[]> {
    const put = await this.#storage.changeWrites(decide);
    await this.refresh();
    this.#onChange();
    return put;
  }
}

/** Sends what waits; in the leading tab only, but several at work would do no harm (each entry is leased). */
export class Sender {
  readonly #storage: Storage;
  readonly #http: Http;
  readonly #onChange: (done?: { readonly id: string; readonly result: WriteResult }) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #underWay = 0;
  #stopped = false;

  constructor(storage: Storage, http: Http, onChange: (done?: { id: string; result: WriteResult }) => void) {
    this.#storage = storage;
    this.#http = http;
    this.#onChange = onChange;
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** The network is back: what waits for its time need not. */
  async hurry(): Promise<void> {
    await this.#storage.changeWrites((all) => ({
      put: all
        .filter((entry) => entry.state === "queued" && entry.notBefore > 0)
        .map((entry) => ({ ...entry, notBefore: 0 })),
    }));
    await this.run();
  }

  /** Take up whatever can be sent now. */
  async run(): Promise<void> {
    while (!this.#stopped && this.#underWay < AT_ONCE) {
      this.#underWay += 1;
      const entry = await this.#claim().catch(() => null);
      if (entry === null) {
        this.#underWay -= 1;
        break;
      }
      this.#onChange();
      void this.#send(entry).finally(() => {
        this.#underWay -= 1;
        void this.run();
      });
    }
    await this.#sleep();
  }

  async #sleep(): Promise<void> {
    const at = wakeAt(await this.#storage.writes().catch(() => []));
    clearTimeout(this.#timer);
    if (at === null || this.#stopped || this.#underWay >= AT_ONCE) return;
    // Entries behind a refused one, or behind one under way, wake us for nothing now and then: never more than once a second.
    this.#timer = setTimeout(() => void this.run(), Math.max(1_000, at - Date.now()));
  }

  async #claim(): Promise<OutboxEntry | null> {
    let claimed: OutboxEntry | null = null;
    await this.#storage.changeWrites((all) => {
      const now = Date.now();
      const next = nextToSend(all, now);
      if (next === null) return {};
      claimed = { ...next, state: "sending", leaseUntil: now + LEASE_MS, attempts: next.attempts + 1 };
      return { put: [claimed] };
    });
    return claimed;
  }

  async #send(entry: OutboxEntry): Promise<void> {
    if (isUncertain(entry, Date.now())) {
      return this.#settle(entry, { ...entry, state: "failed", problem: { status: 0, code: "UNCERTAIN" } });
    }
    let answer: Answer;
    try {
      answer = await this.#http.request(entry.method, entry.path, {
        ...(entry.body !== undefined && { body: entry.body }),
        headers: {
          ...(entry.method === "POST" && { "Idempotency-Key": entry.key }),
          ...(entry.ifMatch !== undefined && { "If-Match": entry.ifMatch }),
        },
      });
    } catch (error) {
      return this.#settle(entry, afterFailure(entry, error));
    }
    await this.#settle(entry, null, { ok: true, data: answer.data });
  }

  async #settle(entry: OutboxEntry, after: OutboxEntry | null, result?: WriteResult): Promise<void> {
    try {
      await this.#storage.changeWrites((all) => {
        // Somebody else may have taken it over meanwhile; then it is theirs to settle, unless it is done.
        const held = all.some((each) => each.seq === entry.seq && each.key === entry.key);
        if (!held) return {};
        return after === null ? { remove: [entry.seq] } : { put: [after] };
      });
    } catch {
      // The database is closed (sign-out) or broken: the lease runs out, and the same key makes a second sending harmless.
      return;
    }
    const told = result ?? (after?.state === "failed" ? ({ ok: false, problem: after.problem } as const) : undefined);
    this.#onChange(told && { id: entry.id, result: told });
  }
}

function afterFailure(entry: OutboxEntry, error: unknown): OutboxEntry {
  const queued = { ...entry, state: "queued" as const };
  if (error instanceof SignInNeeded) return { ...queued, notBefore: Date.now() + 60_000 };
  if (error instanceof Problem && !error.passes) {
    // Refused and nothing kept: whatever an earlier attempt left open is closed by this answer.
    const problem = { ...error.document, status: error.status, code: error.code };
    return { ...entry, state: "failed", uncertainSince: null, problem };
  }
  const wait = Math.max(error instanceof Problem ? (error.retryAfterMs ?? 0) : 0, backOffMs(entry.attempts));
  return { ...queued, notBefore: Date.now() + wait, uncertainSince: entry.uncertainSince ?? Date.now() };
}
