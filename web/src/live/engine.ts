/** What the leading tab does for all tabs: feeds, the connection that fills them, keeping them, sending what waits. */

import { Connection, type Trouble } from "./connection";
import { Feed, type Patch } from "./feed";
import type { Http } from "./http";
import type { Rung } from "./ladder";
import type { Link } from "./link";
import { keyOf, type Listing, readListing } from "./listing";
import type { Message } from "./messages";
import { Sender } from "./outbox";
import { Presence } from "./presence";
import { Saver } from "./saver";
import { openSocket } from "./socketLink";
import type { LiveState } from "./state";
import type { Storage } from "./storage";

/** A feed that nobody looks at is followed for a while: people come back to the list they just left. */
const LINGER_MS = 30_000;

export interface EngineOptions {
  readonly id: string;
  readonly http: Http;
  readonly storage: Storage;
  readonly persistent: boolean;
  /** Tells all tabs, this one included. */
  readonly post: (message: Message) => void;
  /** Calls back when the tab of that id is gone. */
  readonly whenGone: (tab: string, gone: () => void, signal: AbortSignal) => void;
  /** Another tab leads by now. */
  readonly onFenced: () => void;
}

export class Engine {
  readonly #id: string;
  readonly #http: Http;
  readonly #storage: Storage;
  readonly #post: (message: Message) => void;
  readonly #whenGone: EngineOptions["whenGone"];
  readonly #feeds = new Map<
    string,
    { readonly feed: Feed; readonly tabs: Set<string>; loading: Promise<void> | null }
  >();
  readonly #tabs = new Set<string>();
  readonly #topics = new Map<string, Set<string>>();
  readonly #stop = new AbortController();
  readonly #connection: Connection;
  readonly #sender: Sender;
  readonly #saver: Saver;
  readonly #presence: Presence;
  #trouble: Trouble | null = null;
  #state: LiveState;

