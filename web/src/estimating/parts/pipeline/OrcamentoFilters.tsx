/** By what orçamentos are filtered, on the board and in the list. */

import { ListFilter, X } from "lucide-react";
import { useState } from "react";
import { useAnswer } from "../../../data/rows";
import { Count } from "../../../ui/badge";
import { Button } from "../../../ui/button";
import { Dialog } from "../../../ui/dialog";
import { DayField, MoneyField, SelectField } from "../../../ui/field";
import { SearchField } from "../../../ui/search";
import { useLanguage, useWords } from "../../../words/language";
import { ORCAMENTO_STATUS, type OrcamentoStatus } from "../../rows";
import { orcamentosWords } from "../../words/orcamentos";
import { ClientChooser } from "../ClientChooser";

export const NO_FILTERS = { q: "", situacao: "", cliente: "", de: "", ate: "", minimo: "", maximo: "" };
export type OrcamentoFilters = { readonly [K in keyof typeof NO_FILTERS]: string };

/** As the list of orçamentos takes them. */
export function askedOf(filters: OrcamentoFilters) {
  const { situacao, cliente, de, ate, minimo, maximo } = filters;
  return { status: situacao, clientId: cliente, from: de, to: ate, minTotal: minimo, maxTotal: maximo };
}

const BEHIND = ["cliente", "de", "ate", "minimo", "maximo"] as const;

export function OrcamentoFiltersBar({
  filters,
  set,
  byStatus,
}: {
  filters: OrcamentoFilters;
  set: (change: Partial<OrcamentoFilters>) => void;
  /** The board has a column for each. */
  byStatus: boolean;
}) {
  const say = useWords(orcamentosWords);
  const english = useLanguage() === "en";
  const [open, setOpen] = useState(false);
  const active = BEHIND.filter((name) => filters[name] !== "").length;
  const client = useAnswer(
    "GET /api/clients/{client_id}",
    { path: { client_id: filters.cliente } },
    { enabled: filters.cliente !== "" },
  ).data;
  return (
    <>
      <SearchField label={say.search} value={filters.q} onValue={(q) => set({ q })} />
      {byStatus && (
        <SelectField label={say.status} hideLabel value={filters.situacao} onValue={(situacao) => set({ situacao })}>
          <option value="">{say.allStatuses}</option>
          {(Object.keys(ORCAMENTO_STATUS) as OrcamentoStatus[]).map((status) => (
            <option key={status} value={status}>
              {english ? ORCAMENTO_STATUS[status].label.en : ORCAMENTO_STATUS[status].label.pt}
            </option>
          ))}
        </SelectField>
      )}
      <Button icon={ListFilter} onClick={() => setOpen(true)}>
        {say.filters}
        <Count value={active} />
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={say.filters}
        actions={
          active > 0 && (
            <Button icon={X} onClick={() => set(Object.fromEntries(BEHIND.map((name) => [name, ""])))}>
              {say.clearFilters}
            </Button>
          )
        }
      >
        <div className="flex flex-col gap-4">
          <ClientChooser
            label={say.client}
            placeholder={say.allClients}
            value={filters.cliente === "" ? null : { id: filters.cliente, label: client?.name ?? "" }}
            onValue={(choice) => set({ cliente: choice?.id ?? "" })}
            clearable
            adding={false}
          />
          <div className="grid grid-cols-2 gap-4">
            <DayField label={say.from} value={filters.de} onValue={(de) => set({ de })} />
            <DayField label={say.to} value={filters.ate} onValue={(ate) => set({ ate })} />
            <MoneyField label={say.least} value={filters.minimo} onValue={(minimo) => set({ minimo })} />
            <MoneyField label={say.most} value={filters.maximo} onValue={(maximo) => set({ maximo })} />
          </div>
        </div>
      </Dialog>
    </>
  );
}
