/** One supplier's quotation: its answer, the conversation, and what the buyer may do in its place. */

import { useParams } from "@tanstack/react-router";
import { Ban, Keyboard, Link2, RotateCcw, ThumbsDown } from "lucide-react";
import { useState } from "react";
import type { Quotation } from "../../api/schema";
import { useAction } from "../../data/actions";
import { useAnswer, useRow, useRows } from "../../data/rows";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { LinkDialog } from "../../ui/link";
import { State } from "../../ui/look";
import { Menu, type MenuItem } from "../../ui/menu";
import { Page, Panel } from "../../ui/page";
import { Refused, Skeleton } from "../../ui/states";
import { uiWords } from "../../ui/words";
import { moment } from "../../words/format";
import { useWords } from "../../words/language";
import { Attachments } from "../parts/Attachments";
import { Chat } from "../parts/Chat";
import { AnswerForm } from "../parts/quotations/AnswerForm";
import { QuotationAnswer } from "../parts/quotations/QuotationAnswer";
import { QUOTATION_STATUS } from "../rows";
import { quotationPageWords } from "../words/quotation";

export default function QuotationPage() {
  const { quotationId = "" } = useParams({ strict: false });
  return <Whole key={quotationId} id={quotationId} />;
}

function Whole({ id }: { id: string }) {
  const row = useRow("quotations", id);
  const answer = useAnswer(
    "GET /api/quotations/{quotation_id}",
    { path: { quotation_id: id } },
    { after: row?.version },
  );
  const quotation = answer.data;
  if (quotation === undefined)
    return answer.error ? (
      <Refused error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Page title="…">
        <Skeleton className="h-96 w-full rounded-lg" />
      </Page>
    );
  return <Loaded quotation={quotation} />;
}

type Doing = "answer" | "decline" | "cancel" | "link";

function Loaded({ quotation }: { quotation: Quotation }) {
  const say = useWords(quotationPageWords).quotation;
  const [doing, setDoing] = useState<Doing | null>(null);
  const { can } = quotation;
  const again = useAction("POST /api/quotation-rounds/{round_id}/invite", { done: say.invitedAgain });
  const typing = quotation.answeredAt === null ? say.answer : say.changeAnswer;
  const items: MenuItem[] = [];
  if (can.includes("decline"))
    items.push({ label: say.decline, icon: ThumbsDown, onSelect: () => setDoing("decline") });
  if (can.includes("cancel"))
    items.push({ label: say.cancel, icon: Ban, danger: true, onSelect: () => setDoing("cancel") });
  const close = () => setDoing(null);
  return (
    <Page
      title={quotation.supplier.name}
      beside={<State look={QUOTATION_STATUS[quotation.status]} />}
      back={{ to: `/cotacoes/${quotation.round.id}`, label: quotation.round.code }}
      lead={`${quotation.purchaseRequest.code} · ${quotation.purchaseRequest.title}`}
      actions={
        <>
          <Menu items={items} />
          {can.includes("share") && (
            <Button icon={Link2} onClick={() => setDoing("link")}>
              {say.link}
            </Button>
          )}
          {can.includes("invite_again") && (
            <Button
              icon={RotateCcw}
              busy={again.busy}
              onClick={() =>
                void again.run({
                  path: { round_id: quotation.round.id },
                  body: { supplierIds: [quotation.supplier.id] },
                })
              }
            >
              {say.inviteAgain}
            </Button>
          )}
          {can.includes("answer") && (
            <Button kind="primary" icon={Keyboard} onClick={() => setDoing("answer")}>
              {typing}
            </Button>
          )}
        </>
      }
    >
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(18rem,2fr)]">
        <Panel title={say.items}>
          {quotation.declinedReason && (
            <p className="mb-3 rounded-md bg-wine-soft px-3 py-2 text-wine">
              {say.declined}: “{quotation.declinedReason}”
            </p>
          )}
          {quotation.answeredAt === null && !quotation.declinedReason && (
            <p className="mb-2 text-soft">{say.noAnswer}</p>
          )}
          <QuotationAnswer quotation={quotation} />
        </Panel>
        <div className="flex flex-col gap-4">
          <Panel title={say.messages}>
            <Messages quotation={quotation} mayWrite={can.includes("message")} />
          </Panel>
          <Panel title={say.files}>
            <Attachments
              files={quotation.attachments}
              thing="quotation"
              thingId={quotation.id}
              mayAdd={can.includes("attach")}
            />
          </Panel>
          <Panel title={say.contact}>
            <Contact quotation={quotation} />
          </Panel>
        </div>
      </div>
      {doing === "answer" && <AnswerForm quotation={quotation} onClose={close} />}
      {doing === "link" && <SupplierLink quotation={quotation} onClose={close} />}
      {doing === "decline" && <Ending quotation={quotation} kind="decline" onClose={close} />}
      {doing === "cancel" && <Ending quotation={quotation} kind="cancel" onClose={close} />}
    </Page>
  );
}

