/** Calls of the API, typed by what the server says of itself (schema.ts). */

import type { Live } from "../live";
import type { paths } from "./schema";

type Path = keyof paths & string;
/** "GET /api/clients", "POST /api/orcamentos/{orcamento_id}/send" ... */
export type CallName = { [P in Path]: `${Uppercase<keyof paths[P] & string>} ${P}` }[Path];
/** Names of GET calls. */
export type Reading = Extract<CallName, `GET ${string}`>;

type OperationOf<C extends CallName> = C extends `${infer M} ${infer P}`
  ? P extends Path
    ? Lowercase<M> extends keyof paths[P]
      ? paths[P][Lowercase<M>]
      : never
    : never
  : never;
type PathOf<C extends CallName> = OperationOf<C> extends { parameters: { path: infer T } } ? T : undefined;
type QueryOf<C extends CallName> = OperationOf<C> extends { parameters: { query?: infer T } } ? T : undefined;
export type BodyOf<C extends CallName> =
  OperationOf<C> extends { requestBody: { content: { "application/json": infer T } } } ? T : undefined;
export type AnswerOf<C extends CallName> =
  OperationOf<C> extends { responses: infer R }
    ? { [S in keyof R & number]: R[S] extends { content: { "application/json": infer T } } ? T : undefined }[keyof R &
        number]
    : undefined;

/** What is not given may be undefined, or an empty field. */
type Loose<Q> = { readonly [K in keyof Q]?: Q[K] | "" | null | undefined };

export type CallOptions<C extends CallName> = (PathOf<C> extends undefined
  ? { readonly path?: undefined }
  : { readonly path: PathOf<C> }) &
  (undefined extends BodyOf<C> ? { readonly body?: BodyOf<C> } : { readonly body: BodyOf<C> }) & {
    readonly query?: Loose<QueryOf<C>>;
    /** `version` of what was read: a write on top of something newer is refused (412) instead of overwriting. */
    readonly ifMatch?: number;
    readonly signal?: AbortSignal;
  };

/** The address of a call with its parameters in place. */
export function addressOf(
  name: CallName,
  path: Readonly<Record<string, unknown>> = {},
  query: Readonly<Record<string, unknown>> = {},
): string {
  const address = name
    .slice(name.indexOf(" ") + 1)
    .replace(/\{(\w+)\}/g, (_, member: string) => encodeURIComponent(String(path[member])));
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const text = new URLSearchParams(given.map(([member, value]) => [member, String(value)])).toString();
  return text === "" ? address : `${address}?${text}`;
}

/** Rejects with `Problem` (refused), `NoAnswer` (no network) or `SignInNeeded`. */
export async function call<C extends CallName>(live: Live, name: C, options: CallOptions<C>): Promise<AnswerOf<C>> {
  const method = name.slice(0, name.indexOf(" "));
  const headers: Record<string, string> = {};
  if (options.ifMatch !== undefined) headers["If-Match"] = `"${options.ifMatch}"`;
  // A repeated press, or a repetition by the network, is one write.
  if (method === "POST") headers["Idempotency-Key"] = crypto.randomUUID();
  const answer = await live.request<AnswerOf<C>>(method, addressOf(name, options.path ?? {}, options.query ?? {}), {
    headers,
    ...(options.body !== undefined && { body: options.body }),
    ...(options.signal && { signal: options.signal }),
  });
  return answer.data;
}
