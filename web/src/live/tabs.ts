/** The tabs of one browser: one of them leads (Web Locks), all hear each other (BroadcastChannel). */

import type { Message } from "./messages";
import { deferred } from "./timing";

const ASK_EVERY_MS = 5_000;
const ANSWER_WITHIN_MS = 4_000;
/** Where each tab leads for itself, only these concern the others. */
const FOR_ALL = new Set<Message["type"]>(["outbox", "position"]);

export interface TabsWatcher {
  onMessage(message: Message): void;
  onLead(): void;
  onStepDown(): void;
  /** The page was frozen or put aside, and is shown again: what was said meanwhile was not heard. */
  onReturn(): void;
  /** Somebody signed out in this browser. */
  onSignedOut(): void;
}

export class Tabs {
  readonly id = crypto.randomUUID();
  readonly #name: string;
  readonly #watcher: TabsWatcher;
  readonly #locks: LockManager | undefined = globalThis.navigator?.locks;
  readonly #closing = new AbortController();
  readonly #closed = deferred<void>();
  readonly #channel: BroadcastChannel | null;
  readonly #everywhere: BroadcastChannel | null;
  #candidacy = new AbortController();
  #release: (() => void) | null = null;
  #heard = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(scope: string, watcher: TabsWatcher) {
    this.#name = `esteio-live:${scope}`;
    this.#watcher = watcher;
    const able = typeof BroadcastChannel !== "undefined";
    this.#channel = able ? new BroadcastChannel(this.#name) : null;
    this.#everywhere = able ? new BroadcastChannel("esteio-live") : null;
  }

  /** Whether this tab must do without the others: it leads, and so does each of them. */
  get alone(): boolean {
    return this.#locks === undefined || this.#channel === null;
  }

  get leads(): boolean {
    return this.#release !== null;
  }

  start(): void {
    const options = { signal: this.#closing.signal };
    this.#channel?.addEventListener("message", (event: MessageEvent<Message>) => this.#hear(event.data), options);
    this.#everywhere?.addEventListener("message", () => this.#watcher.onSignedOut(), options);
    globalThis.document?.addEventListener("freeze", () => this.#giveWay(), options);
    globalThis.document?.addEventListener("resume", () => this.#return(), options);
    globalThis.addEventListener?.("pagehide", () => this.#giveWay(), options);
    globalThis.addEventListener?.("pageshow", (event) => event.persisted && this.#return(), options);
    if (this.#locks === undefined || this.alone) {
      this.#lead(() => undefined);
      return;
    }
    // Held for as long as the tab lives, so that the leader knows when it does not.
    this.#locks.request(this.#lockOf(this.id), () => this.#closed.promise).catch(() => undefined);
    this.#campaign(false);
    this.#ask();
    this.#timer = setInterval(() => this.#ask(), ASK_EVERY_MS);
  }

  /** To all tabs, this one first. */
  post(message: Message): void {
    this.#watcher.onMessage(message);
    if (!this.#closing.signal.aborted && (!this.alone || FOR_ALL.has(message.type)))
      this.#channel?.postMessage(message);
  }

  sayGoodbye(): void {
    this.#everywhere?.postMessage("signed-out");
  }

  /** Another tab has taken over what this one did. */
  stepDown(): void {
    if (this.alone) return;
    this.#giveWay();
    this.#campaign(false);
  }

  whenGone(tab: string, gone: () => void, signal: AbortSignal): void {
    if (this.alone || tab === this.id) return;
    this.#locks?.request(this.#lockOf(tab), { signal }, gone).catch(() => undefined);
  }

  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#giveWay();
    this.#closing.abort();
    this.#closed.resolve();
    clearInterval(this.#timer);
    this.#channel?.close();
    this.#everywhere?.close();
  }

  #lockOf(tab: string): string {
    return `${this.#name}:tab:${tab}`;
  }

  #hear(message: Message): void {
    if (this.alone && !FOR_ALL.has(message.type)) return;
    if (message.type === "pong" || message.type === "lead") this.#heard = Date.now();
    this.#watcher.onMessage(message);
  }

  #campaign(steal: boolean): void {
    if (this.#closing.signal.aborted) return;
    this.#candidacy.abort();
    const candidacy = new AbortController();
    this.#candidacy = candidacy;
    const term = deferred<void>();
    const options: LockOptions = steal ? { steal: true } : { signal: candidacy.signal };
    this.#locks
      ?.request(this.#name, options, () => {
        if (candidacy.signal.aborted) return undefined;
        this.#lead(term.resolve);
        return term.promise;
      })
      .catch(() => {
        // Called off; or the lock was stolen, because this tab gave no answer for a while.
        if (this.#release === term.resolve) this.stepDown();
      });
  }

  #lead(release: () => void): void {
    this.#release = release;
    this.#watcher.onLead();
  }

  #giveWay(): void {
    this.#candidacy.abort();
    const release = this.#release;
    this.#release = null;
    if (release === null) return;
    this.#watcher.onStepDown();
    release();
  }

  #return(): void {
    if (this.#closing.signal.aborted) return;
    if (this.alone) {
      if (!this.leads) this.#lead(() => undefined);
    } else if (!this.leads) this.#campaign(false);
    this.#watcher.onReturn();
  }

  /** A leader that does not answer is frozen or stuck: the tab that the person looks at takes its place. */
  #ask(): void {
    if (this.leads || globalThis.document?.visibilityState === "hidden") return;
    const askedAt = Date.now();
    this.post({ type: "ping", tab: this.id });
    setTimeout(() => {
      const slept = Date.now() - askedAt > 2 * ANSWER_WITHIN_MS;
      if (this.#closing.signal.aborted || this.leads || this.#heard >= askedAt || slept) return;
      this.#campaign(true);
    }, ANSWER_WITHIN_MS);
  }
}
