/**
 * Which questions show, by the template's own conditions: the browser has to know at once, and without a network. The
 * language is the server's (rules/questionnaire/conditions.py); both are held to the cases of
 * tests/modules/estimating/data/conditions.json.
 */

import type { Chapter, Template } from "../../api/schema";
import { readDecimal } from "../../words/format";
import type { AnswerValue } from "../rows";

export type Question = Chapter["questions"][number];
export type Condition = NonNullable<Question["shownIf"]>;
export type Given = ReadonlyMap<string, AnswerValue>;

/** The questions to show, in order. A condition looks at earlier questions only, so one pass is enough. */
export function visibleQuestions(template: Template, given: Given): ReadonlySet<string> {
  const shown = new Set<string>();
  const known = new Map<string, AnswerValue>();
  for (const question of template.chapters.flatMap((chapter) => chapter.questions)) {
    if (question.shownIf && !holds(question.shownIf, known)) continue;
    shown.add(question.id);
    known.set(question.id, given.get(question.id) ?? null);
  }
  return shown;
}

/** `false` and 0 are answers; blank text and empty lists are none. */
export function hasAnswer(value: AnswerValue | undefined): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value === "string") return value.trim() !== "";
  return !Array.isArray(value) || value.length > 0;
}

export function holds(condition: Condition, given: Given): boolean {
  if (condition.op === "all") return condition.of.every((each) => holds(each, given));
  if (condition.op === "any") return condition.of.some((each) => holds(each, given));
  const value = given.get(condition.question) ?? null;
  if (!hasAnswer(value)) return false;
  switch (condition.op) {
    case "answered":
      return true;
    case "equals":
      return same(value, condition.value);
    case "not_equals":
      return !same(value, condition.value);
    case "in":
      return typeof value === "string" && condition.values.includes(value);
    case "greater":
      return (numberOf(value) ?? Number.NaN) > Number(condition.value);
    case "less":
      return (numberOf(value) ?? Number.NaN) < Number(condition.value);
    case "contains":
      if (typeof value === "string") return fold(value).includes(fold(condition.value));
      return Array.isArray(value) && value.includes(condition.value);
  }
}

function same(value: AnswerValue, wanted: string | boolean | number): boolean {
  return typeof wanted === "number" ? numberOf(value) === wanted : value === wanted;
}

/** More decimals than two may be the thousands of who is used to another country's comma: no number without doubt. */
const TOO_FINE = /\.\d{3,}$/;

/** A number, or what is typed for one. */
export function numberOf(value: AnswerValue | undefined): number | null {
  const read = typeof value === "number" ? String(value) : typeof value === "string" ? readDecimal(value) : null;
  return read === null || TOO_FINE.test(read) ? null : Number(read);
}

function fold(text: string): string {
  // By way of capitals, so that "ß" is "ss".
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().toLowerCase();
  return bare.split(/\s+/).join(" ").trim();
}
