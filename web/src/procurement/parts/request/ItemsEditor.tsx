/** What is asked for, row by row, as in a spreadsheet: Enter goes down, cells of a spreadsheet are pasted in. */

import { ChevronDown, ChevronUp, ClipboardPaste, Plus, Trash2 } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, memo, useCallback, useId, useRef, useState } from "react";
import type { Pasted } from "../../../api/schema";
import { useAnswer } from "../../../data/rows";
import { Button, IconButton } from "../../../ui/button";
import { cx } from "../../../ui/cx";
import { DecimalField, MoneyField, TextAreaField, TextField } from "../../../ui/field";
import { useNarrow } from "../../../ui/table";
import { toast } from "../../../ui/toast";
import { money } from "../../../words/format";
import { useWords } from "../../../words/language";
import { type ItemDraft, type ItemFields, isBlank, lineTotal, newItem, pastedItems, withMore } from "../../form";
import { formWords } from "../../words/form";
import { PasteDialog } from "./PasteDialog";

const UNITS = ["un", "m", "m²", "m³", "kg", "t", "L", "saco", "cx", "pç", "par", "rolo", "lata", "h", "dia", "mês"];
const TRACKS = "sm:grid-cols-[1.5rem_minmax(10rem,1fr)_6rem_4.5rem_8rem_7rem_4.5rem]";

export interface ItemsEditorProps {
  readonly items: readonly ItemDraft[];
  readonly onItems: (change: (items: readonly ItemDraft[]) => readonly ItemDraft[]) => void;
  readonly refusals: ReadonlyMap<string, ItemFields>;
  readonly error: string | undefined;
}

