/** What a screen shows, kept in its address: filters, the open tab. "Back" finds it again, and a link carries it. */

import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

/**
 * `const [{ status }, set] = useAddress({ status: "" })`: members with their value when the address does not say.
 * Changing one replaces the address; with `{ push: true }` "back" comes here again.
 */
export function useAddress<T extends Readonly<Record<string, string>>>(initial: T) {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const navigate = useNavigate();
  const names = JSON.stringify(initial);
  const value = useMemo(() => {
    const start = JSON.parse(names) as T;
    return Object.fromEntries(
      Object.entries(start).map(([name, unsaid]) => [name, search[name] === undefined ? unsaid : String(search[name])]),
    ) as { readonly [K in keyof T]: string };
  }, [names, search]);
  const set = useCallback(
    (change: { readonly [K in keyof T]?: string }, { push = false }: { readonly push?: boolean } = {}) => {
      const start = JSON.parse(names) as Record<string, string>;
      const next = (before: Readonly<Record<string, unknown>>) => {
        const all = Object.entries({ ...before, ...change });
        return Object.fromEntries(all.filter(([name, given]) => given !== undefined && given !== start[name]));
      };
      void navigate({ search: next, replace: !push, resetScroll: false } as never);
    },
    [names, navigate],
  );
  return [value, set] as const;
}
