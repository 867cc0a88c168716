/** What the answers say about the project: each fact with the answer it comes from, and a question where it is unsure. */

import { CircleCheck, CircleHelp, CircleSlash, UserCheck } from "lucide-react";
import { useState } from "react";
import type { Fact, MissingFact, ReadBriefing, ReadFact, Template } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { useMay } from "../../../data/seat";
import { Badge } from "../../../ui/badge";
import { Button } from "../../../ui/button";
import { Changed } from "../../../ui/changed";
import { cx } from "../../../ui/cx";
import { said, useWords } from "../../../words/language";
import { markedParts } from "../../answering/marked";
import { shownAnswer } from "../../answering/shown";
import type { Given, Question } from "../../answering/visible";
import { FACTS, useNames } from "../../vocabulary";
import { readingWords } from "../../words/reading";
import { FactForm, useShownFact } from "../facts";

interface ReadingProps {
  readonly briefing: string;
  readonly reading: ReadBriefing;
  readonly template: Template;
  readonly given: Given;
  readonly onGoTo: (question: string) => void;
}

/** What a person has to say before there is a price. */
export function openPoints({ facts, missing }: ReadBriefing): number {
  return facts.filter(({ question }) => question !== null).length + missing.filter(({ required }) => required).length;
}

export function Reading({ briefing, reading, template, given, onGoTo }: ReadingProps) {
  const say = useWords(readingWords);
  const names = useNames();
  const open = openPoints(reading);
  const needed = reading.missing.filter(({ required }) => required);
  const unsaid = reading.missing.filter(({ required }) => !required);
  const unsure = reading.facts.filter(({ question }) => question !== null);
  const sure = reading.facts.filter(({ question }) => question === null);
  const questions = new Map(template.chapters.flatMap((chapter) => chapter.questions.map((each) => [each.id, each])));
  if (reading.facts.length === 0 && needed.length === 0) return <p className="text-soft">{say.noneYet}</p>;
  return (
    <section className="flex max-w-3xl flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="text-soft">{say.lead}</p>
        <Badge tone={open === 0 ? "leaf" : "ochre"} icon={open === 0 ? CircleCheck : CircleHelp}>
          {open === 0 ? say.ready : say.open(open)}
        </Badge>
      </div>
      <ul className="rounded-lg border border-line bg-surface">
        {needed.map((missing) => (
          <MissingRow key={missing.fact} briefing={briefing} missing={missing} onGoTo={onGoTo} />
        ))}
        {[...unsure, ...sure].map((fact) => (
          <FactRow
            key={fact.fact}
            briefing={briefing}
            read={fact}
            question={questions.get(fact.sourceQuestionId) ?? null}
            given={given}
            onGoTo={onGoTo}
          />
        ))}
      </ul>
      {unsaid.length > 0 && (
        <p className="text-sm text-faint">
          {say.unsaid} {unsaid.map(({ fact }) => names(FACTS, fact).toLowerCase()).join(", ")}.
        </p>
      )}
    </section>
  );
}

function FactRow({
  briefing,
  read,
  question,
  given,
  onGoTo,
}: {
  briefing: string;
  read: ReadFact;
  question: Question | null;
  given: Given;
  onGoTo: (question: string) => void;
}) {
  const say = useWords(readingWords);
  const names = useNames();
  const shown = useShownFact();
  const may = useMay()("estimating.briefings.conclude");
  const [editing, setEditing] = useState(false);
  const fact = read.fact as Fact;
  const confirm = useAction("PUT /api/briefings/{briefing_id}/facts/{fact}", {
    done: say.saved,
    onDone: () => setEditing(false),
    sayErrors: false,
  });
  const forget = useAction("DELETE /api/briefings/{briefing_id}/facts/{fact}", { done: say.wentBack });
  const path = { briefing_id: briefing, fact };
  const value = shown(read.fact, read.value);
  const unsure = read.question !== null;
  return (
    <li className="grid gap-x-4 gap-y-1 border-b border-line px-4 py-3 last:border-0 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <div className="flex items-center gap-2 sm:flex-col sm:items-start sm:gap-1">
        <h3 className="text-sm text-soft">{names(FACTS, fact)}</h3>
        <Badge
          tone={unsure ? "ochre" : read.confirmed ? "slate" : "leaf"}
          icon={unsure ? CircleHelp : read.confirmed ? UserCheck : CircleCheck}
        >
          {unsure ? say.unsure : read.confirmed ? say.confirmed : say.sure}
        </Badge>
      </div>
      <div className="min-w-0">
        <Changed of={value} className="text-lg font-semibold">
          {value}
        </Changed>
        <Source read={read} question={question} given={given} onGoTo={onGoTo} />
        {unsure && <p className="mt-1 text-ochre">{said(read.question ?? "")}</p>}
        {editing ? (
          <div className="mt-2">
            <FactForm
              fact={fact}
              value={read.value}
              busy={confirm.busy}
              error={confirm.fields[fact] ?? confirm.sentence}
              onSave={(next) => void confirm.run({ path, body: { value: next } })}
              onCancel={() => setEditing(false)}
            />
          </div>
        ) : (
          may && (
            <div className="mt-1.5 flex flex-wrap gap-2">
              {unsure && (
                <Button
                  small
                  kind="primary"
                  busy={confirm.busy}
                  onClick={() => void confirm.run({ path, body: { value: asGiven(fact, read.value) } })}
                >
                  {say.confirm(value)}
                </Button>
              )}
              <Button small onClick={() => setEditing(true)}>
                {say.correct}
              </Button>
              {read.confirmed && (
                <Button small kind="quiet" busy={forget.busy} onClick={() => void forget.run({ path })}>
                  {say.goBack}
                </Button>
              )}
            </div>
          )
        )}
      </div>
    </li>
  );
}