  constructor(options: EngineOptions) {
    this.#id = options.id;
    this.#http = options.http;
    this.#storage = options.storage;
    this.#post = options.post;
    this.#whenGone = options.whenGone;
    this.#state = {
      status: "catching-up",
      reason: null,
      since: Date.now(),
      transport: null,
      storage: options.persistent ? "kept" : "none",
    };
    this.#saver = new Saver(options.storage, {
      onFull: () => this.#setState({ storage: "full" }),
      onFenced: options.onFenced,
    });
    this.#presence = new Presence((place, people) => this.#post({ type: "people", leader: this.#id, place, people }));
    this.#connection = new Connection((rung, signal) => this.#open(rung, signal), options.http.session, {
      onLink: (link) => this.#onLink(link),
      onTrouble: (trouble) => {
        this.#trouble = trouble;
        this.#assess();
      },
    });
    this.#sender = new Sender(options.storage, options.http, (done) => {
      this.#post({ type: "outbox", tab: this.#id });
      if (done) this.#post({ type: "written", leader: this.#id, ...done });
    });
  }

  async start(): Promise<void> {
    await this.#saver.start();
    if (this.#stop.signal.aborted) return;
    this.#post({ type: "lead", leader: this.#id });
    this.#post({ type: "state", leader: this.#id, state: this.#state });
    this.#connection.start();
    void this.#sender.run();
  }

  stop(): void {
    this.#stop.abort();
    this.#connection.stop();
    this.#sender.stop();
    this.#saver.stop();
    for (const { feed } of this.#feeds.values()) feed.detach();
    this.#feeds.clear();
  }

  /** The browser says that it has no network. */
  offline(): void {
    this.#trouble ??= "network";
    this.#assess();
  }

  hear(message: Message): void {
    switch (message.type) {
      case "want":
        this.#want(message.tab, message.listing);
        break;
      case "unwant":
        this.#unwant(message.tab, message.key);
        break;
      case "listen":
        this.#meet(message.tab);
        this.#topics.set(message.topic, (this.#topics.get(message.topic) ?? new Set()).add(message.tab));
        this.#follow();
        break;
      case "present":
        this.#meet(message.tab);
        this.#presence.join(message.tab, message.place, message.state);
        break;
      case "absent":
        this.#presence.leave(message.tab, message.place);
        break;
      case "nudge":
        this.#connection.nudge();
        void this.#sender.hurry().catch(() => undefined);
        break;
      case "ping":
        this.#post({ type: "pong", leader: this.#id });
        this.#post({ type: "state", leader: this.#id, state: this.#state });
        break;
      case "outbox":
        if (message.tab !== this.#id) void this.#sender.run();
        break;
      default:
    }
  }

  /** This tab queued a write. */
  send(): void {
    void this.#sender.run();
  }

  async #open(rung: Rung, signal: AbortSignal): Promise<Link> {
    const onEvent = (event: string, payload: unknown) => {
      if (event === "presence") this.#presence.told(payload);
      else this.#post({ type: "event", leader: this.#id, event, payload });
    };
    if (rung === "socket") return openSocket(this.#http, onEvent, signal);
    // Seldom needed: where a WebSocket cannot be had.
    if (rung === "sse")
      return (await import("./sseLink")).openSse(this.#http, onEvent, this.#list(), [...this.#topics.keys()], signal);
    return (await import("./pollLink")).openPoll(this.#http, this.#list(), signal);
  }

  /** Feeds that may be followed: the others still wait for what storage has, their cursor above all. */
  #list(): Feed[] {
    return [...this.#feeds.values()].filter(({ loading }) => loading === null).map(({ feed }) => feed);
  }

  #onLink(link: Link | null): void {
    // A polling link has read the feeds when it comes here, an event stream carries them already.
    if (link === null || link.rung === "socket") for (const feed of this.#list()) feed.detach();
    this.#follow();
    this.#presence.use(link?.ask ?? null);
    if (link !== null) void this.#sender.hurry().catch(() => undefined);
    this.#assess();
  }

  #follow(): void {
    this.#connection.link?.follow(this.#list(), [...this.#topics.keys()]);
  }

  #meet(tab: string): void {
    if (this.#tabs.has(tab)) return;
    this.#tabs.add(tab);
    this.#whenGone(tab, () => this.#forget(tab), this.#stop.signal);
  }

  #forget(tab: string): void {
    this.#tabs.delete(tab);
    this.#presence.forget(tab);
    for (const [topic, tabs] of this.#topics) if (tabs.delete(tab) && tabs.size === 0) this.#topics.delete(topic);
    for (const [key, { tabs }] of this.#feeds) if (tabs.has(tab)) this.#unwant(tab, key);
  }

  #want(tab: string, listing: Listing): void {
    this.#meet(tab);
    const key = keyOf(listing);
    const known = this.#feeds.get(key);
    if (known) {
      known.tabs.add(tab);
      if (known.loading === null) this.#snapshot(known.feed, tab);
      else void known.loading.then(() => this.#snapshot(known.feed, tab));
      return;
    }
    const feed = new Feed(listing, (what, since, signal) => readListing(this.#http, what, since, signal), {
      onPatch: (of, patch) => this.#onPatch(of, patch),
      onCoherent: () => this.#assess(),
      onStale: (of) => this.#connection.link?.refresh(of),
    });
    const loading = this.#load(feed);
    const entry = { feed, tabs: new Set([tab]), loading: loading as Promise<void> | null };
    this.#feeds.set(key, entry);
    this.#assess();
    void loading.then(() => {
      entry.loading = null;
      if (this.#stop.signal.aborted) return;
      this.#snapshot(feed, tab);
      this.#follow();
    });
  }

  async #load(feed: Feed): Promise<void> {
    const stored = await this.#storage.load(feed.key).catch(() => null);
    if (stored !== null) feed.restore(stored);
  }

  #unwant(tab: string, key: string): void {
    const entry = this.#feeds.get(key);
    if (!entry) return;
    entry.tabs.delete(tab);
    if (entry.tabs.size > 0) return;
    setTimeout(() => {
      if (entry.tabs.size > 0 || this.#feeds.get(key) !== entry || this.#stop.signal.aborted) return;
      this.#feeds.delete(key);
      entry.feed.detach();
      this.#follow();
      this.#assess();
    }, LINGER_MS);
  }

  #snapshot(feed: Feed, to: string): void {
    this.#post({
      type: "rows",
      leader: this.#id,
      to,
      key: feed.key,
      version: feed.version,
      reset: true,
      rows: [...feed.rows.values()],
      gone: [],
      status: feed.status,
      complete: feed.complete,
    });
  }

  #onPatch(feed: Feed, patch: Patch): void {
    const { cursor: _, ...told } = patch;
    this.#post({ type: "rows", leader: this.#id, to: null, key: feed.key, version: feed.version, ...told });
    this.#saver.patch(feed, patch);
    // Nobody waits for what was refused.
    if (feed.status === "forbidden" || feed.status === "failed") this.#assess();
  }

  #assess(): void {
    const link = this.#connection.link;
    const caughtUp = this.#list().every(
      (feed) => feed.coherent || feed.status === "forbidden" || feed.status === "failed",
    );
    let status: LiveState["status"];
    if (this.#trouble !== null) status = "offline";
    else if (link === null || !caughtUp) status = "catching-up";
    else status = link.rung === "poll" ? "polling" : "live";
    this.#setState({ status, reason: this.#trouble, transport: link?.rung ?? null });
  }

  #setState(part: Partial<LiveState>): void {
    const next = { ...this.#state, ...part };
    if (next.status !== this.#state.status || next.reason !== this.#state.reason) next.since = Date.now();
    else if (next.transport === this.#state.transport && next.storage === this.#state.storage) return;
    this.#state = next;
    this.#post({ type: "state", leader: this.#id, state: next });
  }
}
