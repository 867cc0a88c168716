/** Calls of who is not signed in: a password forgotten, an invitation. */

import { cookieSession, NoAnswer, Problem } from "../live";
import { type AnswerOf, addressOf, type BodyOf, type CallName } from "./call";

const WITHIN_MS = 15_000;

/** Rejects with `Problem` (refused) or `NoAnswer`. Tokens of a sign-in come in cookies. */
export async function callOpen<C extends CallName>(name: C, body?: BodyOf<C>): Promise<AnswerOf<C>> {
  let answer: Response;
  let said: unknown;
  try {
    answer = await fetch(addressOf(name), {
      method: name.slice(0, name.indexOf(" ")),
      headers: {
        Accept: "application/json",
        "X-Esteio-Session": "cookie",
        // A session of before may have left its cookies: the server then wants to see that the page may read them.
        "X-CSRF-Token": cookieSession(location.origin).csrfToken() ?? "",
        ...(body !== undefined && { "Content-Type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    said = answer.status === 204 ? null : await answer.json();
  } catch (error) {
    throw new NoAnswer(name, { cause: error });
  }
  if (answer.ok) return said as AnswerOf<C>;
  const retryAfter = Number(answer.headers.get("Retry-After") ?? Number.NaN);
  throw new Problem(
    answer.status,
    said as Record<string, unknown>,
    Number.isFinite(retryAfter) ? retryAfter * 1000 : null,
  );
}
