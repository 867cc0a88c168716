/** For TanStack Query: lists whose cached data is patched as changes come, never fetched again. */

import type { QueryClient } from "@tanstack/query-core";
import type { ListSnapshot } from "./list";
import type { Readable } from "./store";
import type { Row } from "./wire";

/**
 * Options for `useQuery`: the data is the list's rows. The list is followed for as long as the query is in the cache,
 * and its rows are set into it; rows that did not change stay the same objects.
 */
export function listQuery<R extends Row>(
  client: QueryClient,
  queryKey: readonly unknown[],
  list: Readable<ListSnapshot<R>>,
) {
  return {
    queryKey,
    queryFn: ({ signal }: { signal: AbortSignal }) => {
      follow(client, queryKey, list);
      return firstRows(list, signal);
    },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  } as const;
}

/** Why a list has no rows. */
export class ListRefused extends Error {
  override readonly name = "ListRefused";
  readonly status: "forbidden" | "failed";

  constructor(status: "forbidden" | "failed") {
    super(status);
    this.status = status;
  }
}

const followed = new WeakMap<QueryClient, Set<string>>();

function follow<R extends Row>(
  client: QueryClient,
  queryKey: readonly unknown[],
  list: Readable<ListSnapshot<R>>,
): void {
  const cache = client.getQueryCache();
  const query = cache.find({ queryKey, exact: true });
  if (query === undefined) return;
  const known = followed.get(client) ?? new Set<string>();
  followed.set(client, known);
  if (known.has(query.queryHash)) return;
  known.add(query.queryHash);
  const endList = list.subscribe(() => {
    const { rows, status } = list.getSnapshot();
    if (status === "ready") client.setQueryData(queryKey, rows);
    else if (status !== "loading") void client.resetQueries({ queryKey, exact: true });
  });
  const endCache = cache.subscribe((event) => {
    if (event.type !== "removed" || event.query !== query) return;
    known.delete(query.queryHash);
    endList();
    endCache();
  });
}

function firstRows<R extends Row>(list: Readable<ListSnapshot<R>>, signal: AbortSignal): Promise<readonly R[]> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const { rows, status } = list.getSnapshot();
      if (status === "loading") return;
      end();
      if (status === "ready") resolve(rows);
      else reject(new ListRefused(status));
    };
    const end = list.subscribe(look);
    signal.addEventListener("abort", () => {
      end();
      reject(signal.reason);
    });
    look();
  });
}
