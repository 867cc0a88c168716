/** Who sells to the organisation. */

import { useNavigate } from "@tanstack/react-router";
import { Building2, Globe, Plus, Store, User } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useAddress } from "../../data/address";
import { ExportMenu } from "../../data/export";
import { useAnswer, useRows } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { ArchivedBox, ListBar, NoneListed } from "../../ui/list";
import { Page } from "../../ui/page";
import { Empty, ListStates } from "../../ui/states";
import { RowTable } from "../../ui/table";
import { typedDecimal } from "../../words/format";
import { useWords } from "../../words/language";
import { shownDocument } from "../../words/masks";
import { SupplierDialog } from "../parts/registers/SupplierDialog";
import { SUPPLIER_KINDS, type SupplierRow } from "../rows";
import { supplierWords } from "../words/suppliers";

const ICONS = { PJ: Building2, PF: User, ONLINE: Globe } as const;
const SHOWN_CATEGORIES = 2;
const ALL = { q: "", tipo: "", categoria: "", arquivados: "" };

export default function Suppliers() {
  const say = useWords(supplierWords);
  const may = useMay();
  const navigate = useNavigate();
  const [filters, set] = useAddress(ALL);
  const [adding, setAdding] = useState(false);
  const kind = SUPPLIER_KINDS.find((each) => each === filters.tipo);
  const archived = filters.arquivados !== "";
  const q = useDeferredValue(filters.q);
  const asked = { kind, category: filters.categoria || undefined, archived: archived || undefined };
  const { rows, status } = useRows("suppliers", { filters: asked, q, sort: "name" });
  const { data: categories } = useAnswer("GET /api/purchase-categories", {});
  const filtered = filters.q !== "" || kind !== undefined || filters.categoria !== "";
  const open = (id: string) => void navigate({ to: `/fornecedores/${id}` });
  const add = may("procurement.suppliers.edit") && (
    <Button kind="primary" icon={Plus} onClick={() => setAdding(true)}>
      {say.add}
    </Button>
  );
  return (
    <Page
      title={say.title}
      actions={
        <>
          {may("procurement.export.run") && (
            <ExportMenu name="GET /api/suppliers/export" query={{ ...asked, q }} file="fornecedores" />
          )}
          {add}
        </>
      }
    >
      <ListBar search={say.search} q={filters.q} onQ={(text) => set({ q: text })}>
        <SelectField label={say.kind} hideLabel value={filters.tipo} onValue={(tipo) => set({ tipo })}>
          <option value="">{say.anyKind}</option>
          {SUPPLIER_KINDS.map((each) => (
            <option key={each} value={each}>
              {say.kinds[each]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={say.category}
          hideLabel
          value={filters.categoria}
          onValue={(categoria) => set({ categoria })}
          className="max-w-56"
        >
          <option value="">{say.anyCategory}</option>
          {categories?.data
            .filter((each) => each.suppliers > 0)
            .map((each) => (
              <option key={each.name} value={each.name}>
                {each.name}
              </option>
            ))}
        </SelectField>
        <ArchivedBox archived={archived} onArchived={(on) => set({ arquivados: on ? "sim" : "" })} />
      </ListBar>
      <ListStates
        status={status}
        count={rows.length}
        empty={
          <NoneListed
            archived={archived}
            onClear={filtered ? () => set({ ...ALL, arquivados: filters.arquivados }) : null}
          >
            <Empty icon={Store} title={say.emptyTitle} action={add}>
              {say.emptyText}
            </Empty>
          </NoneListed>
        }
      >
        <SupplierTable rows={rows} onOpen={open} />
      </ListStates>
      {adding && (
        <SupplierDialog
          supplier={null}
          onClose={() => setAdding(false)}
          onSaved={(supplier) => {
            setAdding(false);
            open(supplier.id);
          }}
        />
      )}
    </Page>
  );
}

function SupplierTable({ rows, onOpen }: { rows: readonly SupplierRow[]; onOpen: (id: string) => void }) {
  const say = useWords(supplierWords);
  return (
    <RowTable
      label={say.title}
      rows={rows}
      onOpen={(row) => onOpen(row.id)}
      columns={[
        {
          name: say.name,
          width: "minmax(14rem,2fr)",
          cell: (row) => {
            const Icon = ICONS[row.kind];
            return (
              <span className="inline-flex max-w-full min-w-0 items-center gap-2">
                <Icon size={15} className="shrink-0 text-faint" aria-label={say.kinds[row.kind]} />
                <span className="max-w-full shrink-0 truncate font-medium">{row.tradeName || row.name}</span>
                {row.tradeName && <span className="min-w-0 truncate text-sm text-faint max-md:hidden">{row.name}</span>}
              </span>
            );
          },
        },
        {
          name: say.categories,
          width: "minmax(12rem,2fr)",
          cell: (row) => (
            <span className="flex gap-1 overflow-hidden">
              {row.categories.slice(0, SHOWN_CATEGORIES).map((name) => (
                <Badge key={name}>{name}</Badge>
              ))}
              {row.categories.length > SHOWN_CATEGORIES && (
                <Badge title={row.categories.slice(SHOWN_CATEGORIES).join(", ")}>
                  +{row.categories.length - SHOWN_CATEGORIES}
                </Badge>
              )}
            </span>
          ),
        },
        { name: say.city, width: "minmax(7rem,1fr)", cell: (row) => (row.city ? `${row.city}/${row.uf}` : "") },
        {
          name: `${say.cnpj} / ${say.cpf}`,
          width: "11.5rem",
          desk: true,
          cell: (row) => shownDocument(row.document),
        },
        {
          name: say.paymentDays,
          width: "8rem",
          desk: true,
          cell: (row) => (row.paymentDays.length > 0 ? say.days(row.paymentDays) : ""),
        },
        {
          name: say.score,
          width: "4.5rem",
          align: "right",
          cell: (row) => (row.score === null ? "" : typedDecimal(row.score, 1)),
        },
      ]}
    />
  );
}
