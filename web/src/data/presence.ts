/** Who else is at the same place (`briefings/<id>`), and what they are at. */

import { useCallback, useEffect, useMemo, useState } from "react";
import type { Live, Person, Readable } from "../live";
import { useLive, useMe, useReadable } from "./seat";

const NOBODY: readonly Person[] = [];
const EMPTY: Readable<readonly Person[]> = { subscribe: () => () => undefined, getSnapshot: () => NOBODY };

/** Is at `place` for as long as the screen shows it. `say` tells the others what one is at: the field being edited. */
export function usePresence(place: string): {
  readonly others: readonly Person[];
  readonly say: (state: string) => void;
} {
  const live = useLive();
  const me = useMe();
  const [here, setHere] = useState<ReturnType<Live["join"]> | null>(null);
  useEffect(() => {
    const joined = live.join(place);
    setHere(joined);
    return () => {
      setHere(null);
      joined.leave();
    };
  }, [live, place]);
  const people = useReadable<readonly Person[]>(here ?? EMPTY);
  return {
    others: useMemo(() => people.filter((person) => person.id !== me.id), [people, me.id]),
    say: useCallback((state: string) => here?.update(state), [here]),
  };
}