function Messages({ quotation, mayWrite }: { quotation: Quotation; mayWrite: boolean }) {
  const say = useWords(quotationPageWords).quotation;
  const { rows } = useRows("quotation-messages", { filters: { quotationId: quotation.id } });
  return (
    <Chat
      messages={rows.map((row) => ({ ...row, theirs: row.fromSupplier }))}
      path={`/api/quotations/${quotation.id}/messages`}
      to={quotation.supplier.name}
      label={say.write}
      empty={say.messagesEmpty}
      mayWrite={mayWrite}
    />
  );
}

function Contact({ quotation: { contact } }: { quotation: Quotation }) {
  const say = useWords(quotationPageWords).quotation;
  if (contact.email === "" && contact.phone === "") return <p className="text-soft">{say.noContact}</p>;
  return (
    <address className="flex flex-col not-italic">
      {contact.contactName && <span className="font-medium">{contact.contactName}</span>}
      {contact.phone && (
        <a
          href={`tel:${contact.phone.replace(/[^\d+]/g, "")}`}
          className="inline-flex min-h-6 items-center text-accent hover:underline pointer-coarse:min-h-11"
        >
          {contact.phone}
        </a>
      )}
      {contact.email && (
        <a
          href={`mailto:${contact.email}`}
          className="inline-flex min-h-6 items-center break-all text-accent hover:underline pointer-coarse:min-h-11"
        >
          {contact.email}
        </a>
      )}
    </address>
  );
}

function SupplierLink({ quotation, onClose }: { quotation: Quotation; onClose: () => void }) {
  const say = useWords(quotationPageWords).link;
  const renewed = useWords(uiWords).link.renewed;
  const path = { quotation_id: quotation.id };
  const link = useAnswer("GET /api/quotations/{quotation_id}/link", { path });
  const renew = useAction("POST /api/quotations/{quotation_id}/link", { done: renewed });
  const shown = link.data;
  return (
    <LinkDialog
      title={say.title}
      url={shown?.url}
      text={shown ? say.text(moment(shown.closesAt)) : ""}
      message={`${quotation.round.code} · ${quotation.purchaseRequest.title}`}
      error={link.error}
      busy={renew.busy}
      onRenew={() => renew.run({ path })}
      onClose={onClose}
    />
  );
}

function Ending({
  quotation,
  kind,
  onClose,
}: {
  quotation: Quotation;
  kind: "decline" | "cancel";
  onClose: () => void;
}) {
  const say = useWords(quotationPageWords).quotation;
  const done = {
    sayErrors: false,
    done: kind === "decline" ? say.declineDone : say.cancelDone,
    onDone: onClose,
  } as const;
  const decline = useAction("POST /api/quotations/{quotation_id}/decline", done);
  const cancel = useAction("POST /api/quotations/{quotation_id}/cancel", done);
  const act = kind === "decline" ? decline : cancel;
  return (
    <Confirm
      open
      onClose={onClose}
      title={kind === "decline" ? say.declineTitle : say.cancelTitle}
      verb={kind === "decline" ? say.decline : say.cancel}
      danger={kind === "cancel"}
      reason={{ label: kind === "decline" ? say.declineReason : say.cancelReason, least: 3 }}
      busy={act.busy}
      error={act.sentence}
      onConfirm={(reason) =>
        void act.run({ path: { quotation_id: quotation.id }, ifMatch: quotation.version, body: { reason } })
      }
    >
      {kind === "decline" ? say.declineText : say.cancelText}
    </Confirm>
  );
}
