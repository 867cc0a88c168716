/** The chapter that is open, question by question, and the way to the next. */

import { ArrowLeft, ArrowRight } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import type { Template } from "../../../api/schema";
import type { usePresence } from "../../../data/presence";
import { useLive, useMe, useReadable } from "../../../data/seat";
import { Button } from "../../../ui/button";
import { useWords } from "../../../words/language";
import type { Answering } from "../../answering/answering";
import { visibleQuestions } from "../../answering/visible";
import { briefingWords } from "../../words/briefing";
import { ChapterNav, chapterStates } from "./Chapters";
import { AnsweredQuestion, QuestionCard } from "./QuestionCard";

export function Questionnaire({
  briefing,
  template,
  answering,
  presence,
  mayAnswer,
  chapter: wanted,
  question: jump,
  onChapter,
  owed,
}: {
  briefing: string;
  template: Template;
  answering: Answering;
  presence: ReturnType<typeof usePresence>;
  mayAnswer: boolean;
  /** From the address; "" for the first with something owed. */
  chapter: string;
  /** A question to go to. */
  question: string;
  onChapter: (chapter: string) => void;
  owed: ReadonlySet<string>;
}) {
  const say = useWords(briefingWords);
  const me = useMe();
  const live = useLive();
  const offline = useReadable(live.state).status === "offline";
  const { given } = answering;
  const visible = useMemo(() => visibleQuestions(template, given), [template, given]);
  const states = useMemo(
    () => chapterStates(template.chapters, visible, given, presence.others),
    [template, visible, given, presence.others],
  );
  const chapter =
    template.chapters.find(({ questions }) => questions.some(({ id }) => id === jump)) ??
    template.chapters.find(({ id }) => id === wanted) ??
    template.chapters[0];
  useEffect(() => {
    if (jump === "") return;
    const card = document.getElementById(`pergunta-${jump}`);
    card?.scrollIntoView({ block: "center" });
    card?.querySelector<HTMLElement>("input:not([hidden]), textarea, select, button")?.focus({ preventScroll: true });
  }, [jump]);
  const shown = useRef(chapter?.id);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (shown.current === chapter?.id) return;
    shown.current = chapter?.id;
    // The button that was pressed may be gone: keys and readers go on where the chapter begins.
    if (jump === "") section.current?.focus({ preventScroll: true });
  }, [chapter?.id, jump]);
  if (chapter === undefined) return null;
  const index = template.chapters.indexOf(chapter);
  const go = (step: number) => {
    const next = template.chapters[index + step];
    if (next) onChapter(next.id);
  };
  return (
    <div className="grid gap-x-8 gap-y-3 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <ChapterNav states={states} current={chapter.id} onChoose={onChapter} />
      <section ref={section} tabIndex={-1} aria-label={chapter.title} className="min-w-0 max-w-2xl outline-none">
        <h2 className="hidden text-lg font-semibold lg:block">{chapter.title}</h2>
        {chapter.help && <p className="text-soft">{chapter.help}</p>}
        {chapter.questions
          .filter(({ id }) => visible.has(id))
          .map((question) => {
            const facts = answering.facts(question.id);
            if (!mayAnswer) return <AnsweredQuestion key={question.id} question={question} facts={facts} />;
            return (
              <QuestionCard
                key={question.id}
                briefing={briefing}
                question={question}
                facts={facts}
                here={presence.others.filter(({ state }) => state === question.id)}
                offline={offline}
                me={me.id}
                onPresence={presence.say}
                owed={owed.has(question.id)}
              />
            );
          })}
        <div className="flex justify-between gap-2 py-4">
          <Button icon={ArrowLeft} disabled={index === 0} onClick={() => go(-1)}>
            {say.previous}
          </Button>
          {index < template.chapters.length - 1 && (
            <Button kind="primary" onClick={() => go(1)}>
              {say.next}: {template.chapters[index + 1]?.title}
              <ArrowRight size={16} aria-hidden />
            </Button>
          )}
        </div>
      </section>
    </div>
  );
}
