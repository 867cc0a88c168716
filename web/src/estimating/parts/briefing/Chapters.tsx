/** The chapters of a questionnaire: where one is, what is done, and who else is where. */

import { Check, ChevronDown } from "lucide-react";
import type { Chapter } from "../../../api/schema";
import type { Person as Present } from "../../../live";
import { Person } from "../../../ui/badge";
import { cx } from "../../../ui/cx";
import { useWords } from "../../../words/language";
import type { Given } from "../../answering/visible";
import { hasAnswer } from "../../answering/visible";
import { briefingWords } from "../../words/briefing";

interface ChapterState {
  readonly chapter: Chapter;
  readonly shown: number;
  readonly answered: number;
  /** Required ones without an answer. */
  readonly owed: number;
  readonly here: readonly Present[];
}

export function chapterStates(
  chapters: readonly Chapter[],
  visible: ReadonlySet<string>,
  given: Given,
  others: readonly Present[],
): readonly ChapterState[] {
  return chapters.map((chapter) => {
    const questions = chapter.questions.filter(({ id }) => visible.has(id));
    return {
      chapter,
      shown: questions.length,
      answered: questions.filter(({ id }) => hasAnswer(given.get(id))).length,
      owed: questions.filter(({ id, required }) => required && !hasAnswer(given.get(id))).length,
      here: others.filter(({ state }) => chapter.questions.some(({ id }) => id === state)),
    };
  });
}

export function ChapterNav({
  states,
  current,
  onChoose,
}: {
  states: readonly ChapterState[];
  current: string;
  onChoose: (chapter: string) => void;
}) {
  const say = useWords(briefingWords);
  const index = states.findIndex(({ chapter }) => chapter.id === current);
  return (
    <>
      <nav aria-label={say.chapters} className="sticky top-4 hidden self-start lg:block">
        <ol className="flex flex-col gap-0.5">
          {states.map((state) => (
            <li key={state.chapter.id}>
              <button
                type="button"
                aria-current={state.chapter.id === current ? "step" : undefined}
                onClick={() => onChoose(state.chapter.id)}
                className={cx(
                  "flex w-full items-center gap-2 rounded-md px-2.5 py-1.5 text-left transition-colors hover:bg-sunken",
                  state.chapter.id === current ? "bg-sunken font-medium text-ink" : "text-soft",
                )}
              >
                <span className="min-w-0 grow">{state.chapter.title}</span>
                {state.here.map((person) => (
                  <Person key={person.id} name={person.name} small />
                ))}
                <Done state={state} />
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <div className="relative lg:hidden">
        <p className="text-sm text-faint">{say.chapterOf(index + 1, states.length)}</p>
        <div className="flex min-h-11 items-center gap-2 border-b border-line text-lg font-semibold">
          <span className="min-w-0 grow truncate">{states[index]?.chapter.title}</span>
          {states[index] && <Done state={states[index]} />}
          <ChevronDown size={18} className="text-soft" aria-hidden />
        </div>
        <select
          aria-label={say.chapters}
          value={current}
          onChange={(event) => onChoose(event.target.value)}
          className="absolute inset-0 opacity-0"
        >
          {states.map(({ chapter, owed, answered, shown }) => (
            <option key={chapter.id} value={chapter.id}>
              {chapter.title} · {owed === 0 ? `${answered}/${shown}` : say.owed(owed)}
            </option>
          ))}
        </select>
      </div>
    </>
  );
}

function Done({ state }: { state: ChapterState }) {
  const say = useWords(briefingWords);
  if (state.owed === 0 && state.answered === state.shown)
    return (
      <>
        <Check size={16} className="shrink-0 text-leaf" aria-hidden />
        <span className="sr-only">{say.whole}</span>
      </>
    );
  return (
    <span
      title={state.owed > 0 ? say.owed(state.owed) : undefined}
      className={cx("shrink-0 text-sm", state.owed > 0 ? "text-ochre" : "text-faint")}
    >
      <span aria-hidden>
        {state.answered}/{state.shown}
      </span>
      <span className="sr-only">
        {say.answered(state.answered, state.shown)}
        {state.owed > 0 && `, ${say.owed(state.owed)}`}
      </span>
    </span>
  );
}
