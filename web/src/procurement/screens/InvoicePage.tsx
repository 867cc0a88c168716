/** One invoice: what it says, to which order it belongs, and which of its lines is which item. */

import { Link, useParams } from "@tanstack/react-router";
import { Download, Scale } from "lucide-react";
import { useState } from "react";
import type { Invoice } from "../../api/schema";
import { useAction } from "../../data/actions";
import { useFileSaving } from "../../data/files";
import { useAnswer, useRow, useRows } from "../../data/rows";
import { Badge } from "../../ui/badge";
import { Button, buttonClass } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Fact, Facts } from "../../ui/facts";
import { SelectField } from "../../ui/field";
import { Page, Panel } from "../../ui/page";
import { Refused, Skeleton } from "../../ui/states";
import { moment, money } from "../../words/format";
import { useWords } from "../../words/language";
import { InvoiceLines } from "../parts/invoices/InvoiceLines";
import { invoiceWords } from "../words/invoices";

export default function InvoicePage() {
  const say = useWords(invoiceWords);
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const row = useRow("invoices", id);
  const read = useAnswer(
    "GET /api/invoices/{invoice_id}",
    { path: { invoice_id: id } },
    { after: row?.version, keep: true },
  );
  const back = { to: "/notas", label: say.title };
  if (read.data === undefined)
    return (
      <Page title={say.title} back={back}>
        {read.error ? (
          <Refused error={read.error} onRetry={() => void read.refetch()} />
        ) : (
          <Skeleton className="h-96" />
        )}
      </Page>
    );
  const invoice = read.data;
  return (
    <Page
      title={say.name(invoice.number, invoice.series)}
      back={back}
      beside={invoice.cancelledAt && <Badge tone="wine">{say.cancelledBadge}</Badge>}
      lead={`${invoice.issuer.name} · ${moment(invoice.issuedAt)}`}
      actions={<Actions invoice={invoice} />}
    >
      <Panel>
        <Facts>
          <Fact name={say.supplier}>
            {invoice.supplier ? (
              <Link to={`/fornecedores/${invoice.supplier.id}`} className="text-accent-strong hover:underline">
                {invoice.supplier.name}
              </Link>
            ) : (
              say.unknownSupplier
            )}
          </Fact>
          <Fact name={say.order}>
            {invoice.order ? (
              <Link to={`/pedidos/${invoice.order.id}`} className="text-accent-strong hover:underline">
                {invoice.order.code}
              </Link>
            ) : (
              say.none
            )}
          </Fact>
          <Fact name={say.products}>{money(invoice.productsTotal)}</Fact>
          {Number(invoice.discount) > 0 && <Fact name={say.discount}>{money(invoice.discount)}</Fact>}
          <Fact name={say.freight}>{money(invoice.freight)}</Fact>
          <Fact name={say.taxes}>{money(invoice.taxes)}</Fact>
          <Fact name={say.total}>
            <strong>{money(invoice.total)}</strong>
          </Fact>
        </Facts>
        <p className="pt-3 text-sm break-all text-faint">
          {say.accessKey}: {invoice.accessKey}
        </p>
        {invoice.cancelledReason && <p className="pt-2 text-wine">{invoice.cancelledReason}</p>}
      </Panel>
      {invoice.can.includes("link") && invoice.supplier && (
        <OrderChoice invoice={invoice} supplierId={invoice.supplier.id} />
      )}
      <InvoiceLines key={invoice.version} invoice={invoice} />
    </Page>
  );
}

function Actions({ invoice }: { invoice: Invoice }) {
  const say = useWords(invoiceWords);
  const [leaving, setLeaving] = useState(false);
  const path = { invoice_id: invoice.id };
  const cancel = useAction("POST /api/invoices/{invoice_id}/cancel", {
    done: say.cancelled,
    sayErrors: false,
    onDone: () => setLeaving(false),
  });
  const restore = useAction("POST /api/invoices/{invoice_id}/restore", { done: say.restored });
  const xml = useFileSaving("GET /api/invoices/{invoice_id}/xml");
  return (
    <>
      {invoice.order && (
        <Link to={`/pedidos/${invoice.order.id}/conferencia`} className={buttonClass("plain")}>
          <Scale size={16} aria-hidden />
          {say.match}
        </Link>
      )}
      <Button icon={Download} busy={xml.busy} onClick={() => void xml.save({ path }, `${invoice.accessKey}.xml`)}>
        {say.download}
      </Button>
      {invoice.can.includes("cancel") && (
        <Button kind="danger" onClick={() => setLeaving(true)}>
          {say.cancel}
        </Button>
      )}
      {invoice.can.includes("restore") && (
        <Button busy={restore.busy} onClick={() => void restore.run({ path, ifMatch: invoice.version })}>
          {say.restore}
        </Button>
      )}
      <Confirm
        open={leaving}
        danger
        onClose={() => setLeaving(false)}
        title={say.cancelTitle}
        verb={say.cancel}
        reason={{ label: say.cancelReason, least: 3 }}
        busy={cancel.busy}
        error={cancel.fields.reason ?? cancel.sentence}
        onConfirm={(reason) => void cancel.run({ path, body: { reason }, ifMatch: invoice.version })}
      >
        {say.cancelText}
      </Confirm>
    </>
  );
}

/** Orders of the same supplier that are with it, or were. */
function OrderChoice({ invoice, supplierId }: { invoice: Invoice; supplierId: string }) {
  const say = useWords(invoiceWords);
  const { rows } = useRows("purchase-orders", {
    filters: { supplierId, status: "sent,confirmed,completed" },
    sort: "-createdAt",
  });
  const link = useAction("POST /api/invoices/{invoice_id}/link", { done: say.linked });
  if (rows.length === 0 && invoice.order === null) return <p className="text-soft">{say.noOrders}</p>;
  return (
    <SelectField
      label={say.linkTo}
      className="max-w-md"
      value={invoice.order?.id ?? ""}
      disabled={link.busy}
      onValue={(orderId) =>
        void link.run({
          path: { invoice_id: invoice.id },
          body: { orderId: orderId || null },
          ifMatch: invoice.version,
        })
      }
    >
      <option value="">{invoice.order ? say.unlink : say.none}</option>
      {rows.map((order) => (
        <option key={order.id} value={order.id}>
          {order.code} · {order.purchaseRequest.title} · {money(order.total)}
        </option>
      ))}
    </SelectField>
  );
}
