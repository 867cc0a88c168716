/** A template being changed: a new version of it, or a copy under another name. */

import { useNavigate, useParams } from "@tanstack/react-router";
import { Plus, RotateCcw } from "lucide-react";
import { useMemo, useState } from "react";
import type { BuildingType, Template, TemplateDetail } from "../../api/schema";
import { useAction, useDraft } from "../../data/actions";
import { useAddress } from "../../data/address";
import { useAnswer } from "../../data/rows";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Checkbox, SelectField, TextAreaField, TextField } from "../../ui/field";
import { Page, Panel } from "../../ui/page";
import { Refused, SkeletonRows } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useWords } from "../../words/language";
import type { Question } from "../answering/visible";
import { ChapterPanel } from "../parts/template/ChapterPanel";
import { Faults } from "../parts/template/Faults";
import { QuestionDialog } from "../parts/template/QuestionDialog";
import {
  copyOf,
  movedChapter,
  movedQuestion,
  slugOf,
  withChapters,
  withoutQuestion,
  withQuestion,
} from "../template/edit";
import { BUILDING_TYPES, DISCIPLINES, keysOf, useNames } from "../vocabulary";
import { templatesWords } from "../words/templates";

export default function TemplateEditor() {
  const { id } = useParams({ strict: false }) as { id: string };
  const [{ copia }] = useAddress({ copia: "" });
  const say = useWords(templatesWords);
  const template = useAnswer("GET /api/briefing-templates/{template_id}", { path: { template_id: id } });
  const all = useAnswer("GET /api/briefing-templates", { query: { inactive: true } });
  const back = { to: "/modelos", label: say.back };
  if (template.data && all.data)
    return (
      <Editor
        key={`${id}${copia}`}
        of={template.data}
        keys={all.data.data.map(({ key }) => key)}
        copy={copia !== ""}
        back={back}
      />
    );
  const error = template.error ?? all.error;
  return (
    <Page title={say.template} back={back}>
      {error ? <Refused error={error} onRetry={() => void template.refetch()} /> : <SkeletonRows rows={8} />}
    </Page>
  );
}

