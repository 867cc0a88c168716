/** What was chosen of the queue, and one answer for all of it. */

import { useState } from "react";
import { useAction } from "../../../data/actions";
import { Button } from "../../../ui/button";
import { Confirm } from "../../../ui/confirm";
import { sumMoney } from "../../../words/decimal";
import { money } from "../../../words/format";
import { useWords } from "../../../words/language";
import type { QueueRow } from "../../rows";
import { approvalsWords } from "../../words/approvals";
import { RejectDialog } from "./RejectDialog";

export function BulkBar({
  picked,
  onAll,
  onNone,
  onStarted,
}: {
  picked: readonly QueueRow[];
  onAll: () => void;
  onNone: () => void;
  onStarted: (id: string) => void;
}) {
  const say = useWords(approvalsWords);
  const [asking, setAsking] = useState<"approved" | "rejected" | null>(null);
  const total = money(sumMoney(picked.map((row) => row.amount)));
  const start = useAction("POST /api/approvals/bulk", {
    sayErrors: false,
    onDone: (answer) => {
      setAsking(null);
      onStarted(answer.id);
    },
  });
  const run = (decision: "approved" | "rejected", reason = "", archive = false) =>
    void start.run({ body: { decision, ids: picked.map((row) => row.requestId), reason, archive } });
  return (
    <>
      <div className="sticky bottom-[calc(var(--frame-bottom)+0.75rem)] z-20 flex flex-wrap items-center gap-2 rounded-lg border border-line bg-raised p-3 shadow-float">
        <p role="status" className="grow font-medium">
          {say.selected(picked.length, total)}
        </p>
        <Button kind="quiet" onClick={picked.length > 0 ? onNone : onAll}>
          {picked.length > 0 ? say.selectNone : say.selectAll}
        </Button>
        <Button className="max-sm:grow" disabled={picked.length === 0} onClick={() => setAsking("rejected")}>
          {say.reject}
        </Button>
        <Button
          kind="primary"
          className="max-sm:grow-2"
          disabled={picked.length === 0}
          onClick={() => setAsking("approved")}
        >
          {say.approve}
        </Button>
      </div>
      {asking === "approved" && (
        <Confirm
          open
          onClose={() => setAsking(null)}
          title={say.bulkApproveTitle(picked.length)}
          verb={say.approve}
          busy={start.busy}
          error={start.sentence}
          onConfirm={() => run("approved")}
        >
          <p>{say.bulkText(total)}</p>
        </Confirm>
      )}
      {asking === "rejected" && (
        <RejectDialog
          title={say.bulkRejectTitle(picked.length)}
          busy={start.busy}
          error={start.sentence}
          onClose={() => setAsking(null)}
          onReject={(reason, archive) => run("rejected", reason, archive)}
        >
          <p>{say.bulkText(total)}</p>
        </RejectDialog>
      )}
    </>
  );
}
