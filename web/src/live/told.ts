/** Who made the last change of a row, for as long as the page has the row: it is neither kept nor compared. */

import { isDictionary } from "./wire";

/** A person, as the server names them. */
export interface Doer {
  readonly id: string;
  readonly name: string;
}

export interface Told {
  /** Null when no member of the organisation did it: a supplier by their link, a job. */
  readonly by: Doer | null;
  /** The person of this page did it, here or elsewhere. */
  readonly own: boolean;
  /** When it was told here, as `performance.now()` counts. */
  readonly at: number;
}

// By the row itself: one that changes is another object, and one that is let go takes this with it.
const tellings = new WeakMap<object, Told>();

export function noteTold(row: object, by: Doer | null, person: string): void {
  tellings.set(row, { by, own: by?.id === person, at: performance.now() });
}

/** The change that made the row what it is; undefined for one that was read, which does not say who changed it. */
export function toldOf(row: object): Told | undefined {
  return tellings.get(row);
}

/** `_by` of a change. */
export function readDoer(value: unknown): Doer | null {
  return isDictionary(value) ? (value as unknown as Doer) : null;
}
