/** Doing something on the server, and saying plainly what became of it. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { type AnswerOf, type CallName, type CallOptions, call } from "../api/call";
import { NoAnswer, Problem, SignInNeeded } from "../live";
import { toast } from "../ui/toast";
import { said, saidEach, wordsNow } from "../words/language";
import { useLive, useMe } from "./seat";
import { dataWords } from "./words";

const NO_FIELDS: Readonly<Record<string, string>> = {};

/** What a refusal says of each field: member -> sentence. */
export function fieldsOf(error: unknown): Readonly<Record<string, string>> {
  return error instanceof Problem ? saidEach(error.fields) : NO_FIELDS;
}

/** What went wrong, in a sentence for the person. The server's own sentences name the remedy. */
export function sentenceOf(error: unknown): string {
  const say = wordsNow(dataWords);
  if (error instanceof Problem) {
    if (error.status === 412) return say.changedMeanwhile;
    return error.detail ? said(error.detail) : say.refused;
  }
  if (error instanceof NoAnswer) return say.noAnswer;
  if (error instanceof SignInNeeded) return say.signInNeeded;
  return say.failed;
}

interface ActionOptions<C extends CallName> {
  /** Said when it is done; a function may look at the answer. */
  readonly done?: string | ((answer: AnswerOf<C>) => string | null);
  /** Adds "Desfazer" to what is said. */
  readonly undo?: (answer: AnswerOf<C>) => Promise<unknown>;
  readonly onDone?: (answer: AnswerOf<C>) => void;
  /** Hears of a refusal first; true when it dealt with it, so that nothing more is said. */
  readonly onRefused?: (error: unknown) => boolean;
  /** False: the caller shows the error itself (a form beside its fields). */
  readonly sayErrors?: boolean;
}

/** `const approve = useAction("POST /api/…", { done: "Aprovada." })`, then `approve.run({ path, body })`. */
export function useAction<C extends CallName>(name: C, options: ActionOptions<C> = {}) {
  const live = useLive();
  const client = useQueryClient();
  const mutation = useMutation<AnswerOf<C>, unknown, CallOptions<C>>({
    mutationFn: (given) => call(live, name, given),
    // Now or never: what must survive a lost connection goes through `live.write`.
    networkMode: "always",
    onSuccess: (answer) => {
      // What is not live itself (details, histories) is read again where it is shown.
      void client.invalidateQueries({ queryKey: ["answer"] });
      const said = typeof options.done === "function" ? options.done(answer) : options.done;
      const { undo } = options;
      if (said)
        toast(
          said,
          undo ? { undo: () => void undo(answer).catch((error) => toast(sentenceOf(error), { tone: "wine" })) } : {},
        );
      options.onDone?.(answer);
    },
    onError: (error) => {
      if (options.onRefused?.(error)) return;
      if (options.sayErrors !== false) toast(sentenceOf(error), { tone: "wine" });
    },
  });
  const fields = fieldsOf(mutation.error);
  // A second click comes before the button could be drawn as busy.
  const underWay = useRef(new Map<string, Promise<AnswerOf<C> | undefined>>()).current;
  return {
    /**
     * Resolves with the answer, or with undefined when it was refused (which was then said). Asked for the same again
     * while it is under way, it is done once.
     */
    run: (given: CallOptions<C>): Promise<AnswerOf<C> | undefined> => {
      const key = JSON.stringify(given);
      const running = underWay.get(key);
      if (running) return running;
      const begun = mutation
        .mutateAsync(given)
        .catch(() => undefined)
        .finally(() => underWay.delete(key));
      underWay.set(key, begun);
      return begun;
    },
    busy: mutation.isPending,
    error: mutation.error,
    /** Of the fields of the last refusal: member -> sentence. */
    fields,
    /** The last refusal in one sentence, for a form. */
    sentence: mutation.error === null ? null : sentenceOf(mutation.error),
    /** The same, unless it is said beside its fields. */
    unplaced: mutation.error === null || Object.keys(fields).length > 0 ? null : sentenceOf(mutation.error),
    reset: mutation.reset,
  };
}

const DRAFT = "esteio-draft:";

/** What is typed into a form survives a reload, a lost connection and a wrong turn, until `clear` or a sign-out. */
export function useDraft<T extends object>(key: string, initial: T) {
  const { id, organisation } = useMe();
  const name = `${DRAFT}${id}:${organisation.id}:${key}`;
  const [value, setValue] = useState<T>(() => {
    try {
      const kept = localStorage.getItem(name);
      return kept === null ? initial : { ...initial, ...(JSON.parse(kept) as Partial<T>) };
    } catch {
      return initial;
    }
  });
  // The same function for as long as the form is there: rows of a long form need not be drawn for another's letter.
  const set = useCallback(
    (change: Partial<T> | ((now: T) => Partial<T>)) =>
      setValue((before) => {
        const next = { ...before, ...(typeof change === "function" ? change(before) : change) };
        localStorage.setItem(name, JSON.stringify(next));
        return next;
      }),
    [name],
  );
  return {
    value,
    set,
    clear: () => {
      localStorage.removeItem(name);
      setValue(initial);
    },
  };
}
