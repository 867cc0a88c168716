/** Alive, quietly: what somebody else changed takes its new value with a tint that fades, and their initials. */

import { createContext, type ElementType, type ReactNode, useContext, useState } from "react";
import { type Told, toldOf } from "../live";
import { useWords, words } from "../words/language";
import { Person } from "./badge";
import { cx } from "./cx";

/** Here and not among those of all parts, which every screen waits for. */
const changedWords = words(
  { by: (name: string) => `Alterado por ${name}` },
  { by: (name: string) => `Changed by ${name}` },
);
/** What was told this long ago is news to who begins to look: a card that a colleague has just put into this column. */
const NEWS_MS = 1_200;
/** Details are read once their row is told, or the row is told while they are read: so close together, it is one change. */
const TOGETHER_MS = 5_000;

/** The live row whose details are shown below: what changes of them was changed by whoever changed it. */
export const OfRow = createContext<object | null | undefined>(undefined);

/**
 * Tints its element whenever `of` becomes another value (not when it first appears). Within `OfRow`, others' changes bear
 * their initials and one's own are no news.
 */
export function Changed({
  of,
  as: Element = "span",
  className,
  children,
}: {
  of: unknown;
  as?: ElementType;
  className?: string;
  children: ReactNode;
}) {
  const row = useContext(OfRow);
  const { times, at } = useChangesAt(of);
  const told = row ? toldOf(row) : undefined;
  const theirs = told !== undefined && !told.own && Math.abs(told.at - at) < TOGETHER_MS;
  const shown = times > 0 && (row === undefined || theirs);
  return (
    <Element key={times} className={cx(shown && "animate-tint", "rounded-sm", className)}>
      {children}
      {shown && told?.by && <Initials name={told.by.name} className="-mt-2 -ml-1.5" />}
    </Element>
  );
}

/**
 * Behind a row or card (`relative isolate`) that somebody else changed, and their initials at its edge: when `of` becomes
 * another value, and at once on what was told a moment ago. Rows that did not change stay the same objects.
 */
export function RowTint({ row, of = row, className }: { row: object; of?: unknown; className?: string }) {
  const { times, told } = useTelling(row, of);
  if (times === 0 || told?.own) return null;
  return <Tint key={times} by={told?.by?.name} className={className} />;
}

/** The tint itself, for as long as it takes to fade; with another `key` it begins anew. */
export function Tint({ by, className }: { by?: string | undefined; className?: string | undefined }) {
  return (
    <>
      <span aria-hidden className={cx("absolute inset-0 -z-10 animate-tint", className)} />
      {by && <Initials name={by} className="top-1/2 -left-2 -translate-y-1/2" />}
    </>
  );
}

/** Whose change it is: goes with the tint, and takes no place. */
function Initials({ name, className }: { name: string; className: string }) {
  const say = useWords(changedWords);
  return (
    <span className={cx("invisible absolute z-10 flex animate-sign rounded-full ring-1 ring-line-strong", className)}>
      <Person name={name} hint={say.by(name)} small />
    </span>
  );
}

/** How often `value` has become another since the component appeared; from not known yet (undefined) is no change. */
export function useChanges(value: unknown): number {
  return useChangesAt(value).times;
}

/** The same, and when it last did. */
function useChangesAt(value: unknown) {
  const [seen, setSeen] = useState({ value, times: 0, at: 0 });
  if (Object.is(seen.value, value)) return seen;
  // While drawing, not after it: a hundred rows that change at once are drawn once each, not twice.
  const next = { value, times: seen.value === undefined ? seen.times : seen.times + 1, at: performance.now() };
  setSeen(next);
  return next;
}

/** The same, and what was told of the row then: a copy of it that a screen makes meanwhile knows nothing of that. */
function useTelling(row: object, of: unknown): { readonly times: number; readonly told: Told | undefined } {
  const [seen, setSeen] = useState(() => {
    const told = toldOf(row);
    return { of, times: told !== undefined && performance.now() - told.at < NEWS_MS ? 1 : 0, told };
  });
  if (Object.is(seen.of, of)) return seen;
  const next = { of, times: seen.times + 1, told: toldOf(row) };
  setSeen(next);
  return next;
}
