/** One question with its input, who else is at it, and what became of the answer. */

import { CircleAlert, CloudUpload, LoaderCircle } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { Person as Present } from "../../../live";
import { Person } from "../../../ui/badge";
import { Button } from "../../../ui/button";
import { Tint, useChanges } from "../../../ui/changed";
import { cx } from "../../../ui/cx";
import { moment } from "../../../words/format";
import { useWords } from "../../../words/language";
import type { Facts } from "../../answering/field";
import { shownAnswer } from "../../answering/shown";
import { type FieldState, useField } from "../../answering/useField";
import { hasAnswer, type Question } from "../../answering/visible";
import { briefingWords } from "../../words/briefing";
import { AnswerInput } from "./AnswerInput";
import { FileLinks, idsOf } from "./FileAnswer";

interface QuestionCardProps {
  readonly briefing: string;
  readonly question: Question;
  readonly facts: Facts;
  /** Who else is in this field now. */
  readonly here: readonly Present[];
  readonly offline: boolean;
  readonly me: string;
  /** Tells the others that one is at this question, or at none. */
  readonly onPresence: (question: string) => void;
  /** Must be answered before the briefing can be completed, and the person just tried. */
  readonly owed: boolean;
}

export function QuestionCard(props: QuestionCardProps) {
  const { briefing, question, facts, here, offline, me, onPresence, owed } = props;
  const say = useWords(briefingWords);
  const field = useField(briefing, question, facts);
  const id = useId();
  const refusal = field.refusal;
  const described = cx(question.help && `${id}-help`, refusal !== null && `${id}-refusal`);
  return (
    <div
      // It only listens for the focus that passes through.
      role="group"
      id={`pergunta-${question.id}`}
      className="relative isolate scroll-mt-20 border-b border-line py-4 last:border-0"
      onFocus={() => onPresence(question.id)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onPresence("");
      }}
    >
      <Answered facts={facts} me={me} held={field.held} />
      <div className="mb-1.5 flex items-start gap-2">
        <label id={`${id}-label`} htmlFor={`${id}-input`} className="min-w-0 grow font-medium">
          {question.text}
          {question.required && (
            <span className="font-normal text-faint">
              {" "}
              <span aria-hidden>*</span>
              <span className="sr-only">({say.required})</span>
            </span>
          )}
        </label>
        {here.map((person) => (
          <span key={person.id} title={say.isHere(person.name)} className="animate-breathe">
            <Person name={person.name} small />
          </span>
        ))}
        <Progress facts={facts} offline={offline} />
      </div>
      {question.help && (
        <p id={`${id}-help`} className="mb-2 text-sm text-soft">
          {question.help}
        </p>
      )}
      <AnswerInput
        briefing={briefing}
        question={question}
        field={field}
        ties={{
          id: `${id}-input`,
          "aria-labelledby": `${id}-label`,
          ...(described && { "aria-describedby": described }),
          ...((refusal !== null || field.conflict !== null || (owed && !hasAnswer(field.value))) && {
            "aria-invalid": true as const,
          }),
        }}
      />
      {refusal !== null && (
        <Notice tone="wine">
          <p id={`${id}-refusal`} className="w-full">
            {refusal || say.refused}
          </p>
          <Button small onClick={field.again}>
            {say.tryAgain}
          </Button>
          <Button small kind="quiet" onClick={field.discard}>
            {say.discard}
          </Button>
        </Notice>
      )}
      <Two question={question} facts={facts} field={field} />
      {facts.row?.answeredBy && facts.row.answeredBy.id !== me && !field.conflict && (
        <p className="mt-1 text-sm text-faint">
          {say.answeredBy(facts.row.answeredBy.name, moment(facts.row.answeredAt))}
        </p>
      )}
    </div>
  );
}

