/** The count of one arrival, kept on the device until the server has it. */

import { useNavigate } from "@tanstack/react-router";
import { Check, CheckCheck, ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { Order, OrderItem, ProcurementReceipt } from "../../../api/schema";
import { useAction, useDraft } from "../../../data/actions";
import { useRows } from "../../../data/rows";
import { Problem } from "../../../live";
import { Button } from "../../../ui/button";
import { cx } from "../../../ui/cx";
import { DayField, SelectField, TextAreaField } from "../../../ui/field";
import { Page, Panel } from "../../../ui/page";
import { useNarrow } from "../../../ui/table";
import { quantity } from "../../../words/format";
import { useWords } from "../../../words/language";
import {
  allArrived,
  type Counted,
  type Counts,
  countedOf,
  countsOf,
  linesOf,
  missingOf,
  withExcessRefused,
} from "../../counting";
import { today } from "../../days";
import { receiptWords } from "../../words/receipts";
import { CountItem, type CountItemProps } from "./CountItem";

interface Draft {
  readonly counts: Counts;
  readonly arrivedOn: string;
  readonly invoiceId: string;
  readonly notes: string;
}

export function CountForm({ order, receipt }: { order: Order; receipt: ProcurementReceipt | null }) {
  const say = useWords(receiptWords).count;
  const narrow = useNarrow();
  const navigate = useNavigate();
  const draft = useDraft<Draft>(`count:${receipt?.id ?? order.id}`, {
    counts: receipt ? countsOf(receipt) : {},
    arrivedOn: receipt?.arrivedOn ?? today(),
    invoiceId: receipt?.invoice?.id ?? "",
    notes: receipt?.notes ?? "",
  });
  const { counts } = draft.value;
  const missing = missingOf(order.items, receipt);
  const items = order.items.filter((item) => Number(missing.get(item.id) ?? 0) > 0 || counts[item.id] !== undefined);
  const lines = linesOf(counts, order.items);
  const [tried, setTried] = useState(false);
  const done = (id: string) => {
    draft.clear();
    void navigate({ to: `/recebimentos/${id}`, replace: true });
  };
  const create = useAction("POST /api/purchase-orders/{order_id}/receipts", {
    sayErrors: false,
    done: (answer) => say.saved(answer.code),
    onDone: (answer) => done(answer.id),
  });
  const change = useAction("PUT /api/receipts/{receipt_id}", {
    sayErrors: false,
    done: say.recounted,
    onDone: (answer) => done(answer.id),
  });
  const sending = receipt ? change : create;
  const save = () => {
    setTried(true);
    if (lines.length === 0) return;
    const { arrivedOn, invoiceId, notes } = draft.value;
    const body = { arrivedOn: arrivedOn || null, invoiceId: invoiceId || null, notes, items: lines };
    if (receipt) void change.run({ path: { receipt_id: receipt.id }, ifMatch: receipt.version, body });
    else void create.run({ path: { order_id: order.id }, body });
  };
  const stillMay =
    sending.error instanceof Problem
      ? ((sending.error.document.mayStillCome ?? {}) as Readonly<Record<string, string>>)
      : {};
  const ofItem = (item: OrderItem): CountItemProps => {
    const at = lines.findIndex((line) => line.orderItemId === item.id);
    const error = (member: string) => sending.fields[`items[${at}].${member}`];
    const counted = countedOf(counts, item.id);
    const set = (change: Partial<Counted>) =>
      draft.set({ counts: { ...counts, [item.id]: { ...counted, ...change } } });
    const most = stillMay[item.id];
    const excess = most !== undefined && Number(counted.accepted) > Number(most);
    return {
      item,
      missing: missing.get(item.id) ?? "0",
      counted,
      onCounted: set,
      errors: {
        accepted: most !== undefined && !excess ? undefined : error("accepted"),
        refused: error("refused"),
        refusedReason: error("refusedReason"),
      },
      onRefuseExcess: excess ? () => set(withExcessRefused(counted, most, say.excessReason)) : null,
      large: narrow,
    };
  };
  const problem =
    tried && lines.length === 0 ? say.empty : sending.sentence && `${sending.sentence} ${sending.fields.items ?? ""}`;
  const foot = (
    <>
      <Around draft={draft} order={order} fields={sending.fields} />
      {problem && (
        <p role="alert" className="text-wine">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap items-center justify-end gap-3">
        <p className="text-sm text-faint">{say.kept}</p>
        <Button kind="primary" icon={Check} busy={sending.busy} onClick={save} className="max-sm:h-14 max-sm:grow">
          {say.save}
        </Button>
      </div>
    </>
  );
  const all = (
    <Button icon={CheckCheck} onClick={() => draft.set({ counts: allArrived(counts, missing) })}>
      {say.all}
    </Button>
  );
  return (
    <Page
      title={receipt ? say.again(receipt.code) : say.title(order.code)}
      lead={order.supplier.name}
      width="read"
      back={
        receipt
          ? { to: `/recebimentos/${receipt.id}`, label: receipt.code }
          : { to: `/pedidos/${order.id}`, label: order.code }
      }
      actions={items.length > 1 && all}
    >
      {items.length === 0 ? (
        <p className="text-soft">{say.complete}</p>
      ) : narrow ? (
        <OneByOne items={items} ofItem={ofItem} counts={counts} fields={sending.fields}>
          {foot}
        </OneByOne>
      ) : (
        <>
          <Panel>
            <ol className="-my-4 flex flex-col divide-y divide-line">
              {items.map((item) => (
                <li key={item.id} className="py-4">
                  <CountItem {...ofItem(item)} />
                </li>
              ))}
            </ol>
          </Panel>
          {foot}
        </>
      )}
    </Page>
  );
}

/** When it came, with which note, and what is to be said of it. */
function Around({
  draft,
  order,
  fields,
}: {
  draft: ReturnType<typeof useDraft<Draft>>;
  order: Order;
  fields: Readonly<Record<string, string>>;
}) {
  const say = useWords(receiptWords).count;
  const { rows: invoices } = useRows("invoices", { filters: { orderId: order.id, cancelled: false } });
  const { arrivedOn, invoiceId, notes } = draft.value;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <DayField
        label={say.arrivedOn}
        max={today()}
        value={arrivedOn}
        onValue={(value) => draft.set({ arrivedOn: value })}
        error={fields.arrivedOn}
      />
      {invoices.length > 0 && (
        <SelectField
          label={say.invoice}
          value={invoiceId}
          onValue={(value) => draft.set({ invoiceId: value })}
          error={fields.invoiceId}
        >
          <option value="">{say.noInvoice}</option>
          {invoices.map((invoice) => (
            <option key={invoice.id} value={invoice.id}>
              {invoice.number}
            </option>
          ))}
        </SelectField>
      )}
      <TextAreaField
        className="sm:col-span-2"
        label={say.notes}
        value={notes}
        onValue={(value) => draft.set({ notes: value })}
        error={fields.notes}
      />
    </div>
  );
}

/** A phone's: each item fills the screen, and in the end everything is looked at once more. */
function OneByOne({
  items,
  ofItem,
  counts,
  fields,
  children,
}: {
  items: readonly OrderItem[];
  ofItem: (item: OrderItem) => CountItemProps;
  counts: Counts;
  fields: Readonly<Record<string, string>>;
  children: React.ReactNode;
}) {
  const say = useWords(receiptWords).count;
  const [at, setAt] = useState(0);
  const item = items[at];
  if (item)
    return (
      <div className="flex grow flex-col gap-4">
        <p className="text-sm text-soft" aria-live="polite">
          {say.item(at + 1, items.length)}
        </p>
        <span aria-hidden className="-mt-2 h-1 rounded-full bg-sunken">
          <span
            className="block h-full rounded-full bg-accent transition-[width]"
            style={{ width: `${((at + 1) / items.length) * 100}%` }}
          />
        </span>
        <CountItem key={item.id} {...ofItem(item)} />
        <div className="sticky bottom-(--frame-bottom,0px) mt-auto flex gap-2 bg-paper py-3">
          <Button icon={ChevronLeft} disabled={at === 0} onClick={() => setAt(at - 1)} className="h-14 grow">
            {say.before}
          </Button>
          <Button kind="primary" icon={ChevronRight} onClick={() => setAt(at + 1)} className="h-14 grow-2">
            {at === items.length - 1 ? say.review : say.after}
          </Button>
        </div>
      </div>
    );
  return (
    <div className="flex flex-col gap-4">
      <h2 className="text-lg font-semibold">{say.reviewTitle}</h2>
      <ul className="flex flex-col rounded-lg border border-line bg-surface">
        {items.map((each, place) => {
          const counted = countedOf(counts, each.id);
          const { errors } = ofItem(each);
          const wrong = Object.keys(fields).length > 0 && (errors.accepted ?? errors.refused ?? errors.refusedReason);
          return (
            <li key={each.id} className="border-b border-line last:border-0">
              <button
                type="button"
                onClick={() => setAt(place)}
                className="flex min-h-14 w-full items-center gap-3 px-3 py-2 text-left"
              >
                <span className="min-w-0 grow">
                  <span className="block">{each.description}</span>
                  {wrong && <span className="block text-sm text-wine">{wrong}</span>}
                  {counted.refused !== "" && (
                    <span className="block text-sm text-ochre">
                      {say.refused}: {quantity(counted.refused)}
                    </span>
                  )}
                </span>
                <span
                  className={cx(
                    "shrink-0 text-lg font-semibold",
                    counted.accepted === "" && "text-base font-normal text-faint",
                  )}
                >
                  {counted.accepted === "" ? say.nothing : `${quantity(counted.accepted)} ${each.unit}`}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {children}
    </div>
  );
}
