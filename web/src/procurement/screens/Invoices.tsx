/** What suppliers invoiced: taken in as XML, linked to orders. */

import { useNavigate } from "@tanstack/react-router";
import { FileStack } from "lucide-react";
import { useAddress } from "../../data/address";
import { useRows } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Badge } from "../../ui/badge";
import { ListBar, NothingFits } from "../../ui/list";
import { Page } from "../../ui/page";
import { Choices } from "../../ui/search";
import { Empty, ListStates } from "../../ui/states";
import { type Column, RowTable } from "../../ui/table";
import { moment, money } from "../../words/format";
import { useWords } from "../../words/language";
import { InvoiceDrop } from "../parts/invoices/InvoiceDrop";
import type { InvoiceRow } from "../rows";
import { invoiceWords } from "../words/invoices";

const KINDS = {
  "": { cancelled: false },
  "sem-pedido": { cancelled: false, linked: false },
  canceladas: { cancelled: true },
} as const;
type Kind = keyof typeof KINDS;

const ALL = { estado: "", q: "", pedido: "" };

export default function Invoices() {
  const say = useWords(invoiceWords);
  const may = useMay();
  const navigate = useNavigate();
  const [filters, set] = useAddress(ALL);
  const kind = (Object.keys(KINDS) as Kind[]).find((each) => each === filters.estado) ?? "";
  const filtered = kind !== "" || filters.q !== "" || filters.pedido !== "";
  const { rows, status } = useRows("invoices", {
    filters: { ...KINDS[kind], orderId: filters.pedido },
    q: filters.q,
    sort: "-issuedAt",
  });
  const open = (id: string) => void navigate({ to: `/notas/${id}` });
  const columns: readonly Column<InvoiceRow>[] = [
    { name: say.number, width: "8rem", cell: (row) => `${row.number}/${row.series}` },
    { name: say.issuer, width: "minmax(0,2fr)", cell: (row) => row.supplier?.name ?? row.issuer.name },
    {
      name: say.order,
      width: "minmax(0,1.5fr)",
      cell: (row) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {row.order?.code ?? <Badge tone="ochre">{say.none}</Badge>}
          {row.order && row.unmapped > 0 && <Badge tone="ochre">{say.unmapped(row.unmapped)}</Badge>}
          {row.cancelledAt && <Badge tone="wine">{say.cancelledBadge}</Badge>}
        </span>
      ),
    },
    { name: say.issued, width: "10rem", cell: (row) => moment(row.issuedAt) },
    { name: say.total, width: "9rem", align: "right", cell: (row) => money(row.total) },
  ];
  return (
    <Page title={say.title}>
      {(may("procurement.receipts.check") || may("procurement.receipts.count")) && (
        <InvoiceDrop orderId={filters.pedido || null} onRead={(invoice) => open(invoice.id)} />
      )}
      <ListBar search={say.search} q={filters.q} onQ={(q) => set({ q })}>
        <Choices
          label={say.filter.label}
          value={kind}
          onValue={(estado) => set({ estado })}
          choices={[
            { value: "", label: say.filter.valid },
            { value: "sem-pedido", label: say.filter.unlinked },
            { value: "canceladas", label: say.filter.cancelled },
          ]}
        />
      </ListBar>
      <ListStates
        status={status}
        count={rows.length}
        empty={
          filtered ? (
            <NothingFits onClear={() => set(ALL)} />
          ) : (
            <Empty icon={FileStack} title={say.emptyTitle}>
              {say.emptyText}
            </Empty>
          )
        }
      >
        <RowTable label={say.title} rows={rows} columns={columns} onOpen={(row) => open(row.id)} />
      </ListStates>
    </Page>
  );
}
