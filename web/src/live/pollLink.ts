/** The lowest rung: the lists' own `since=`, asked as often as the server advises. It works wherever the API does. */

import type { Feed } from "./feed";
import { type Http, SignInNeeded } from "./http";
import { type Ended, type Link, LinkFailed } from "./link";
import { deferred, pause } from "./timing";

/** When the server gives no advice. */
const ASK_EVERY_MS = 5_000;
const AT_LEAST_MS = 250;

/** Made when the first round was answered; rejects with `LinkFailed`. */
export async function openPoll(http: Http, feeds: readonly Feed[], signal: AbortSignal): Promise<Link> {
  const link = new PollLink(http, feeds);
  const abort = () => link.close();
  signal.addEventListener("abort", abort);
  try {
    await link.round();
  } catch (error) {
    link.close();
    throw new LinkFailed(endedBy(error), error);
  } finally {
    signal.removeEventListener("abort", abort);
  }
  void link.run();
  return link;
}

class PollLink implements Link {
  readonly rung = "poll";
  readonly ask = null;
  readonly ended: Promise<Ended>;
  readonly #http: Http;
  readonly #end = deferred<Ended>();
  #feeds: readonly Feed[];
  #closed = false;
  #woken = false;
  #wake = new AbortController();

  constructor(http: Http, feeds: readonly Feed[]) {
    this.#http = http;
    this.#feeds = feeds;
    this.ended = this.#end.promise;
  }

  follow(feeds: readonly Feed[]): void {
    const added = feeds.some((feed) => !this.#feeds.includes(feed));
    this.#feeds = feeds;
    if (added) this.refresh();
  }

  refresh(): void {
    this.#woken = true;
    this.#wake.abort();
  }

  close(): void {
    this.#closed = true;
    this.#wake.abort();
    this.#end.resolve({});
  }

  async round(): Promise<void> {
    this.#http.pollAfterMs = null;
    // Without a list there is nothing to ask for, and the connection is as good as the last write or read was.
    await Promise.all(this.#feeds.map((feed) => feed.sync()));
  }

  async run(): Promise<void> {
    for (;;) {
      this.#wake = new AbortController();
      if (!this.#woken) await pause(Math.max(AT_LEAST_MS, this.#http.pollAfterMs ?? ASK_EVERY_MS), this.#wake.signal);
      if (this.#closed) return;
      this.#woken = false;
      try {
        await this.round();
      } catch (error) {
        this.#closed = true;
        this.#end.resolve(endedBy(error));
        return;
      }
    }
  }
}

function endedBy(error: unknown): Ended {
  return error instanceof SignInNeeded ? { signInNeeded: true } : {};
}
