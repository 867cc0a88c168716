/** Who is signed in, as the transports need it: a token or the browser's cookie, and how to renew either. */

import { Problem } from "./problem";
import { isDictionary } from "./wire";

export interface Session {
  /** The access token; null when the browser's cookie carries it. */
  token(): string | null;
  /** What unsafe requests of a cookie session send along; null otherwise. */
  csrfToken(): string | null;
  /** When the access ends (ms since 1970), if known. */
  expiresAt(): number | null;
  /** True when renewed; false when the person must sign in again. Rejects when the server could not be asked. */
  renew(): Promise<boolean>;
  /** Whether the last renewal was refused because the person may not go on here; else it was the session that ended. */
  suspended(): boolean;
}

/** What `POST /api/auth/login` and `/refresh` answer with, as far as it matters here. */
export interface SignedIn {
  readonly token: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
  readonly csrfToken: string;
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly organisation: { readonly id: string; readonly name: string };
  };
}

const RENEW_PATH = "/api/auth/refresh";
const RENEW_WITHIN_MS = 15_000;
/** What the server says of a person who may not be here: the session as such would be good. */
const SUSPENDED = new Set(["NO_ORGANISATION", "ACCOUNT_SUSPENDED"]);

/**
 * Signs in with tokens in cookies; for `cookieSession`. `code` is of the second factor. Rejects with a `Problem`, whose `detail` is for the person, or with a
 * network error.
 */
export async function signIn(base: string, email: string, password: string, code = ""): Promise<SignedIn> {
  const answer = await fetch(`${base}/api/auth/login`, {
    method: "POST",
    // A session of before may have left its cookies: the server then wants to see that the page may read them.
    headers: {
      "Content-Type": "application/json",
      "X-Esteio-Session": "cookie",
      "X-CSRF-Token": csrfCookie() ?? "",
    },
    body: JSON.stringify({ email, password, ...(code !== "" && { code }) }),
    signal: AbortSignal.timeout(RENEW_WITHIN_MS),
  });
  if (answer.ok) return (await answer.json()) as SignedIn;
  const said: unknown = await answer.json().catch(() => ({}));
  throw new Problem(answer.status, isDictionary(said) ? said : {});
}

function csrfCookie(): string | null {
  return /(?:^|;\s*)esteio_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? null;
}

/** For a page of the server's own origin: both tokens stay in HttpOnly cookies, shared by all tabs. */
export function cookieSession(base: string, signedIn?: SignedIn): Session {
  let expiresAt = signedIn ? Date.now() + signedIn.expiresIn * 1000 : null;
  let renewing: Promise<boolean> | null = null;
  let suspended = false;
  async function renew(): Promise<boolean> {
    const answer = await post(base, {}, { "X-CSRF-Token": csrfCookie() ?? "" });
    suspended = answer === "suspended";
    if (typeof answer === "string") return false;
    expiresAt = Date.now() + answer.expiresIn * 1000;
    return true;
  }
  return {
    token: () => null,
    csrfToken: csrfCookie,
    expiresAt: () => expiresAt,
    renew: () => {
      renewing ??= renew().finally(() => {
        renewing = null;
      });
      return renewing;
    },
    suspended: () => suspended,
  };
}

/** For pages of another origin and programs without cookies: tokens live in this object and nowhere else. */
export function tokenSession(base: string, signedIn: SignedIn): Session {
  let current = signedIn;
  let expiresAt = Date.now() + signedIn.expiresIn * 1000;
  let renewing: Promise<boolean> | null = null;
  let suspended = false;
  async function renew(): Promise<boolean> {
    const answer = await post(base, { refreshToken: current.refreshToken }, {});
    suspended = answer === "suspended";
    if (typeof answer === "string") return false;
    current = answer;
    expiresAt = Date.now() + answer.expiresIn * 1000;
    return true;
  }
  return {
    token: () => current.token,
    csrfToken: () => null,
    expiresAt: () => expiresAt,
    renew: () => {
      renewing ??= renew().finally(() => {
        renewing = null;
      });
      return renewing;
    },
    suspended: () => suspended,
  };
}

async function post(
  base: string,
  body: object,
  headers: Record<string, string>,
): Promise<SignedIn | "ended" | "suspended"> {
  const answer = await fetch(base + RENEW_PATH, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(RENEW_WITHIN_MS),
  });
  if (answer.ok) return (await answer.json()) as SignedIn;
  // 401/403/422: this session cannot be renewed. Anything else is the server's trouble, and passes.
  if (answer.status < 400 || answer.status >= 500 || answer.status === 429 || answer.status === 408)
    throw new Error(`renewal answered ${answer.status}`);
  const said: unknown = await answer.json().catch(() => ({}));
  return isDictionary(said) && SUSPENDED.has(String(said.code)) ? "suspended" : "ended";
}
