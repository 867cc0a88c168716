/** Who conducts the quotations of a request. */

import { useState } from "react";
import type { PurchaseRequest } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { useAnswer } from "../../../data/rows";
import { Button } from "../../../ui/button";
import { type Choice, ComboboxField } from "../../../ui/combobox";
import { Dialog } from "../../../ui/dialog";
import { uiWords } from "../../../ui/words";
import { useWords } from "../../../words/language";
import { requestWords } from "../../words/request";

export function BuyerDialog({ request, onClose }: { request: PurchaseRequest; onClose: () => void }) {
  const say = useWords(requestWords);
  const ui = useWords(uiWords);
  const { data } = useAnswer("GET /api/purchase-people", { query: { may: "buy" } });
  const [chosen, setChosen] = useState<Choice | null>(
    request.buyer && { id: request.buyer.id, label: request.buyer.name },
  );
  const assign = useAction("PUT /api/purchase-requests/{request_id}/buyer", {
    sayErrors: false,
    done: (answer) => (answer.buyer ? say.buyerSaved(answer.buyer.name) : say.buyerNone),
    onDone: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={say.buyerTitle}
      actions={
        <>
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button
            kind="primary"
            busy={assign.busy}
            onClick={() =>
              void assign.run({
                path: { request_id: request.id },
                body: { buyerId: chosen?.id ?? null },
                ifMatch: request.version,
              })
            }
          >
            {say.save}
          </Button>
        </>
      }
    >
      <ComboboxField
        label={say.buyer}
        clearable
        value={chosen}
        onValue={setChosen}
        choices={data?.data.map((person) => ({ id: person.id, label: person.name })) ?? []}
        error={assign.fields.buyerId ?? assign.sentence}
      />
    </Dialog>
  );
}