/** Two answers to one question: on offer while mine is in hand, to be decided once mine was refused. */
function Two({ question, facts, field }: { question: Question; facts: Facts; field: FieldState }) {
  const say = useWords(briefingWords);
  if (field.conflict !== null) {
    const name = facts.row?.answeredBy?.name ?? say.someone;
    return (
      <Notice tone="ochre">
        <p className="w-full">{say.conflict(name)}</p>
        <dl className="grid w-full gap-x-3 gap-y-1 sm:grid-cols-[auto_1fr]">
          <dt className="text-soft">{say.theirs(name)}</dt>
          <dd className="whitespace-pre-wrap text-ink">{shownAnswer(question, field.conflict.value)}</dd>
          <dt className="text-soft">{say.mine}</dt>
          <dd className="whitespace-pre-wrap text-ink">{shownAnswer(question, field.value)}</dd>
        </dl>
        <Button small onClick={field.takeTheirs}>
          {say.theirs(name)}
        </Button>
        <Button small onClick={field.insist}>
          {say.mine}
        </Button>
      </Notice>
    );
  }
  if (field.offer !== null)
    return (
      <Notice tone="ochre">
        <p className="w-full">{say.theirAnswer(field.offer.by ?? say.someone)}</p>
        <p className="w-full whitespace-pre-wrap text-ink">{shownAnswer(question, field.offer.value)}</p>
        {/* The field must not lose the cursor to a press here. */}
        <Button small onPointerDown={(event) => event.preventDefault()} onClick={field.takeOffer}>
          {say.useTheirs}
        </Button>
        <Button small onPointerDown={(event) => event.preventDefault()} onClick={field.keepMine}>
          {say.keepMine}
        </Button>
      </Notice>
    );
  return null;
}

function Notice({ tone, children }: { tone: "wine" | "ochre"; children: ReactNode }) {
  return (
    <div
      role="alert"
      className={cx(
        "mt-2 flex animate-rise gap-2 rounded-md px-3 py-2 text-sm",
        tone === "wine" ? "bg-wine-soft text-wine" : "bg-ochre-soft text-ochre",
      )}
    >
      <CircleAlert size={16} className="mt-0.5 shrink-0" aria-hidden />
      <div className="flex min-w-0 grow flex-wrap items-center gap-x-2 gap-y-1.5">{children}</div>
    </div>
  );
}

/** What the answer is at: on its way, or kept here until there is a connection. */
function Progress({ facts, offline }: { facts: Facts; offline: boolean }) {
  const say = useWords(briefingWords);
  if (facts.waiting.length === 0) return null;
  const label = offline ? say.keptHere : say.saving;
  const Icon = offline ? CloudUpload : LoaderCircle;
  return (
    <span role="status" title={label} className="mt-0.5 shrink-0 text-ochre">
      <Icon size={16} aria-hidden className={offline ? "" : "animate-spin [animation-delay:600ms]"} />
      <span className="sr-only">{label}</span>
    </span>
  );
}

/** Behind the question whose answer somebody else just changed. */
function Answered({ facts, me, held }: { facts: Facts; me: string; held: boolean }) {
  const foreign = facts.row?.answeredBy?.id === me || held ? null : (facts.row?.version ?? 0);
  const times = useChanges(foreign);
  return times > 0 && foreign !== null ? (
    <Tint key={times} by={facts.row?.answeredBy?.name} className="inset-x-[-0.75rem] inset-y-1 rounded-md" />
  ) : null;
}

/** The question as it is read once the briefing is closed. */
export function AnsweredQuestion({ question, facts }: { question: Question; facts: Facts }) {
  const say = useWords(briefingWords);
  const value = facts.row?.value ?? null;
  return (
    <div id={`pergunta-${question.id}`} className="scroll-mt-20 border-b border-line py-3 last:border-0">
      <h3 className="text-sm text-soft">{question.text}</h3>
      {question.kind === "file" && hasAnswer(value) ? (
        <FileLinks ids={idsOf(value)} />
      ) : (
        <p className={cx("whitespace-pre-wrap", !hasAnswer(value) && "text-faint")}>
          {hasAnswer(value) ? shownAnswer(question, value) : say.notAnswered}
        </p>
      )}
    </div>
  );
}
