/** One question of a template: what it asks, how it is answered, when it is shown, what it tells the price. */

import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Fact, QuestionKind, Template } from "../../../api/schema";
import { Button, IconButton } from "../../../ui/button";
import { Checkbox, DecimalField, SelectField, TextAreaField, TextField } from "../../../ui/field";
import { FormDialog } from "../../../ui/form";
import { useWords } from "../../../words/language";
import type { Question } from "../../answering/visible";
import { earlierThan, questionsOf, simpleCondition, slugOf } from "../../template/edit";
import { FACTS, keysOf, useNames } from "../../vocabulary";
import { templatesWords } from "../../words/templates";

interface Option {
  readonly key: string;
  readonly value: string;
  readonly label: string;
}

export function QuestionDialog({
  template,
  question,
  errors,
  onDone,
  onClose,
}: {
  template: Template;
  /** Null for a new one. */
  question: Question | null;
  errors: Readonly<Record<string, string>>;
  onDone: (question: Question) => void;
  onClose: () => void;
}) {
  const say = useWords(templatesWords);
  const names = useNames();
  const [text, setText] = useState(question?.text ?? "");
  const [kind, setKind] = useState<QuestionKind>(question?.kind ?? "text");
  const [required, setRequired] = useState(question?.required ?? false);
  const [help, setHelp] = useState(question?.help ?? "");
  const [placeholder, setPlaceholder] = useState(question?.placeholder ?? "");
  const [options, setOptions] = useState<readonly Option[]>(
    (question?.options ?? []).map((option) => ({ key: option.value, ...option })),
  );
  const [unit, setUnit] = useState(question?.unit ?? "");
  const [min, setMin] = useState(question?.min ?? "");
  const [max, setMax] = useState(question?.max ?? "");
  const [fact, setFact] = useState<Fact | "">(question?.fact ?? "");
  const [condition, setCondition] = useState(question?.shownIf ?? null);
  const [tried, setTried] = useState(false);
  const simple = simpleCondition(condition);
  const offered = earlierThan(template, question?.id ?? null).filter(
    (each) => each.kind === "yes_no" || each.kind === "choice",
  );
  const asked = offered.find(({ id }) => id === simple?.question);
  const choosing = kind === "choice" || kind === "multi_choice";
  const writing = kind === "text" || kind === "long_text" || kind === "number";
  const answersOf = (of: Question) =>
    of.kind === "yes_no"
      ? [
          { value: "true", label: say.yes },
          { value: "false", label: say.no },
        ]
      : (of.options ?? []);
  const depend = (id: string) => {
    const on = offered.find((each) => each.id === id);
    if (on === undefined) setCondition(null);
    else
      setCondition({
        op: "equals",
        question: id,
        value: on.kind === "yes_no" ? true : (on.options?.[0]?.value ?? ""),
      });
  };
  const save = () => {
    setTried(true);
    if (text.trim() === "") return;
    const taken: string[] = [];
    const given = options
      .filter(({ label }) => label.trim() !== "")
      .map((option) => {
        const value = option.value || slugOf(option.label, taken);
        taken.push(value);
        return { value, label: option.label.trim() };
      });
    const ids = questionsOf(template).map(({ id }) => id);
    onDone({
      id: question?.id ?? slugOf(text, ids),
      text: text.trim(),
      kind,
      ...(required && { required }),
      ...(help && { help }),
      ...(placeholder && writing && { placeholder }),
      ...(choosing && { options: given }),
      ...(unit && kind === "number" && { unit }),
      ...(min !== "" && min !== null && kind === "number" && { min }),
      ...(max !== "" && max !== null && kind === "number" && { max }),
      ...(fact && { fact }),
      ...(condition && { shownIf: condition }),
    });
  };
  const put = (key: string, label: string) =>
    setOptions((all) => all.map((each) => (each.key === key ? { ...each, label } : each)));
  return (
    <FormDialog
      onClose={onClose}
      shape="side"
      title={question === null ? say.addQuestion : say.editQuestion}
      verb={say.done}
      onSave={save}
      busy={false}
      sentence={null}
    >
      <TextAreaField
        label={say.question}
        value={text}
        onValue={setText}
        error={tried && text.trim() === "" ? say.questionMissing : errors.text}
      />
      <SelectField label={say.kind} value={kind} onValue={(next) => setKind(next as QuestionKind)} error={errors.kind}>
        {(Object.keys(say.kinds) as QuestionKind[]).map((each) => (
          <option key={each} value={each}>
            {say.kinds[each]}
          </option>
        ))}
      </SelectField>
      {choosing && (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 text-sm font-medium text-soft">{say.options}</legend>
          {errors.options && <p className="text-sm text-wine">{errors.options}</p>}
          {options.map((option, index) => (
            <div key={option.key} className="flex items-center gap-2">
              <TextField
                label={say.option(index + 1)}
                hideLabel
                className="grow"
                value={option.label}
                onValue={(label) => put(option.key, label)}
              />
              <IconButton
                icon={Trash2}
                label={say.removeOption(index + 1)}
                onClick={() => setOptions((all) => all.filter((each) => each.key !== option.key))}
              />
            </div>
          ))}
          <Button
            small
            icon={Plus}
            className="self-start"
            onClick={() => setOptions((all) => [...all, { key: crypto.randomUUID(), value: "", label: "" }])}
          >
            {say.addOption}
          </Button>
        </fieldset>
      )}
      {kind === "number" && (
        <div className="grid grid-cols-3 gap-3">
          <TextField label={say.unit} hint={say.unitHint} value={unit} onValue={setUnit} error={errors.unit} />
          <DecimalField label={say.least} decimals={0} value={min ?? ""} onValue={setMin} error={errors.min} />
          <DecimalField label={say.most} decimals={0} value={max ?? ""} onValue={setMax} error={errors.max} />
        </div>
      )}
      <Checkbox label={say.isRequired} checked={required} onChecked={setRequired} />
      <TextAreaField label={say.help} hint={say.helpHint} value={help} onValue={setHelp} error={errors.help} />
      {writing && (
        <TextField label={say.placeholder} value={placeholder} onValue={setPlaceholder} error={errors.placeholder} />
      )}
      {condition !== null && simple === null ? (
        <div className="flex flex-wrap items-center gap-2 rounded-md bg-sunken px-3 py-2 text-sm">
          <p className="grow">{say.complexCondition}</p>
          <Button small onClick={() => setCondition(null)}>
            {say.dropCondition}
          </Button>
        </div>
      ) : (
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField label={say.showIf} value={simple?.question ?? ""} onValue={depend} error={errors.shownIf}>
            <option value="">{say.always}</option>
            {offered.map((each) => (
              <option key={each.id} value={each.id}>
                {say.when(each.text)}
              </option>
            ))}
          </SelectField>
          {asked && simple && (
            <SelectField
              label={say.isAnswer}
              value={simple.value}
              onValue={(value) =>
                setCondition({
                  op: "equals",
                  question: asked.id,
                  value: asked.kind === "yes_no" ? value === "true" : value,
                })
              }
            >
              {answersOf(asked).map((each) => (
                <option key={each.value} value={each.value}>
                  {each.label}
                </option>
              ))}
            </SelectField>
          )}
        </div>
      )}
      <SelectField label={say.fact} value={fact} onValue={(next) => setFact(next as Fact | "")} error={errors.fact}>
        <option value="">{say.noFact}</option>
        {keysOf(FACTS).map((key) => (
          <option key={key} value={key}>
            {names(FACTS, key)}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  );
}
