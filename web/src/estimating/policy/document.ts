/** The policy as a document of paths: a figure is read, changed and compared by where it stands. */

import type { PricePolicy } from "../../api/schema";

/** What a change puts at a path: a figure, a word, a whole list. */
export type Figure = string | number | boolean | null | readonly unknown[];
/** Path -> new value. Lists are changed whole, so that the rows of two people never mix. */
export type Changes = Readonly<Record<string, Figure>>;

export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** "a.b[2].c" -> ["a", "b", 2, "c"]. */
function stepsOf(path: string): readonly (string | number)[] {
  return path.split(/\.|\[/).map((step) => (step.endsWith("]") ? Number(step.slice(0, -1)) : step));
}

export function valueAt(document: unknown, path: string): unknown {
  let here: unknown = document;
  for (const step of stepsOf(path)) {
    if (here === null || typeof here !== "object") return undefined;
    here = (here as Record<string | number, unknown>)[step];
  }
  return here;
}

/** The document with another value at `path`; everything beside it stays the same object. */
function withValue<T>(document: T, path: string, value: unknown): T {
  const put = (here: unknown, steps: readonly (string | number)[]): unknown => {
    const [step, ...rest] = steps;
    if (step === undefined) return value;
    if (Array.isArray(here)) return here.map((each, index) => (index === step ? put(each, rest) : each));
    const record = (here ?? {}) as Record<string, unknown>;
    return { ...record, [step]: put(record[step], rest) };
  };
  return put(document, stepsOf(path)) as T;
}

export function applied(policy: PricePolicy, changes: Changes): PricePolicy {
  return Object.entries(changes).reduce((now, [path, value]) => withValue(now, path, value), policy);
}

/** `changes` with one more; what is as it was in `policy` is no change. A place inside of a list changes the list. */
export function changed(policy: PricePolicy, changes: Changes, path: string, value: Figure): Changes {
  const list = /^(.*?)\[\d+\]/.exec(path)?.[1];
  if (list !== undefined) {
    const whole = withValue(applied(policy, changes), path, value);
    return changed(policy, changes, list, valueAt(whole, list) as Figure);
  }
  const { [path]: _, ...rest } = changes;
  return same(valueAt(policy, path), value) ? rest : { ...rest, [path]: value };
}

/** Figures that are written differently and say the same ("1.0", "1") are the same. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === "string" && typeof b === "string") {
    return a.trim() !== "" && b.trim() !== "" && Number(a) === Number(b);
  }
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, at) => same(each, b[at]));
  if (isRecord(a) && isRecord(b)) {
    const members = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...members].every((member) => same(a[member], b[member]));
  }
  return false;
}

/** Figure by figure, in the order of the document; a list that differs is one difference. */
export function differences(before: unknown, after: unknown, path = ""): readonly Difference[] {
  if (same(before, after)) return [];
  if (!isRecord(before) || !isRecord(after)) return [{ path, before, after }];
  const members = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return members.flatMap((member) =>
    differences(before[member], after[member], path === "" ? member : `${path}.${member}`),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
