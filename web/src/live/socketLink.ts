/** The upper rung: Socket.IO over a WebSocket. Long polling is left to the lowest rung, which needs no session. */

import { io, type Socket } from "socket.io-client";
import type { Feed } from "./feed";
import type { Http } from "./http";
import {
  Carrier,
  type Ended,
  type Link,
  LinkFailed,
  type OnEvent,
  planOf,
  type Subscription,
  sameFilters,
} from "./link";
import { deferred, pause } from "./timing";
import { type Goodbye, isDictionary, readDataUpdate, readGoodbye, readSubscribed } from "./wire";

const CONNECT_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 15_000;
/** After a refusal that may pass (rights, a server that gathers itself). */
const ASK_AGAIN_MS = 30_000;
const TOLD_ON = ["notification", "metrics", "presence", "permissions_changed"] as const;

/** Rejects with `LinkFailed`. */
export async function openSocket(http: Http, onEvent: OnEvent, signal: AbortSignal): Promise<Link> {
  const socket = io(http.base, {
    transports: ["websocket"],
    reconnection: false, // the ladder decides when and by which transport
    forceNew: true,
    timeout: CONNECT_WITHIN_MS,
    auth: (use) => {
      const token = http.session.token();
      use(token === null ? {} : { token });
    },
  });
  const link = new SocketLink(socket, http, onEvent);
  const connected = deferred<void>();
  socket.on("connect", connected.resolve);
  socket.on("connect_error", (error: Error & { data?: unknown }) => {
    connected.reject(new LinkFailed(afterGoodbye(readGoodbye(error.data)), error));
  });
  // What lies between may take the WebSocket and drop it: that is no `connect_error`, only an end.
  socket.io.engine.once("close", () => connected.reject(new LinkFailed({})));
  const late = setTimeout(() => connected.reject(new LinkFailed({})), CONNECT_WITHIN_MS);
  const abort = () => connected.reject(new LinkFailed({}));
  signal.addEventListener("abort", abort);
  try {
    await connected.promise;
    return link;
  } catch (error) {
    link.close();
    throw error;
  } finally {
    clearTimeout(late);
    signal.removeEventListener("abort", abort);
  }
}

class SocketLink implements Link {
  readonly rung = "socket";
  readonly ended: Promise<Ended>;
  readonly #socket: Socket;
  readonly #http: Http;
  readonly #end = deferred<Ended>();
  readonly #stop = new AbortController();
  readonly #carrier: Carrier;
  readonly #chains = new Map<string, Promise<void>>();
  readonly #notLive = new Set<string>();
  readonly #have = new Map<string, Subscription>();
  #feeds: readonly Feed[] = [];
  #topics: readonly string[] = [];
  #wanted = new Map<string, Subscription>();
  #goodbye: Goodbye | null = null;

