/** Lists that are not live, a page after the other. */

import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { type AnswerOf, addressOf, type CallOptions, call, type Reading } from "../api/call";
import { useLive } from "./seat";

type PagedCall = {
  [C in Reading]: AnswerOf<C> extends { data: readonly unknown[]; nextCursor: string | null } ? C : never;
}[Reading];
type PagedRow<C extends PagedCall> = AnswerOf<C> extends { data: readonly (infer T)[] } ? T : never;

/**
 * A list that is not live, a page after the other: `more()` reads the next one while `hasMore`. It is read again when `after`
 * becomes another (the `version` of the live row that it belongs to).
 */
export function usePages<C extends PagedCall>(
  name: C,
  query?: CallOptions<C>["query"],
  { path, after }: { readonly path?: Readonly<Record<string, string>>; readonly after?: unknown } = {},
) {
  const live = useLive();
  const client = useQueryClient();
  const address = addressOf(name, path ?? {}, (query ?? {}) as Record<string, unknown>);
  useEffect(() => {
    if (after !== undefined) void client.invalidateQueries({ queryKey: ["answer", "pages", address], exact: true });
  }, [client, address, after]);
  const pages = useInfiniteQuery({
    queryKey: ["answer", "pages", address],
    queryFn: async ({ pageParam, signal }) => {
      const asked = { path, query: { ...query, cursor: pageParam, limit: 50 }, signal } as unknown as CallOptions<C>;
      return (await call(live, name, asked)) as unknown as { data: readonly PagedRow<C>[]; nextCursor: string | null };
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.data) ?? [], [pages.data]);
  const status = pages.isError && rows.length === 0 ? "failed" : pages.isPending ? "loading" : "ready";
  return {
    rows,
    status: status as "failed" | "loading" | "ready",
    error: pages.error,
    retry: () => void pages.refetch(),
    hasMore: pages.hasNextPage,
    more: () => void pages.fetchNextPage(),
    reading: pages.isFetchingNextPage,
  };
}
