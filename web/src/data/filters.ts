/** What a list is filtered by, kept in the address: it survives a reload, goes back with the browser, and can be sent. */

import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

export type Filters<K extends string> = Readonly<Partial<Record<K, string>>>;

/** `const [filters, set] = useFilters("q", "prioridade")`; `set({ q: "cimento" })`, `set({ q: undefined })` takes it away. */
export function useFilters<const K extends string>(
  ...names: readonly K[]
): [Filters<K>, (change: Readonly<Partial<Record<K, string | undefined>>>) => void] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const text = JSON.stringify(names.map((name) => search[name] ?? ""));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `text` has all that is read
  const filters = useMemo(() => {
    const values = JSON.parse(text) as unknown[];
    return Object.fromEntries(
      names.flatMap((name, index) => (values[index] === "" ? [] : [[name, String(values[index])]])),
    ) as Filters<K>;
  }, [text]);
  const set = useCallback(
    (change: Readonly<Partial<Record<K, string | undefined>>>) => {
      const next = (before: Record<string, unknown>) =>
        Object.fromEntries(
          Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined && value !== ""),
        );
      void navigate({ to: ".", search: next, replace: true, resetScroll: false } as never);
    },
    [navigate],
  );
  return [filters, set];
}