  constructor(socket: Socket, http: Http, onEvent: OnEvent) {
    this.#socket = socket;
    this.#http = http;
    this.ended = this.#end.promise;
    this.#carrier = new Carrier(this.#stop.signal, () => this.#finish({ signInNeeded: true }));
    socket.on("data_update", (payload: unknown) => {
      const update = readDataUpdate(payload);
      const subscription = update && this.#have.get(update.type);
      if (subscription) this.#carrier.push(subscription, update);
    });
    for (const event of TOLD_ON) socket.on(event, (payload: unknown) => onEvent(event, payload));
    socket.on("permissions_changed", () => {
      for (const feed of this.#feeds) if (feed.status === "forbidden") this.#again(feed.listing.resource);
    });
    socket.on("auth_expired", () => void this.#authenticate());
    socket.on("goodbye", (payload: unknown) => {
      this.#goodbye = readGoodbye(payload);
    });
    socket.on("disconnect", (_reason: string, details?: unknown) => {
      const closed = isDictionary(details) ? (details.context as { code?: unknown } | undefined) : undefined;
      const code = this.#goodbye?.code ?? (typeof closed?.code === "number" ? closed.code : undefined);
      this.#finish(afterGoodbye(code === undefined ? null : { ...this.#goodbye, code }));
    });
  }

  readonly ask = (event: string, payload: object): Promise<unknown> =>
    this.#socket.timeout(ANSWER_WITHIN_MS).emitWithAck(event, payload);

  follow(feeds: readonly Feed[], topics: readonly string[] = this.#topics): void {
    this.#feeds = feeds;
    const added = topics.filter((topic) => !this.#topics.includes(topic));
    const removed = this.#topics.filter((topic) => !topics.includes(topic));
    this.#topics = topics;
    if (added.length > 0) this.ask("subscribe", { events: added }).catch(() => undefined);
    if (removed.length > 0) this.ask("unsubscribe", { events: removed }).catch(() => undefined);
    this.#wanted = planOf(feeds, this.#notLive);
    for (const resource of new Set([...this.#wanted.keys(), ...this.#have.keys()])) this.#queue(resource);
  }

  refresh(feed: Feed): void {
    this.#carrier.read(feed);
  }

  close(): void {
    this.#finish({});
  }

  #finish(ended: Ended): void {
    // The reason first: the disconnection that follows would give its own.
    this.#end.resolve(ended);
    this.#stop.abort();
    this.#socket.disconnect();
  }

  /** Steps of one resource come one after the other: a subscription replaced half-way would mix two filters. */
  #queue(resource: string): void {
    const chain = (this.#chains.get(resource) ?? Promise.resolve()).then(() => this.#settle(resource));
    this.#chains.set(
      resource,
      chain.catch(() => this.#finish({})),
    );
  }

  #again(resource: string): void {
    this.#have.delete(resource);
    this.follow(this.#feeds);
  }

  async #settle(resource: string): Promise<void> {
    if (this.#stop.signal.aborted) return;
    const want = this.#wanted.get(resource);
    const have = this.#have.get(resource);
    if (want === undefined) {
      if (have === undefined) return;
      this.#have.delete(resource);
      await this.ask("unsubscribe", { events: [resource] });
      return;
    }
    if (have !== undefined && sameFilters(have, want)) {
      this.#have.set(resource, want);
      const known = new Set([have.direct, ...have.pulled]);
      for (const feed of feedsOf(want)) {
        if (known.has(feed) && (feed === want.direct) === (feed === have.direct)) continue;
        feed.detach();
        this.#carrier.read(feed);
      }
      return;
    }
    for (const feed of feedsOf(want)) feed.detach();
    if (have !== undefined) {
      // What was told under the filters of before must not be taken for what comes under the new ones.
      this.#have.delete(resource);
      await this.ask("unsubscribe", { events: [resource] });
    }
    this.#have.set(resource, want);
    await this.#subscribe(want);
  }

  async #subscribe(want: Subscription): Promise<void> {
    const { resource, direct, filters } = want;
    const since = direct?.listing.kind === "list" ? direct.cursor : null;
    const told = readSubscribed(
      await this.ask("subscribe", {
        events: [resource],
        ...(since !== null && { since }),
        ...(Object.keys(filters).length > 0 && { filters }),
      }),
    );
    const refusal = told.refused[0];
    if (refusal?.code === "FILTER_NOT_LIVE" && direct !== null) {
      this.#notLive.add(direct.key);
      return this.#again(resource);
    }
    if (refusal?.code === "INVALID_CURSOR" && direct !== null && since !== null) {
      direct.cursor = null;
      return this.#again(resource);
    }
    const granted = told.granted[0];
    // A reset is followed by the word to read again; without a cursor, what is told begins after what is read now.
    if (direct !== null && granted !== undefined && since !== null) direct.resume();
    else if (direct !== null) this.#carrier.read(direct);
    for (const feed of want.pulled) this.#carrier.read(feed);
    if (granted === undefined) {
      void pause(ASK_AGAIN_MS, this.#stop.signal).then(() => {
        if (!this.#stop.signal.aborted && this.#have.get(resource) === want) this.#again(resource);
      });
    }
  }

  async #authenticate(): Promise<void> {
    const { session } = this.#http;
    try {
      if (!(await session.renew())) return this.#finish({ signInNeeded: true });
      const token = session.token();
      if (token === null) return this.#finish({ renewed: true });
      const answer = await this.ask("authenticate", { token });
      if (isDictionary(answer) && answer.ok === true) return;
      this.#finish({ renewed: true });
    } catch {
      // The server closes with 4402 when the time is up, and the session is renewed then.
    }
  }
}

function feedsOf(subscription: Subscription): readonly Feed[] {
  return subscription.direct === null ? subscription.pulled : [subscription.direct, ...subscription.pulled];
}

function afterGoodbye(goodbye: Goodbye | null): Ended {
  if (goodbye === null) return {};
  return { code: goodbye.code, ...(goodbye.afterMs !== undefined && { afterMs: goodbye.afterMs }) };
}
