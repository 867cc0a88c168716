/** Who signed a request and whose signature it waits for; whoever may sign does it here. */

import { Check, X } from "lucide-react";
import { useState } from "react";
import type { Approvals, PurchaseRequest } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { useAnswer } from "../../../data/rows";
import { Badge, Person } from "../../../ui/badge";
import { useShortcut } from "../../../ui/keys";
import { Panel } from "../../../ui/page";
import { SkeletonRows } from "../../../ui/states";
import { ago, moment, money } from "../../../words/format";
import { useWords } from "../../../words/language";
import { STAGE } from "../../rows";
import { useSignatures } from "../../signing";
import { approvalsWords } from "../../words/approvals";
import { requestWords } from "../../words/request";
import { RejectDialog } from "../approvals/RejectDialog";
import { SigningAnswers } from "../approvals/SigningAnswers";

export function RequestApprovals({ request }: { request: PurchaseRequest }) {
  const say = useWords(requestWords);
  const { data } = useAnswer(
    "GET /api/purchase-requests/{request_id}/approvals",
    { path: { request_id: request.id } },
    { after: request.version },
  );
  return (
    <Panel title={say.approvals}>
      {data === undefined ? (
        <SkeletonRows rows={2} />
      ) : (
        <div className="flex flex-col gap-4">
          {data.stage !== null && <Waiting approvals={data} stage={data.stage} />}
          {data.stage !== null && data.can.includes("approve") && (
            <Answer request={request} approvals={data} stage={data.stage} />
          )}
          <Steps approvals={data} />
          <p className="text-sm text-faint">{say.limit(money(data.secondSignatureAbove))}</p>
        </div>
      )}
    </Panel>
  );
}

type StageName = NonNullable<Approvals["stage"]>;

function Waiting({ approvals, stage }: { approvals: Approvals; stage: StageName }) {
  const say = useWords(requestWords);
  const name = useWords(STAGE[stage].label);
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={STAGE[stage].tone} icon={STAGE[stage].icon}>
          {name}
        </Badge>
        <strong className="font-semibold">{money(approvals.amount)}</strong>
        <span className="text-sm text-faint">{ago(approvals.waitingSince)}</span>
      </p>
      {approvals.waitingFor.length === 0 ? (
        <p className="text-wine">{say.waitsNobody}</p>
      ) : (
        <>
          <p className="text-sm text-soft">{say.waitsFor}</p>
          <ul className="flex flex-wrap gap-x-4 gap-y-1.5">
            {approvals.waitingFor.map((each) => (
              <li key={each.person.id} className="flex items-center gap-1.5">
                <Person name={each.person.name} named small />
                {each.onBehalfOf && <span className="text-sm text-faint">{say.inPlaceOf(each.onBehalfOf.name)}</span>}
                {each.escalated && <span className="text-sm text-faint">{say.mayAlso}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Answer({ request, approvals, stage }: { request: PurchaseRequest; approvals: Approvals; stage: StageName }) {
  const queue = useWords(approvalsWords);
  const { signings, approve, takeBack } = useSignatures();
  const signing = signings.get(request.id);
  const [rejecting, setRejecting] = useState(false);
  const reject = useAction("POST /api/purchase-requests/{request_id}/reject", {
    sayErrors: false,
    done: queue.rejected(request.code),
    onDone: () => setRejecting(false),
  });
  // What was read here is what is signed.
  const seen = { stage, version: approvals.version, seenSha256: approvals.sha256 };
  const sign = () => approve({ requestId: request.id, code: request.code, ...seen });
  useShortcut("a", queue.approve, sign, signing === undefined || signing.state === "refused");
  return (
    <>
      <SigningAnswers
        can={approvals.can}
        signing={signing}
        onApprove={sign}
        onReject={() => setRejecting(true)}
        onTakeBack={() => takeBack(request.id)}
      />
      {rejecting && (
        <RejectDialog
          title={queue.rejectTitle(request.code)}
          busy={reject.busy}
          error={reject.fields.reason ? null : reject.sentence}
          fieldError={reject.fields.reason}
          onClose={() => setRejecting(false)}
          onReject={(reason, archive) =>
            void reject.run({ path: { request_id: request.id }, body: { reason, archive, ...seen } })
          }
        />
      )}
    </>
  );
}

/** Signatures, the latest first; they never change. */
function Steps({ approvals }: { approvals: Approvals }) {
  const say = useWords(requestWords);
  const stages = useWords(approvalsWords).stageNames;
  if (approvals.steps.length === 0)
    return approvals.stage === null ? <p className="text-sm text-faint">{say.noSteps}</p> : null;
  const rounds = new Set(approvals.steps.map((step) => step.round)).size > 1;
  return (
    <ol className="flex flex-col gap-3">
      {[...approvals.steps].reverse().map((step) => {
        const good = step.decision === "approved";
        return (
          <li key={step.id} className="flex gap-2.5">
            {good ? (
              <Check size={18} className="mt-0.5 shrink-0 text-leaf" aria-hidden />
            ) : (
              <X size={18} className="mt-0.5 shrink-0 text-wine" aria-hidden />
            )}
            <div className="min-w-0">
              <p>
                <strong className="font-medium">{step.person.name}</strong>{" "}
                {good ? say.approvedBy(stages[step.stage]) : say.rejectedBy(stages[step.stage])}
                {step.onBehalfOf && ` ${say.inPlaceOf(step.onBehalfOf.name)}`}
              </p>
              {step.reason && <p className="whitespace-pre-line text-soft">“{step.reason}”</p>}
              <p className="text-sm text-faint" title={step.userAgent}>
                {[
                  money(step.amount),
                  moment(step.at),
                  step.address && say.address(step.address),
                  rounds && say.round(step.round),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
