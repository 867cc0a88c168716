/** Who else is at a place such as `briefings/0197…`: joined once for all tabs, and again after each reconnection. */

import type { Person } from "./state";
import { isDictionary } from "./wire";

type Ask = (event: string, payload: object) => Promise<unknown>;

export class Presence {
  readonly #places = new Map<string, Map<string, string | null>>();
  readonly #onPeople: (place: string, people: readonly Person[]) => void;
  #ask: Ask | null = null;

  constructor(onPeople: (place: string, people: readonly Person[]) => void) {
    this.#onPeople = onPeople;
  }

  /** The connection, or null when it is gone or can only hear: then nobody is known to be anywhere. */
  use(ask: Ask | null): void {
    this.#ask = ask;
    for (const place of this.#places.keys()) {
      if (ask === null) this.#onPeople(place, []);
      else this.#enter(place);
    }
  }

  /** `tab` is at `place`; its `state` is what the person does there, of several tabs the last word counts. */
  join(tab: string, place: string, state: string | null): void {
    const tabs = this.#places.get(place);
    if (tabs === undefined) {
      this.#places.set(place, new Map([[tab, state]]));
      this.#enter(place);
      return;
    }
    tabs.delete(tab);
    tabs.set(tab, state);
    this.#send("presence:update", { place, state });
  }

  leave(tab: string, place: string): void {
    const tabs = this.#places.get(place);
    if (!tabs?.delete(tab) || tabs.size > 0) return;
    this.#places.delete(place);
    this.#send("presence:leave", { place });
  }

  forget(tab: string): void {
    for (const place of [...this.#places.keys()]) this.leave(tab, place);
  }

  /** A `presence` event. */
  told(payload: unknown): void {
    if (!isDictionary(payload) || typeof payload.place !== "string" || !this.#places.has(payload.place)) return;
    this.#people(payload.place, payload);
  }

  #enter(place: string): void {
    const state = [...(this.#places.get(place)?.values() ?? [])].at(-1) ?? null;
    this.#send("presence:join", state === null ? { place } : { place, state }, (answer) => this.#people(place, answer));
  }

  #people(place: string, answer: unknown): void {
    if (isDictionary(answer) && Array.isArray(answer.people)) this.#onPeople(place, answer.people as Person[]);
  }

  #send(event: string, payload: object, then: (answer: unknown) => void = () => undefined): void {
    // A connection that breaks meanwhile enters all places again when it is back.
    this.#ask?.(event, payload).then(then, () => undefined);
  }
}
