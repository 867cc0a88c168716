/** The library on `window.lab`, and a short way to sign in, for tests that drive it from outside. */

import type { Live, SignedIn } from "../../../src/live";
import * as library from "../../../src/live";

const base = location.origin;

interface Credentials {
  readonly email?: string;
  readonly password?: string;
}

async function signIn(kind: "cookie" | "token", credentials: Credentials = {}): Promise<Live> {
  const { email = "", password = "" } = credentials;
  const signedIn = kind === "cookie" ? await library.signIn(base, email, password) : await getTokens(email, password);
  const session = kind === "cookie" ? library.cookieSession(base, signedIn) : library.tokenSession(base, signedIn);
  return open(session, signedIn.user.id, signedIn.user.organisation.id);
}

async function getTokens(email: string, password: string): Promise<SignedIn> {
  const answer = await fetch(`${base}/api/auth/login`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as SignedIn;
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
