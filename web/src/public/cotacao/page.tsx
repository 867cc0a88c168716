/** The supplier's page: what is wanted, what it costs, one button. */

import { CalendarClock } from "lucide-react";
import { useState } from "react";
import type { PublicAnswer, PublicQuotation } from "../../api/schema";
import { Button } from "../../ui/button";
import { TextAreaField } from "../../ui/field";
import { day, moment, money } from "../../words/format";
import { useWords } from "../../words/language";
import { Done, Page, Part, Refusal, Sum, show, Talk } from "../frame";
import { ask, useKept, useOpened, useSending } from "../link";
import { publicWords } from "../words";
import { BLANK_ITEM, inputOf, openingAnswer, reachOf, type TypedAnswer, type TypedItem } from "./answer";
import { Files } from "./files";
import { Item } from "./item";
import { Terms } from "./terms";
import { quotationWords } from "./words";

const PATH = "quotations/{token}";

function QuotationPage() {
  const opened = useOpened<PublicQuotation>(PATH);
  return (
    <Page of={opened} from={({ buyer, logoUrl }) => ({ name: buyer, logoUrl })}>
      {(quotation) => <Quotation quotation={quotation} onAnswer={opened.set} again={opened.again} />}
    </Page>
  );
}

interface QuotationProps {
  readonly quotation: PublicQuotation;
  readonly onAnswer: (quotation: PublicQuotation) => void;
  readonly again: () => Promise<void>;
}

function Quotation({ quotation, onAnswer, again }: QuotationProps) {
  const say = useWords(quotationWords);
  const [changing, setChanging] = useState(quotation.status === "invited");
  const closes = moment(quotation.closesAt);
  return (
    <>
      <header className="flex flex-col gap-1">
        <p className="text-sm text-faint">{quotation.code}</p>
        <h1 className="text-2xl font-semibold tracking-tight text-balance">{quotation.title}</h1>
        <p className="text-soft">{say.lead(quotation.supplier)}</p>
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 pt-1 font-medium">
          <span className="inline-flex items-center gap-1.5 text-ochre">
            <CalendarClock size={17} aria-hidden />
            {say.closes(closes)}
          </span>
          {quotation.neededOn && <span>{say.needed(day(quotation.neededOn))}</span>}
        </p>
        {quotation.instructions && <p className="pt-2 whitespace-pre-wrap">{quotation.instructions}</p>}
      </header>
      {quotation.status === "declined" && !changing && (
        <Done title={say.declined}>
          <p>{say.declinedText(closes)}</p>
          {quotation.can.includes("answer") && (
            <Button className="mt-3" onClick={() => setChanging(true)}>
              {say.answerAnyway}
            </Button>
          )}
        </Done>
      )}
      {quotation.answer !== null && !changing && (
        <>
          <Done title={say.done}>{say.doneText(quotation.buyer, closes)}</Done>
          <Answered answer={quotation.answer} />
          {quotation.can.includes("answer") && <Button onClick={() => setChanging(true)}>{say.change}</Button>}
        </>
      )}
      {changing && quotation.can.includes("answer") && (
        <Form
          quotation={quotation}
          onAnswer={(answered) => {
            onAnswer(answered);
            setChanging(false);
            scrollTo({ top: 0 });
          }}
        />
      )}
      {quotation.can.includes("attach") && <Files attached={quotation.attachments} onAttached={again} />}
      {quotation.can.includes("ask") && (
        <Talk
          title={say.talk}
          hint={say.askHint}
          messages={quotation.messages}
          path={`${PATH}/messages`}
          onSent={again}
        />
      )}
    </>
  );
}

function Answered({ answer }: { answer: PublicAnswer }) {
  const say = useWords(quotationWords);
  return (
    <Part title={say.total}>
      <dl className="flex flex-col gap-1.5">
        <Sum name={say.subtotal}>{money(answer.subtotal)}</Sum>
        {Number(answer.discount) > 0 && <Sum name={say.discount}>− {money(answer.discount)}</Sum>}
        {Number(answer.freight) > 0 && <Sum name={say.freight}>{money(answer.freight)}</Sum>}
        {Number(answer.taxes) > 0 && <Sum name={say.taxes}>{money(answer.taxes)}</Sum>}
        <Sum name={say.total} strong>
          {money(answer.total)}
        </Sum>
      </dl>
    </Part>
  );
}

