/** Who is signed in, in this browser: kept as ids and names (no secret; the tokens are HttpOnly cookies). */

import type { Me } from "../api/schema";
import { cookieSession, createLive, type Live, type SignedIn, signIn } from "../live";

export type { Me };

/** A person at work: the connection, and what they may do. */
export interface Seat {
  readonly live: Live;
  readonly me: Me;
}

const KEPT = "esteio-me";

export function keptMe(): Me | null {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "null") as Me | null;
  } catch {
    return null;
  }
}

export function keepMe(me: Me): void {
  localStorage.setItem(KEPT, JSON.stringify(me));
}

export function forgetMe(): void {
  localStorage.removeItem(KEPT);
}

/** Sits down with the rows of the last visit; needs no network. */
export async function sitDown(me: Me, said?: SignedIn): Promise<Seat> {
  keepMe(me);
  const base = location.origin;
  const live = await createLive({
    base,
    session: cookieSession(base, said),
    person: me.id,
    organisation: me.organisation.id,
    rowsVersion: __ROWS_VERSION__,
  });
  return { live, me };
}

/** Rejects with a `Problem` (wrong password, too many tries, second factor asked) or a network error. */
export async function enter(email: string, password: string, code?: string): Promise<Seat> {
  const said = await signIn(location.origin, email, password, code);
  return sitDown(said.user as unknown as Me, said);
}
