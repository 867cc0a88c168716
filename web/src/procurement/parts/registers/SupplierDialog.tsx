/** A supplier's data, for a new one or to change one. What is typed stays until it is saved. */

import { useState } from "react";
import type { Supplier, SupplierInput } from "../../../api/schema";
import { useAction, useDraft } from "../../../data/actions";
import { AddressFields, NO_ADDRESS } from "../../../ui/address";
import { DecimalField, TextAreaField, TextField } from "../../../ui/field";
import { FormDialog } from "../../../ui/form";
import { MaskedField } from "../../../ui/masked";
import { Choices } from "../../../ui/search";
import { useWords } from "../../../words/language";
import { cnpj, cpf, phone, shownPhone } from "../../../words/masks";
import { SUPPLIER_KINDS } from "../../rows";
import { supplierWords } from "../../words/suppliers";
import { CategoriesField } from "./CategoriesField";

type Typed = Required<SupplierInput>;

const BLANK: Typed = {
  kind: "PJ",
  name: "",
  tradeName: "",
  document: "",
  email: "",
  phone: "",
  website: "",
  contactName: "",
  address: NO_ADDRESS,
  categories: [],
  paymentDays: [],
  score: null,
  notes: "",
};

export function SupplierDialog({
  supplier,
  onClose,
  onSaved,
}: {
  /** Null for a new one. */
  supplier: Supplier | null;
  onClose: () => void;
  onSaved: (supplier: Supplier) => void;
}) {
  const say = useWords(supplierWords);
  const { value, set, clear } = useDraft<Typed>(
    supplier === null ? "supplier:new" : `supplier:${supplier.id}:${supplier.version}`,
    supplier === null ? BLANK : typedOf(supplier),
  );
  const [days, setDays] = useState(value.paymentDays.join(", "));
  const onDone = (saved: Supplier) => {
    clear();
    onSaved(saved);
  };
  const done = (saved: Supplier) => (supplier === null ? say.added(saved.name) : say.saved(saved.name));
  const create = useAction("POST /api/suppliers", { done, onDone, sayErrors: false });
  const change = useAction("PUT /api/suppliers/{supplier_id}", { done, onDone, sayErrors: false });
  const action = supplier === null ? create : change;
  const { fields } = action;
  const save = () => {
    if (supplier === null) void create.run({ body: value });
    else void change.run({ path: { supplier_id: supplier.id }, body: value, ifMatch: supplier.version });
  };
  const person = value.kind === "PF";
  return (
    <FormDialog
      onClose={onClose}
      shape="side"
      title={supplier === null ? say.add : say.editTitle}
      description={say.kept}
      onSave={save}
      busy={action.busy}
      sentence={action.unplaced}
    >
      <Choices
        label={say.kind}
        value={value.kind}
        onValue={(kind) => set({ kind })}
        choices={SUPPLIER_KINDS.map((kind) => ({ value: kind, label: say.kinds[kind] }))}
      />
      <TextField
        label={person ? say.name : say.legalName}
        value={value.name}
        onValue={(name) => set({ name })}
        error={fields.name}
        autoComplete="off"
        required
      />
      <div className="grid gap-4 sm:grid-cols-2">
        {!person && (
          <TextField
            label={say.tradeName}
            value={value.tradeName}
            onValue={(tradeName) => set({ tradeName })}
            error={fields.tradeName}
          />
        )}
        <MaskedField
          label={person ? say.cpf : say.cnpj}
          mask={person ? cpf : cnpj}
          value={value.document}
          onValue={(document) => set({ document })}
          error={fields.document}
          inputMode={person ? "numeric" : "text"}
          autoComplete="off"
        />
        <TextField
          label={say.contactName}
          value={value.contactName}
          onValue={(contactName) => set({ contactName })}
          error={fields.contactName}
          autoComplete="off"
        />
        <MaskedField
          label={say.phone}
          mask={phone}
          value={value.phone}
          onValue={(number) => set({ phone: number })}
          error={fields.phone}
          type="tel"
        />
        <TextField
          label={say.email}
          hint={say.emailHint}
          type="email"
          value={value.email}
          onValue={(email) => set({ email })}
          error={fields.email}
          autoComplete="off"
        />
        <TextField
          label={say.website}
          value={value.website}
          onValue={(website) => set({ website })}
          error={fields.website}
          inputMode="url"
          placeholder="https://"
        />
      </div>
      <CategoriesField
        value={value.categories}
        onValue={(categories) => set({ categories: [...categories] })}
        error={fields.categories}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={say.paymentDays}
          hint={say.paymentDaysHint}
          value={days}
          onValue={(text) => {
            setDays(text);
            set({ paymentDays: daysIn(text) });
          }}
          error={fields.paymentDays}
          inputMode="numeric"
        />
        <DecimalField
          label={say.score}
          hint={say.scoreHint}
          decimals={1}
          value={value.score ?? ""}
          onValue={(score) => set({ score: score || null })}
          error={fields.score}
        />
      </div>
      <AddressFields value={value.address} onChange={(address) => set({ address })} fields={fields} />
      <TextAreaField label={say.notes} value={value.notes} onValue={(notes) => set({ notes })} error={fields.notes} />
    </FormDialog>
  );
}

/** "30/60/90", "30, 60 e 90": the numbers in it. */
function daysIn(text: string): number[] {
  return (text.match(/\d+/g) ?? []).map(Number);
}

function typedOf(supplier: Supplier): Typed {
  const {
    kind,
    name,
    tradeName,
    document,
    email,
    website,
    contactName,
    address,
    categories,
    paymentDays,
    score,
    notes,
  } = supplier;
  return {
    kind,
    name,
    tradeName,
    document,
    email,
    phone: shownPhone(supplier.phone),
    website,
    contactName,
    address,
    categories,
    paymentDays,
    score,
    notes,
  };
}
