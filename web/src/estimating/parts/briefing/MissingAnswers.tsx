/** What the server still wants before a briefing can be completed; each goes once it is answered. */

import { useWords } from "../../../words/language";
import { type Given, hasAnswer, type Question } from "../../answering/visible";
import { briefingWords } from "../../words/briefing";

export function MissingAnswers({
  owed,
  questions,
  given,
  onGoTo,
}: {
  owed: ReadonlySet<string>;
  questions: ReadonlyMap<string, Question>;
  given: Given;
  onGoTo: (question: string) => void;
}) {
  const say = useWords(briefingWords);
  const still = [...owed].filter((id) => !hasAnswer(given.get(id)));
  if (still.length === 0) return null;
  return (
    <section role="alert" className="rounded-lg bg-ochre-soft px-4 py-3 text-ochre">
      <h2 className="font-semibold">{say.missingTitle}</h2>
      <ul className="mt-1 flex flex-col">
        {still.map((id) => (
          <li key={id}>
            <button
              type="button"
              className="text-left underline underline-offset-2 pointer-coarse:min-h-11"
              onClick={() => onGoTo(id)}
            >
              {questions.get(id)?.text ?? id}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
