/** A client's data, for a new one or to change one. What is typed stays until it is saved. */

import { useState } from "react";
import type { Client, ClientInput } from "../../api/schema";
import { useAction, useDraft } from "../../data/actions";
import { AddressFields, NO_ADDRESS } from "../../ui/address";
import { TextAreaField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form";
import { MaskedField } from "../../ui/masked";
import { Choices } from "../../ui/search";
import { useWords } from "../../words/language";
import { cnpj, cpf, phone, shownPhone } from "../../words/masks";
import { clientsWords } from "../words/clients";

type Typed = Required<ClientInput>;

const BLANK: Typed = {
  kind: "PF",
  name: "",
  tradeName: "",
  document: "",
  email: "",
  phone: "",
  address: NO_ADDRESS,
  notes: "",
};

export function ClientDialog({
  client,
  name = "",
  onClose,
  onSaved,
}: {
  /** Null for a new one. */
  client: Client | null;
  /** Of a new one, as far as it was typed elsewhere. */
  name?: string;
  onClose: () => void;
  onSaved: (client: Client) => void;
}) {
  const say = useWords(clientsWords);
  const { value, set, clear } = useDraft<Typed>(
    client === null ? "client-new" : `client-${client.id}-${client.version}`,
    client === null ? BLANK : typedOf(client),
  );
  const [given, setGiven] = useState(name);
  const typed = given !== "" && value.name === "" ? { ...value, name: given } : value;
  const done = (saved: Client) => {
    clear();
    onSaved(saved);
  };
  const create = useAction("POST /api/clients", { done: say.added, onDone: done, sayErrors: false });
  const change = useAction("PUT /api/clients/{client_id}", { done: say.saved, onDone: done, sayErrors: false });
  const action = client === null ? create : change;
  const { fields } = action;
  const save = () => {
    if (client === null) void create.run({ body: typed });
    else void change.run({ path: { client_id: client.id }, body: typed, ifMatch: client.version });
  };
  const firm = typed.kind === "PJ";
  return (
    <FormDialog
      onClose={onClose}
      shape="side"
      title={client === null ? say.add : say.editTitle}
      description={say.kept}
      onSave={save}
      busy={action.busy}
      sentence={action.unplaced}
    >
      <Choices
        label={say.kind}
        value={typed.kind}
        onValue={(kind) => set({ kind })}
        choices={[
          { value: "PF", label: say.person },
          { value: "PJ", label: say.firm },
        ]}
      />
      <TextField
        label={firm ? say.nameOfFirm : say.name}
        value={typed.name}
        onValue={(text) => {
          setGiven("");
          set({ name: text });
        }}
        error={fields.name}
        autoComplete="off"
        required
      />
      {firm && (
        <TextField
          label={say.tradeName}
          value={typed.tradeName}
          onValue={(tradeName) => set({ tradeName })}
          error={fields.tradeName}
        />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <MaskedField
          label={firm ? say.cnpj : say.cpf}
          mask={firm ? cnpj : cpf}
          value={typed.document}
          onValue={(document) => set({ document })}
          error={fields.document}
          inputMode={firm ? "text" : "numeric"}
          autoComplete="off"
        />
        <MaskedField
          label={say.phone}
          mask={phone}
          value={typed.phone}
          onValue={(number) => set({ phone: number })}
          error={fields.phone}
          type="tel"
        />
      </div>
      <TextField
        label={say.email}
        type="email"
        hint={say.emailHint}
        value={typed.email}
        onValue={(email) => set({ email })}
        error={fields.email}
      />
      <AddressFields value={typed.address} onChange={(address) => set({ address })} fields={fields} />
      <TextAreaField label={say.notes} value={typed.notes} onValue={(notes) => set({ notes })} error={fields.notes} />
    </FormDialog>
  );
}

function typedOf(client: Client): Typed {
  const { kind, name, tradeName, document, email, phone: number, address, notes } = client;
  return { kind, name, tradeName, document, email, phone: shownPhone(number), address, notes };
}
