/** What of a draft can be changed, one form each; the server calculates every part anew. */

import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Orcamento, PaymentPlan, StageSystem } from "../../../api/schema";
import { Button, IconButton } from "../../../ui/button";
import { DayField, DecimalField, MoneyField, SelectField, TextField } from "../../../ui/field";
import { FormDialog } from "../../../ui/form";
import { percent } from "../../../words/format";
import { useWords } from "../../../words/language";
import { keysOf, PAYMENT_PLANS, STAGE_SYSTEMS, useNames } from "../../vocabulary";
import { draftWords } from "../../words/orcamentoDraft";
import { useChange } from "./change";

export interface DraftFormProps {
  readonly of: Orcamento;
  readonly onClose: () => void;
}

export function TitleForm({ of, onClose }: DraftFormProps) {
  const say = useWords(draftWords);
  const [title, setTitle] = useState(of.title);
  const change = useChange(of, onClose);
  return (
    <FormDialog
      title={say.rename}
      onClose={onClose}
      busy={change.busy}
      sentence={change.sentence("title")}
      onSave={() => void change.run({ title })}
    >
      <TextField label={say.editTitle} value={title} onValue={setTitle} error={change.fields.title} />
    </FormDialog>
  );
}

export function DiscountForm({ of, onClose }: DraftFormProps) {
  const say = useWords(draftWords);
  const [by, setBy] = useState<"percent" | "amount">("percent");
  const [value, setValue] = useState(Number(of.discount.percent) > 0 ? of.discount.percent : "");
  const change = useChange(of, onClose, (after) =>
    after.discountStatus === "pending" ? say.discountWaits : say.discountGiven,
  );
  const given = value === "" ? "0" : value;
  const fields = { value, onValue: setValue, error: change.fields[`discount.${by}`] };
  return (
    <FormDialog
      title={say.give}
      onClose={onClose}
      busy={change.busy}
      sentence={change.sentence("discount.percent", "discount.amount")}
      onSave={() => void change.run({ discount: by === "percent" ? { percent: given } : { amount: given } })}
    >
      <SelectField
        label={say.discountHow}
        value={by}
        onValue={(next) => {
          setBy(next === "amount" ? "amount" : "percent");
          setValue("");
        }}
      >
        <option value="percent">{say.discountPercent}</option>
        <option value="amount">{say.discountAmount}</option>
      </SelectField>
      {by === "percent" ? (
        <DecimalField
          key="percent"
          label={`${say.discount} (%)`}
          hint={`${say.discountHint} (${percent(of.figures.discountLimitPercent)})`}
          {...fields}
        />
      ) : (
        <MoneyField
          key="amount"
          label={say.discount}
          hint={`${say.discountHint} (${percent(of.figures.discountLimitPercent)})`}
          {...fields}
        />
      )}
    </FormDialog>
  );
}

export function StagesForm({ of, onClose }: DraftFormProps) {
  const say = useWords(draftWords);
  const names = useNames();
  const [system, setSystem] = useState<StageSystem>(of.figures.stageSystem);
  const [start, setStart] = useState(of.schedule.start);
  const change = useChange(of, onClose);
  return (
    <FormDialog
      title={say.editStages}
      onClose={onClose}
      busy={change.busy}
      sentence={change.sentence("stageSystem", "startsOn")}
      onSave={() => void change.run({ stageSystem: system, startsOn: start })}
    >
      <SelectField
        label={say.stageSystem}
        value={system}
        onValue={(next) => setSystem(next as StageSystem)}
        error={change.fields.stageSystem}
      >
        {keysOf(STAGE_SYSTEMS).map((key) => (
          <option key={key} value={key}>
            {names(STAGE_SYSTEMS, key)}
          </option>
        ))}
      </SelectField>
      <DayField label={say.startsOn} value={start} onValue={setStart} error={change.fields.startsOn} />
    </FormDialog>
  );
}

