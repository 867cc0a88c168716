/** What of a draft may still be altered: where to, when, and what is written on it. */

import { useState } from "react";
import type { Order } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { AddressFields } from "../../../ui/address";
import { DayField, TextAreaField } from "../../../ui/field";
import { FormDialog } from "../../../ui/form";
import { useWords } from "../../../words/language";
import { orderActionWords } from "../../words/orderActions";

export function OrderEdit({ order, onClose }: { order: Order; onClose: () => void }) {
  const say = useWords(orderActionWords).edit;
  const [address, setAddress] = useState(order.deliveryAddress);
  const [expectedOn, setExpectedOn] = useState(order.expectedOn ?? "");
  const [notes, setNotes] = useState(order.notes);
  const edit = useAction("PUT /api/purchase-orders/{order_id}", {
    done: say.done,
    sayErrors: false,
    onDone: onClose,
  });
  const save = () =>
    void edit.run({
      path: { order_id: order.id },
      ifMatch: order.version,
      body: { deliveryAddress: address, expectedOn: expectedOn || null, notes },
    });
  return (
    <FormDialog title={say.title(order.code)} onClose={onClose} onSave={save} busy={edit.busy} sentence={edit.unplaced}>
      <AddressFields value={address} onChange={setAddress} fields={edit.fields} member="deliveryAddress" />
      <DayField
        label={say.expected}
        hint={say.expectedHint}
        value={expectedOn}
        onValue={setExpectedOn}
        error={edit.fields.expectedOn}
      />
      <TextAreaField label={say.notes} value={notes} onValue={setNotes} error={edit.fields.notes} />
    </FormDialog>
  );
}