export function ItemsEditor({ items, onItems, refusals, error }: ItemsEditorProps) {
  const say = useWords(formWords);
  const narrow = useNarrow();
  const box = useRef<HTMLDivElement>(null);
  const [pasting, setPasting] = useState<string | null>(null);
  const lists = useId();
  const { data: categories } = useAnswer("GET /api/purchase-categories", {});

  const change = useCallback(
    (key: string, part: Partial<ItemDraft>) =>
      onItems((now) => now.map((item) => (item.key === key ? { ...item, ...part } : item))),
    [onItems],
  );
  const remove = useCallback(
    (item: ItemDraft, index: number) => {
      onItems((now) => now.filter((each) => each.key !== item.key));
      if (isBlank(item)) return;
      toast(say.removed(item.description || "…"), {
        undo: () => onItems((now) => [...now.slice(0, index), item, ...now.slice(index)]),
      });
    },
    [onItems, say],
  );
  const focus = (row: number, cell: string) =>
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>(`[data-row="${row}"] [data-cell="${cell}"] :is(input,textarea)`)?.focus(),
    );
  const keys = (event: KeyboardEvent<HTMLDivElement>) => {
    const field = event.target as HTMLElement;
    const cell = field.closest<HTMLElement>("[data-cell]")?.dataset.cell;
    const row = Number(field.closest<HTMLElement>("[data-row]")?.dataset.row);
    if (event.key !== "Enter" || !cell || field.tagName !== "INPUT" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (event.shiftKey) return focus(row - 1, cell);
    if (row < items.length - 1) return focus(row + 1, cell);
    onItems((now) => [...now, newItem()]);
    return focus(row + 1, "description");
  };
  const paste = (event: ClipboardEvent<HTMLDivElement>) => {
    const text = event.clipboardData.getData("text/plain");
    // One cell is text like any other.
    if (!/[\t\n]/.test(text.trim()) || (event.target as HTMLElement).tagName !== "INPUT") return;
    event.preventDefault();
    setPasting(text);
  };
  const take = (pasted: Pasted, replace: boolean) => {
    onItems((now) => withMore(replace ? [] : now, pastedItems(pasted.items)));
    setPasting(null);
  };

  return (
    <section aria-label={say.items} className="flex flex-col gap-2">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">{say.items}</h2>
        <Button small icon={ClipboardPaste} onClick={() => setPasting("")}>
          {say.paste}
        </Button>
      </header>
      {error && (
        <p role="alert" className="text-sm text-wine">
          {error}
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields in it */}
      <div
        ref={box}
        onKeyDown={keys}
        onPaste={paste}
        className="divide-y divide-line rounded-lg border border-line bg-surface"
      >
        {!narrow && (
          <div aria-hidden className={cx("grid items-center gap-2 px-3 py-2 text-sm text-faint", TRACKS)}>
            <span />
            <span>{say.description}</span>
            <span className="text-right">{say.quantity}</span>
            <span>{say.unit}</span>
            <span className="text-right">{say.price}</span>
            <span className="text-right">{say.total}</span>
            <span />
          </div>
        )}
        {items.map((item, index) => (
          <ItemRow
            key={item.key}
            item={item}
            index={index}
            lists={lists}
            labelled={narrow}
            refused={refusals.get(item.key)}
            onChange={change}
            onRemove={remove}
          />
        ))}
        <div className="flex flex-wrap items-center gap-3 px-3 py-2">
          <Button
            kind="quiet"
            icon={Plus}
            onClick={() => {
              onItems((now) => [...now, newItem()]);
              focus(items.length, "description");
            }}
          >
            {say.add}
          </Button>
          {!narrow && <p className="text-sm text-faint">{say.keys}</p>}
        </div>
      </div>
      <datalist id={`${lists}-units`}>
        {UNITS.map((unit) => (
          <option key={unit} value={unit} />
        ))}
      </datalist>
      <datalist id={`${lists}-categories`}>
        {categories?.data.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {pasting !== null && (
        <PasteDialog
          text={pasting}
          replaces={items.some((item) => !isBlank(item))}
          onTake={take}
          onClose={() => setPasting(null)}
        />
      )}
    </section>
  );
}

interface ItemRowProps {
  readonly item: ItemDraft;
  readonly index: number;
  readonly lists: string;
  /** Names stand above the fields, and not above the columns. */
  readonly labelled: boolean;
  readonly refused: ItemFields | undefined;
  readonly onChange: (key: string, part: Partial<ItemDraft>) => void;
  readonly onRemove: (item: ItemDraft, index: number) => void;
}

const ItemRow = memo(function ItemRow({ item, index, lists, labelled, refused, onChange, onRemove }: ItemRowProps) {
  const say = useWords(formWords);
  const [open, setOpen] = useState(item.specification !== "" || item.category !== "");
  const set = (part: Partial<ItemDraft>) => onChange(item.key, part);
  const number = index + 1;
  const named = (name: string) => (labelled ? { label: name } : { label: say.cell(name, number), hideLabel: true });
  const shown = open || Boolean(refused?.specification ?? refused?.category);
  return (
    <fieldset data-row={index} className={cx("grid items-start gap-2 px-3 py-2 max-sm:grid-cols-2", TRACKS)}>
      <legend className="sr-only">{`${say.items} ${number}`}</legend>
      <span aria-hidden className="pt-2 text-sm text-faint max-sm:hidden">
        {number}
      </span>
      <span data-cell="description" className="max-sm:col-span-2">
        <TextField
          {...named(say.description)}
          value={item.description}
          onValue={(description) => set({ description })}
          error={refused?.description}
        />
      </span>
      <span data-cell="quantity">
        <DecimalField
          {...named(say.quantity)}
          decimals={0}
          value={item.quantity}
          onValue={(quantity) => set({ quantity })}
          error={refused?.quantity}
        />
      </span>
      <span data-cell="unit">
        <TextField
          {...named(say.unit)}
          list={`${lists}-units`}
          value={item.unit}
          onValue={(unit) => set({ unit })}
          error={refused?.unit}
        />
      </span>
      <span data-cell="price">
        <MoneyField
          {...named(say.price)}
          value={item.price}
          onValue={(price) => set({ price })}
          error={refused?.estimatedUnitPrice}
        />
      </span>
      <output
        aria-label={say.cell(say.total, number)}
        className="pt-2 text-right font-medium max-sm:col-start-1 max-sm:text-left max-sm:text-lg"
      >
        {money(lineTotal(item))}
      </output>
      <span className="flex justify-end">
        <IconButton
          icon={shown ? ChevronUp : ChevronDown}
          label={say.details(number)}
          aria-expanded={shown}
          onClick={() => setOpen(!shown)}
          className="size-8"
        />
        <IconButton icon={Trash2} label={say.remove(number)} onClick={() => onRemove(item, index)} className="size-8" />
      </span>
      {shown && (
        <div className="col-span-full grid gap-2 sm:col-start-2 sm:col-end-7 sm:grid-cols-[14rem_1fr]">
          <TextField
            label={say.category}
            list={`${lists}-categories`}
            value={item.category}
            onValue={(category) => set({ category })}
            error={refused?.category}
          />
          <TextAreaField
            label={say.specification}
            value={item.specification}
            onValue={(specification) => set({ specification })}
            error={refused?.specification}
            className="[&_textarea]:min-h-9"
            rows={1}
          />
        </div>
      )}
    </fieldset>
  );
});
