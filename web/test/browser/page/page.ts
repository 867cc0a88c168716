/** The library on `window.lab`, and a short way to sign in, for tests that drive it from outside. */

import type { Live, SignedIn } from "../../../src/live";
import * as library from "../../../src/live";

const base = location.origin;

async function signIn(kind: "cookie" | "token", credentials: object = {}, rowsVersion = "1"): Promise<Live> {
  const answer = await fetch(`${base}/api/auth/login`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(kind === "cookie" && { "X-Esteio-Session": "cookie" }) },
    body: JSON.stringify(credentials),
  });
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`);
  const signedIn = (await answer.json()) as SignedIn;
  const session = kind === "cookie" ? library.cookieSession(base, signedIn) : library.tokenSession(base, signedIn);
  return open(session, signedIn.user.id, signedIn.user.organisation.id, rowsVersion);
}

async function open(session: library.Session, person: string, organisation: string, rowsVersion = "1"): Promise<Live> {
  const live = await library.createLive({ base, session, person, organisation, rowsVersion });
  window.live = live;
  return live;
}

const lab = { ...library, signIn, open, base };

declare global {
  interface Window {
    lab: typeof lab;
    live: Live;
    seen: unknown[];
  }
}

window.lab = lab;
