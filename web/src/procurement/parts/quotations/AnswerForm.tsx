/** An answer that came by telephone or on paper, typed in by the buyer. */

import { useState } from "react";
import type { Quotation } from "../../../api/schema";
import { useAction, useDraft } from "../../../data/actions";
import { cx } from "../../../ui/cx";
import { Checkbox, DayField, DecimalField, MoneyField, SelectField, TextAreaField, TextField } from "../../../ui/field";
import { FormDialog } from "../../../ui/form";
import { quantity } from "../../../words/format";
import { useWords } from "../../../words/language";
import { bodyOf, paymentDays, type TypedAnswer, type TypedItem, typedOf } from "../../answering";
import { same } from "../../picks";
import { quotationPageWords } from "../../words/quotation";

export function AnswerForm({ quotation, onClose }: { quotation: Quotation; onClose: () => void }) {
  const say = useWords(quotationPageWords).typed;
  const draft = useDraft<TypedAnswer>(`answer:${quotation.id}`, typedOf(quotation));
  const typed = draft.value;
  const [tried, setTried] = useState(false);
  const wrongPayment = paymentDays(typed.payment) === null;
  const keep = useAction("PUT /api/quotations/{quotation_id}/answer", {
    done: say.done,
    sayErrors: false,
    onDone: () => {
      draft.clear();
      onClose();
    },
  });
  const { fields } = keep;
  const set = (index: number, change: Partial<TypedItem>) =>
    draft.set({ items: typed.items.map((item, at) => (at === index ? { ...item, ...change } : item)) });
  const save = () => {
    setTried(true);
    if (wrongPayment) return;
    void keep.run({
      path: { quotation_id: quotation.id },
      ifMatch: quotation.version,
      body: bodyOf(typed, quotation),
    });
  };
  return (
    <FormDialog
      shape="wide"
      onClose={onClose}
      title={say.title(quotation.supplier.name)}
      description={say.lead}
      besides={<p className="mr-auto self-center text-sm text-faint max-sm:hidden">{say.kept}</p>}
      verb={say.verb}
      onSave={save}
      busy={keep.busy}
      sentence={keep.sentence && [keep.sentence, fields.items].filter(Boolean).join(" ")}
    >
      <ol className="flex flex-col gap-3">
        {quotation.items.map((item, index) => {
          const given = typed.items[index];
          if (!given) return null;
          const at = `items[${index}]`;
          const other = given.quantity !== "" && !same(given.quantity, item.askedQuantity);
          return (
            <li key={item.itemId} className={cx("rounded-md border border-line p-3", !given.available && "bg-paper")}>
              <Checkbox
                label={<span className="font-medium">{item.description}</span>}
                hint={`${quantity(item.askedQuantity)} ${item.unit}${item.specification ? ` · ${item.specification}` : ""}`}
                checked={given.available}
                onChecked={(available) => set(index, { available })}
              />
              {given.available && (
                <div className="mt-2 grid grid-cols-2 gap-3 sm:grid-cols-4">
                  <MoneyField
                    label={say.price}
                    decimals={2}
                    value={given.unitPrice}
                    onValue={(unitPrice) => set(index, { unitPrice })}
                    error={fields[`${at}.unitPrice`]}
                  />
                  <DecimalField
                    label={`${say.quantity} (${item.unit})`}
                    decimals={0}
                    value={given.quantity}
                    onValue={(value) => set(index, { quantity: value })}
                    error={fields[`${at}.quantity`]}
                  />
                  <TextField
                    label={say.brand}
                    value={given.brand}
                    onValue={(brand) => set(index, { brand })}
                    error={fields[`${at}.brand`]}
                  />
                  <TextField
                    label={say.days}
                    inputMode="numeric"
                    value={given.deliveryDays}
                    onValue={(deliveryDays) => set(index, { deliveryDays })}
                    error={fields[`${at}.deliveryDays`]}
                  />
                  {(other || fields[`${at}.quantityReason`]) && (
                    <TextField
                      className="col-span-full"
                      label={say.reason}
                      value={given.quantityReason}
                      onValue={(quantityReason) => set(index, { quantityReason })}
                      error={fields[`${at}.quantityReason`]}
                    />
                  )}
                  {fields[`${at}.discount`] && (
                    <p className="col-span-full text-sm text-wine">{fields[`${at}.discount`]}</p>
                  )}
                </div>
              )}
            </li>
          );
        })}
      </ol>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <MoneyField
          label={say.freight}
          value={typed.freight}
          onValue={(freight) => draft.set({ freight })}
          error={fields.freight}
        />
        <MoneyField
          label={say.taxes}
          value={typed.taxes}
          onValue={(taxes) => draft.set({ taxes })}
          error={fields.taxes}
        />
        <SelectField
          label={say.discountKind}
          value={typed.discountKind}
          onValue={(kind) => draft.set({ discountKind: kind as TypedAnswer["discountKind"] })}
        >
          {(["none", "percent", "fixed"] as const).map((kind) => (
            <option key={kind} value={kind}>
              {say.discountKinds[kind]}
            </option>
          ))}
        </SelectField>
        {typed.discountKind !== "none" && (
          <DecimalField
            label={say.discountValue}
            value={typed.discountValue}
            onValue={(discountValue) => draft.set({ discountValue })}
            error={fields.discountValue}
          />
        )}
        <TextField
          label={say.payment}
          hint={say.paymentHint}
          value={typed.payment}
          onValue={(payment) => draft.set({ payment })}
          error={tried && wrongPayment ? say.paymentWrong : fields.paymentDays}
        />
        <TextField
          label={say.delivery}
          inputMode="numeric"
          value={typed.deliveryDays}
          onValue={(deliveryDays) => draft.set({ deliveryDays })}
          error={fields.deliveryDays}
        />
        <DayField
          label={say.validity}
          value={typed.validUntil}
          onValue={(validUntil) => draft.set({ validUntil })}
          error={fields.validUntil}
        />
        <TextField label={say.name} value={typed.name} onValue={(name) => draft.set({ name })} error={fields.name} />
      </div>
      <TextField
        label={say.terms}
        value={typed.paymentTerms}
        onValue={(paymentTerms) => draft.set({ paymentTerms })}
        error={fields.paymentTerms}
      />
      <TextAreaField
        label={say.notes}
        value={typed.notes}
        onValue={(notes) => draft.set({ notes })}
        error={fields.notes}
      />
    </FormDialog>
  );
}
