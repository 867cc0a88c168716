/** The form of a request: who needs what, for when, on whose account. */

import { type RefObject, useMemo } from "react";
import { useRows } from "../../../data/rows";
import { useLive, useMe, useReadable } from "../../../data/seat";
import { ComboboxField } from "../../../ui/combobox";
import { DayField, SelectField, TextAreaField, TextField } from "../../../ui/field";
import { Panel } from "../../../ui/page";
import { money } from "../../../words/format";
import { useLanguage, useWords } from "../../../words/language";
import { draftTotal, isBlank, lineTotal, type RequestDraft, refusalsByRow } from "../../form";
import { allowed, PRIORITY, type Priority } from "../../rows";
import { formWords } from "../../words/form";
import { BudgetBar } from "../BudgetBar";
import { ItemsEditor, type ItemsEditorProps } from "./ItemsEditor";

type ChangeDraft = (change: Partial<RequestDraft> | ((now: RequestDraft) => Partial<RequestDraft>)) => void;

interface RequestFormProps {
  readonly draft: RequestDraft;
  readonly set: ChangeDraft;
  /** Of the server: member -> sentence. */
  readonly fields: Readonly<Record<string, string>>;
  readonly requestId?: string;
  /** The cost centre as the request names it, for who may not see the list of them. */
  readonly centre?: { readonly id: string; readonly name: string; readonly code: string };
  readonly form: RefObject<HTMLFormElement | null>;
  readonly onSubmit: () => void;
}

export function RequestForm({ draft, set, fields, requestId, centre, form, onSubmit }: RequestFormProps) {
  const say = useWords(formWords);
  const onItems = useMemo<ItemsEditorProps["onItems"]>(
    () => (change) => set((now) => ({ items: change(now.items) })),
    [set],
  );
  const refusals = useMemo(() => refusalsByRow(draft.items, fields), [draft.items, fields]);
  const offline = useReadable(useLive().state).status === "offline";
  return (
    <form
      ref={form}
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {offline && (
        <p role="status" className="rounded-md bg-ochre-soft px-3 py-2 text-ochre">
          {say.offline}
        </p>
      )}
      <Panel>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={say.what}
            hint={say.whatHint}
            value={draft.title}
            onValue={(title) => set({ title })}
            error={fields.title}
            autoFocus={draft.title === ""}
            className="sm:col-span-2"
          />
          <Place draft={draft} set={set} fields={fields} centre={centre} />
          <SelectField
            label={say.priority}
            value={draft.priority}
            onValue={(priority) => set({ priority: priority as Priority })}
            error={fields.priority}
          >
            <PriorityOptions />
          </SelectField>
          <DayField
            label={say.neededOn}
            value={draft.neededOn}
            onValue={(neededOn) => set({ neededOn })}
            error={fields.neededOn}
          />
          <TextAreaField
            label={say.why}
            hint={say.whyHint}
            value={draft.description}
            onValue={(description) => set({ description })}
            error={fields.description}
            className="sm:col-span-2"
          />
        </div>
      </Panel>
      <ItemsEditor items={draft.items} onItems={onItems} refusals={refusals} error={fields.items} />
      <Totals draft={draft} {...(requestId && { requestId })} centre={centre} />
    </form>
  );
}

/** Cost centre and department. */
function Place({
  draft,
  set,
  fields,
  centre,
}: Pick<RequestFormProps, "draft" | "set" | "fields"> & { centre: RequestFormProps["centre"] }) {
  const say = useWords(formWords);
  const me = useMe().id;
  const { rows } = useRows("cost-centres", { filters: { archived: false }, sort: "name" });
  const { rows: departments } = useRows("departments", { filters: { archived: false }, sort: "name" });
  const choices = rows
    .filter((row) => allowed(row, me).includes("ask") || row.id === draft.costCentreId)
    .map((row) => ({ id: row.id, label: row.name, detail: row.code }));
  const chosen =
    choices.find((each) => each.id === draft.costCentreId) ??
    (centre && centre.id === draft.costCentreId ? { id: centre.id, label: centre.name, detail: centre.code } : null);
  return (
    <>
      <ComboboxField
        label={say.centre}
        none={say.centreNone}
        choices={choices}
        value={chosen}
        onValue={(choice) => set({ costCentreId: choice?.id ?? "" })}
        error={fields.costCentreId}
      />
      <SelectField
        label={say.department}
        value={draft.departmentId}
        onValue={(departmentId) => set({ departmentId })}
        error={fields.departmentId}
      >
        <option value="">{say.departmentOwn}</option>
        {departments.map((row) => (
          <option key={row.id} value={row.id}>
            {row.name}
          </option>
        ))}
      </SelectField>
    </>
  );
}

function PriorityOptions() {
  const english = useLanguage() === "en";
  return (Object.keys(PRIORITY) as Priority[]).map((priority) => (
    <option key={priority} value={priority}>
      {english ? PRIORITY[priority].label.en : PRIORITY[priority].label.pt}
    </option>
  ));
}

function Totals({
  draft,
  requestId,
  centre: named,
}: {
  draft: RequestDraft;
  requestId?: string;
  centre: RequestFormProps["centre"];
}) {
  const say = useWords(formWords);
  const { rows } = useRows("cost-centres", { filters: { archived: false }, sort: "name" });
  const centre =
    rows.find((row) => row.id === draft.costCentreId) ?? (named?.id === draft.costCentreId ? named : undefined);
  const total = draftTotal(draft.items);
  const unpriced = draft.items.filter((item) => !isBlank(item) && lineTotal(item) === null).length;
  return (
    <div className="grid items-start gap-4 rounded-lg border border-line bg-surface p-4 sm:grid-cols-2">
      <div>
        <p className="text-sm text-soft">{say.estimated}</p>
        <output className="text-2xl font-semibold">{money(total)}</output>
        {unpriced > 0 && <p className="text-sm text-faint">{say.unpriced(unpriced)}</p>}
      </div>
      {centre && <BudgetBar centre={centre} amount={total} {...(requestId && { requestId })} />}
    </div>
  );
}
