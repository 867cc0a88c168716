/** One question in somebody's hands: typed, saved on a pause and on leaving, compared where two wrote at once. */

import { useEffect, useRef, useState } from "react";
import { sentenceOf } from "../../data/actions";
import { useLive, useMe } from "../../data/seat";
import { toast } from "../../ui/toast";
import { said } from "../../words/language";
import type { AnswerValue } from "../rows";
import { writeAnswer } from "./answering";
import { type Ahead, conflictOf, type Facts, further, type Known, known, offered, sameAnswer, written } from "./field";
import type { Question } from "./visible";

const PAUSE_MS = 800;

export function useField(briefing: string, question: Question, facts: Facts) {
  const live = useLive();
  const me = useMe();
  const [typed, setTyped] = useState<{ readonly value: AnswerValue } | null>(null);
  const [base, setBase] = useState<Known | null>(null);
  const ahead = useRef<Ahead | null>(null);
  const [, draw] = useState<Ahead | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const version = facts.row?.version ?? 0;
  if (ahead.current?.known.version === version) ahead.current = null;
  const value = typed !== null ? typed.value : (base ?? known(facts, ahead.current)).value;
  const offer = base === null ? null : offered(question, facts, base, value, me.id);

  const keep = async (next: AnswerValue, from: Known): Promise<void> => {
    if (facts.refused !== null) {
      // It goes on in the place of the refused one; against a conflict it is refused again, and kept.
      await live.outbox.retry(facts.refused.id, { body: { value: next, version: written(facts.refused).version } });
      return;
    }
    const before = ahead.current;
    ahead.current = further(before, from, next);
    // What was chosen stands there at once, not only when the browser has put it away.
    draw(ahead.current);
    setBase((now) => (now === null ? null : (ahead.current?.known ?? now)));
    try {
      await writeAnswer(live, briefing, question, next, from.version);
    } catch (error) {
      ahead.current = before;
      setTyped({ value: next });
      toast(sentenceOf(error), { tone: "wine" });
    }
  };
  const flush = (next: { readonly value: AnswerValue } | null): void => {
    clearTimeout(timer.current);
    const from = base ?? known(facts, ahead.current);
    if (next !== null && !sameAnswer(question, next.value, from.value)) void keep(next.value, from);
  };
  // What the timer and the end of the field find must be the latest, not what was there when they were set up.
  const latest = useRef({ flush, typed, offer });
  latest.current = { flush, typed, offer };
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      latest.current.flush(latest.current.typed);
    },
    [],
  );

  const theirs = facts.refused === null ? null : conflictOf(facts.refused);
  const conflict: Known | null =
    theirs === null ? null : facts.row ? { value: facts.row.value, version } : { value: null, version: 0 };

  return {
    value,
    /** In somebody's hands here: nothing changes under the cursor. */
    held: base !== null,
    focus: () => setBase((now) => now ?? known(facts, ahead.current)),
    blur: () => {
      flush(typed);
      setTyped(null);
      setBase(null);
    },
    /** Typed: saved after a pause. */
    type: (next: AnswerValue) => {
      setTyped({ value: next });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        // Somebody else's answer is on offer: first the person chooses.
        if (latest.current.offer === null) latest.current.flush(latest.current.typed);
      }, PAUSE_MS);
    },
    /** Chosen: saved at once. */
    choose: (next: AnswerValue) => {
      setTyped(base === null ? null : { value: next });
      flush({ value: next });
    },
    offer,
    takeOffer: () => {
      if (offer === null) return;
      ahead.current = null;
      clearTimeout(timer.current);
      setTyped(null);
      setBase({ value: offer.value, version: offer.version });
    },
    keepMine: () => {
      if (offer === null) return;
      setTyped({ value });
      setBase({ value, version: offer.version });
      void keep(value, { value: offer.value, version: offer.version });
    },
    conflict,
    /** Somebody answered first, and theirs stays. */
    takeTheirs: () => {
      if (facts.refused === null) return;
      ahead.current = null;
      setTyped(null);
      setBase(null);
      void live.outbox.discard(facts.refused.id);
    },
    /** Mine replaces what is there now. */
    insist: () => {
      if (facts.refused === null || conflict === null) return;
      void live.outbox.retry(facts.refused.id, { body: { value, version: conflict.version } });
    },
    /** The server's sentence about an answer that it does not take. */
    refusal: theirs === null ? refusalOf(question, facts) : null,
    discard: () => {
      if (facts.refused === null) return;
      ahead.current = null;
      setTyped(null);
      void live.outbox.discard(facts.refused.id);
    },
    again: () => {
      if (facts.refused !== null) void live.outbox.retry(facts.refused.id);
    },
  };
}

export type FieldState = ReturnType<typeof useField>;

function refusalOf(question: Question, { refused }: Facts): string | null {
  if (refused === null) return null;
  const { fields, detail } = (refused.problem ?? {}) as { fields?: Record<string, string>; detail?: string };
  return said(fields?.[question.id] ?? detail ?? "");
}
