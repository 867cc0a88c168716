/** The order as the supplier sees it: what to deliver, where, and "confirmo". */

import { FileText } from "lucide-react";
import type { ConfirmationReceipt, OrderBody, PublicOrder } from "../../api/schema";
import { Button, buttonClass } from "../../ui/button";
import { Fact, Facts } from "../../ui/facts";
import { DayField, TextAreaField, TextField } from "../../ui/field";
import { fullDay, moment, money, quantity } from "../../words/format";
import { useWords } from "../../words/language";
import { Done, Page, Part, Refusal, Sum, show, Talk } from "../frame";
import { ask, token, useKept, useOpened, useSending } from "../link";
import { publicWords } from "../words";
import { orderWords } from "./words";

const PATH = "orders/{token}";

function OrderPage() {
  const say = useWords(orderWords);
  const opened = useOpened<PublicOrder>(PATH);
  return (
    <Page of={opened} from={({ order, logoUrl }) => ({ name: order.buyer.name, logoUrl })}>
      {({ order, confirmation, messages, can }) => (
        <>
          <Head order={order} />
          {confirmation !== null && (
            <Done title={say.confirmed}>
              <p>{say.confirmedText(confirmation.name, moment(confirmation.at))}</p>
              {confirmation.promisedOn && <p>{say.promisedText(fullDay(confirmation.promisedOn))}</p>}
            </Done>
          )}
          <Lines order={order} />
          {can.includes("confirm") && <Confirm onDone={opened.again} expectedOn={order.expectedOn ?? ""} />}
          {can.includes("ask") && (
            <Talk
              title={say.talk}
              hint={say.askHint}
              messages={messages}
              path={`${PATH}/messages`}
              onSent={opened.again}
            />
          )}
        </>
      )}
    </Page>
  );
}

function Head({ order }: { order: OrderBody }) {
  const say = useWords(orderWords);
  const common = useWords(publicWords);
  return (
    <header className="flex flex-col gap-3">
      <div>
        <p className="text-sm text-faint">{order.supplier.name}</p>
        <h1 className="text-2xl font-semibold tracking-tight">{say.title(order.code)}</h1>
        {order.expectedOn && <p className="font-medium">{say.expected(fullDay(order.expectedOn))}</p>}
      </div>
      <Facts>
        <Fact name={say.deliver}>{order.deliveryAddress || "—"}</Fact>
        <Fact name={say.payment}>{order.payment || "—"}</Fact>
        <Fact name={say.contact}>{order.contact || "—"}</Fact>
      </Facts>
      <a className={buttonClass("plain")} href={`/api/public/orders/${token}/pdf`} target="_blank" rel="noreferrer">
        <FileText size={16} aria-hidden />
        {common.pdf}
      </a>
    </header>
  );
}

function Lines({ order }: { order: OrderBody }) {
  const say = useWords(orderWords);
  return (
    <Part title={say.lines}>
      <ul className="flex flex-col divide-y divide-line">
        {order.lines.map((line) => (
          <li
            key={`${line.description} ${line.specification} ${line.amount}`}
            className="flex justify-between gap-3 py-2"
          >
            <span className="min-w-0">
              <span className="block font-medium break-words">{line.description}</span>
              <span className="text-sm text-soft">
                {quantity(line.quantity)} {line.unit} × {money(line.unitPrice)}
                {line.brand && ` · ${line.brand}`}
              </span>
              {line.specification && <span className="block text-sm text-soft">{line.specification}</span>}
            </span>
            <span className="whitespace-nowrap">{money(line.amount)}</span>
          </li>
        ))}
      </ul>
      <dl className="flex flex-col gap-1.5">
        <Sum name={say.subtotal}>{money(order.subtotal)}</Sum>
        {Number(order.discount) > 0 && <Sum name={say.discount}>− {money(order.discount)}</Sum>}
        {Number(order.freight) > 0 && <Sum name={say.freight}>{money(order.freight)}</Sum>}
        {Number(order.taxes) > 0 && <Sum name={say.taxes}>{money(order.taxes)}</Sum>}
        <Sum name={say.total} strong>
          {money(order.total)}
        </Sum>
      </dl>
      {order.notes && (
        <div>
          <h3 className="text-sm text-faint">{say.notes}</h3>
          <p className="whitespace-pre-wrap">{order.notes}</p>
        </div>
      )}
    </Part>
  );
}

function Confirm({ onDone, expectedOn }: { onDone: () => Promise<void>; expectedOn: string }) {
  const say = useWords(orderWords);
  const [typed, type, forget] = useKept("pedido", { name: "", promisedOn: expectedOn, comment: "" });
  const sending = useSending();
  const send = () =>
    sending.send(async () => {
      await ask<ConfirmationReceipt>("POST", `${PATH}/confirm`, {
        name: typed.name.trim(),
        promisedOn: typed.promisedOn || null,
        ...(typed.comment.trim() && { comment: typed.comment.trim() }),
      });
      forget();
      await onDone();
    });
  return (
    <Part title={say.confirm}>
      <p className="text-soft">{say.confirmLead}</p>
      <TextField
        label={say.name}
        autoComplete="name"
        value={typed.name}
        onValue={(name) => type({ name })}
        error={sending.fields.name}
      />
      <DayField
        label={say.promised}
        value={typed.promisedOn}
        onValue={(promisedOn) => type({ promisedOn })}
        error={sending.fields.promisedOn}
      />
      <TextAreaField
        label={say.comment}
        value={typed.comment}
        onValue={(comment) => type({ comment })}
        error={sending.fields.comment}
      />
      <Refusal>{sending.error}</Refusal>
      <Button
        kind="primary"
        className="min-h-12"
        busy={sending.busy}
        disabled={typed.name.trim() === ""}
        onClick={() => void send()}
      >
        {say.confirm}
      </Button>
    </Part>
  );
}

show(<OrderPage />);
