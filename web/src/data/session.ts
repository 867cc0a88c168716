/** Who is signed in, in this browser: kept as ids and names (no secret; the tokens are HttpOnly cookies). */

import { callOpen } from "../api/open";
import type { Me, SignedIn } from "../api/schema";
import { cookieSession, type Live } from "../live";
import { tellTabs } from "./tabs";

export type { Me };

/** A person at work: the connection, and what they may do. */
export interface Seat {
  readonly live: Live;
  readonly me: Me;
}

const KEPT = "esteio-me";
/** A sign-out that the server has not heard of, because it could not be reached. */
const OWED = "esteio-sign-out-owed";
/** Of the browser, not of a person. */
const STAYS = new Set(["esteio-theme", "esteio-language", "esteio-side", OWED]);

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

/** Sits down with the rows of the last visit; needs no network. */
export async function sitDown(me: Me, said?: SignedIn): Promise<Seat> {
  keepMe(me);
  const base = location.origin;
  // Fetched while somebody types a password: the sign-in does without.
  const { createLive } = await import("../live/client");
  const live = await createLive({
    base,
    session: cookieSession(base, said),
    person: me.id,
    organisation: me.organisation.id,
    rowsVersion: __ROWS_VERSION__,
  });
  return { live, me };
}

/**
 * Sits down with what `ask` gives: a sign-in, an invitation accepted. Cookies are of all tabs, so the others let go
 * meanwhile: no row of one person may come to lie with another's. Rejects with what `ask` rejects with.
 */
export async function enter(ask: () => Promise<SignedIn>): Promise<Seat> {
  const before = keptMe();
  tellTabs({ type: "leaving" });
  try {
    const said = await ask();
    localStorage.removeItem(OWED);
    const seat = await sitDown(said.user, said);
    tellTabs({ type: "seated", me: seat.me });
    return seat;
  } catch (error) {
    if (before !== null) tellTabs({ type: "seated", me: before });
    throw error;
  }
}

/** Goes to another organisation of the same person; where that fails, `error` says why and the seat is the old place. */
export async function switchOrganisation(from: Seat, organisationId: string): Promise<Seat & { error?: unknown }> {
  tellTabs({ type: "leaving" });
  from.live.close();
  try {
    const answer = await from.live.request<SignedIn>("POST", "/api/auth/switch", { body: { organisationId } });
    const seat = await sitDown(answer.data.user, answer.data);
    tellTabs({ type: "seated", me: seat.me });
    return seat;
  } catch (error) {
    const seat = await sitDown(from.me);
    tellTabs({ type: "seated", me: seat.me });
    return { ...seat, error };
  }
}

/** Signs out: the next person at this browser finds nothing of this one. */
export async function leave(live: Live): Promise<void> {
  // Before: tabs that hear of the sign-out must not find somebody to sit down as. After: what was written meanwhile.
  forgetPerson();
  const told = await live.signOut();
  forgetPerson();
  if (!told) localStorage.setItem(OWED, "yes");
}

/** At the start and when the network is back: a session that was left offline is ended on the server, too. */
export async function payOwedSignOut(): Promise<void> {
  if (localStorage.getItem(OWED) === null || keptMe() !== null) return;
  try {
    await callOpen("POST /api/auth/logout");
  } catch (error) {
    if (!(error instanceof Object && "status" in error)) return;
  }
  localStorage.removeItem(OWED);
}

function forgetPerson(): void {
  for (const name of Object.keys(localStorage))
    if (name.startsWith("esteio-") && !STAYS.has(name)) localStorage.removeItem(name);
  sessionStorage.clear();
}
