/** The answers of one briefing as a screen needs them: the server's, those under way, and those that were refused. */

import { useEffect, useMemo } from "react";
import { useRows } from "../../data/rows";
import { useLive, useReadable } from "../../data/seat";
import type { Live, OutboxEntry } from "../../live";
import type { AnswerRow, AnswerValue } from "../rows";
import { conflictOf, type Facts, sameAnswer, written } from "./field";
import type { Given, Question } from "./visible";

export interface Answering {
  readonly status: "loading" | "ready" | "forbidden" | "failed";
  facts(question: string): Facts;
  /** Question -> what is answered, by what waits and by what the server has. */
  readonly given: Given;
  readonly rows: readonly AnswerRow[];
  /** Of this briefing. */
  readonly entries: readonly OutboxEntry[];
}

const NOTHING: Facts = { row: null, waiting: [], refused: null };

export function useAnswering(briefing: string, questions: ReadonlyMap<string, Question>): Answering {
  const live = useLive();
  const { rows, status } = useRows("briefing-answers", { filters: { briefingId: briefing } });
  const all = useReadable(live.outbox.entries);
  const prefix = `/api/briefings/${briefing}/answers/`;
  const entries = useMemo(() => all.filter((entry) => entry.path.startsWith(prefix)), [all, prefix]);
  useEffect(() => {
    for (const entry of entries) void settle(live, entry, questions.get(questionOf(entry)));
  }, [live, entries, questions]);
  return useMemo(() => {
    const facts = new Map<string, { row: AnswerRow | null; waiting: OutboxEntry[]; refused: OutboxEntry | null }>();
    const at = (question: string) => {
      const found = facts.get(question) ?? { row: null, waiting: [], refused: null };
      facts.set(question, found);
      return found;
    };
    for (const row of rows) at(row.questionId).row = row;
    for (const entry of entries) {
      const place = at(questionOf(entry));
      if (entry.state === "failed") place.refused = entry;
      else place.waiting.push(entry);
    }
    const given = new Map<string, AnswerValue>();
    for (const [question, { row, waiting, refused }] of facts) {
      const last = waiting.at(-1) ?? refused;
      given.set(question, last ? written(last).value : (row?.value ?? null));
    }
    return { status, facts: (question: string) => facts.get(question) ?? NOTHING, given, rows, entries };
  }, [rows, entries, status]);
}

function questionOf(entry: OutboxEntry): string {
  return decodeURIComponent(entry.path.slice(entry.path.lastIndexOf("/") + 1));
}

/** A conflict between two equal answers is none: it was mine, and its answer got lost on the way. */
async function settle(live: Live, entry: OutboxEntry, question: Question | undefined): Promise<void> {
  const there = entry.state === "failed" ? conflictOf(entry) : null;
  if (there !== null && question !== undefined && sameAnswer(question, there.value, written(entry).value))
    await live.outbox.discard(entry.id);
}

/** Keeps one answer until the server has it; resolves with the entry's id once it is kept in this browser. */
export function writeAnswer(live: Live, briefing: string, question: Question, value: AnswerValue, version: number) {
  return live.write({
    method: "PUT",
    path: `/api/briefings/${briefing}/answers/${encodeURIComponent(question.id)}`,
    body: { value, version },
    // Of each question for itself: one that is refused holds no other back.
    thing: `briefings/${briefing}/answers/${question.id}`,
    label: question.text,
  });
}

/**
 * Resolves when every answer of the briefing is with the server: true, or false where one was refused or none goes out
 * within `withinMs`.
 */
export function whenSent(live: Live, briefing: string, withinMs = 8_000): Promise<boolean> {
  const prefix = `/api/briefings/${briefing}/answers/`;
  return new Promise((resolve) => {
    const end = (sent: boolean) => {
      clearTimeout(timer);
      leave();
      resolve(sent);
    };
    const look = () => {
      const mine = live.outbox.entries.getSnapshot().filter((entry) => entry.path.startsWith(prefix));
      if (mine.length === 0) end(true);
      else if (mine.every((entry) => entry.state === "failed")) end(false);
    };
    const timer = setTimeout(() => end(false), withinMs);
    const leave = live.outbox.entries.subscribe(look);
    queueMicrotask(look);
  });
}
