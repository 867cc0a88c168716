/** The way of a request, and where on it this one stands. */

import { Check } from "lucide-react";
import type { PurchaseRequest } from "../../../api/schema";
import { useAnswer } from "../../../data/rows";
import { cx } from "../../../ui/cx";
import { day } from "../../../words/format";
import { useWords } from "../../../words/language";
import type { RequestStatus } from "../../rows";
import { requestWords } from "../../words/request";

const STEPS = ["draft", "need", "quotation", "purchase", "second", "order", "receipt", "closed"] as const;
type Step = (typeof STEPS)[number];

const AT: Readonly<Partial<Record<RequestStatus, Step>>> = {
  draft: "draft",
  pending_a1: "need",
  quotation: "quotation",
  pending_a2: "purchase",
  pending_a3: "second",
  approved: "order",
  ordered: "receipt",
  partially_received: "receipt",
  received: "closed",
  closed: "closed",
};

/** When each was done; what was skipped (a second signature that nobody asked for) has no moment and no place. */
function momentOf(step: Step, request: PurchaseRequest): string | null {
  switch (step) {
    case "draft":
      return request.submittedAt;
    case "need":
      return request.a1At;
    case "quotation":
      return request.awardedAt;
    case "purchase":
    case "second":
      return request.approvedAt;
    case "order":
      return request.orderedAt;
    case "receipt":
      return request.receivedAt;
    case "closed":
      return request.closedAt;
  }
}

export function RequestSteps({ request }: { request: PurchaseRequest }) {
  const say = useWords(requestWords);
  const { data: approvals } = useAnswer(
    "GET /api/purchase-requests/{request_id}/approvals",
    { path: { request_id: request.id } },
    { after: request.version },
  );
  const second = approvals?.stage === "a3" || approvals?.steps.some((step) => step.stage === "a3");
  const standing = request.status === "archived" ? (request.archivedFrom ?? "draft") : request.status;
  const ended = request.status === "archived" || request.status === "cancelled";
  const steps = STEPS.filter((step) => step !== "second" || second);
  const current = AT[standing];
  const place = current === undefined ? -1 : steps.indexOf(current);
  return (
    <ol aria-label={say.way} className="relative flex gap-1 overflow-x-auto pb-1 [scrollbar-width:none]">
      {steps.map((step, index) => {
        const at = momentOf(step, request);
        const done = place < 0 ? at !== null : index < place || standing === "closed";
        const now = !ended && !done && index === place;
        return (
          <li
            key={step}
            aria-current={now ? "step" : undefined}
            className="flex min-w-26 flex-1 flex-col gap-1.5 text-sm"
          >
            <span aria-hidden className={cx("h-1 rounded-full", done ? "bg-leaf" : now ? "bg-accent" : "bg-line")} />
            <span className={cx("flex items-center gap-1", now ? "font-semibold" : done ? "text-ink" : "text-faint")}>
              {done && <Check size={14} className="shrink-0 text-leaf" aria-hidden />}
              {say.steps[step]}
              <span className="sr-only">
                , {done ? say.stepState.done : now ? say.stepState.now : say.stepState.ahead}
              </span>
            </span>
            <span className="text-xs text-faint">{done && at ? day(at) : "\u00a0"}</span>
          </li>
        );
      })}
    </ol>
  );
}
