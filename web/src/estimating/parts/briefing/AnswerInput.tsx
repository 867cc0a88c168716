/** The input of a question, one for each kind. */

import { useId } from "react";
import { cx } from "../../../ui/cx";
import { BOX, Select } from "../../../ui/field";
import { typedDecimal } from "../../../words/format";
import { useWords } from "../../../words/language";
import type { FieldState } from "../../answering/useField";
import type { Question } from "../../answering/visible";
import { hasAnswer } from "../../answering/visible";
import type { AnswerValue } from "../../rows";
import { briefingWords } from "../../words/briefing";
import { FileAnswer } from "./FileAnswer";

/** More options than this are a list to open; fewer are seen at once. */
const SEEN_AT_ONCE = 8;

export interface AnswerInputProps {
  readonly briefing: string;
  readonly question: Question;
  readonly field: FieldState;
  readonly ties: {
    readonly id: string;
    readonly "aria-labelledby": string;
    readonly "aria-describedby"?: string;
    readonly "aria-invalid"?: true;
  };
}

export function AnswerInput(props: AnswerInputProps) {
  switch (props.question.kind) {
    case "long_text":
      return <LongText {...props} />;
    case "number":
      return <NumberAnswer {...props} />;
    case "date":
      return <DateAnswer {...props} />;
    case "choice":
      return (props.question.options ?? []).length > SEEN_AT_ONCE ? <LongChoice {...props} /> : <Choice {...props} />;
    case "multi_choice":
      return <MultiChoice {...props} />;
    case "yes_no":
      return <YesNo {...props} />;
    case "file":
      return <FileAnswer {...props} />;
    default:
      return <ShortText {...props} />;
  }
}

function text(value: AnswerValue): string {
  return typeof value === "string" ? value : value === null ? "" : String(value);
}

function ShortText({ question, field, ties }: AnswerInputProps) {
  return (
    <input
      {...ties}
      className={BOX}
      value={text(field.value)}
      placeholder={question.placeholder}
      maxLength={question.maxChars ?? 500}
      onFocus={field.focus}
      onBlur={field.blur}
      onChange={(event) => field.type(event.target.value)}
    />
  );
}

function LongText({ question, field, ties }: AnswerInputProps) {
  return (
    <textarea
      {...ties}
      rows={3}
      className={cx(BOX, "field-sizing-content max-h-96 min-h-20")}
      value={text(field.value)}
      placeholder={question.placeholder}
      maxLength={question.maxChars ?? 10_000}
      onFocus={field.focus}
      onBlur={field.blur}
      onChange={(event) => field.type(event.target.value)}
    />
  );
}

function NumberAnswer({ question, field, ties }: AnswerInputProps) {
  const { value } = field;
  const unit = question.unit ?? "";
  return (
    <span className="flex items-center gap-2">
      {unit === "R$" && <span className="text-soft">R$</span>}
      <input
        {...ties}
        inputMode="decimal"
        className={cx(BOX, "max-w-44 text-right")}
        value={typeof value === "number" ? typedDecimal(value, 0) : text(value)}
        placeholder={question.placeholder}
        onFocus={field.focus}
        onBlur={field.blur}
        onChange={(event) => field.type(event.target.value)}
      />
      {unit !== "R$" && unit !== "" && <span className="text-soft">{unit}</span>}
    </span>
  );
}

function DateAnswer({ field, ties }: AnswerInputProps) {
  return (
    <input
      {...ties}
      type="date"
      className={cx(BOX, "max-w-44")}
      value={text(field.value)}
      onFocus={field.focus}
      onBlur={field.blur}
      onChange={(event) => field.type(event.target.value)}
    />
  );
}

function LongChoice({ question, field, ties }: AnswerInputProps) {
  const say = useWords(briefingWords);
  return (
    <Select
      {...ties}
      className="max-w-sm"
      value={text(field.value)}
      onFocus={field.focus}
      onBlur={field.blur}
      onChange={(event) => field.choose(event.target.value || null)}
    >
      <option value="">{say.choose}</option>
      {(question.options ?? []).map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  );
}

const OPTION =
  "flex cursor-pointer items-center gap-2.5 rounded-md border border-line px-3 py-2 transition-colors hover:bg-sunken pointer-coarse:min-h-11 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent";

interface OneOption {
  readonly value: string | boolean;
  readonly label: string;
}

function Options({
  field,
  ties,
  options,
  inline = false,
}: Omit<AnswerInputProps, "question" | "briefing"> & { options: readonly OneOption[]; inline?: boolean }) {
  const say = useWords(briefingWords);
  const name = useId();
  return (
    <div
      role="radiogroup"
      {...ties}
      className={cx("grid gap-1.5", inline ? "grid-cols-2 sm:max-w-xs" : "sm:grid-cols-2")}
    >
      {options.map((option) => (
        <label key={option.label} className={OPTION}>
          <input
            type="radio"
            name={name}
            className="size-4.5 shrink-0 accent-accent outline-none"
            checked={field.value === option.value}
            onChange={() => field.choose(option.value)}
          />
          {option.label}
        </label>
      ))}
      {hasAnswer(field.value) && (
        <button
          type="button"
          className="col-span-full justify-self-start text-sm text-soft underline-offset-2 hover:underline pointer-coarse:min-h-11"
          onClick={() => field.choose(null)}
        >
          {say.clear}
        </button>
      )}
    </div>
  );
}

function Choice(props: AnswerInputProps) {
  return <Options {...props} options={props.question.options ?? []} />;
}

function YesNo(props: AnswerInputProps) {
  const say = useWords(briefingWords);
  return (
    <Options
      {...props}
      inline
      options={[
        { value: true, label: say.yes },
        { value: false, label: say.no },
      ]}
    />
  );
}

function MultiChoice({ question, field, ties }: AnswerInputProps) {
  const chosen = Array.isArray(field.value) ? field.value : [];
  const options = question.options ?? [];
  return (
    <div role="group" {...ties} className="grid gap-1.5 sm:grid-cols-2">
      {options.map((option) => (
        <label key={option.value} className={OPTION}>
          <input
            type="checkbox"
            className="size-4.5 shrink-0 accent-accent outline-none"
            checked={chosen.includes(option.value)}
            onChange={(event) => {
              const next = options
                .map((each) => each.value)
                .filter((each) => (each === option.value ? event.target.checked : chosen.includes(each)));
              field.choose(next.length > 0 ? next : null);
            }}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