export function PaymentForm({ of, onClose }: DraftFormProps) {
  const say = useWords(draftWords);
  const names = useNames();
  const [plan, setPlan] = useState<PaymentPlan>(of.payment.plan);
  const [terms, setTerms] = useState(
    of.figures.instalments.map(({ days, parts }) => ({ key: crypto.randomUUID(), days: String(days), parts })),
  );
  const [cash, setCash] = useState(of.terms.cash.percent);
  const [fine, setFine] = useState(of.terms.lateFinePercent);
  const [interest, setInterest] = useState(of.terms.lateInterestPercentMonth);
  const change = useChange(of, onClose);
  const { fields } = change;
  const put = (key: string, part: { days?: string; parts?: string }) =>
    setTerms((all) => all.map((each) => (each.key === key ? { ...each, ...part } : each)));
  return (
    <FormDialog
      title={say.editPayment}
      onClose={onClose}
      busy={change.busy}
      sentence={change.sentence("payment.cashDiscountPercent", "payment.lateFinePercent")}
      onSave={() =>
        void change.run({
          payment: {
            plan,
            ...(plan === "por_data" && {
              instalments: terms.map(({ days, parts }) => ({ days: Number(days), parts: parts || "1" })),
            }),
            cashDiscountPercent: cash || "0",
            lateFinePercent: fine || "0",
            lateInterestPercentMonth: interest || "0",
          },
        })
      }
    >
      <SelectField label={say.plan} value={plan} onValue={(next) => setPlan(next as PaymentPlan)}>
        {keysOf(PAYMENT_PLANS).map((key) => (
          <option key={key} value={key}>
            {names(PAYMENT_PLANS, key)}
          </option>
        ))}
      </SelectField>
      {plan === "por_data" && (
        <fieldset className="flex flex-col gap-2">
          <legend className="sr-only">{say.instalment}</legend>
          {terms.map(({ key, days, parts }, index) => (
            <div key={key} className="flex items-end gap-2">
              <DecimalField
                label={index === 0 ? say.afterDays : `${say.afterDays}, ${index + 1}`}
                hideLabel={index > 0}
                decimals={0}
                value={days}
                onValue={(next) => put(key, { days: next })}
                className="grow"
              />
              <DecimalField
                label={index === 0 ? say.weight : `${say.weight}, ${index + 1}`}
                hideLabel={index > 0}
                decimals={0}
                value={parts}
                onValue={(next) => put(key, { parts: next })}
                className="w-24"
              />
              <IconButton
                icon={Trash2}
                label={say.removeInstalment(index + 1)}
                disabled={terms.length === 1}
                onClick={() => setTerms((all) => all.filter((each) => each.key !== key))}
              />
            </div>
          ))}
          <Button
            small
            icon={Plus}
            className="self-start"
            onClick={() =>
              setTerms((all) => [
                ...all,
                { key: crypto.randomUUID(), days: String(Number(all.at(-1)?.days ?? 0) + 30), parts: "1" },
              ])
            }
          >
            {say.addInstalment}
          </Button>
        </fieldset>
      )}
      <div className="grid gap-4 sm:grid-cols-3">
        <DecimalField
          label={say.cashDiscount}
          decimals={0}
          value={cash}
          onValue={setCash}
          error={fields["payment.cashDiscountPercent"]}
        />
        <DecimalField
          label={say.lateFine}
          decimals={0}
          value={fine}
          onValue={setFine}
          error={fields["payment.lateFinePercent"]}
        />
        <DecimalField
          label={say.lateInterest}
          decimals={0}
          value={interest}
          onValue={setInterest}
          error={fields["payment.lateInterestPercentMonth"]}
        />
      </div>
    </FormDialog>
  );
}

export function TermsForm({ of, onClose }: DraftFormProps) {
  const say = useWords(draftWords);
  const [valid, setValid] = useState(String(of.figures.validDays));
  const [revisions, setRevisions] = useState(String(of.terms.revisions));
  const [index, setIndex] = useState(of.terms.adjustmentIndex);
  const [months, setMonths] = useState(String(of.terms.adjustmentMonths));
  const change = useChange(of, onClose);
  const { fields } = change;
  return (
    <FormDialog
      title={say.editTerms}
      onClose={onClose}
      busy={change.busy}
      sentence={change.sentence("terms.validDays", "terms.revisions", "terms.adjustmentMonths")}
      onSave={() =>
        void change.run({
          terms: {
            validDays: Number(valid),
            revisions: Number(revisions),
            adjustmentIndex: index,
            adjustmentMonths: Number(months),
          },
        })
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <DecimalField
          label={say.validDays}
          decimals={0}
          value={valid}
          onValue={setValid}
          error={fields["terms.validDays"]}
        />
        <DecimalField
          label={say.revisions}
          decimals={0}
          value={revisions}
          onValue={setRevisions}
          error={fields["terms.revisions"]}
        />
        <TextField
          label={say.adjustmentIndex}
          value={index}
          onValue={setIndex}
          error={fields["terms.adjustmentIndex"]}
        />
        <DecimalField
          label={say.adjustmentMonths}
          decimals={0}
          value={months}
          onValue={setMonths}
          error={fields["terms.adjustmentMonths"]}
        />
      </div>
    </FormDialog>
  );
}
