/** Requests to the API: token, renewal on 401, position of the last write, problems as errors. */

import { Problem } from "./problem";
import type { Session } from "./session";
import { isDictionary } from "./wire";

const WITHIN_MS = 30_000;
/** The server's cookie of the same value is as short: later, every process has reached the write. */
const POSITION_HOLDS_MS = 60_000;
export const POSITION_HEADER = "X-Esteio-Position";

/** The server did not answer: no network, too late, or something in between cut it off. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** The person has to sign in again. */
export class SignInNeeded extends Error {
  override readonly name = "SignInNeeded";
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** The answer is a file: `data` is a Blob. */
  readonly file?: true;
}

export interface Answer<T = unknown> {
  readonly status: number;
  readonly data: T;
  readonly headers: Headers;
}

export class Http {
  readonly base: string;
  readonly session: Session;
  readonly #onPosition: (position: string) => void;
  /** What the server last advised about the time until the next poll. */
  pollAfterMs: number | null = null;
  #position: { readonly text: string; readonly at: number } | null = null;

  /** `onPosition` hears of each write's position, so that other tabs read no older than it. */
  constructor(base: string, session: Session, onPosition: (position: string) => void = () => undefined) {
    this.base = base;
    this.session = session;
    this.#onPosition = onPosition;
  }

  /** A write, here or in another tab, was answered with `position`. */
  wrote(position: string): void {
    this.#position = { text: position, at: Date.now() };
  }

  /** Rejects with `NoAnswer`, `SignInNeeded` or `Problem`; with the reason of `signal` when that is aborted. */
  async request<T = unknown>(method: string, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
    const late = AbortSignal.timeout(WITHIN_MS);
    const bounded = { ...options, signal: options.signal ? AbortSignal.any([options.signal, late]) : late };
    let answer: Response;
    let data: unknown;
    try {
      answer = await this.fetch(method, path, bounded, WITHIN_MS);
      data = options.file && answer.ok ? await answer.blob() : await readBody(answer);
    } catch (error) {
      if (options.signal?.aborted || error instanceof NoAnswer || error instanceof SignInNeeded) throw error;
      throw new NoAnswer(`${method} ${path}`, { cause: error });
    }
    const position = answer.headers.get(POSITION_HEADER);
    if (position !== null && method !== "GET") {
      this.wrote(position);
      this.#onPosition(position);
    }
    const pollAfter = answer.headers.get("X-Poll-After");
    if (pollAfter !== null && Number.isFinite(Number(pollAfter))) this.pollAfterMs = Number(pollAfter);
    if (answer.ok) return { status: answer.status, data: data as T, headers: answer.headers };
    if (answer.status === 401 && !isOfWhatWasGiven(data)) throw new SignInNeeded(`${method} ${path}`);
    const retryAfter = Number(answer.headers.get("Retry-After") ?? Number.NaN);
    throw new Problem(
      answer.status,
      isDictionary(data) ? data : {},
      Number.isFinite(retryAfter) ? retryAfter * 1000 : null,
    );
  }

  /** The bare answer, whatever its status; renews the session once on a 401. `withinMs` holds until the head comes. */
  async fetch(method: string, path: string, options: RequestOptions, withinMs: number): Promise<Response> {
    const first = await this.#once(method, path, options, withinMs);
    if (first.status !== 401 || isOfWhatWasGiven(await readBody(first.clone()))) return first;
    await first.body?.cancel();
    let renewed: boolean;
    try {
      renewed = await this.session.renew();
    } catch (error) {
      throw new NoAnswer("the session could not be renewed", { cause: error });
    }
    if (!renewed) throw new SignInNeeded(`${method} ${path}`);
    return this.#once(method, path, options, withinMs);
  }

  async #once(method: string, path: string, options: RequestOptions, withinMs: number): Promise<Response> {
    // Refusals as the server words them, whatever the browser speaks; the screens have them in English.
    const headers = new Headers({ Accept: "application/json", "Accept-Language": "pt-BR", ...options.headers });
    const token = this.session.token();
    if (token !== null) headers.set("Authorization", `Bearer ${token}`);
    if (options.body !== undefined) headers.set("Content-Type", "application/json");
    if (method === "GET") {
      if (this.#position !== null && Date.now() - this.#position.at < POSITION_HOLDS_MS)
        headers.set(POSITION_HEADER, this.#position.text);
    } else {
      const csrf = this.session.csrfToken();
      if (csrf !== null) headers.set("X-CSRF-Token", csrf);
    }
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), withinMs);
    try {
      return await fetch(this.base + path, {
        method,
        headers,
        ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
        signal: options.signal ? AbortSignal.any([options.signal, late.signal]) : late.signal,
      });
    } catch (error) {
      if (options.signal?.aborted) throw error;
      throw new NoAnswer(`${method} ${path}`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A password or a code that is asked for again, by somebody who is signed in: not their session is refused. */
const GIVEN = new Set(["INVALID_CREDENTIALS", "INVALID_CODE", "SECOND_FACTOR_REQUIRED"]);

function isOfWhatWasGiven(refusal: unknown): boolean {
  return isDictionary(refusal) && GIVEN.has(String(refusal.code));
}

async function readBody(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (text === "" || !/\bjson\b/.test(answer.headers.get("Content-Type") ?? "")) return text === "" ? null : text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
