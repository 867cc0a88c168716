/** When to raise the alarm, and whom it reaches. */

import { BellPlus, Plus } from "lucide-react";
import { useState } from "react";
import type { AlertRuleView } from "../../api/schema";
import { useAnswer } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { State } from "../../ui/look";
import { Empty, Refused, SkeletonRows } from "../../ui/states";
import { said, useWords } from "../../words/language";
import { figure } from "../figures";
import { SEVERITY_LOOKS } from "../rows";
import { operationsWords } from "../words/operations";
import { AlertRuleDialog } from "./AlertRuleDialog";

export function AlertRuleList() {
  const say = useWords(operationsWords);
  const manages = useMay()("workspace.operations.manage");
  const rules = useAnswer("GET /api/alert-rules", {});
  const [open, setOpen] = useState<AlertRuleView | "new" | null>(null);
  if (rules.data === undefined)
    return rules.error ? (
      <Refused error={rules.error} onRetry={() => void rules.refetch()} />
    ) : (
      <SkeletonRows rows={4} />
    );
  const create = manages && (
    <Button kind="primary" icon={Plus} onClick={() => setOpen("new")}>
      {say.newRule}
    </Button>
  );
  return (
    <div className="flex flex-col gap-3">
      {rules.data.data.length === 0 ? (
        <Empty icon={BellPlus} title={say.noRulesTitle} action={create}>
          {say.noRulesText}
        </Empty>
      ) : (
        <>
          <div>{create}</div>
          <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
            {rules.data.data.map((rule) => (
              <li key={rule.id}>
                <button
                  type="button"
                  disabled={!manages}
                  onClick={() => setOpen(rule)}
                  className="flex w-full flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-left enabled:hover:bg-sunken"
                >
                  <span className="min-w-0 grow basis-60">
                    <span className="block font-medium">{said(rule.name)}</span>
                    <span className="text-sm text-soft">
                      {say.ruleLine(
                        say.metrics[rule.metric],
                        say.comparisons[rule.comparison],
                        figure(rule.metric, rule.threshold),
                        rule.lastingS,
                      )}
                    </span>
                  </span>
                  <span className="flex gap-2 max-sm:basis-full">
                    <State look={SEVERITY_LOOKS[rule.severity]} />
                    <Badge tone={rule.enabled ? "leaf" : "neutral"}>{rule.enabled ? say.enabled : say.disabled}</Badge>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {open && (
        <AlertRuleDialog
          rule={open === "new" ? null : open}
          targets={rules.data.availableTargets}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}
