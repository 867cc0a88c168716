/** Versions of the policy, what each said, and taking one up again. */

import { useState } from "react";
import type { ProcurementApprovalPolicy } from "../../../api/schema";
import { useAnswer } from "../../../data/rows";
import { Button } from "../../../ui/button";
import { cx } from "../../../ui/cx";
import { Dialog } from "../../../ui/dialog";
import { Panel } from "../../../ui/page";
import { SkeletonRows } from "../../../ui/states";
import { moment, money, percent, quantity } from "../../../words/format";
import { useWords } from "../../../words/language";
import { differing, POLICY_FIGURES, type PolicyFigure, type TypedPolicy, typedPolicy } from "../../policyFigures";
import { approvalPolicyWords } from "../../words/approvalPolicy";

export function PolicyVersions({
  current,
  onUse,
}: {
  current: ProcurementApprovalPolicy;
  onUse?: (policy: TypedPolicy) => void;
}) {
  const say = useWords(approvalPolicyWords).policy;
  const { data } = useAnswer("GET /api/approval-policy/versions", {}, { after: current.number });
  const [seen, setSeen] = useState<number | null>(null);
  const versions = data?.data.filter((each) => each.number !== current.number) ?? [];
  // The one that ships is a version, too, though nobody made it.
  const shown =
    current.number > 0 ? [...versions, { number: 0, note: "", createdAt: null, createdBy: null }] : versions;
  return (
    <Panel title={say.versions}>
      {data === undefined && <SkeletonRows rows={2} />}
      {data !== undefined && shown.length === 0 && <p className="text-faint">{say.noVersions}</p>}
      <ul className="-my-2 divide-y divide-line">
        {shown.map((version) => (
          <li key={version.number} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <span className="font-medium">{say.version(version.number)}</span>
            {version.createdAt && (
              <span className="text-sm text-faint">
                {say.since(moment(version.createdAt), version.createdBy?.name ?? "—")}
              </span>
            )}
            {version.note && <span className="min-w-0 text-soft">“{version.note}”</span>}
            <Button small kind="quiet" onClick={() => setSeen(version.number)} className="ml-auto">
              {say.see}
            </Button>
          </li>
        ))}
      </ul>
      {seen !== null && (
        <Version
          number={seen}
          current={current}
          onClose={() => setSeen(null)}
          {...(onUse && {
            onUse: (policy: TypedPolicy) => {
              setSeen(null);
              onUse(policy);
            },
          })}
        />
      )}
    </Panel>
  );
}

function Version({
  number,
  current,
  onClose,
  onUse,
}: {
  number: number;
  current: ProcurementApprovalPolicy;
  onClose: () => void;
  onUse?: (policy: TypedPolicy) => void;
}) {
  const say = useWords(approvalPolicyWords).policy;
  const { data } = useAnswer("GET /api/approval-policy/versions/{number}", { path: { number } });
  const now = typedPolicy(current.policy);
  const old = data && typedPolicy(data.policy);
  const changed = old ? differing(old, now) : new Set<string>();
  const rule = (policy: TypedPolicy) => (policy.budget === "block" ? say.budgetBlock : say.budgetFlag);
  return (
    <Dialog
      open
      onClose={onClose}
      shape="wide"
      title={say.version(number)}
      actions={
        onUse &&
        old && (
          <Button kind="primary" onClick={() => onUse(old)}>
            {say.use}
          </Button>
        )
      }
    >
      {old === undefined ? (
        <SkeletonRows rows={8} />
      ) : (
        <table className="w-full">
          <thead>
            <tr className="border-b border-line text-left text-sm text-faint">
              <th className="py-1.5 pr-3 font-normal">{say.figure}</th>
              <th className="py-1.5 pr-3 text-right font-normal">{say.thatTime}</th>
              <th className="py-1.5 text-right font-normal">{say.differs}</th>
            </tr>
          </thead>
          <tbody>
            {POLICY_FIGURES.map((figure) => (
              <tr key={figure.name} className={cx("border-b border-line", changed.has(figure.name) && "bg-tint")}>
                <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                  {say[figure.name]}
                </th>
                <td className="py-1.5 pr-3 text-right font-medium">
                  <Figure figure={figure} policy={old} />
                </td>
                <td className="py-1.5 text-right text-soft">
                  <Figure figure={figure} policy={now} />
                </td>
              </tr>
            ))}
            <tr className={cx(changed.has("budget") && "bg-tint")}>
              <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                {say.budgetQuestion}
              </th>
              <td className="py-1.5 pr-3 text-right font-medium">{rule(old)}</td>
              <td className="py-1.5 text-right text-soft">{rule(now)}</td>
            </tr>
          </tbody>
        </table>
      )}
    </Dialog>
  );
}

function Figure({ figure, policy }: { figure: PolicyFigure; policy: TypedPolicy }) {
  const say = useWords(approvalPolicyWords).policy;
  const value = policy[figure.name];
  switch (figure.kind) {
    case "money":
      return money(value);
    case "percent":
      return percent(value, 4);
    case "hours":
      return `${quantity(value)} ${say.hours}`;
    case "days":
      return `${quantity(value)} ${say.days}`;
    case "count":
      return quantity(value);
  }
}
