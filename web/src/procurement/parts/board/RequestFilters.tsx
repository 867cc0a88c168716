/** By what requests are filtered: a bar on a desk, a sheet on a phone. */

import { ListFilter, X } from "lucide-react";
import { useState } from "react";
import { Count } from "../../../ui/badge";
import { Button } from "../../../ui/button";
import { type Choice, ComboboxFilter } from "../../../ui/combobox";
import { cx } from "../../../ui/cx";
import { Dialog } from "../../../ui/dialog";
import { SelectField } from "../../../ui/field";
import { SearchField } from "../../../ui/search";
import { useNarrow } from "../../../ui/table";
import { useLanguage, useWords } from "../../../words/language";
import { choicesOf, ORDERS, type RequestFilters } from "../../board";
import { PRIORITY, type Priority, type RequestRow } from "../../rows";
import { boardWords } from "../../words/board";

export const FILTER_NAMES = [
  "q",
  "prioridade",
  "centro",
  "departamento",
  "comprador",
  "minhas",
  "acima",
  "comigo",
] as const;
/** Too many for a bar. */
const BEHIND = ["prioridade", "centro", "departamento", "comprador"] as const;
type Name = (typeof FILTER_NAMES)[number] | "ordem";
type SetFilters = (change: Readonly<Partial<Record<Name, string>>>) => void;

interface RequestFiltersProps {
  readonly rows: readonly RequestRow[];
  readonly filters: RequestFilters & { readonly ordem?: string };
  readonly set: SetFilters;
  /** Whoever signs nothing is not asked whether something waits for them. */
  readonly signs: boolean;
  /** A list has its own order. */
  readonly ordered: boolean;
}

export function RequestFiltersBar(props: RequestFiltersProps) {
  const { filters, set, signs } = props;
  const say = useWords(boardWords);
  const narrow = useNarrow();
  const [open, setOpen] = useState(false);
  const behind = narrow ? FILTER_NAMES.filter((name) => name !== "q") : BEHIND;
  const active = behind.filter((name) => filters[name]).length;
  const chips = (
    <>
      <Chip pressed={Boolean(filters.minhas)} onPress={(on) => set({ minhas: on ? "sim" : "" })}>
        {say.mine}
      </Chip>
      {signs && (
        <Chip pressed={Boolean(filters.comigo)} onPress={(on) => set({ comigo: on ? "sim" : "" })}>
          {say.forMe}
        </Chip>
      )}
      <Chip pressed={Boolean(filters.acima)} onPress={(on) => set({ acima: on ? "sim" : "" })}>
        {say.over}
      </Chip>
    </>
  );
  return (
    <>
      <SearchField label={say.search} value={filters.q ?? ""} onValue={(q) => set({ q: q })} />
      {!narrow && chips}
      <Button icon={ListFilter} onClick={() => setOpen(true)}>
        <span className="max-sm:sr-only">{say.filters}</span>
        <Count value={active} />
      </Button>
      {!narrow && props.ordered && <OrderField filters={filters} set={set} hideLabel />}
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={say.filters}
        actions={
          active > 0 && (
            <Button icon={X} onClick={() => set(Object.fromEntries(behind.map((name) => [name, ""])))}>
              {say.clear}
            </Button>
          )
        }
      >
        <div className="flex flex-col gap-4">
          {narrow && <div className="flex flex-wrap gap-2">{chips}</div>}
          <Fields {...props} />
          {narrow && props.ordered && <OrderField filters={filters} set={set} />}
        </div>
      </Dialog>
    </>
  );
}

function Chip({ pressed, onPress, children }: { pressed: boolean; onPress: (on: boolean) => void; children: string }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={() => onPress(!pressed)}
      className={cx(
        "min-h-9 rounded-full border px-3 text-sm font-medium whitespace-nowrap transition-colors pointer-coarse:min-h-11",
        pressed
          ? "border-accent bg-accent-soft text-accent-strong"
          : "border-line-strong bg-surface text-soft hover:bg-sunken",
      )}
    >
      {children}
    </button>
  );
}

function Fields({ rows, filters, set }: RequestFiltersProps) {
  const say = useWords(boardWords);
  const language = useLanguage();
  const centres = choicesOf(rows, (row) => row.costCentre).map((each) => ({
    id: each.id,
    label: each.name,
    detail: each.code,
  }));
  const departments = choicesOf(rows, (row) => row.department).map(named);
  const buyers = choicesOf(rows, (row) => row.buyer).map(named);
  return (
    <>
      <SelectField
        label={say.priority}
        value={filters.prioridade ?? ""}
        onValue={(prioridade) => set({ prioridade: prioridade })}
      >
        <option value="">{say.any}</option>
        {(Object.keys(PRIORITY) as Priority[]).map((priority) => (
          <option key={priority} value={priority}>
            {language === "en" ? PRIORITY[priority].label.en : PRIORITY[priority].label.pt}
          </option>
        ))}
      </SelectField>
      <ComboboxFilter
        label={say.centre}
        placeholder={say.any}
        choices={centres}
        id={filters.centro}
        onId={(centro) => set({ centro })}
      />
      <ComboboxFilter
        label={say.department}
        placeholder={say.any}
        choices={departments}
        id={filters.departamento}
        onId={(departamento) => set({ departamento })}
      />
      <ComboboxFilter
        label={say.buyer}
        placeholder={say.any}
        choices={buyers}
        id={filters.comprador}
        onId={(comprador) => set({ comprador })}
      />
    </>
  );
}

function OrderField({
  filters,
  set,
  hideLabel = false,
}: Pick<RequestFiltersProps, "filters" | "set"> & { hideLabel?: boolean }) {
  const say = useWords(boardWords);
  return (
    <SelectField
      label={say.order}
      hideLabel={hideLabel}
      title={say.order}
      value={filters.ordem ?? "chegada"}
      onValue={(ordem) => set({ ordem })}
      className={hideLabel ? "w-52" : ""}
    >
      {ORDERS.map((order) => (
        <option key={order} value={order}>
          {say.orders[order]}
        </option>
      ))}
    </SelectField>
  );
}

function named({ id, name }: { id: string; name: string }): Choice {
  return { id, label: name };
}
