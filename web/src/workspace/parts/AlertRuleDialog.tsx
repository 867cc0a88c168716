/** One rule: what is watched, from when it is trouble, from when it is over, and whom it reaches. */

import { useState } from "react";
import type { AlertRuleInput, AlertRuleView } from "../../api/schema";
import { useAction } from "../../data/actions";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Dialog } from "../../ui/dialog";
import { Checkbox, DecimalField, SelectField, TextField } from "../../ui/field";
import { useWords } from "../../words/language";
import { METRICS } from "../figures";
import { SEVERITY_LOOKS } from "../rows";
import { operationsWords } from "../words/operations";

const BLANK: AlertRuleInput = {
  name: "",
  metric: "p95Latency",
  comparison: "above",
  threshold: 500,
  lastingS: 60,
  clearThreshold: 300,
  clearLastingS: 60,
  severity: "warning",
  targets: [],
  enabled: true,
};
const NUMBERS = ["threshold", "lastingS", "clearThreshold", "clearLastingS"] as const;

export function AlertRuleDialog({
  rule,
  targets,
  onClose,
}: {
  rule: AlertRuleView | null;
  targets: readonly string[];
  onClose: () => void;
}) {
  const say = useWords(operationsWords);
  const language = useWords({ pt: "pt", en: "en" } as const);
  const [now, setNow] = useState<AlertRuleInput>(() => (rule === null ? BLANK : inputOf(rule)));
  const [leaving, setLeaving] = useState(false);
  const options = { done: say.ruleSaved, sayErrors: false, onDone: onClose };
  const create = useAction("POST /api/alert-rules", options);
  const change = useAction("PUT /api/alert-rules/{rule_id}", options);
  const remove = useAction("DELETE /api/alert-rules/{rule_id}", { done: say.ruleRemoved, onDone: onClose });
  const tell = useAction("POST /api/alert-rules/{rule_id}/test", { done: say.tried });
  const saving = rule === null ? create : change;
  const set = (changed: Partial<AlertRuleInput>) => setNow({ ...now, ...changed });
  const labels = {
    threshold: say.threshold,
    lastingS: say.lasting,
    clearThreshold: say.clearThreshold,
    clearLastingS: say.clearLasting,
  };
  const save = () =>
    void (rule === null
      ? create.run({ body: now })
      : change.run({ path: { rule_id: rule.id }, body: now, ifMatch: rule.version }));
  return (
    <Dialog
      open
      onClose={onClose}
      title={rule === null ? say.newRule : say.editRule}
      actions={
        <>
          {rule && (
            <>
              <Button kind="quiet" onClick={() => setLeaving(true)}>
                {say.removeRule}
              </Button>
              <Button busy={tell.busy} onClick={() => void tell.run({ path: { rule_id: rule.id } })}>
                {say.tryRule}
              </Button>
            </>
          )}
          <Button kind="primary" busy={saving.busy} onClick={save}>
            {say.saveRule}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          className="sm:col-span-2"
          label={say.name}
          value={now.name}
          onValue={(name) => set({ name })}
          error={saving.fields.name}
        />
        <SelectField
          label={say.metric}
          value={now.metric}
          onValue={(metric) => set({ metric: metric as AlertRuleInput["metric"] })}
        >
          {METRICS.map((metric) => (
            <option key={metric} value={metric}>
              {say.metrics[metric]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={say.comparison}
          value={now.comparison}
          onValue={(comparison) => set({ comparison: comparison as AlertRuleInput["comparison"] })}
        >
          <option value="above">{say.comparisons.above}</option>
          <option value="below">{say.comparisons.below}</option>
        </SelectField>
        {NUMBERS.map((member) => (
          <DecimalField
            key={member}
            label={labels[member]}
            decimals={0}
            value={String(now[member])}
            onValue={(value) => set({ [member]: Number(value || 0) })}
            error={saving.fields[member]}
          />
        ))}
        <SelectField
          label={say.severity}
          value={now.severity}
          onValue={(severity) => set({ severity: severity as AlertRuleInput["severity"] })}
        >
          {(["info", "warning", "critical"] as const).map((severity) => (
            <option key={severity} value={severity}>
              {SEVERITY_LOOKS[severity].label[language]}
            </option>
          ))}
        </SelectField>
        <fieldset className="flex flex-col gap-2 sm:col-span-2">
          <legend className="pb-1 text-sm font-medium text-soft">{say.targets}</legend>
          {targets.map((target) => (
            <Checkbox
              key={target}
              label={target === "email" ? say.byEmail : target}
              checked={now.targets.includes(target)}
              onChecked={(wanted) =>
                set({ targets: wanted ? [...now.targets, target] : now.targets.filter((each) => each !== target) })
              }
            />
          ))}
        </fieldset>
        <Checkbox label={say.enabled} checked={now.enabled ?? true} onChecked={(enabled) => set({ enabled })} />
        {saving.sentence && (
          <p role="alert" className="text-wine sm:col-span-2">
            {saving.fields.targets ?? saving.sentence}
          </p>
        )}
      </div>
      {rule && (
        <Confirm
          open={leaving}
          danger
          onClose={() => setLeaving(false)}
          title={say.removeTitle(rule.name)}
          verb={say.removeRule}
          busy={remove.busy}
          onConfirm={() => void remove.run({ path: { rule_id: rule.id } })}
        />
      )}
    </Dialog>
  );
}

function inputOf({ id: _id, openSince: _openSince, version: _version, ...input }: AlertRuleView): AlertRuleInput {
  return input;
}