/** `items[3].unitPrice` -> errors of the fourth item. */
function errorsOf(fields: Readonly<Record<string, string>>, index: number): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, sentence] of Object.entries(fields)) {
    const [, at, member] = /^items(?:\[|\.)(\d+)\]?\.(\w+)$/.exec(name) ?? [];
    if (member !== undefined && Number(at) === index) found[member] = sentence;
  }
  return found;
}

function Form({ quotation, onAnswer }: { quotation: PublicQuotation; onAnswer: (quotation: PublicQuotation) => void }) {
  const say = useWords(quotationWords);
  const [typed, type, forget] = useKept<TypedAnswer>("cotacao", openingAnswer(quotation));
  const sending = useSending();
  const [empty, setEmpty] = useState(false);
  const [declining, setDeclining] = useState(false);
  const reach = reachOf(typed, quotation.items);
  const typeItem = (id: string, change: Partial<TypedItem>) =>
    type({ items: { ...typed.items, [id]: { ...(typed.items[id] ?? BLANK_ITEM), ...change } } });
  const send = () => {
    setEmpty(reach.priced === 0);
    if (reach.priced === 0) return;
    void sending.send(async () => {
      const answered = await ask<PublicQuotation>("POST", `${PATH}/answer`, inputOf(typed, quotation.items));
      forget();
      onAnswer(answered);
    });
  };
  if (declining) return <Decline onDone={onAnswer} onBack={() => setDeclining(false)} />;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h2 className="text-lg font-semibold">{say.items}</h2>
      {quotation.items.map((item, index) => (
        <Item
          key={item.id}
          item={item}
          typed={typed.items[item.id] ?? BLANK_ITEM}
          onType={(change) => typeItem(item.id, change)}
          errors={errorsOf(sending.fields, index)}
        />
      ))}
      <Terms typed={typed} type={type} errors={sending.fields} />
      <Button kind="quiet" onClick={() => setDeclining(true)}>
        {say.decline}
      </Button>
      <div className="fixed inset-x-0 bottom-0 z-10 border-t border-line bg-raised px-4 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        <div className="mx-auto flex max-w-2xl flex-col gap-2">
          <Refusal>{sending.error ?? (empty && reach.priced === 0 ? say.nothing : null)}</Refusal>
          <div className="flex items-center justify-between gap-3">
            <p>
              <span className="block text-sm text-faint">{say.progress(reach.priced, quotation.items.length)}</span>
              <span className="text-lg font-semibold">{money((reach.cents / 100).toFixed(2))}</span>
            </p>
            <Button kind="primary" type="submit" busy={sending.busy} className="min-h-12 px-5">
              {quotation.answer === null ? say.send : say.sendAgain}
            </Button>
          </div>
        </div>
      </div>
    </form>
  );
}

function Decline({ onDone, onBack }: { onDone: (quotation: PublicQuotation) => void; onBack: () => void }) {
  const say = useWords(quotationWords);
  const common = useWords(publicWords);
  const [reason, setReason] = useState("");
  const sending = useSending();
  return (
    <Part title={say.declineTitle}>
      <TextAreaField label={say.declineReason} value={reason} onValue={setReason} error={sending.fields.reason} />
      <Refusal>{sending.error}</Refusal>
      <div className="flex justify-end gap-2">
        <Button onClick={onBack}>{common.cancel}</Button>
        <Button
          kind="danger"
          busy={sending.busy}
          onClick={() =>
            void sending.send(async () =>
              onDone(await ask<PublicQuotation>("POST", `${PATH}/decline`, { reason: reason.trim() })),
            )
          }
        >
          {say.decline}
        </Button>
      </div>
    </Part>
  );
}

show(<QuotationPage />);
