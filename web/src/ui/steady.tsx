/** What lies under the pointer or finger stays there: changes to a list in use wait, and say how many they are. */

import { ArrowUp } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Row } from "../live";
import { useWords } from "../words/language";
import { Button } from "./button";
import { uiWords } from "./words";

/** A pointer that rests, or keys that were pressed this long ago, hold nothing back. */
const IN_USE_MS = 5_000;
/** What comes this soon after a press is most likely what was asked for. */
const ASKED_MS = 1_500;

/**
 * The rows to show: while `box` is in use, those that were there, each with its new values; what came or went waits
 * until the hand is away, or `show` is called. `fresh` counts what came. What the person does themselves is shown at once:
 * `asked` becomes another value with it, where no click says so (a drop, a key).
 */
export function useSteady<R extends Row>(box: RefObject<HTMLElement | null>, rows: readonly R[], asked?: unknown) {
  const shown = useRef(rows);
  const inUse = useInUse(box, asked);
  const [, again] = useState(0);
  const held = !sameIds(shown.current, rows) && inUse() > 0;
  const now = held ? withNewValues(shown.current, rows) : rows;
  useEffect(() => {
    if (!held) {
      shown.current = rows;
      return;
    }
    const timer = setTimeout(() => again((times) => times + 1), inUse());
    return () => clearTimeout(timer);
  });
  return {
    rows: now,
    fresh: held ? countNew(shown.current, rows) : 0,
    show: () => {
      shown.current = rows;
      again((times) => times + 1);
    },
  };
}

/** "3 novas · Mostrar", above the list. */
export function Fresh({ count, onShow }: { count: number; onShow: () => void }) {
  const say = useWords(uiWords);
  if (count === 0) return null;
  return (
    <div role="status" className="pointer-events-none sticky top-12 z-20 flex h-0 justify-center">
      <Button small icon={ArrowUp} className="pointer-events-auto animate-rise shadow-float" onClick={onShow}>
        {say.fresh(count)} · {say.showFresh}
      </Button>
    </div>
  );
}

/** How many ms `box` is to be taken for in use. */
function useInUse(box: RefObject<HTMLElement | null>, asked: unknown): () => number {
  const touched = useRef(Number.NEGATIVE_INFINITY);
  const pressed = useRef(Number.NEGATIVE_INFINITY);
  const lastAsked = useRef(asked);
  if (lastAsked.current !== asked) {
    lastAsked.current = asked;
    pressed.current = performance.now();
  }
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const ending = new AbortController();
    const { signal } = ending;
    const use = () => {
      touched.current = performance.now();
    };
    const press = () => {
      pressed.current = performance.now();
    };
    for (const kind of ["pointermove", "pointerdown", "wheel", "keydown"] as const)
      element.addEventListener(kind, use, { signal, passive: true });
    element.addEventListener(
      "pointerleave",
      () => {
        touched.current = Number.NEGATIVE_INFINITY;
      },
      { signal },
    );
    // Anywhere: the press may be on a menu or a dialogue above the list.
    document.addEventListener("click", press, { signal, capture: true });
    return () => ending.abort();
  }, [box]);
  return () => {
    const now = performance.now();
    if (now - pressed.current < ASKED_MS) return 0;
    return Math.max(0, Math.ceil(IN_USE_MS - (now - touched.current)));
  };
}

function sameIds(a: readonly Row[], b: readonly Row[]): boolean {
  return a === b || (a.length === b.length && a.every((row, index) => row.id === b[index]?.id));
}

/** The rows of `shown` in their order, with the values of `rows`. */
export function withNewValues<R extends Row>(shown: readonly R[], rows: readonly R[]): readonly R[] {
  const values = new Map(rows.map((row) => [row.id, row]));
  return shown.map((row) => values.get(row.id) ?? row);
}

function countNew(shown: readonly Row[], rows: readonly Row[]): number {
  const known = new Set(shown.map((row) => row.id));
  return rows.filter((row) => !known.has(row.id)).length;
}
