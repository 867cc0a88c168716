/** By what figures purchases are approved, and how they were before. */

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { ProcurementApprovalPolicy } from "../../api/schema";
import { useAction, useDraft } from "../../data/actions";
import { useAnswer } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Button } from "../../ui/button";
import { DecimalField, MoneyField, TextField } from "../../ui/field";
import { Page, Panel } from "../../ui/page";
import { Refused, SkeletonRows } from "../../ui/states";
import { moment } from "../../words/format";
import { useWords } from "../../words/language";
import { PolicyVersions } from "../parts/approvals/PolicyVersions";
import {
  differing,
  POLICY_GROUPS,
  type PolicyFigure,
  sentPolicy,
  type TypedPolicy,
  typedPolicy,
} from "../policyFigures";
import { approvalPolicyWords } from "../words/approvalPolicy";

export default function ApprovalPolicy() {
  const say = useWords(approvalPolicyWords).policy;
  const { data, error, refetch } = useAnswer("GET /api/approval-policy", {});
  if (data === undefined)
    return (
      <Page title={say.title} lead={say.lead} width="read">
        {error ? <Refused error={error} onRetry={() => void refetch()} /> : <SkeletonRows rows={10} />}
      </Page>
    );
  return <Form key={data.number} current={data} />;
}

function Form({ current }: { current: ProcurementApprovalPolicy }) {
  const say = useWords(approvalPolicyWords).policy;
  const may = useMay();
  const client = useQueryClient();
  const mayEdit = may("procurement.policy.edit");
  const base = typedPolicy(current.policy);
  const { value, set, clear } = useDraft<{ policy: TypedPolicy; note: string }>(`approval-policy:${current.number}`, {
    policy: base,
    note: "",
  });
  const [wrong, setWrong] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const save = useAction("PUT /api/approval-policy", {
    sayErrors: false,
    done: (answer) => say.done(answer.number),
    onDone: () => {
      clear();
      void client.invalidateQueries({ queryKey: ["answer"] });
    },
  });
  useEffect(() => {
    if (save.error !== null) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [save.error]);
  const changed = differing(value.policy, base);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const policy = sentPolicy(value.policy);
    setWrong(policy === null);
    if (policy) void save.run({ body: { policy, note: value.note }, ifMatch: current.number });
  };
  const change = (name: keyof TypedPolicy, text: string) => set((now) => ({ policy: { ...now.policy, [name]: text } }));
  return (
    <Page
      title={say.title}
      width="read"
      beside={<span className="text-soft">{say.version(current.number)}</span>}
      lead={
        <>
          <p>{say.lead}</p>
          {current.createdAt && (
            <p className="text-sm text-faint">
              {say.since(moment(current.createdAt), current.createdBy?.name ?? "—")}
              {current.note && ` · “${current.note}”`}
            </p>
          )}
          {!mayEdit && <p className="text-sm text-faint">{say.readOnly}</p>}
        </>
      }
    >
      <form ref={form} onSubmit={submit} className="flex flex-col gap-4">
        {(Object.keys(POLICY_GROUPS) as (keyof typeof POLICY_GROUPS)[]).map((group) => (
          <Panel key={group} title={say[group]}>
            <div className="grid gap-4 sm:grid-cols-2">
              {POLICY_GROUPS[group].map((figure) => (
                <FigureField
                  key={figure.name}
                  figure={figure}
                  value={value.policy[figure.name]}
                  onValue={(text) => change(figure.name, text)}
                  error={save.fields[`policy.${figure.name}`] ?? save.fields[figure.name]}
                  disabled={!mayEdit}
                />
              ))}
            </div>
          </Panel>
        ))}
        <Panel title={say.budget}>
          <fieldset className="flex flex-col gap-1" disabled={!mayEdit}>
            <legend className="mb-1 text-sm font-medium text-soft">{say.budgetQuestion}</legend>
            {(["flag", "block"] as const).map((rule) => (
              <label key={rule} className="flex items-center gap-2 pointer-coarse:min-h-11">
                <input
                  type="radio"
                  name="budget"
                  className="size-4.5 accent-accent"
                  checked={value.policy.budget === rule}
                  onChange={() => change("budget", rule)}
                />
                {rule === "flag" ? say.budgetFlag : say.budgetBlock}
              </label>
            ))}
          </fieldset>
        </Panel>
        {mayEdit && changed.size > 0 && (
          <Panel>
            <div className="flex flex-col gap-3">
              <TextField
                label={say.note}
                hint={say.noteHint}
                value={value.note}
                onValue={(note) => set({ note })}
                error={save.fields.note}
              />
              {(save.sentence ?? wrong) && (
                <p role="alert" className="text-wine">
                  {save.sentence}
                </p>
              )}
              <div className="flex flex-wrap justify-end gap-2">
                <Button onClick={clear}>{say.discard}</Button>
                <Button kind="primary" type="submit" busy={save.busy}>
                  {say.put}
                </Button>
              </div>
            </div>
          </Panel>
        )}
      </form>
      <PolicyVersions current={current} {...(mayEdit && { onUse: (policy: TypedPolicy) => set({ policy }) })} />
    </Page>
  );
}

function FigureField({
  figure,
  value,
  onValue,
  error,
  disabled,
}: {
  figure: PolicyFigure;
  value: string;
  onValue: (text: string) => void;
  error: string | undefined;
  disabled: boolean;
}) {
  const say = useWords(approvalPolicyWords).policy;
  const unit =
    figure.kind === "percent" ? "%" : figure.kind === "hours" ? say.hours : figure.kind === "days" ? say.days : "";
  const shared = {
    label: unit ? `${say[figure.name]} (${unit})` : say[figure.name],
    value,
    onValue,
    error,
    disabled,
    ...(figure.hint && { hint: say[figure.hint] }),
  };
  return figure.kind === "money" ? <MoneyField {...shared} /> : <DecimalField {...shared} decimals={0} />;
}
