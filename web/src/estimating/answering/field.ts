/** What one question shows, and what is written next: from the server's answer, what waits, and what is being typed. */

import { isConflict, type OutboxEntry } from "../../live";
import type { AnswerRow, AnswerValue } from "../rows";
import { hasAnswer, numberOf, type Question } from "./visible";

/** An answer and its version; version 0 is no answer. */
export interface Known {
  readonly value: AnswerValue;
  readonly version: number;
}

/** What is known of a question outside of its field. */
export interface Facts {
  /** The server's answer, as this browser last heard of it. */
  readonly row: AnswerRow | null;
  /** Answers on their way, in order. */
  readonly waiting: readonly OutboxEntry[];
  /** The one that the server did not take; those behind it wait for the person. */
  readonly refused: OutboxEntry | null;
}

/** Where writes of mine have brought the answer, as long as the row that says so is under way. */
export interface Ahead {
  /** The versions before it. */
  readonly from: readonly number[];
  readonly known: Known;
}

export const NO_ANSWER: Known = { value: null, version: 0 };

/** The body that an entry carries. */
export function written(entry: OutboxEntry): Known {
  const { value = null, version = 0 } = (entry.body ?? {}) as Partial<Known>;
  return { value, version };
}

/** What the server will hold once this is written: clearing removes the answer, anything else counts one up. */
export function after({ value, version }: Known): Known {
  return { value, version: hasAnswer(value) ? version + 1 : 0 };
}

/** One more write of mine, from `base` to `value`. */
export function further(ahead: Ahead | null, base: Known, value: AnswerValue): Ahead {
  const from = ahead?.known.version === base.version ? ahead.from : [];
  return { from: [...from, base.version], known: after({ value, version: base.version }) };
}

/** What the next write builds upon. */
export function known({ row, waiting, refused }: Facts, ahead: Ahead | null): Known {
  const last = waiting.at(-1);
  if (last === undefined && refused !== null) return written(refused);
  const told = last !== undefined ? after(written(last)) : row === null ? NO_ANSWER : row;
  // Of two that were chosen in a moment, the second may not wait yet while the first does.
  if (ahead?.from.includes(told.version)) return ahead.known;
  return { value: told.value, version: told.version };
}

/** Whether two values are the same answer to `question`, one perhaps as it is typed. */
export function sameAnswer(question: Question, a: AnswerValue, b: AnswerValue): boolean {
  if (!hasAnswer(a) || !hasAnswer(b)) return hasAnswer(a) === hasAnswer(b);
  if (question.kind === "number") {
    const [x, y] = [numberOf(a), numberOf(b)];
    return x === null || y === null ? a === b : x === y;
  }
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each) => b.includes(each));
  if (typeof a === "string" && typeof b === "string") return tidy(a) === tidy(b);
  return a === b;
}

function tidy(text: string): string {
  return text.replaceAll("\r\n", "\n").trim();
}

/**
 * What somebody else answered while the field was in my hands: it is offered, never put under the cursor. `base` is what
 * I began from.
 */
export function offered(
  question: Question,
  { row, waiting, refused }: Facts,
  base: Known,
  mine: AnswerValue,
  me: string,
) {
  const version = row?.version ?? 0;
  if (waiting.length > 0 || refused !== null || version === base.version || row?.answeredBy?.id === me) return null;
  const theirs = row?.value ?? null;
  if (sameAnswer(question, theirs, mine) || sameAnswer(question, theirs, base.value)) return null;
  return { value: theirs, version, by: row?.answeredBy?.name ?? null };
}

/** The answer that was there when a write of mine came too late: compared by the person, or the same after all. */
export function conflictOf(entry: OutboxEntry): Known | null {
  if (!isConflict(entry) || entry.problem?.status !== 412) return null;
  const { version, value } = entry.problem as { version?: unknown; value?: unknown };
  return typeof version === "number" ? { version, value: (value ?? null) as AnswerValue } : null;
}
