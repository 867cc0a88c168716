/** Live lists and single things, as screens read them. */

import {
  keepPreviousData,
  type UseQueryOptions,
  type UseQueryResult,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { type AnswerOf, addressOf, type CallOptions, call, type Reading } from "../api/call";
import type { LiveCounts, LiveLists } from "../api/schema";
import type { ListSnapshot, Readable, Row } from "../live";
import { keepAnswer, keptAnswer } from "./kept";
import { useLive, useMe, useReadable } from "./seat";

/** Names of live lists: `briefings`, `purchase-requests` ... */
export type Resource = keyof LiveLists;
export type RowOf<R extends Resource> = LiveLists[R]["row"] & Row;
/** Names of live answers that are counted: `pipeline`, `purchase-board` ... */
export type CountName = keyof LiveCounts;

/** Lists that are read elsewhere than at `/api/<name>`: all of them, says the compiler. */
type Elsewhere = {
  readonly [R in Resource as LiveLists[R]["path"] extends `/api/${R}` ? never : R]: LiveLists[R]["path"];
};
const ELSEWHERE: Elsewhere = { "bulk-approvals": "/api/approvals/bulk" };
const PATHS: Readonly<Partial<Record<Resource, string>>> = ELSEWHERE;

interface RowsOptions {
  readonly filters?: Readonly<Record<string, string | boolean | null | undefined>>;
  readonly q?: string;
  readonly sort?: string;
  /** False: it is not asked for (the person may not see it, or it is not known yet of what). */
  readonly enabled?: boolean;
}

const NO_ROWS: Readable<ListSnapshot<never>> = {
  subscribe: () => () => undefined,
  getSnapshot: () => NOTHING,
};
const NOTHING: ListSnapshot<never> = { rows: [], status: "loading", complete: false };

/**
 * A live list: rows of the last visit at once, then the truth, then every change. Rows that did not change stay the same
 * objects. `status` is `loading` until anything is known, `forbidden`, `failed`, or `ready`.
 */
export function useRows<R extends Resource>(resource: R, options: RowsOptions = {}): ListSnapshot<RowOf<R>> {
  const live = useLive();
  const { q = "", sort = "", enabled = true } = options;
  const given = Object.entries(options.filters ?? {})
    .filter(([, value]) => value !== undefined && value !== null && value !== "")
    .map(([member, value]) => [member, String(value)] as const);
  const key = JSON.stringify(given);
  const list = useMemo(
    () =>
      live.list<RowOf<R>>(resource, {
        filters: Object.fromEntries(JSON.parse(key) as [string, string][]),
        q,
        sort,
        ...(PATHS[resource] && { path: PATHS[resource] }),
      }),
    [live, resource, key, q, sort],
  );
  return useReadable<ListSnapshot<RowOf<R>>>(enabled ? list : NO_ROWS);
}

/** One row of a live list by its id; undefined while unknown, null when it is not there (or not for this person). */
export function useRow<R extends Resource>(
  resource: R,
  id: string,
  filters: NonNullable<RowsOptions["filters"]> = {},
): RowOf<R> | null | undefined {
  const { rows, status } = useRows(resource, { filters: { ...filters, id } });
  if (status === "loading") return undefined;
  return rows.find((row) => row.id === id) ?? null;
}

/** A counted answer that is told anew whenever it changes; undefined until known. `path` is one of its route. */
export function useCounted<N extends CountName>(name: N, path: string): LiveCounts[N]["answer"] | undefined {
  const live = useLive();
  return useReadable(useMemo(() => live.value<LiveCounts[N]["answer"]>(name, path), [live, name, path]));
}

/**
 * An answer that is read on demand and kept. What it shows is read again when `after` changes: pass the `version` of the
 * live row it belongs to (or anything that grows with it), and it is as live as the row. `keep` has it here at the next
 * visit, too, also without a network.
 */
export function useAnswer<C extends Reading>(
  name: C,
  options: CallOptions<C>,
  {
    after,
    enabled = true,
    keep = false,
  }: { readonly after?: unknown; readonly enabled?: boolean; readonly keep?: boolean } = {},
): UseQueryResult<AnswerOf<C>> {
  const live = useLive();
  const me = useMe();
  const client = useQueryClient();
  const address = addressOf(name, options.path ?? {}, options.query ?? {});
  const key = useMemo(() => ["answer", address] as const, [address]);
  useEffect(() => {
    if (after !== undefined) void client.invalidateQueries({ queryKey: key, exact: true });
  }, [client, key, after]);
  return useQuery<AnswerOf<C>>({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const answer = await call(live, name, { ...options, signal } as CallOptions<C>);
      if (keep) keepAnswer(me, address, answer);
      return answer;
    },
    placeholderData: keepPreviousData,
    ...(keep && { initialData: () => keptAnswer<AnswerOf<C>>(me, address), initialDataUpdatedAt: 0 }),
    enabled,
  } as UseQueryOptions<AnswerOf<C>>);
}
