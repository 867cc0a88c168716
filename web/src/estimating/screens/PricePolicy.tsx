/** The price policy: every figure, a project that is calculated with each change, and how it came to be. */

import { Calculator, RotateCcw, Save } from "lucide-react";
import { useMemo, useState } from "react";
import type { EstimatingPolicy } from "../../api/schema";
import { useAction, useDraft } from "../../data/actions";
import { useAddress } from "../../data/address";
import { useAnswer } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { cx } from "../../ui/cx";
import { Dialog } from "../../ui/dialog";
import { TextAreaField } from "../../ui/field";
import { Page } from "../../ui/page";
import { Refused, Skeleton } from "../../ui/states";
import { useNarrow } from "../../ui/table";
import { Tabs } from "../../ui/tabs";
import { moment, money } from "../../words/format";
import { useLanguage, useWords } from "../../words/language";
import { Differences } from "../parts/policy/Differences";
import { difference, Example, useExample } from "../parts/policy/Example";
import { PolicyPart } from "../parts/policy/PolicyPart";
import { PolicyVersions } from "../parts/policy/PolicyVersions";
import { applied, type Changes, changed, differences, type Figure } from "../policy/document";
import { runsOf, SECTIONS } from "../policy/sections";
import { policyWords } from "../words/policy";

export default function PricePolicy() {
  const say = useWords(policyWords);
  const policy = useAnswer("GET /api/price-policy", {});
  if (policy.data) return <Editor inForce={policy.data} />;
  return (
    <Page title={say.title} lead={say.lead}>
      {policy.error ? (
        <Refused error={policy.error} onRetry={() => void policy.refetch()} />
      ) : (
        <div className="grid gap-6 lg:grid-cols-[12rem_minmax(0,1fr)_20rem]">
          <Skeleton className="hidden h-72 lg:block" />
          <Skeleton className="h-96" />
          <Skeleton className="h-96" />
        </div>
      )}
    </Page>
  );
}

interface Kept {
  /** The version that they were begun on. */
  readonly on: number;
  readonly changes: Changes;
}

function Editor({ inForce }: { inForce: EstimatingPolicy }) {
  const say = useWords(policyWords);
  const mayEdit = useMay()("estimating.policy.edit");
  const narrow = useNarrow();
  const [address, set] = useAddress({ aba: "numeros", secao: SECTIONS[0]?.key ?? "" });
  const draft = useDraft<Kept>("price-policy", { on: inForce.number, changes: {} });
  const { changes, on } = draft.value;
  const policy = useMemo(() => applied(inForce.policy, changes), [inForce.policy, changes]);
  const differing = useMemo(() => differences(inForce.policy, policy), [inForce.policy, policy]);
  const dirty = differing.length > 0;
  const example = useExample(dirty ? policy : null, inForce.number);
  const [asking, setAsking] = useState<"save" | "discard" | "example" | null>(null);
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>({});
  const errors = useMemo(() => ({ ...refused, ...example.errors }), [refused, example.errors]);
  const put = (path: string, value: Figure) => {
    setRefused({});
    draft.set({ on: inForce.number, changes: changed(inForce.policy, changes, path, value) });
  };
  return (
    <Page
      title={say.title}
      lead={
        <>
          {say.lead}{" "}
          <span className="text-sm text-faint">
            {say.inForce(inForce.number)}
            {inForce.createdBy && ` · ${say.by(inForce.createdBy.name, moment(inForce.createdAt))}`}
          </span>
        </>
      }
      actions={
        mayEdit &&
        dirty && (
          <>
            <Button icon={RotateCcw} onClick={() => setAsking("discard")}>
              {say.discard}
            </Button>
            <Button kind="primary" icon={Save} onClick={() => setAsking("save")}>
              {say.save}
            </Button>
          </>
        )
      }
    >
      {!mayEdit && <p className="rounded-md bg-sunken px-3 py-2 text-sm text-soft">{say.readOnly}</p>}
      {dirty && on !== inForce.number && (
        <p role="status" className="rounded-md bg-ochre-soft px-3 py-2 text-ochre">
          {say.newer(inForce.number)}
        </p>
      )}
      <Tabs<"numeros" | "versoes">
        label={say.tabs}
        value={address.aba === "versoes" ? "versoes" : "numeros"}
        onValue={(aba) => set({ aba })}
        tabs={[
          {
            value: "numeros",
            label: say.figures,
            panel: (
              <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-4 lg:grid-cols-[11rem_minmax(0,1fr)] xl:grid-cols-[11rem_minmax(0,1fr)_20rem]">
                <Sections chosen={address.secao} errors={errors} onChoose={(secao) => set({ secao })} />
                <div className="flex min-w-0 max-w-3xl flex-col gap-6">
                  {runsOf(SECTIONS.find(({ key }) => key === address.secao)?.parts ?? []).map((run) => (
                    <div
                      key={run[0]?.path}
                      className={run.length > 1 ? "grid items-end gap-x-6 gap-y-4 sm:grid-cols-2" : ""}
                    >
                      {run.map((part) => (
                        <PolicyPart key={part.path} part={part} policy={policy} errors={errors} put={put} />
                      ))}
                    </div>
                  ))}
                </div>
                <aside className="sticky top-4 hidden self-start xl:block">
                  <Example of={example} changed={dirty} />
                </aside>
                <div className="sticky bottom-2 z-10 xl:hidden">
                  <Button icon={Calculator} className="w-full shadow-float" onClick={() => setAsking("example")}>
                    {say.example}: {example.draft ? money(example.draft.pricing.deciding.total) : "—"}
                    {dirty && example.inForce && example.draft && (
                      <span className="text-soft">{difference(example.inForce, example.draft) ?? say.equal}</span>
                    )}
                  </Button>
                </div>
              </div>
            ),
          },
          { value: "versoes", label: say.versions, panel: <PolicyVersions inForce={inForce.number} /> },
        ]}
      />
      <Dialog
        open={asking === "example"}
        onClose={() => setAsking(null)}
        title={say.example}
        shape={narrow ? "middle" : "side"}
      >
        <Example of={example} changed={dirty} />
      </Dialog>
      <Confirm
        open={asking === "discard"}
        onClose={() => setAsking(null)}
        title={say.discardTitle}
        verb={say.discard}
        danger
        onConfirm={() => {
          draft.clear();
          setRefused({});
          setAsking(null);
        }}
      >
        <p>{say.discardText}</p>
        <Differences of={differing} />
      </Confirm>
      {asking === "save" && (
        <SaveDialog
          inForce={inForce}
          policy={policy}
          onClose={() => setAsking(null)}
          onSaved={draft.clear}
          onRefused={(fields) => {
            setRefused(fields);
            const first = Object.keys(fields)[0] ?? "";
            const section = SECTIONS.find(({ parts }) => parts.some(({ path }) => first.startsWith(path)));
            if (section) set({ secao: section.key });
          }}
        />
      )}
    </Page>
  );
}

