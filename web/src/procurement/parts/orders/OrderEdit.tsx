/** What of a draft may still be altered: where to, when, and what is written on it. */

import { useId, useState } from "react";
import type { Address, Order } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { Button } from "../../../ui/button";
import { Dialog } from "../../../ui/dialog";
import { DayField, TextAreaField, TextField } from "../../../ui/field";
import { uiWords } from "../../../ui/words";
import { useWords } from "../../../words/language";
import { orderWords } from "../../words/orders";

const FIELDS: readonly (readonly [keyof Address, string])[] = [
  ["cep", "sm:col-span-2"],
  ["street", "sm:col-span-3"],
  ["number", "sm:col-span-1"],
  ["complement", "sm:col-span-2"],
  ["district", "sm:col-span-2"],
  ["city", "sm:col-span-2 sm:col-start-1"],
  ["uf", "sm:col-span-1"],
];

export function OrderEdit({ order, onClose }: { order: Order; onClose: () => void }) {
  const say = useWords(orderWords).edit;
  const general = useWords(uiWords);
  const form = useId();
  const [address, setAddress] = useState<Address>(order.deliveryAddress);
  const [expectedOn, setExpectedOn] = useState(order.expectedOn ?? "");
  const [notes, setNotes] = useState(order.notes);
  const edit = useAction("PUT /api/purchase-orders/{order_id}", {
    done: say.done,
    sayErrors: false,
    onDone: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={say.title(order.code)}
      actions={
        <>
          <Button onClick={onClose}>{general.cancel}</Button>
          <Button kind="primary" type="submit" form={form} busy={edit.busy}>
            {say.verb}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        className="grid gap-3 sm:grid-cols-4"
        onSubmit={(event) => {
          event.preventDefault();
          void edit.run({
            path: { order_id: order.id },
            ifMatch: order.version,
            body: { deliveryAddress: address, expectedOn: expectedOn || null, notes },
          });
        }}
      >
        {edit.sentence && (
          <p role="alert" className="col-span-full text-wine">
            {edit.sentence}
          </p>
        )}
        {FIELDS.map(([name, place]) => (
          <TextField
            key={name}
            label={say[name]}
            value={address[name]}
            onValue={(value) => setAddress((before) => ({ ...before, [name]: value }))}
            error={edit.fields[`deliveryAddress.${name}`]}
            className={place}
          />
        ))}
        <DayField
          className="col-span-full"
          label={say.expected}
          hint={say.expectedHint}
          value={expectedOn}
          onValue={setExpectedOn}
          error={edit.fields.expectedOn}
        />
        <TextAreaField
          className="col-span-full"
          label={say.notes}
          value={notes}
          onValue={setNotes}
          error={edit.fields.notes}
        />
      </form>
    </Dialog>
  );
}
