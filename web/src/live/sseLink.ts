/** The middle rung: Server-Sent Events, for networks that let no WebSocket through. */

import { readEvents } from "./eventStream";
import type { Feed } from "./feed";
import { type Http, SignInNeeded } from "./http";
import { Carrier, type Ended, type Link, LinkFailed, type OnEvent, planOf, type Subscription } from "./link";
import { deferred, pause } from "./timing";
import { readDataUpdate, readGoodbye, readSubscribed } from "./wire";

const OPEN_WITHIN_MS = 10_000;
/** The server sends a comment every 15 s. */
const SILENCE_MS = 40_000;
/** After a refusal that may pass. */
const ASK_AGAIN_MS = 30_000;

/** Rejects with `LinkFailed`. */
export async function openSse(
  http: Http,
  onEvent: OnEvent,
  feeds: readonly Feed[],
  topics: readonly string[],
  signal: AbortSignal,
): Promise<Link> {
  const link = new SseLink(http, onEvent);
  const abort = () => link.close();
  signal.addEventListener("abort", abort);
  try {
    await link.open(feeds, topics);
    return link;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

class SseLink implements Link {
  readonly rung = "sse";
  readonly ask = null;
  readonly ended: Promise<Ended>;
  readonly #http: Http;
  readonly #onEvent: OnEvent;
  readonly #end = deferred<Ended>();
  readonly #stop = new AbortController();
  readonly #carrier: Carrier;
  readonly #notLive = new Set<string>();
  #stream = new AbortController();
  #keys = "";
  #feeds: readonly Feed[] = [];
  #topics: readonly string[] = [];

  constructor(http: Http, onEvent: OnEvent) {
    this.#http = http;
    this.#onEvent = onEvent;
    this.ended = this.#end.promise;
    this.#carrier = new Carrier(this.#stop.signal, () => this.#finish({ signInNeeded: true }));
  }

  follow(feeds: readonly Feed[], topics: readonly string[]): void {
    if (keysOf(feeds, topics) === this.#keys) return;
    this.open(feeds, topics).catch((error: unknown) => this.#finish(error instanceof LinkFailed ? error.ended : {}));
  }

  refresh(feed: Feed): void {
    this.#carrier.read(feed);
  }

  close(): void {
    this.#finish({});
  }

  #reopen(): void {
    this.#keys = "";
    this.follow(this.#feeds, this.#topics);
  }

  #finish(ended: Ended): void {
    this.#stop.abort();
    this.#stream.abort();
    this.#end.resolve(ended);
  }

  /** What is subscribed to stands in the address, so other feeds mean another stream. Rejects with `LinkFailed`. */
  async open(feeds: readonly Feed[], topics: readonly string[]): Promise<void> {
    this.#stream.abort();
    const stream = new AbortController();
    this.#stream = stream;
    this.#keys = keysOf(feeds, topics);
    this.#feeds = feeds;
    this.#topics = topics;
    for (const feed of feeds) feed.detach();
    if (feeds.length + topics.length === 0) return;
    const plan = planOf(feeds, this.#notLive);
    const answer = await this.#get(addressOf(plan, topics), stream.signal);
    if (stream.signal.aborted) return;
    if (answer.ok && answer.body !== null) {
      void this.#hear(answer.body, plan, stream.signal);
      return;
    }
    await answer.body?.cancel();
    if (answer.status === 401) throw new LinkFailed({ signInNeeded: true });
    if (answer.status !== 403 && answer.status !== 422) {
      const retryAfter = Number(answer.headers.get("Retry-After") ?? Number.NaN);
      throw new LinkFailed(Number.isFinite(retryAfter) ? { afterMs: retryAfter * 1000 } : {});
    }
    // Nothing of it may be followed at present: each list's own answer says why, and rights may change.
    for (const feed of feeds) this.#carrier.read(feed);
    void pause(ASK_AGAIN_MS, stream.signal).then(() => {
      if (!stream.signal.aborted) this.#reopen();
    });
  }

  async #get(address: string, signal: AbortSignal): Promise<Response> {
    try {
      return await this.#http.fetch(
        "GET",
        address,
        { headers: { Accept: "text/event-stream" }, signal },
        OPEN_WITHIN_MS,
      );
    } catch (error) {
      throw new LinkFailed(error instanceof SignInNeeded ? { signInNeeded: true } : {}, error);
    }
  }

  async #hear(body: ReadableStream<Uint8Array>, plan: Map<string, Subscription>, signal: AbortSignal): Promise<void> {
    let ended: Ended = {};
    try {
      for await (const { event, data } of readEvents(body, SILENCE_MS)) {
        if (signal.aborted) return;
        const payload: unknown = JSON.parse(data);
        if (event === "data_update") {
          const update = readDataUpdate(payload);
          const subscription = update && plan.get(update.type);
          if (subscription) this.#carrier.push(subscription, update);
        } else if (event === "subscribed") {
          if (this.#subscribed(plan, payload)) return;
        } else if (event === "goodbye") {
          const goodbye = readGoodbye(payload);
          if (goodbye)
            ended = { code: goodbye.code, ...(goodbye.afterMs !== undefined && { afterMs: goodbye.afterMs }) };
        } else if (event === "auth_expired") {
          ended = (await this.#http.session.renew()) ? { renewed: true } : { signInNeeded: true };
          break;
        } else {
          this.#onEvent(event, payload);
        }
      }
    } catch {
      // Broken off, silent, or not what a stream of ours says: the same as the network.
    }
    if (!signal.aborted) this.#finish(ended);
  }

  /** True when the stream has to be opened anew, with other filters or without a cursor. */
  #subscribed(plan: Map<string, Subscription>, payload: unknown): boolean {
    const told = readSubscribed(payload);
    for (const refusal of told.refused) {
      const direct = plan.get(refusal.event)?.direct;
      if (!direct) continue;
      if (refusal.code === "FILTER_NOT_LIVE") this.#notLive.add(direct.key);
      else if (refusal.code === "INVALID_CURSOR") direct.cursor = null;
      else continue;
      this.#reopen();
      return true;
    }
    const granted = new Map(told.granted.map((each) => [each.resource, each]));
    for (const { resource, direct, pulled } of plan.values()) {
      const grant = granted.get(resource);
      // A reset is followed by the word to read again; without a cursor, what is told begins after what is read now.
      if (direct !== null && grant !== undefined && sinceOf(direct) !== null) direct.resume();
      else if (direct !== null) this.#carrier.read(direct);
      for (const feed of pulled) this.#carrier.read(feed);
    }
    return false;
  }
}

function keysOf(feeds: readonly Feed[], topics: readonly string[]): string {
  return JSON.stringify([...feeds.map((feed) => feed.key), ...topics].sort());
}

function sinceOf(direct: Feed | null): string | null {
  return direct?.listing.kind === "list" ? direct.cursor : null;
}

function addressOf(plan: Map<string, Subscription>, topics: readonly string[]): string {
  const query = new URLSearchParams({ resources: [...plan.keys(), ...topics].join(",") });
  for (const { resource, filters } of plan.values())
    for (const [member, value] of Object.entries(filters)) query.set(`${resource}.${member}`, value);
  for (const { resource, direct } of plan.values()) {
    const since = sinceOf(direct);
    if (since !== null) query.set(`${resource}.since`, since);
  }
  return `/api/live?${query}`;
}