function SaveDialog({
  inForce,
  policy,
  onClose,
  onSaved,
  onRefused,
}: {
  inForce: EstimatingPolicy;
  policy: EstimatingPolicy["policy"];
  onClose: () => void;
  onSaved: () => void;
  onRefused: (fields: Readonly<Record<string, string>>) => void;
}) {
  const say = useWords(policyWords);
  const [note, setNote] = useState("");
  const save = useAction("PUT /api/price-policy", {
    done: say.saved,
    sayErrors: false,
    onDone: () => {
      onSaved();
      onClose();
    },
  });
  const wrong = Object.keys(save.fields).length;
  return (
    <Dialog
      open
      onClose={() => {
        onRefused(save.fields);
        onClose();
      }}
      shape="wide"
      title={say.saveTitle}
      description={say.saveText}
      actions={
        <>
          <Button onClick={onClose}>{say.cancel}</Button>
          <Button
            kind="primary"
            busy={save.busy}
            onClick={() => void save.run({ body: { policy, note }, ifMatch: inForce.number })}
          >
            {say.save}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Differences of={differences(inForce.policy, policy)} />
        <TextAreaField label={say.note} hint={say.noteHint} value={note} onValue={setNote} error={save.fields.note} />
        {save.sentence && (
          <p role="alert" className="text-wine">
            {wrong > 0 ? `${say.wrong(wrong)} ${Object.values(save.fields)[0]}` : save.sentence}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function Sections({
  chosen,
  errors,
  onChoose,
}: {
  chosen: string;
  errors: Readonly<Record<string, string>>;
  onChoose: (key: string) => void;
}) {
  const say = useWords(policyWords);
  const english = useLanguage() === "en";
  const wrong = Object.keys(errors);
  return (
    <nav aria-label={say.sections} className="self-start lg:sticky lg:top-4">
      <ul className="flex gap-1 overflow-x-auto [scrollbar-width:none] lg:flex-col">
        {SECTIONS.map(({ key, label, parts }) => {
          const bad = wrong.filter((path) => parts.some((part) => path.startsWith(part.path))).length;
          return (
            <li key={key} className="shrink-0">
              <button
                type="button"
                aria-current={key === chosen ? "true" : undefined}
                onClick={() => onChoose(key)}
                className={cx(
                  "flex min-h-9 w-full items-center gap-2 rounded-md px-2.5 text-left whitespace-nowrap transition-colors hover:bg-sunken pointer-coarse:min-h-11",
                  key === chosen ? "bg-sunken font-medium text-ink" : "text-soft",
                )}
              >
                {english ? label.en : label.pt}
                {bad > 0 && (
                  <span
                    className="rounded-full bg-wine-soft px-1.5 text-xs font-semibold text-wine"
                    title={say.wrong(bad)}
                  >
                    {bad}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
