/** What holds for the whole quotation. */

import { DayField, DecimalField, MoneyField, SelectField, TextAreaField, TextField } from "../../ui/field";
import { useWords } from "../../words/language";
import { Part } from "../frame";
import type { TypedAnswer } from "./answer";
import { quotationWords } from "./words";

interface TermsProps {
  readonly typed: TypedAnswer;
  readonly type: (change: Partial<TypedAnswer>) => void;
  readonly errors: Readonly<Record<string, string>>;
}

export function Terms({ typed, type, errors }: TermsProps) {
  const say = useWords(quotationWords);
  const known = typed.payment in say.payments;
  return (
    <Part title={say.terms}>
      <TextField
        label={say.delivery}
        inputMode="numeric"
        value={typed.deliveryDays}
        onValue={(deliveryDays) => type({ deliveryDays })}
        error={errors.deliveryDays}
      />
      <SelectField
        label={say.payment}
        value={typed.payment}
        onValue={(payment) => type({ payment })}
        error={errors.paymentDays}
      >
        {Object.entries(say.payments).map(([days, name]) => (
          <option key={days} value={days}>
            {name}
          </option>
        ))}
        {!known && <option value={typed.payment}>{typed.payment.replaceAll(",", ", ")} dias</option>}
      </SelectField>
      <TextField
        label={say.paymentTerms}
        value={typed.paymentTerms}
        onValue={(paymentTerms) => type({ paymentTerms })}
        error={errors.paymentTerms}
      />
      <div className="grid grid-cols-2 gap-3">
        <MoneyField
          label={say.freight}
          value={typed.freight}
          onValue={(freight) => type({ freight })}
          error={errors.freight}
        />
        <MoneyField label={say.taxes} value={typed.taxes} onValue={(taxes) => type({ taxes })} error={errors.taxes} />
        <SelectField
          label={say.discount}
          value={typed.discountKind}
          onValue={(kind) => type({ discountKind: kind as TypedAnswer["discountKind"] })}
        >
          <option value="none">{say.discountNone}</option>
          <option value="percent">{say.discountPercent}</option>
          <option value="fixed">{say.discountFixed}</option>
        </SelectField>
        {typed.discountKind !== "none" && (
          <DecimalField
            label={say.discountValue}
            value={typed.discountValue}
            onValue={(discountValue) => type({ discountValue })}
            error={errors.discountValue}
          />
        )}
      </div>
      <DayField
        label={say.valid}
        value={typed.validUntil}
        onValue={(validUntil) => type({ validUntil })}
        error={errors.validUntil}
      />
      <TextAreaField label={say.notes} value={typed.notes} onValue={(notes) => type({ notes })} error={errors.notes} />
      <TextField
        label={say.name}
        autoComplete="name"
        value={typed.name}
        onValue={(name) => type({ name })}
        error={errors.name}
      />
    </Part>
  );
}
