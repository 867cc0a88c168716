/** One receipt: what was counted, its photos, and the way to its end. */

import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Ban, ClipboardCheck, PencilLine, Scale, Send } from "lucide-react";
import { useState } from "react";
import type { ProcurementReceipt } from "../../api/schema";
import { useAction } from "../../data/actions";
import { useAnswer, useRow } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Button, buttonClass } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Fact, Facts } from "../../ui/facts";
import { State } from "../../ui/look";
import { Menu } from "../../ui/menu";
import { Page, Panel } from "../../ui/page";
import { Refused, Skeleton } from "../../ui/states";
import { day, moment, quantity } from "../../words/format";
import { useWords } from "../../words/language";
import { Attachments } from "../parts/Attachments";
import { FinishReceipt } from "../parts/receipts/FinishReceipt";
import { RECEIPT_STATUS } from "../rows";
import { receiptWords } from "../words/receipts";

export default function ReceiptPage() {
  const { id = "" } = useParams({ strict: false });
  return <Whole key={id} id={id} />;
}

function Whole({ id }: { id: string }) {
  const say = useWords(receiptWords);
  const row = useRow("receipts", id);
  const answer = useAnswer("GET /api/receipts/{receipt_id}", { path: { receipt_id: id } }, { after: row?.version });
  if (answer.data) return <Loaded receipt={answer.data} />;
  if (answer.error) return <Refused error={answer.error} onRetry={() => void answer.refetch()} />;
  return (
    <Page title={row?.code ?? "…"} back={{ to: "/recebimentos", label: say.title }}>
      <Skeleton className="h-80 w-full rounded-lg" />
    </Page>
  );
}

type Doing = "hand_in" | "finish" | "cancel";

function Loaded({ receipt }: { receipt: ProcurementReceipt }) {
  const say = useWords(receiptWords);
  const may = useMay();
  const navigate = useNavigate();
  const [doing, setDoing] = useState<Doing | null>(null);
  const { can } = receipt;
  const close = () => setDoing(null);
  return (
    <Page
      title={receipt.code}
      beside={<State look={RECEIPT_STATUS[receipt.status]} />}
      back={{ to: "/recebimentos", label: say.title }}
      lead={receipt.supplier.name}
      actions={
        <>
          {can.includes("edit") && (
            <Button icon={PencilLine} onClick={() => void navigate({ to: `/recebimentos/${receipt.id}/contagem` })}>
              {say.actions.edit}
            </Button>
          )}
          {can.includes("hand_in") && (
            <Button kind="primary" icon={Send} onClick={() => setDoing("hand_in")}>
              {say.actions.hand_in}
            </Button>
          )}
          {can.includes("finish") && (
            <Button kind="primary" icon={ClipboardCheck} onClick={() => setDoing("finish")}>
              {say.actions.finish}
            </Button>
          )}
          <Menu
            items={
              can.includes("cancel")
                ? [{ label: say.actions.cancel, icon: Ban, danger: true, onSelect: () => setDoing("cancel") }]
                : []
            }
          />
        </>
      }
    >
      <Panel>
        <ReceiptFacts receipt={receipt} />
      </Panel>
      <Panel
        title={say.page.items}
        actions={
          <Link to={`/pedidos/${receipt.order.id}/conferencia`} className={buttonClass("plain", true)}>
            <Scale size={16} aria-hidden />
            {say.page.match}
          </Link>
        }
      >
        <Lines receipt={receipt} />
      </Panel>
      <Panel title={say.page.photos}>
        <Attachments
          files={receipt.attachments}
          thing="receipt"
          thingId={receipt.id}
          mayAdd={may("procurement.receipts.count") && (receipt.status === "physical" || receipt.status === "fiscal")}
        />
      </Panel>
      {doing === "hand_in" && <HandIn receipt={receipt} onClose={close} />}
      {doing === "finish" && <FinishReceipt receipt={receipt} onClose={close} />}
      {doing === "cancel" && <CancelReceipt receipt={receipt} onClose={close} />}
    </Page>
  );
}

