/** What a form at the door asks, and what comes of it. */

import { useEffect, useState } from "react";
import { fieldsOf, sentenceOf } from "../../../data/actions";
import { NoAnswer, Problem } from "../../../live";
import { wordsNow } from "../../../words/language";
import { doorWords } from "../../words/door";

/** `run` resolves with undefined when it was refused. `waitS` counts down when the server wants a pause. */
export function useAsking() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [waitS, setWaitS] = useState(0);
  useEffect(() => {
    if (waitS <= 0) return;
    const timer = setTimeout(() => setWaitS(waitS - 1), 1000);
    return () => clearTimeout(timer);
  }, [waitS]);
  return {
    busy,
    error,
    waitS,
    fields: fieldsOf(error),
    code: error instanceof Problem ? error.code : null,
    sentence: error === null ? null : sentenceAtTheDoor(error),
    forget: () => setError(null),
    run: async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
      setBusy(true);
      setError(null);
      try {
        return await ask();
      } catch (refusal) {
        setError(refusal);
        if (refusal instanceof Problem && refusal.retryAfterMs !== null)
          setWaitS(Math.min(600, Math.ceil(refusal.retryAfterMs / 1000)));
        return undefined;
      } finally {
        setBusy(false);
      }
    },
  };
}

function sentenceAtTheDoor(error: unknown): string {
  return error instanceof NoAnswer ? wordsNow(doorWords).noAnswer : sentenceOf(error);
}
