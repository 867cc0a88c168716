/** Asks for all kinds at once, and shows each as it comes; letters typed meanwhile make the answers of before void. */

import { useEffect, useState } from "react";
import { useLive, useMay } from "../../data/seat";
import { type Found, KINDS, type Kind } from "./finds";

export interface Search {
  /** In the order of KINDS; kinds with nothing are left out. */
  readonly groups: readonly { readonly kind: Kind; readonly found: readonly Found[] }[];
  readonly busy: boolean;
  /** Kinds that did not answer. */
  readonly failed: number;
}

const LEAST_LETTERS = 2;
const PAUSE_MS = 160;
const NOTHING: Search = { groups: [], busy: false, failed: 0 };

export function useSearch(typed: string): Search {
  const live = useLive();
  const may = useMay();
  const [search, setSearch] = useState<Search>(NOTHING);
  const q = typed.trim();
  useEffect(() => {
    if (q.length < LEAST_LETTERS) {
      setSearch(NOTHING);
      return;
    }
    const ending = new AbortController();
    const kinds = KINDS.filter((kind) => may(kind.permission));
    setSearch((before) => ({ ...before, busy: true, failed: 0 }));
    const timer = setTimeout(() => {
      const answers = new Map<Kind, readonly Found[] | null>();
      const show = () => {
        if (ending.signal.aborted) return;
        setSearch((before) => ({
          groups: kinds.flatMap((kind) => {
            // What stood there before stays until its own answer comes: nothing jumps away under the eye.
            const found = answers.has(kind)
              ? answers.get(kind)
              : before.groups.find((group) => group.kind === kind)?.found;
            return found && found.length > 0 ? [{ kind, found }] : [];
          }),
          busy: answers.size < kinds.length,
          failed: [...answers.values()].filter((found) => found === null).length,
        }));
      };
      for (const kind of kinds)
        kind.find(live, q, ending.signal).then(
          (found) => {
            answers.set(kind, found);
            show();
          },
          () => {
            answers.set(kind, null);
            show();
          },
        );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [live, may, q]);
  return search;
}
