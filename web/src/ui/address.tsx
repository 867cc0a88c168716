/** Where somebody is, in Brazil. */

import type { Address } from "../api/schema";
import { useWords } from "../words/language";
import { cep } from "../words/masks";
import { UFS } from "../words/ufs";
import { SelectField, TextField } from "./field";
import { MaskedField } from "./masked";
import { uiWords } from "./words";

type TypedAddress = Required<Address>;

export const NO_ADDRESS: TypedAddress = {
  street: "",
  number: "",
  complement: "",
  district: "",
  city: "",
  uf: "",
  cep: "",
};

export function AddressFields({
  value,
  onChange,
  fields,
  member = "address",
}: {
  value: TypedAddress;
  onChange: (address: TypedAddress) => void;
  /** Refusals: `address.cep` and so on. */
  fields: Readonly<Record<string, string>>;
  /** What the address is called in them. */
  member?: string;
}) {
  const say = useWords(uiWords);
  const at = (part: Partial<TypedAddress>) => onChange({ ...value, ...part });
  return (
    <fieldset className="grid grid-cols-6 gap-4">
      <legend className="mb-2 text-sm font-semibold">{say.address}</legend>
      <MaskedField
        label={say.cep}
        mask={cep}
        inputMode="numeric"
        className="col-span-3 sm:col-span-2"
        value={value.cep}
        onValue={(code) => at({ cep: code })}
        error={fields[`${member}.cep`]}
      />
      <TextField
        label={say.street}
        className="col-span-6 sm:col-span-4"
        value={value.street}
        onValue={(street) => at({ street })}
        error={fields[`${member}.street`]}
      />
      <TextField
        label={say.number}
        className="col-span-2"
        value={value.number}
        onValue={(number) => at({ number })}
        error={fields[`${member}.number`]}
      />
      <TextField
        label={say.complement}
        className="col-span-4"
        value={value.complement}
        onValue={(complement) => at({ complement })}
        error={fields[`${member}.complement`]}
      />
      <TextField
        label={say.district}
        className="col-span-6 sm:col-span-2"
        value={value.district}
        onValue={(district) => at({ district })}
        error={fields[`${member}.district`]}
      />
      <TextField
        label={say.city}
        className="col-span-4 sm:col-span-3"
        value={value.city}
        onValue={(city) => at({ city })}
        error={fields[`${member}.city`]}
      />
      <SelectField
        label={say.uf}
        className="col-span-2 sm:col-span-1"
        value={value.uf}
        onValue={(uf) => at({ uf })}
        error={fields[`${member}.uf`]}
      >
        <option value="">—</option>
        {UFS.map((uf) => (
          <option key={uf} value={uf}>
            {uf}
          </option>
        ))}
      </SelectField>
    </fieldset>
  );
}

/** On one line. */
export function addressLine({ street, number, complement, district, city, uf, cep: code }: Address): string {
  const parts = [
    [street, number].filter(Boolean).join(", "),
    complement,
    district,
    city && `${city}/${uf}`,
    code && `CEP ${code}`,
  ];
  return parts.filter(Boolean).join(" · ");
}
