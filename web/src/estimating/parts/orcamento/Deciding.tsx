/** Sending, and what follows: the client's link, the answer that came by telephone, a discount above the limit. */

import { useState } from "react";
import type { Orcamento } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { useAnswer } from "../../../data/rows";
import { useMay } from "../../../data/seat";
import { Button } from "../../../ui/button";
import { Confirm } from "../../../ui/confirm";
import { TextAreaField, TextField } from "../../../ui/field";
import { FormDialog } from "../../../ui/form";
import { LinkDialog } from "../../../ui/link";
import { uiWords } from "../../../ui/words";
import { moment, money } from "../../../words/format";
import { useWords } from "../../../words/language";
import { decidingWords } from "../../words/orcamentoDeciding";
import type { DraftFormProps } from "./DraftForms";

/** `replaces`: a version of before is with the client. */
export function SendDialog({ of, replaces, onClose }: DraftFormProps & { replaces: boolean }) {
  const say = useWords(decidingWords);
  const mayRead = useMay()("estimating.clients.read");
  const [message, setMessage] = useState("");
  const client = useAnswer(
    "GET /api/clients/{client_id}",
    { path: { client_id: of.client.id } },
    { enabled: mayRead },
  ).data;
  const send = useAction("POST /api/orcamentos/{orcamento_id}/send", {
    done: say.sent,
    onDone: onClose,
    sayErrors: false,
  });
  return (
    <FormDialog
      title={say.sendTitle}
      verb={say.send}
      onClose={onClose}
      busy={send.busy}
      sentence={send.sentence}
      onSave={() => void send.run({ path: { orcamento_id: of.id }, body: { message }, ifMatch: of.version })}
    >
      <p>{say.sendText(of.client.name, money(of.total))}</p>
      {replaces && <p className="text-ochre">{say.sendReplaces}</p>}
      {client?.email === "" && <p className="text-ochre">{say.noEmail}</p>}
      {client?.email && <p className="text-sm text-soft">{client.email}</p>}
      <TextAreaField label={say.message} hint={say.messageHint} value={message} onValue={setMessage} />
    </FormDialog>
  );
}

/** What the client told by other ways than the link. */
export function DecisionDialog({ of, onClose, yes }: DraftFormProps & { yes: boolean }) {
  const say = useWords(decidingWords);
  const [reason, setReason] = useState("");
  const [name, setName] = useState("");
  const options = { done: yes ? say.approved : say.rejected, onDone: onClose, sayErrors: false };
  const approve = useAction("POST /api/orcamentos/{orcamento_id}/approve", options);
  const reject = useAction("POST /api/orcamentos/{orcamento_id}/reject", options);
  const action = yes ? approve : reject;
  return (
    <FormDialog
      title={yes ? say.approveTitle : say.rejectTitle}
      verb={yes ? say.approve : say.reject}
      onClose={onClose}
      busy={action.busy}
      sentence={action.unplaced}
      onSave={() => void action.run({ path: { orcamento_id: of.id }, body: { reason, name }, ifMatch: of.version })}
    >
      <p>{yes ? say.approveText : say.rejectText}</p>
      <TextAreaField
        label={say.howTold}
        hint={say.howToldHint}
        value={reason}
        onValue={setReason}
        error={action.fields.reason}
      />
      <TextField
        label={say.whoDecided}
        placeholder={of.client.name}
        value={name}
        onValue={setName}
        error={action.fields.name}
      />
    </FormDialog>
  );
}

export function ShareDialog({ of, onClose }: DraftFormProps) {
  const say = useWords(decidingWords);
  const renewed = useWords(uiWords).link.renewed;
  const path = { orcamento_id: of.id };
  const link = useAnswer("GET /api/orcamentos/{orcamento_id}/link", { path }, { after: of.version });
  const renew = useAction("POST /api/orcamentos/{orcamento_id}/link", { done: renewed });
  return (
    <LinkDialog
      title={say.link}
      url={link.data?.url}
      text={link.data ? say.linkText(moment(link.data.expiresAt)) : ""}
      message={of.title}
      error={link.error}
      busy={renew.busy}
      onRenew={() => renew.run({ path })}
      onClose={onClose}
    />
  );
}

/** What became of the discount, and the word of whoever may give it. */
export function DiscountNotice({ of, can }: { of: Orcamento; can: readonly string[] }) {
  const say = useWords(decidingWords);
  const [refusing, setRefusing] = useState(false);
  const path = { orcamento_id: of.id };
  const approve = useAction("POST /api/orcamentos/{orcamento_id}/discount/approve", { done: say.approvedNow });
  const refuse = useAction("POST /api/orcamentos/{orcamento_id}/discount/refuse", {
    done: say.refusedNow,
    onDone: () => setRefusing(false),
  });
  const { discount } = of;
  if (discount.status === "none") return null;
  const by = discount.decidedBy?.name ?? "";
  if (discount.status !== "pending")
    return (
      <p className="text-sm text-soft">
        {discount.status === "approved" ? say.discountApproved(by) : say.discountRefused(by)}
      </p>
    );
  return (
    <section className="flex flex-col gap-2 rounded-lg bg-ochre-soft px-4 py-3 text-ochre">
      <p>{say.discountPending(`${discount.percent.replace(".", ",")}%`, discount.askedBy?.name ?? "")}</p>
      {can.includes("approve_discount") && (
        <div className="flex flex-wrap gap-2">
          <Button
            small
            kind="primary"
            busy={approve.busy}
            onClick={() => void approve.run({ path, body: {}, ifMatch: of.version })}
          >
            {say.approveDiscount}
          </Button>
          <Button small onClick={() => setRefusing(true)}>
            {say.refuseDiscount}
          </Button>
        </div>
      )}
      <Confirm
        open={refusing}
        onClose={() => setRefusing(false)}
        title={say.refuseDiscount}
        verb={say.refuseDiscount}
        danger
        reason={{ label: say.whyRefuse, least: 0 }}
        busy={refuse.busy}
        onConfirm={(comment) => void refuse.run({ path, body: { comment }, ifMatch: of.version })}
      />
    </section>
  );
}
