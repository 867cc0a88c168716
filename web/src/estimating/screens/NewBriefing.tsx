/** Opening a briefing: for whom, with which questions. */

import { useNavigate } from "@tanstack/react-router";
import { ClipboardList } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useAction, useDraft } from "../../data/actions";
import { useAddress } from "../../data/address";
import { useAnswer } from "../../data/rows";
import { Button } from "../../ui/button";
import type { Choice } from "../../ui/combobox";
import { cx } from "../../ui/cx";
import { TextField } from "../../ui/field";
import { Page } from "../../ui/page";
import { Empty, Refused, Skeleton } from "../../ui/states";
import { useWords } from "../../words/language";
import { ClientChooser } from "../parts/ClientChooser";
import { PersonChooser } from "../parts/PersonChooser";
import { briefingWords } from "../words/briefing";
import { briefingsWords } from "../words/briefings";
import { estimatingWords } from "../words/places";

interface Typed {
  readonly client: Choice | null;
  readonly template: string;
  readonly title: string;
  readonly responsible: Choice | null;
}

const BLANK: Typed = { client: null, template: "", title: "", responsible: null };

export default function NewBriefing() {
  const say = useWords(briefingsWords);
  const one = useWords(briefingWords);
  const area = useWords(estimatingWords);
  const navigate = useNavigate();
  const [{ cliente }] = useAddress({ cliente: "" });
  const given = useAnswer(
    "GET /api/clients/{client_id}",
    { path: { client_id: cliente } },
    { enabled: cliente !== "" },
  ).data;
  const templates = useAnswer("GET /api/briefing-templates", {}, { keep: true });
  const { value, set, clear } = useDraft<Typed>("briefing-new", BLANK);
  const client = value.client ?? (given ? { id: given.id, label: given.name } : null);
  const [tried, setTried] = useState(false);
  const create = useAction("POST /api/briefings", {
    done: say.made,
    sayErrors: false,
    onDone: (made) => {
      clear();
      void navigate({ to: "/briefings/$id", params: { id: made.id } } as never);
    },
  });
  const offered = templates.data?.data ?? [];
  const template = offered.find(({ id }) => id === value.template);
  const title = value.title || (client && template ? say.suggested(template.name, client.label) : "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (client === null || template === undefined) return;
    void create.run({
      body: { clientId: client.id, templateId: template.id, title, responsibleId: value.responsible?.id ?? null },
    });
  };
  const noTemplate = tried && template === undefined ? say.chooseOne : create.fields.templateId;
  return (
    <Page title={say.newTitle} lead={say.newLead} width="read" back={{ to: "/briefings", label: area.briefings }}>
      <form onSubmit={submit} className="flex flex-col gap-6" noValidate>
        <div className="max-w-lg">
          <ClientChooser
            label={say.client}
            value={client}
            onValue={(next) => set({ client: next })}
            error={tried && client === null ? say.chooseClient : create.fields.clientId}
          />
        </div>
        <fieldset>
          <legend className="mb-2 text-sm font-medium text-soft">{say.chooseTemplate}</legend>
          {noTemplate && (
            <p role="alert" className="mb-2 text-sm text-wine">
              {noTemplate}
            </p>
          )}
          {templates.error && !templates.data ? (
            <Refused error={templates.error} onRetry={() => void templates.refetch()} />
          ) : templates.data && offered.length === 0 ? (
            <Empty icon={ClipboardList} title={say.noTemplatesTitle}>
              {say.noTemplatesText}
            </Empty>
          ) : (
            <div className="grid gap-2 sm:grid-cols-2">
              {templates.data
                ? offered.map((each) => (
                    <label
                      key={each.id}
                      className={cx(
                        "flex cursor-pointer flex-col rounded-lg border bg-surface p-3.5 transition-colors hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-accent",
                        each.id === value.template ? "border-accent bg-accent-soft" : "border-line",
                      )}
                    >
                      <span className="flex items-center gap-2">
                        <input
                          type="radio"
                          name="template"
                          className="size-4.5 shrink-0 accent-accent outline-none"
                          checked={each.id === value.template}
                          onChange={() => set({ template: each.id })}
                        />
                        <span className="grow font-semibold">{each.name}</span>
                        <span className="text-sm text-soft">{say.questions(each.questions)}</span>
                      </span>
                      <span className="mt-1 text-sm text-soft">{each.description}</span>
                    </label>
                  ))
                : Array.from({ length: 6 }, (_, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: places without identity
                    <Skeleton key={place} className="h-24" />
                  ))}
            </div>
          )}
        </fieldset>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={say.nameIt}
            hint={say.nameHint}
            value={title}
            onValue={(text) => set({ title: text })}
            error={create.fields.title}
          />
          <PersonChooser
            label={one.responsible}
            value={value.responsible}
            onValue={(responsible) => set({ responsible })}
            error={create.fields.responsibleId}
          />
        </div>
        {create.sentence && Object.keys(create.fields).length === 0 && (
          <p role="alert" className="text-wine">
            {create.sentence}
          </p>
        )}
        <div>
          <Button kind="primary" type="submit" busy={create.busy}>
            {say.start}
          </Button>
        </div>
      </form>
    </Page>
  );
}
