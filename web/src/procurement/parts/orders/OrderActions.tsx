/** What may be done with an order, by what the server says of it. */

import { useNavigate } from "@tanstack/react-router";
import {
  Ban,
  Handshake,
  Link2,
  type LucideIcon,
  PackageCheck,
  PackageX,
  PencilLine,
  RotateCcw,
  Send,
} from "lucide-react";
import { useState } from "react";
import type { Order } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { useAnswer } from "../../../data/rows";
import { Button } from "../../../ui/button";
import { Confirm } from "../../../ui/confirm";
import { DayField, TextAreaField, TextField } from "../../../ui/field";
import { FormDialog } from "../../../ui/form";
import { LinkDialog } from "../../../ui/link";
import { Menu } from "../../../ui/menu";
import { uiWords } from "../../../ui/words";
import { day } from "../../../words/format";
import { useWords } from "../../../words/language";
import { orderActionWords } from "../../words/orderActions";
import { quotationPageWords } from "../../words/quotation";
import { OrderEdit } from "./OrderEdit";

type Ending = "cancel" | "return_to_quotation" | "close_short";
type Doing = "edit" | "send" | "confirm" | "share" | Ending;

const QUIET: readonly (readonly [Exclude<Doing, "send">, LucideIcon])[] = [
  ["edit", PencilLine],
  ["confirm", Handshake],
  ["share", Link2],
  ["close_short", PackageX],
  ["return_to_quotation", RotateCcw],
  ["cancel", Ban],
];

export function OrderActions({ order }: { order: Order }) {
  const say = useWords(orderActionWords).actions;
  const navigate = useNavigate();
  const [doing, setDoing] = useState<Doing | null>(null);
  const { can } = order;
  // What comes next stands in sight; the rest behind the dots.
  const shown: readonly Doing[] = order.status === "draft" ? ["edit"] : order.status === "sent" ? ["confirm"] : [];
  const close = () => setDoing(null);
  return (
    <>
      {shown.map((action) => {
        const icon = QUIET.find(([name]) => name === action)?.[1];
        return (
          can.includes(action) && (
            <Button key={action} {...(icon && { icon })} onClick={() => setDoing(action)}>
              {say[action as keyof typeof say]}
            </Button>
          )
        );
      })}
      {can.includes("send") && (
        <Button kind="primary" icon={Send} onClick={() => setDoing("send")}>
          {say.send}
        </Button>
      )}
      {can.includes("receive") && (
        <Button
          kind="primary"
          icon={PackageCheck}
          onClick={() => void navigate({ to: `/pedidos/${order.id}/receber` })}
        >
          {say.receive}
        </Button>
      )}
      <Menu
        items={QUIET.filter(([action]) => can.includes(action) && !shown.includes(action)).map(([action, icon]) => ({
          label: say[action],
          icon,
          danger: action === "cancel",
          apart: action === "close_short" || (action === "return_to_quotation" && !can.includes("close_short")),
          onSelect: () => setDoing(action),
        }))}
      />
      {doing === "edit" && <OrderEdit order={order} onClose={close} />}
      {doing === "send" && <SendDialog order={order} onClose={close} />}
      {doing === "confirm" && <ConfirmDialog order={order} onClose={close} />}
      {doing === "share" && <OrderLink order={order} onClose={close} />}
      {(doing === "cancel" || doing === "return_to_quotation" || doing === "close_short") && (
        <EndingDialog order={order} kind={doing} onClose={close} />
      )}
    </>
  );
}

interface DoingProps {
  readonly order: Order;
  readonly onClose: () => void;
}

function SendDialog({ order, onClose }: DoingProps) {
  const say = useWords(orderActionWords).send;
  const [message, setMessage] = useState("");
  const send = useAction("POST /api/purchase-orders/{order_id}/send", {
    done: say.done(order.code),
    sayErrors: false,
    onDone: onClose,
  });
  return (
    <FormDialog
      title={say.title(order.supplier.name)}
      verb={say.verb}
      onClose={onClose}
      onSave={() => void send.run({ path: { order_id: order.id }, ifMatch: order.version, body: { message } })}
      busy={send.busy}
      sentence={send.fields.message ? null : send.sentence}
    >
      <p className="text-soft">{say.text}</p>
      <TextAreaField
        label={say.message}
        hint={say.messageHint}
        value={message}
        onValue={setMessage}
        error={send.fields.message}
      />
    </FormDialog>
  );
}

function ConfirmDialog({ order, onClose }: DoingProps) {
  const say = useWords(orderActionWords).confirm;
  const [name, setName] = useState("");
  const [promisedOn, setPromisedOn] = useState("");
  const [comment, setComment] = useState("");
  const confirm = useAction("POST /api/purchase-orders/{order_id}/confirm", {
    done: say.done,
    sayErrors: false,
    onDone: onClose,
  });
  return (
    <FormDialog
      title={say.title}
      verb={say.verb}
      onClose={onClose}
      onSave={() =>
        void confirm.run({
          path: { order_id: order.id },
          ifMatch: order.version,
          body: { name, promisedOn: promisedOn || null, comment },
        })
      }
      busy={confirm.busy}
      sentence={confirm.unplaced}
    >
      <p className="text-soft">{say.text}</p>
      <TextField label={say.name} value={name} onValue={setName} error={confirm.fields.name} />
      <DayField label={say.promised} value={promisedOn} onValue={setPromisedOn} error={confirm.fields.promisedOn} />
      <TextAreaField label={say.comment} value={comment} onValue={setComment} error={confirm.fields.comment} />
    </FormDialog>
  );
}

function EndingDialog({ order, kind, onClose }: DoingProps & { kind: Ending }) {
  const all = useWords(orderActionWords);
  const say = all.ending[kind];
  const done = { sayErrors: false, done: say.done, onDone: onClose } as const;
  const cancel = useAction("POST /api/purchase-orders/{order_id}/cancel", done);
  const back = useAction("POST /api/purchase-orders/{order_id}/return-to-quotation", done);
  const short = useAction("POST /api/purchase-orders/{order_id}/close-short", done);
  const act = { cancel, return_to_quotation: back, close_short: short }[kind];
  return (
    <Confirm
      open
      onClose={onClose}
      title={say.title(order.code)}
      verb={all.actions[kind]}
      danger
      reason={{ label: all.ending.reason, least: 10 }}
      busy={act.busy}
      error={act.sentence}
      onConfirm={(reason) => void act.run({ path: { order_id: order.id }, ifMatch: order.version, body: { reason } })}
    >
      {say.text}
    </Confirm>
  );
}

function OrderLink({ order, onClose }: DoingProps) {
  const say = useWords(quotationPageWords).link;
  const renewed = useWords(uiWords).link.renewed;
  const path = { order_id: order.id };
  const link = useAnswer("GET /api/purchase-orders/{order_id}/link", { path });
  const renew = useAction("POST /api/purchase-orders/{order_id}/link", { done: renewed });
  return (
    <LinkDialog
      title={say.title}
      url={link.data?.url}
      text={link.data ? say.orderText(day(link.data.expiresAt)) : ""}
      message={order.code}
      error={link.error}
      busy={renew.busy}
      onRenew={() => renew.run({ path })}
      onClose={onClose}
    />
  );
}
