/** Sending, and what follows: the client's link, the answer that came by telephone, a discount above the limit. */

import { Copy, MessageCircle, RefreshCw } from "lucide-react";
import { useState } from "react";
import type { Orcamento } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { useAnswer } from "../../../data/rows";
import { useMay } from "../../../data/seat";
import { Button, buttonClass } from "../../../ui/button";
import { Confirm } from "../../../ui/confirm";
import { Dialog } from "../../../ui/dialog";
import { TextAreaField, TextField } from "../../../ui/field";
import { Refused, Skeleton } from "../../../ui/states";
import { toast } from "../../../ui/toast";
import { moment, money } from "../../../words/format";
import { useWords } from "../../../words/language";
import { orcamentoWords } from "../../words/orcamento";
import type { DraftFormProps } from "./DraftForms";
import { FormDialog } from "./FormDialog";

/** `replaces`: a version of before is with the client. */
export function SendDialog({ of, replaces, onClose }: DraftFormProps & { replaces: boolean }) {
  const say = useWords(orcamentoWords);
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
  const say = useWords(orcamentoWords);
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
      sentence={Object.keys(action.fields).length === 0 ? action.sentence : null}
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
  const say = useWords(orcamentoWords);
  const [asking, setAsking] = useState(false);
  const path = { orcamento_id: of.id };
  const link = useAnswer("GET /api/orcamentos/{orcamento_id}/link", { path }, { after: of.version });
  const renew = useAction("POST /api/orcamentos/{orcamento_id}/link", {
    done: say.renewed,
    onDone: () => setAsking(false),
  });
  const copy = async (url: string) => {
    await navigator.clipboard.writeText(url);
    toast(say.copied);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={say.link}
      description={link.data && say.linkText(moment(link.data.expiresAt))}
      actions={
        <Button icon={RefreshCw} onClick={() => setAsking(true)}>
          {say.renew}
        </Button>
      }
    >
      {link.error ? (
        <Refused error={link.error} onRetry={() => void link.refetch()} />
      ) : link.data === undefined ? (
        <Skeleton className="h-20 w-full" />
      ) : (
        <div className="flex flex-col gap-3">
          <TextField
            label={say.link}
            hideLabel
            readOnly
            value={link.data.url}
            onValue={() => undefined}
            onFocus={(event) => event.target.select()}
          />
          <div className="flex flex-wrap gap-2">
            <Button kind="primary" icon={Copy} onClick={() => void copy(link.data.url)}>
              {say.copy}
            </Button>
            <a
              href={`https://wa.me/?text=${encodeURIComponent(`${of.title} ${link.data.url}`)}`}
              target="_blank"
              rel="noreferrer"
              className={buttonClass()}
            >
              <MessageCircle size={16} aria-hidden />
              WhatsApp
            </a>
          </div>
        </div>
      )}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={say.renewTitle}
        verb={say.renew}
        busy={renew.busy}
        onConfirm={() => void renew.run({ path })}
      >
        {say.renewText}
      </Confirm>
    </Dialog>
  );
}

/** What became of the discount, and the word of whoever may give it. */
export function DiscountNotice({ of, can }: { of: Orcamento; can: readonly string[] }) {
  const say = useWords(orcamentoWords);
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
