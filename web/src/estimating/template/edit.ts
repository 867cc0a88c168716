/** Changing a questionnaire: questions and chapters come, go and change places; ids once given stay, answers hang on them. */

import type { Chapter, Template } from "../../api/schema";
import type { Condition, Question } from "../answering/visible";

/** "Área do lote (m²)" -> "area_do_lote_m2"; with a number after it where that is taken. */
export function slugOf(text: string, taken: Iterable<string>): string {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+/, "")
    .slice(0, 50)
    .replace(/_+$/, "");
  const base = plain || "item";
  const all = new Set(taken);
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? base : `${base}_${number}`;
    if (!all.has(slug)) return slug;
  }
}

export function questionsOf(template: Template): readonly Question[] {
  return template.chapters.flatMap(({ questions }) => questions);
}

/** Of a question at this place, those asked before it: what its condition may look at. */
export function earlierThan(template: Template, id: string | null): readonly Question[] {
  const all = questionsOf(template);
  const at = id === null ? -1 : all.findIndex((each) => each.id === id);
  return at === -1 ? all : all.slice(0, at);
}

export function withChapters(
  template: Template,
  change: (chapters: readonly Chapter[]) => readonly Chapter[],
): Template {
  return { ...template, chapters: [...change(template.chapters)] };
}

/** Puts `question` in place of the one with its id, or at the end of the chapter. */
export function withQuestion(template: Template, chapter: string, question: Question): Template {
  return withChapters(template, (chapters) =>
    chapters.map((each) => {
      if (each.id !== chapter) return each;
      const known = each.questions.some(({ id }) => id === question.id);
      return {
        ...each,
        questions: known
          ? each.questions.map((old) => (old.id === question.id ? question : old))
          : [...each.questions, question],
      };
    }),
  );
}

export function withoutQuestion(template: Template, id: string): Template {
  return withChapters(template, (chapters) =>
    chapters.map((each) => ({ ...each, questions: each.questions.filter((question) => question.id !== id) })),
  );
}

/** One place up or down; at the end of a chapter into the next one. */
export function movedQuestion(template: Template, id: string, by: 1 | -1): Template {
  return withChapters(template, (chapters) => {
    const from = chapters.findIndex(({ questions }) => questions.some((each) => each.id === id));
    const chapter = chapters[from];
    const at = chapter?.questions.findIndex((each) => each.id === id) ?? -1;
    const question = chapter?.questions[at];
    if (chapter === undefined || question === undefined) return chapters;
    const rest = chapter.questions.filter((each) => each.id !== id);
    const inside = at + by >= 0 && at + by < chapter.questions.length;
    if (inside) return replaced(chapters, from, { ...chapter, questions: inserted(rest, at + by, question) });
    const next = chapters[from + by];
    if (next === undefined) return chapters;
    const there = { ...next, questions: inserted(next.questions, by === 1 ? 0 : next.questions.length, question) };
    return replaced(replaced(chapters, from, { ...chapter, questions: rest }), from + by, there);
  });
}

export function movedChapter(template: Template, id: string, by: 1 | -1): Template {
  return withChapters(template, (chapters) => {
    const at = chapters.findIndex((each) => each.id === id);
    const chapter = chapters[at];
    if (chapter === undefined || chapters[at + by] === undefined) return chapters;
    return inserted(
      chapters.filter((each) => each.id !== id),
      at + by,
      chapter,
    );
  });
}

/** A copy to be published as a template of its own. */
export function copyOf(template: Template, name: string, keys: Iterable<string>): Template {
  return { ...template, name, key: slugOf(name, keys), version: 1 };
}

/** The simple conditions: one earlier question has one answer. Others are kept as they are. */
export function simpleCondition(condition: Condition | null | undefined): { question: string; value: string } | null {
  if (condition?.op !== "equals") return null;
  return { question: condition.question, value: String(condition.value) };
}

function inserted<T>(list: readonly T[], at: number, item: T): T[] {
  return [...list.slice(0, at), item, ...list.slice(at)];
}

function replaced<T>(list: readonly T[], at: number, item: T): T[] {
  return list.map((each, index) => (index === at ? item : each));
}
