/** What waits for the reader's signature: made for a thumb, and for J, K, A. */

import { useNavigate } from "@tanstack/react-router";
import { CheckCheck, ListChecks, Plane } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useAction } from "../../data/actions";
import { useAddress } from "../../data/address";
import { useRows } from "../../data/rows";
import { Button } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { Page } from "../../ui/page";
import { Choices } from "../../ui/search";
import { Empty, ListStates, Skeleton } from "../../ui/states";
import { compareDecimals, sumMoney } from "../../words/decimal";
import { money } from "../../words/format";
import { useWords } from "../../words/language";
import { ApprovalQueue } from "../parts/approvals/ApprovalQueue";
import { BulkBar } from "../parts/approvals/BulkBar";
import { BulkProgress } from "../parts/approvals/BulkProgress";
import { RejectDialog } from "../parts/approvals/RejectDialog";
import { PRIORITY, type QueueRow } from "../rows";
import { useSignatures } from "../signing";
import { approvalsWords } from "../words/approvals";

const STAGES = ["a1", "a2", "a3"] as const;
const RANK = Object.keys(PRIORITY);

const COMPARE: Readonly<Record<string, (a: QueueRow, b: QueueRow) => number>> = {
  espera: () => 0,
  valor: (a, b) => compareDecimals(b.amount, a.amount),
  prazo: (a, b) => ((a.neededOn ?? "9999") < (b.neededOn ?? "9999") ? -1 : 1),
  prioridade: (a, b) => RANK.indexOf(a.priority) - RANK.indexOf(b.priority),
};

export default function Approvals() {
  const say = useWords(approvalsWords);
  const navigate = useNavigate();
  const { rows: all, status } = useRows("approvals", { sort: "waitingSince" });
  const [filters, set] = useAddress({ etapa: "", ordem: "espera" });
  const { signings, approve, takeBack } = useSignatures();
  const [choosing, setChoosing] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [rejecting, setRejecting] = useState<QueueRow | null>(null);
  const [bulk, setBulk] = useState<string | null>(null);
  const rows = useMemo(() => {
    const compare = COMPARE[filters.ordem];
    const fitting = filters.etapa ? all.filter((row) => row.stage === filters.etapa) : [...all];
    return compare ? fitting.sort(compare) : fitting;
  }, [all, filters]);
  const picked = useMemo(() => all.filter((row) => chosen.has(row.requestId)), [all, chosen]);
  const choose = useCallback((row: QueueRow, on: boolean) => {
    setChoosing(true);
    setChosen((now) => {
      const next = new Set(now);
      if (on) next.add(row.requestId);
      else next.delete(row.requestId);
      return next;
    });
  }, []);
  const stopChoosing = () => {
    setChoosing(false);
    setChosen(new Set());
  };
  return (
    <Page
      title={say.title}
      width="read"
      lead={all.length > 0 && say.lead(all.length, money(sumMoney(all.map((row) => row.amount))))}
      actions={
        <>
          {rows.length > 1 && (
            <Button
              icon={ListChecks}
              aria-pressed={choosing}
              onClick={() => (choosing ? stopChoosing() : setChoosing(true))}
            >
              {say.selectSome}
            </Button>
          )}
          <Button icon={Plane} onClick={() => void navigate({ to: "/delegacoes" })}>
            {say.away}
          </Button>
        </>
      }
    >
      {bulk && <BulkProgress id={bulk} onDismiss={() => setBulk(null)} />}
      {all.length > 1 && <Sorting rows={all} filters={filters} set={set} />}
      <ListStates
        status={status}
        count={rows.length}
        skeleton={<SkeletonApprovals />}
        empty={
          <Empty icon={CheckCheck} title={all.length > 0 ? say.emptyStage : say.emptyTitle}>
            {all.length === 0 && say.emptyText}
          </Empty>
        }
      >
        <ApprovalQueue
          rows={rows}
          signings={signings}
          choosing={choosing}
          chosen={chosen}
          onChoose={choose}
          onApprove={approve}
          onTakeBack={takeBack}
          onReject={setRejecting}
        />
      </ListStates>
      {choosing && (
        <BulkBar
          picked={picked}
          onAll={() => setChosen(new Set(rows.map((row) => row.requestId)))}
          onNone={() => setChosen(new Set())}
          onStarted={(id) => {
            stopChoosing();
            setBulk(id);
            window.scrollTo({ top: 0 });
          }}
        />
      )}
      {rejecting && <RejectOne key={rejecting.id} row={rejecting} onClose={() => setRejecting(null)} />}
    </Page>
  );
}

function Sorting({
  rows,
  filters,
  set,
}: {
  rows: readonly QueueRow[];
  filters: { readonly etapa: string; readonly ordem: string };
  set: (change: { etapa?: string; ordem?: string }) => void;
}) {
  const say = useWords(approvalsWords);
  const stages = STAGES.filter((stage) => rows.some((row) => row.stage === stage));
  return (
    <div className="flex flex-wrap items-center gap-2">
      {stages.length > 1 && (
        <Choices
          label={say.stages}
          value={filters.etapa}
          onValue={(etapa) => set({ etapa })}
          choices={[
            { value: "", label: say.all, count: rows.length },
            ...stages.map((stage) => ({
              value: stage as string,
              label: capital(say.stageNames[stage]),
              count: rows.filter((row) => row.stage === stage).length,
            })),
          ]}
        />
      )}
      <SelectField
        label={say.order}
        hideLabel
        title={say.order}
        value={filters.ordem}
        onValue={(ordem) => set({ ordem })}
        className="sm:ml-auto"
      >
        {(Object.keys(say.orders) as (keyof typeof say.orders)[]).map((order) => (
          <option key={order} value={order}>
            {say.orders[order]}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function RejectOne({ row, onClose }: { row: QueueRow; onClose: () => void }) {
  const say = useWords(approvalsWords);
  const reject = useAction("POST /api/purchase-requests/{request_id}/reject", {
    done: say.rejected(row.code),
    sayErrors: false,
    onDone: onClose,
  });
  return (
    <RejectDialog
      title={say.rejectTitle(row.code)}
      busy={reject.busy}
      error={reject.fields.reason ? null : reject.sentence}
      fieldError={reject.fields.reason}
      onClose={onClose}
      onReject={(reason, archive) =>
        void reject.run({
          path: { request_id: row.requestId },
          body: { reason, archive, stage: row.stage, version: row.version },
        })
      }
    >
      <p>
        {row.title} · <strong className="font-semibold">{money(row.amount)}</strong>
      </p>
    </RejectDialog>
  );
}

function SkeletonApprovals() {
  return (
    <div className="flex flex-col gap-3">
      {Array.from({ length: 4 }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places without identity
        <Skeleton key={place} className="h-60 w-full rounded-lg" />
      ))}
    </div>
  );
}
