/** The lines of an invoice, and which item of the order each one is: suggested by the server, said by a person. */

import { useState } from "react";
import type { Invoice } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { useAnswer } from "../../../data/rows";
import { Badge } from "../../../ui/badge";
import { Button } from "../../../ui/button";
import { DecimalField, SelectField } from "../../../ui/field";
import { Panel } from "../../../ui/page";
import { money, quantity, unitPrice } from "../../../words/format";
import { useWords } from "../../../words/language";
import { invoiceWords } from "../../words/invoices";

interface Mapped {
  readonly orderItemId: string;
  readonly factor: string;
}

export function InvoiceLines({ invoice }: { invoice: Invoice }) {
  const say = useWords(invoiceWords);
  const maps = invoice.can.includes("map") && invoice.order !== null;
  const order = useAnswer(
    "GET /api/purchase-orders/{order_id}",
    { path: { order_id: invoice.order?.id ?? "" } },
    { enabled: invoice.order !== null },
  );
  const [mapped, setMapped] = useState<Readonly<Record<string, Mapped>>>(() =>
    Object.fromEntries(
      invoice.lines.map((line) => [line.id, { orderItemId: line.orderItemId ?? "", factor: line.factor }]),
    ),
  );
  const save = useAction("PUT /api/invoices/{invoice_id}/items", { done: say.mapped, sayErrors: false });
  const set = (line: string, change: Partial<Mapped>) => {
    const before = mapped[line] ?? { orderItemId: "", factor: "1" };
    setMapped({ ...mapped, [line]: { ...before, ...change } });
  };
  const items = order.data?.items ?? [];
  return (
    <Panel
      title={say.lines}
      actions={
        maps && (
          <Button
            kind="primary"
            small
            busy={save.busy}
            onClick={() =>
              void save.run({
                path: { invoice_id: invoice.id },
                ifMatch: invoice.version,
                body: {
                  items: invoice.lines.map((line) => ({
                    id: line.id,
                    orderItemId: mapped[line.id]?.orderItemId || null,
                    factor: mapped[line.id]?.factor || "1",
                  })),
                },
              })
            }
          >
            {say.saveMapping}
          </Button>
        )
      }
    >
      {invoice.order === null && <p className="pb-3 text-soft">{say.needsOrder}</p>}
      {save.sentence && (
        <p role="alert" className="pb-3 text-wine">
          {save.sentence}
        </p>
      )}
      <ul className="flex flex-col divide-y divide-line">
        {invoice.lines.map((line, index) => {
          const now = mapped[line.id] ?? { orderItemId: "", factor: "1" };
          return (
            <li key={line.id} className="grid gap-x-4 gap-y-2 py-3 md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
              <div className="min-w-0">
                <p className="font-medium break-words">{line.description}</p>
                <p className="text-sm text-faint">
                  {line.supplierCode} {line.ncm && `· NCM ${line.ncm}`}
                </p>
              </div>
              <p className="whitespace-nowrap md:text-right">
                {quantity(line.quantity)} {line.unit} × {unitPrice(line.unitPrice)}
                <span className="block font-medium">{money(line.total)}</span>
              </p>
              {invoice.order !== null && (
                <div className="flex flex-wrap items-end gap-2">
                  <SelectField
                    label={say.is}
                    className="min-w-48 grow"
                    value={now.orderItemId}
                    disabled={!maps}
                    onValue={(orderItemId) => set(line.id, { orderItemId })}
                    error={save.fields[`items[${index}].orderItemId`]}
                  >
                    <option value="">{say.notInOrder}</option>
                    {items.map((item) => (
                      <option key={item.id} value={item.id}>
                        {item.description}
                      </option>
                    ))}
                  </SelectField>
                  {now.orderItemId !== "" && (
                    <DecimalField
                      label={say.factor}
                      decimals={0}
                      className="max-w-40"
                      value={now.factor}
                      disabled={!maps}
                      onValue={(factor) => set(line.id, { factor })}
                      error={save.fields[`items[${index}].factor`]}
                    />
                  )}
                  {line.suggested && <Badge tone="ochre">{say.suggested}</Badge>}
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