function Editor({
  of,
  keys,
  copy,
  back,
}: {
  of: TemplateDetail;
  keys: readonly string[];
  copy: boolean;
  back: { to: string; label: string };
}) {
  const say = useWords(templatesWords);
  const names = useNames();
  const navigate = useNavigate();
  const begun = useMemo(
    () => (copy ? copyOf(of.definition, say.copyName(of.definition.name), keys) : of.definition),
    [of.definition, keys, copy, say],
  );
  const draft = useDraft<{ template: Template | null }>(`template-${of.id}${copy ? "-copy" : ""}`, { template: null });
  const template = draft.value.template ?? begun;
  const set = (next: Template) => draft.set({ template: next });
  const [editing, setEditing] = useState<{ chapter: string; question: Question | null } | null>(null);
  const [discarding, setDiscarding] = useState(false);
  const publish = useAction("POST /api/briefing-templates", {
    done: say.published,
    sayErrors: false,
    onDone: (made) => {
      draft.clear();
      void navigate({ to: "/modelos/$id", params: { id: made.id } } as never);
    },
  });
  const { fields } = publish;
  const errorsOf = (question: Question | null): Readonly<Record<string, string>> => {
    if (question === null) return {};
    const c = template.chapters.findIndex(({ questions }) => questions.some(({ id }) => id === question.id));
    const q = template.chapters[c]?.questions.findIndex(({ id }) => id === question.id) ?? -1;
    const place = `chapters[${c}].questions[${q}].`;
    return Object.fromEntries(
      Object.entries(fields)
        .filter(([path]) => path.startsWith(place))
        .map(([path, remedy]) => [path.slice(place.length).replace(/[[.].*$/, ""), remedy]),
    );
  };
  return (
    <Page
      title={copy ? say.copyTitle : say.editTitle(of.definition.name)}
      back={back}
      lead={say.kept}
      width="read"
      actions={
        <>
          {draft.value.template !== null && (
            <Button icon={RotateCcw} onClick={() => setDiscarding(true)}>
              {say.discard}
            </Button>
          )}
          <Button
            kind="primary"
            busy={publish.busy}
            onClick={() =>
              void publish.run({ body: copy ? { ...template, key: slugOf(template.name, keys) } : template })
            }
          >
            {say.publish}
          </Button>
        </>
      }
    >
      {publish.sentence && <Faults template={template} fields={fields} sentence={publish.sentence} />}
      <Panel>
        <div className="flex flex-col gap-4">
          <TextField
            label={say.name}
            value={template.name}
            onValue={(name) => set({ ...template, name })}
            error={fields.name ?? fields.key}
          />
          <TextAreaField
            label={say.description}
            value={template.description}
            onValue={(description) => set({ ...template, description })}
            error={fields.description}
          />
          <SelectField
            label={say.building}
            className="max-w-sm"
            value={template.buildingType ?? ""}
            onValue={(type) => set({ ...template, buildingType: type === "" ? null : (type as BuildingType) })}
          >
            <option value="">{say.anyBuilding}</option>
            {keysOf(BUILDING_TYPES).map((key) => (
              <option key={key} value={key}>
                {names(BUILDING_TYPES, key)}
              </option>
            ))}
          </SelectField>
          <fieldset>
            <legend className="mb-1 text-sm font-medium text-soft">{say.discipline}</legend>
            <div className="grid gap-1 sm:grid-cols-3">
              {keysOf(DISCIPLINES).map((key) => (
                <Checkbox
                  key={key}
                  label={names(DISCIPLINES, key)}
                  checked={template.disciplines.includes(key)}
                  onChecked={(now) =>
                    set({
                      ...template,
                      disciplines: keysOf(DISCIPLINES).filter((each) =>
                        each === key ? now : template.disciplines.includes(each),
                      ),
                    })
                  }
                />
              ))}
            </div>
            {fields.disciplines && <p className="text-sm text-wine">{fields.disciplines}</p>}
          </fieldset>
        </div>
      </Panel>
      {template.chapters.map((chapter, index) => (
        <ChapterPanel
          key={chapter.id}
          chapter={chapter}
          errors={{ title: fields[`chapters[${index}].title`], questions: fields[`chapters[${index}].questions`] }}
          wrong={(question) => Object.keys(errorsOf(question)).length > 0}
          onChange={(next) =>
            set(withChapters(template, (all) => all.map((each) => (each.id === chapter.id ? next : each))))
          }
          onMove={(by) => set(movedChapter(template, chapter.id, by))}
          onRemove={() => set(withChapters(template, (all) => all.filter((each) => each.id !== chapter.id)))}
          onQuestion={(question) => setEditing({ chapter: chapter.id, question })}
          onMoveQuestion={(question, by) => set(movedQuestion(template, question.id, by))}
          onRemoveQuestion={(question) => {
            const before = template;
            set(withoutQuestion(template, question.id));
            toast(say.removed, { undo: () => set(before) });
          }}
        />
      ))}
      <div>
        <Button
          icon={Plus}
          onClick={() =>
            set(
              withChapters(template, (all) => [
                ...all,
                {
                  id: slugOf(
                    say.newChapter,
                    all.map(({ id }) => id),
                  ),
                  title: say.newChapter,
                  questions: [],
                },
              ]),
            )
          }
        >
          {say.addChapter}
        </Button>
      </div>
      {editing && (
        <QuestionDialog
          template={template}
          question={editing.question}
          errors={errorsOf(editing.question)}
          onClose={() => setEditing(null)}
          onDone={(question) => {
            set(withQuestion(template, editing.chapter, question));
            setEditing(null);
          }}
        />
      )}
      <Confirm
        open={discarding}
        onClose={() => setDiscarding(false)}
        title={say.discardTitle}
        verb={say.discard}
        danger
        onConfirm={() => {
          draft.clear();
          setDiscarding(false);
        }}
      >
        {say.discardText}
      </Confirm>
    </Page>
  );
}
