/** `createLive`: everything together, for one person in one organisation in one tab. */

import { Engine } from "./engine";
import { type Answer, Http, type RequestOptions, SignInNeeded } from "./http";
import { countedOf, type ListSnapshot, LiveList } from "./list";
import { keyOf, type Listing } from "./listing";
import type { Message, RowsMessage } from "./messages";
import { Outbox, type WriteResult } from "./outbox";
import type { OutboxEntry, Write } from "./outboxEntry";
import { Problem } from "./problem";
import type { Session } from "./session";
import type { LiveState, Person } from "./state";
import { MemoryStorage, openStorage, type Storage, wipeStorage } from "./storage";
import { type Readable, Store } from "./store";
import { Tabs } from "./tabs";
import { deferred } from "./timing";
import type { Row } from "./wire";

export interface LiveOptions {
  /** Of the server, without a slash at the end. */
  readonly base: string;
  readonly session: Session;
  /** Ids: what is kept is kept for this pair alone. */
  readonly person: string;
  readonly organisation: string;
  /** Names the shape of rows that this page was built for; kept rows of another one are read anew. */
  readonly rowsVersion: string;
}

export interface ListOptions {
  readonly filters?: Readonly<Record<string, string>>;
  readonly q?: string;
  readonly sort?: string;
  /** Where it is read, if not at `/api/<resource>`. */
  readonly path?: string;
}

export interface Live {
  readonly state: Readable<LiveState>;
  /** A resource's list; the same object for the same question. */
  list<R extends Row = Row>(resource: string, options?: ListOptions): Readable<ListSnapshot<R>>;
  /** A counted answer such as `pipeline`, and where it is read. */
  value<T>(resource: string, path: string): Readable<T | undefined>;
  /** A request now or never: what it says is the caller's to handle. */
  request<T = unknown>(method: string, path: string, options?: RequestOptions): Promise<Answer<T>>;
  /**
   * A write that is kept until the server has it. Resolves once it is kept; `done` when it was answered, if this tab
   * is still there, and rejects with the `WriteRefused` that also stays in `outbox` for the person to decide.
   */
  write(write: Write): Promise<{ readonly id: string; readonly done: Promise<unknown> }>;
  readonly outbox: Pick<Outbox, "retry" | "discard"> & { readonly entries: Readable<readonly OutboxEntry[]> };
  /** `notification`, `metrics`, `permissions_changed`, as they come; in every tab. */
  on(event: "notification" | "metrics" | "permissions_changed", listener: (payload: unknown) => void): () => void;
  /** Be at a place until `leave`; the others there. */
  join(place: string, state?: string): Readable<readonly Person[]> & { update(state: string): void; leave(): void };
  /** The network or the person is back: try now. */
  nudge(): void;
  /**
   * Ends the session, and deletes what this browser keeps, in all tabs; writes that wait are lost. False when the server
   * could not be told: the cookies of its session still hold.
   */
  signOut(): Promise<boolean>;
  /** Resolves when somebody signed out, here or in another tab. */
  readonly signedOut: Promise<void>;
  /** Leave without signing out: what is kept stays. */
  close(): void;
}

/** The server refused a write for good; `problem` is its document. */
export class WriteRefused extends Error {
  override readonly name = "WriteRefused";
  readonly problem: OutboxEntry["problem"];

  constructor(problem: OutboxEntry["problem"]) {
    super(problem?.code ?? "REFUSED");
    this.problem = problem;
  }
}

/** Resolves when what is kept can be read; it needs no network. */
export async function createLive(options: LiveOptions): Promise<Live> {
  const scope = `${options.person}:${options.organisation}`;
  let storage: Storage;
  let persistent = true;
  try {
    storage = await openStorage(scope, options.rowsVersion);
  } catch {
    storage = new MemoryStorage();
    persistent = false;
  }
  const live = new LiveClient(options, scope, storage, persistent);
  await live.start();
  return live;
}

/** Who leaves does not wait for a network that is not there. */
const SIGN_OUT_WITHIN_MS = 5_000;
const TOPICS: Readonly<Record<string, string>> = { notification: "notifications", metrics: "metrics" };