function ReceiptFacts({ receipt }: { receipt: ProcurementReceipt }) {
  const say = useWords(receiptWords);
  return (
    <>
      <Facts>
        <Fact name={say.page.order}>
          <Link to={`/pedidos/${receipt.order.id}`} className="font-medium text-accent hover:underline">
            {receipt.order.code}
          </Link>
        </Fact>
        <Fact name={say.page.arrived}>{day(receipt.arrivedOn)}</Fact>
        {receipt.receivedBy && (
          <Fact name={say.page.countedBy}>
            {receipt.receivedBy.name}, {moment(receipt.createdAt)}
          </Fact>
        )}
        {receipt.checkedBy && (
          <Fact name={say.page.checkedBy}>
            {receipt.checkedBy.name}, {moment(receipt.doneAt)}
          </Fact>
        )}
        <Fact name={say.page.invoice}>
          {receipt.invoice ? (
            <Link to={`/notas/${receipt.invoice.id}`} className="font-medium text-accent hover:underline">
              {receipt.invoice.number}
            </Link>
          ) : (
            say.noInvoice
          )}
        </Fact>
      </Facts>
      {[
        [say.page.notes, receipt.notes],
        [say.page.difference, receipt.differenceReason],
        [say.page.cancelled, receipt.cancelledReason],
      ].map(
        ([name, text]) =>
          text && (
            <div key={name} className="mt-3 border-t border-line pt-3">
              <p className="text-sm text-faint">{name}</p>
              <p className="whitespace-pre-line">{text}</p>
            </div>
          ),
      )}
    </>
  );
}

function Lines({ receipt }: { receipt: ProcurementReceipt }) {
  const say = useWords(receiptWords).page;
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="text-faint">
          <th scope="col" className="py-1.5 pr-3 text-left font-normal">
            {say.item}
          </th>
          {[say.ordered, say.accepted, say.refused].map((name) => (
            <th key={name} scope="col" className="py-1.5 pl-3 text-right font-normal">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {receipt.lines.map((line) => (
          <tr key={line.id} className="border-t border-line align-top">
            <th scope="row" className="py-2 pr-3 text-left font-normal">
              <span className="text-faint">{line.position}.</span> {line.description}
              {line.refusedReason && <span className="block text-ochre">{line.refusedReason}</span>}
            </th>
            <td className="py-2 pl-3 text-right whitespace-nowrap text-soft">
              {quantity(line.ordered)} {line.unit}
            </td>
            <td className="py-2 pl-3 text-right font-medium whitespace-nowrap">{quantity(line.accepted)}</td>
            <td className="py-2 pl-3 text-right whitespace-nowrap">
              {Number(line.refused) > 0 ? <span className="text-ochre">{quantity(line.refused)}</span> : "—"}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DoingProps {
  readonly receipt: ProcurementReceipt;
  readonly onClose: () => void;
}

function HandIn({ receipt, onClose }: DoingProps) {
  const all = useWords(receiptWords);
  const say = all.handIn;
  const act = useAction("POST /api/receipts/{receipt_id}/hand-in", {
    sayErrors: false,
    done: say.done,
    onDone: onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      title={say.title}
      verb={all.actions.hand_in}
      busy={act.busy}
      error={act.sentence}
      onConfirm={() => void act.run({ path: { receipt_id: receipt.id }, ifMatch: receipt.version })}
    >
      {say.text}
    </Confirm>
  );
}

function CancelReceipt({ receipt, onClose }: DoingProps) {
  const all = useWords(receiptWords);
  const say = all.cancel;
  const act = useAction("POST /api/receipts/{receipt_id}/cancel", {
    sayErrors: false,
    done: say.done,
    onDone: onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      title={say.title(receipt.code)}
      verb={all.actions.cancel}
      danger
      reason={{ label: say.reason, least: 10 }}
      busy={act.busy}
      error={act.sentence}
      onConfirm={(reason) =>
        void act.run({ path: { receipt_id: receipt.id }, ifMatch: receipt.version, body: { reason } })
      }
    >
      {say.text}
    </Confirm>
  );
}