/** Decimals travel as text from the server and as numbers to it. */
function asGiven(fact: Fact, value: ReadFact["value"]): ReadFact["value"] {
  return fact === "area_m2" || fact === "budget" ? Number(value) : value;
}

/** Where it was read: the answer in its own words, what was taken marked in it. */
function Source({
  read,
  question,
  given,
  onGoTo,
}: {
  read: ReadFact;
  question: Question | null;
  given: Given;
  onGoTo: (question: string) => void;
}) {
  const say = useWords(readingWords);
  if (read.sourceQuestionId === "") return null;
  if (question === null) return <p className="text-sm text-faint">{say.fromTemplate}</p>;
  const text = shownAnswer(question, given.get(question.id) ?? read.sourceText);
  return (
    <p className="text-sm text-faint">
      {say.source}{" "}
      <button
        type="button"
        className="text-left underline decoration-line-strong underline-offset-2 hover:text-ink"
        onClick={() => onGoTo(question.id)}
      >
        {question.text}
      </button>
      {": "}
      <q className="text-soft">
        {markedParts(text, read.fact).map((part, index) =>
          part.marked ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in its order
            <mark key={index} className="rounded-sm bg-tint px-0.5 text-ink">
              {part.text}
            </mark>
          ) : (
            part.text
          ),
        )}
      </q>
    </p>
  );
}

function MissingRow({
  briefing,
  missing,
  onGoTo,
}: {
  briefing: string;
  missing: MissingFact;
  onGoTo: (question: string) => void;
}) {
  const say = useWords(readingWords);
  const names = useNames();
  const may = useMay()("estimating.briefings.conclude");
  const [editing, setEditing] = useState(false);
  const fact = missing.fact as Fact;
  const confirm = useAction("PUT /api/briefings/{briefing_id}/facts/{fact}", { done: say.saved, sayErrors: false });
  const { questionId } = missing;
  return (
    <li className="grid gap-x-4 gap-y-1 border-b border-line bg-ochre-soft px-4 py-3 first:rounded-t-lg last:rounded-b-lg last:border-0 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <div className="flex items-center gap-2 sm:flex-col sm:items-start sm:gap-1">
        <h3 className="text-sm text-soft">{names(FACTS, fact)}</h3>
        <Badge tone="ochre" icon={CircleSlash}>
          {say.missing}
        </Badge>
      </div>
      <div className="flex min-w-0 flex-col gap-2">
        <p className="font-medium text-ochre">{said(missing.question)}</p>
        {editing ? (
          <FactForm
            fact={fact}
            value={null}
            busy={confirm.busy}
            error={confirm.fields[fact] ?? confirm.sentence}
            onSave={(value) => void confirm.run({ path: { briefing_id: briefing, fact }, body: { value } })}
            onCancel={() => setEditing(false)}
          />
        ) : (
          <div className="flex flex-wrap gap-2">
            {questionId !== null && (
              <Button small onClick={() => onGoTo(questionId)}>
                {say.goToQuestion}
              </Button>
            )}
            {may && (
              <Button small onClick={() => setEditing(true)}>
                {say.sayHere}
              </Button>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

/** Beside the questions, as they are answered: what is known by now. */
export function ReadingSummary({ reading, onLook }: { reading: ReadBriefing; onLook: () => void }) {
  const say = useWords(readingWords);
  const names = useNames();
  const shown = useShownFact();
  const needed = reading.missing.filter(({ required }) => required);
  return (
    <section aria-label={say.title} className="rounded-lg border border-line bg-surface p-4">
      <h2 className="font-semibold">{say.title}</h2>
      <dl className="mt-2 flex flex-col gap-2">
        {reading.facts.map(({ fact, value, question }) => (
          <div key={fact}>
            <dt className="text-sm text-faint">{names(FACTS, fact as Fact)}</dt>
            <Changed of={shown(fact, value)} as="dd" className={cx(question !== null && "text-ochre")}>
              {shown(fact, value)}
              {question !== null && ` · ${say.unsure.toLowerCase()}`}
            </Changed>
          </div>
        ))}
        {needed.map(({ fact }) => (
          <div key={fact}>
            <dt className="text-sm text-faint">{names(FACTS, fact as Fact)}</dt>
            <dd className="text-ochre">{say.missing}</dd>
          </div>
        ))}
      </dl>
      <Button small kind="quiet" className="mt-2 -ml-2" onClick={onLook}>
        {say.look}
      </Button>
    </section>
  );
}