class LiveClient implements Live {
  readonly state: Store<LiveState>;
  readonly outbox: Outbox;
  readonly signedOut: Promise<void>;
  readonly #signedOut = deferred<void>();
  readonly #person: string;
  readonly #http: Http;
  readonly #storage: Storage;
  readonly #persistent: boolean;
  readonly #tabs: Tabs;
  readonly #lists = new Map<string, LiveList>();
  readonly #listeners = new Map<string, Set<(payload: unknown) => void>>();
  readonly #places = new Map<
    string,
    { readonly people: Store<readonly Person[]>; state: string | null; joined: number }
  >();
  readonly #waiting = new Map<string, (result: WriteResult) => void>();
  readonly #closing = new AbortController();
  #leader: string | null = null;
  #engine: Engine | null = null;

  constructor(options: LiveOptions, scope: string, storage: Storage, persistent: boolean) {
    this.#person = options.person;
    this.#storage = storage;
    this.#persistent = persistent;
    this.signedOut = this.#signedOut.promise;
    this.state = new Store<LiveState>({
      status: "catching-up",
      reason: null,
      since: Date.now(),
      transport: null,
      storage: persistent ? "kept" : "none",
    });
    this.#tabs = new Tabs(scope, {
      onMessage: (message) => this.#hear(message),
      onLead: () => this.#lead(),
      onStepDown: () => this.#stepDown(),
      onReturn: () => this.#askAgain(),
      onSignedOut: () => {
        this.close();
        this.#signedOut.resolve();
      },
    });
    this.#http = new Http(options.base, options.session, (position) =>
      this.#tabs.post({ type: "position", tab: this.#tabs.id, position }),
    );
    this.outbox = new Outbox(storage, () => {
      this.#tabs.post({ type: "outbox", tab: this.#tabs.id });
      this.#engine?.send();
    });
  }

  async start(): Promise<void> {
    const { signal } = this.#closing;
    globalThis.addEventListener?.("online", () => this.nudge(), { signal });
    globalThis.addEventListener?.("offline", () => this.#engine?.offline(), { signal });
    const shown = () => globalThis.document?.visibilityState === "visible" && this.nudge();
    globalThis.document?.addEventListener("visibilitychange", shown, { signal });
    await this.outbox.refresh().catch(() => undefined);
    this.#tabs.start();
  }

  list<R extends Row = Row>(resource: string, options: ListOptions = {}): Readable<ListSnapshot<R>> {
    const { filters = {}, q = "", sort = "", path = `/api/${resource}` } = options;
    const listing: Listing = { kind: "list", resource, path, filters, q, sort };
    return this.#listOf(listing) as unknown as LiveList<R>;
  }

  value<T>(resource: string, path: string): Readable<T | undefined> {
    return countedOf<T>(this.#listOf({ kind: "value", resource, path, filters: {}, q: "", sort: "" }));
  }

  #listOf(listing: Listing): LiveList {
    const key = `${listing.sort} ${keyOf(listing)}`;
    let list = this.#lists.get(key);
    if (list === undefined) {
      list = new LiveList(listing, {
        person: this.#person,
        want: (what) => this.#tabs.post({ type: "want", tab: this.#tabs.id, listing: what }),
        unwant: (feed) => {
          // The same rows may be shown in another order elsewhere on the page.
          const others = [...this.#lists.values()].some((each) => each.key === feed && each.shown);
          if (!others) this.#tabs.post({ type: "unwant", tab: this.#tabs.id, key: feed });
        },
      });
      this.#lists.set(key, list);
    }
    return list;
  }

  request<T = unknown>(method: string, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
    return this.#http.request<T>(method, path, options);
  }

  async write(write: Write): Promise<{ readonly id: string; readonly done: Promise<unknown> }> {
    const entry = await this.outbox.add(write);
    const done = new Promise((resolve, reject) => {
      this.#waiting.set(entry.id, (result) =>
        result.ok ? resolve(result.data) : reject(new WriteRefused(result.problem)),
      );
    });
    // Who does not care for the answer finds it in the outbox.
    done.catch(() => undefined);
    return { id: entry.id, done };
  }

  on(event: string, listener: (payload: unknown) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    this.#listen(event);
    return () => listeners.delete(listener);
  }

  join(place: string, state: string | null = null) {
    const entry = this.#places.get(place) ?? { people: new Store<readonly Person[]>([]), state, joined: 0 };
    this.#places.set(place, entry);
    entry.joined += 1;
    const update = (next: string | null) => {
      entry.state = next;
      this.#tabs.post({ type: "present", tab: this.#tabs.id, place, state: next });
    };
    update(state);
    let here = true;
    return {
      subscribe: entry.people.subscribe,
      getSnapshot: entry.people.getSnapshot,
      update,
      leave: () => {
        if (!here) return;
        here = false;
        entry.joined -= 1;
        if (entry.joined > 0) return;
        this.#places.delete(place);
        this.#tabs.post({ type: "absent", tab: this.#tabs.id, place });
      },
    };
  }

  nudge(): void {
    this.#tabs.post({ type: "nudge", tab: this.#tabs.id });
  }

  async signOut(): Promise<boolean> {
    const told = await this.#http
      .request("POST", "/api/auth/logout", { signal: AbortSignal.timeout(SIGN_OUT_WITHIN_MS) })
      // An answer of any kind: there is no session that could be ended.
      .then(
        () => true,
        (error: unknown) => error instanceof Problem || error instanceof SignInNeeded,
      );
    this.#tabs.sayGoodbye();
    this.close();
    await wipeStorage();
    this.#signedOut.resolve();
    return told;
  }

  close(): void {
    this.#closing.abort();
    this.#tabs.close();
    this.#storage.close();
  }

  #lead(): void {
    const engine = new Engine({
      id: this.#tabs.id,
      http: this.#http,
      storage: this.#storage,
      persistent: this.#persistent,
      post: (message) => this.#tabs.post(message),
      whenGone: (tab, gone, signal) => this.#tabs.whenGone(tab, gone, signal),
      onFenced: () => this.#tabs.stepDown(),
    });
    this.#engine = engine;
    void engine.start();
  }

  #stepDown(): void {
    this.#engine?.stop();
    this.#engine = null;
  }

  #hear(message: Message): void {
    this.#engine?.hear(message);
    if (message.type === "lead" || (message.type === "pong" && message.leader !== this.#leader)) {
      this.#leader = message.leader;
      this.#askAgain();
      return;
    }
    if (message.type === "outbox") {
      void this.outbox.refresh().catch(() => undefined);
      return;
    }
    if (message.type === "position") {
      if (message.tab !== this.#tabs.id) this.#http.wrote(message.position);
      return;
    }
    if (!("leader" in message) || message.leader !== this.#leader) return;
    if (message.type === "rows") this.#rows(message);
    else if (message.type === "state") this.state.set(message.state);
    else if (message.type === "people") this.#places.get(message.place)?.people.set(message.people);
    else if (message.type === "event")
      for (const tell of this.#listeners.get(message.event) ?? []) tell(message.payload);
    else if (message.type === "written") {
      this.#waiting.get(message.id)?.(message.result);
      this.#waiting.delete(message.id);
    }
  }

  #rows(message: RowsMessage): void {
    for (const list of this.#lists.values())
      if (list.key === message.key) list.hear(message, message.to === this.#tabs.id);
  }

  /** Tell the leader, a new one perhaps, what this tab shows and where it is. */
  #askAgain(): void {
    for (const list of this.#lists.values()) list.restart();
    for (const event of this.#listeners.keys()) this.#listen(event);
    for (const [place, { state }] of this.#places)
      this.#tabs.post({ type: "present", tab: this.#tabs.id, place, state });
  }

  #listen(event: string): void {
    const topic = TOPICS[event];
    if (topic !== undefined) this.#tabs.post({ type: "listen", tab: this.#tabs.id, topic });
  }
}
