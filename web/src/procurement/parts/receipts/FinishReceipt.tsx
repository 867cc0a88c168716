/** Finding a receipt right: what order, arrival and invoice say of each other, and why a difference is accepted. */

import { CircleCheck } from "lucide-react";
import { useState } from "react";
import type { ProcurementMatchDifference, ProcurementReceipt } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { useRows } from "../../../data/rows";
import { Problem } from "../../../live";
import { Button } from "../../../ui/button";
import { Dialog } from "../../../ui/dialog";
import { SelectField, TextAreaField } from "../../../ui/field";
import { uiWords } from "../../../ui/words";
import { day, money } from "../../../words/format";
import { useWords } from "../../../words/language";
import { receiptWords } from "../../words/receipts";
import { Differences } from "./Differences";

export function FinishReceipt({ receipt, onClose }: { receipt: ProcurementReceipt; onClose: () => void }) {
  const say = useWords(receiptWords).finish;
  const general = useWords(uiWords);
  const { rows: invoices } = useRows("invoices", { filters: { orderId: receipt.order.id, cancelled: false } });
  const [invoiceId, setInvoiceId] = useState(receipt.invoice?.id ?? "");
  const [reason, setReason] = useState("");
  const finish = useAction("POST /api/receipts/{receipt_id}/finish", {
    sayErrors: false,
    done: say.done,
    onDone: onClose,
  });
  // The server compares when it is asked to finish, and says what it found.
  const found =
    finish.error instanceof Problem && finish.error.code === "DIFFERENCES_UNEXPLAINED"
      ? ((finish.error.document.differences ?? []) as readonly ProcurementMatchDifference[])
      : null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={say.title(receipt.code)}
      actions={
        <>
          <Button onClick={onClose}>{general.cancel}</Button>
          <Button
            kind="primary"
            icon={CircleCheck}
            busy={finish.busy}
            onClick={() =>
              void finish.run({
                path: { receipt_id: receipt.id },
                ifMatch: receipt.version,
                body: { invoiceId: invoiceId || null, differenceReason: reason },
              })
            }
          >
            {say.verb}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <SelectField label={say.invoice} value={invoiceId} onValue={setInvoiceId} error={finish.fields.invoiceId}>
          <option value="">{say.none}</option>
          {invoices.map((invoice) => (
            <option key={invoice.id} value={invoice.id}>
              {`${invoice.number} · ${day(invoice.issuedAt)} · ${money(invoice.total)}`}
            </option>
          ))}
        </SelectField>
        {found !== null && found.length > 0 && (
          <div>
            <p className="pb-1 font-medium">{say.differences}</p>
            <Differences differences={found} />
          </div>
        )}
        {(found !== null || reason !== "" || invoiceId === "") && (
          <TextAreaField
            label={say.reason}
            hint={say.reasonHint}
            value={reason}
            onValue={setReason}
            error={finish.fields.differenceReason}
          />
        )}
        {finish.sentence && (
          <p role="alert" className="text-wine">
            {finish.sentence}
          </p>
        )}
      </div>
    </Dialog>
  );
}
