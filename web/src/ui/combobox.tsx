/** Choosing one of many by typing: people, clients, suppliers, cost centres. */

import { Combobox as Parts } from "@base-ui/react/combobox";
import { Check, ChevronDown, X } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { hasWords } from "../words/fold";
import { useWords } from "../words/language";
import { cx } from "./cx";
import { Field } from "./field";
import { uiWords } from "./words";

export interface Choice {
  readonly id: string;
  readonly label: string;
  /** Below the label, to tell apart who is called the same. */
  readonly detail?: string | null | undefined;
}

interface ComboboxFieldProps {
  readonly label: ReactNode;
  readonly hideLabel?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string | null | undefined;
  readonly placeholder?: string;
  readonly className?: string;
  readonly disabled?: boolean;
  /** What is chosen; null for nothing yet. */
  readonly value: Choice | null;
  readonly onValue: (choice: Choice | null) => void;
  readonly choices: readonly Choice[];
  /** Given, the list is searched elsewhere (a live list's `q`) and `choices` are its answer; else they are all there are. */
  readonly onSearch?: (typed: string) => void;
  readonly searching?: boolean;
  /** Said when nothing fits. */
  readonly none?: ReactNode;
  /** At the end of the list, e.g. "Cadastrar “Marina”". */
  readonly action?: { readonly label: (typed: string) => string; readonly onSelect: (typed: string) => void };
  /** May be emptied. */
  readonly clearable?: boolean;
}

const ACTION = " action";

export function ComboboxField(props: ComboboxFieldProps) {
  const { value, onValue, choices, onSearch, action, clearable = false } = props;
  const say = useWords(uiWords);
  const [typed, setTyped] = useState("");
  const items = useMemo(() => {
    const all = value !== null && !choices.some(({ id }) => id === value.id) ? [...choices, value] : [...choices];
    const offered = onSearch || typed === "" || typed === value?.label ? all : all.filter((each) => fits(each, typed));
    return action ? [...offered, { id: ACTION, label: action.label(typed === value?.label ? "" : typed) }] : offered;
  }, [choices, value, typed, onSearch, action]);
  return (
    <Parts.Root
      items={items}
      filter={null}
      value={value}
      disabled={props.disabled}
      itemToStringLabel={(choice: Choice) => choice.label}
      isItemEqualToValue={(a: Choice, b: Choice) => a.id === b.id}
      onValueChange={(choice: Choice | null) => {
        if (choice?.id === ACTION) action?.onSelect(typed);
        else onValue(choice);
      }}
      onInputValueChange={(text, { reason }) => {
        setTyped(text);
        if (reason !== "item-press") onSearch?.(text);
      }}
    >
      <Field
        label={props.label}
        error={props.error ?? null}
        {...(props.hideLabel && { hideLabel: true })}
        {...(props.hint !== undefined && { hint: props.hint })}
        {...(props.className && { className: props.className })}
      >
        {(ties) => (
          <Parts.InputGroup className="relative flex items-center">
            <Parts.Input
              {...ties}
              placeholder={props.placeholder}
              className="w-full min-h-9 rounded-md border border-line-strong bg-surface py-1.5 pr-16 pl-2.5 text-ink placeholder:text-faint disabled:bg-sunken disabled:text-soft aria-invalid:border-wine pointer-coarse:min-h-11"
            />
            <span className="absolute right-1 flex">
              {clearable && value !== null && (
                <Parts.Clear aria-label={say.clear} className="grid size-7 place-items-center rounded-sm text-soft">
                  <X size={16} aria-hidden />
                </Parts.Clear>
              )}
              <Parts.Trigger aria-label={say.open} className="grid size-7 place-items-center rounded-sm text-soft">
                <ChevronDown size={16} aria-hidden />
              </Parts.Trigger>
            </span>
          </Parts.InputGroup>
        )}
      </Field>
      <Parts.Portal>
        <Parts.Positioner className="z-60 outline-none" sideOffset={4}>
          <Parts.Popup className="max-h-[min(var(--available-height),22rem)] w-(--anchor-width) min-w-56 max-w-(--available-width) overflow-y-auto overscroll-contain rounded-md border border-line bg-raised py-1 text-ink shadow-float">
            <Parts.Empty className="px-3 text-sm text-soft not-empty:py-2">
              {props.searching ? say.loading : (props.none ?? say.nothingFits)}
            </Parts.Empty>
            <Parts.List>
              {(choice: Choice) => (
                <Parts.Item
                  key={choice.id}
                  value={choice}
                  className={cx(
                    "grid min-h-9 grid-cols-[1.25rem_1fr] items-center px-2.5 py-1 outline-none select-none data-highlighted:bg-sunken pointer-coarse:min-h-11",
                    choice.id === ACTION && "border-t border-line font-medium text-accent",
                  )}
                >
                  <Parts.ItemIndicator>
                    <Check size={15} aria-hidden />
                  </Parts.ItemIndicator>
                  <span className="col-start-2 min-w-0">
                    <span className="block truncate">{choice.label}</span>
                    {choice.detail && <span className="block truncate text-sm text-faint">{choice.detail}</span>}
                  </span>
                </Parts.Item>
              )}
            </Parts.List>
          </Parts.Popup>
        </Parts.Positioner>
      </Parts.Portal>
    </Parts.Root>
  );
}

interface ComboboxFilterProps extends Omit<ComboboxFieldProps, "value" | "onValue" | "clearable"> {
  /** As the address has it; empty for any. */
  readonly id: string | undefined;
  readonly onId: (id: string) => void;
  /** The chosen one, where it may not be among the choices. */
  readonly named?: Choice | undefined;
}

/** What a list is narrowed by. Its name may come after it: the address knows the id only. */
export function ComboboxFilter({ id, onId, named, ...field }: ComboboxFilterProps) {
  const chosen = id ? ([...field.choices, named].find((choice) => choice?.id === id) ?? { id, label: "…" }) : null;
  return <ComboboxField {...field} clearable value={chosen} onValue={(choice) => onId(choice?.id ?? "")} />;
}

function fits({ label, detail }: Choice, typed: string): boolean {
  return hasWords(`${label} ${detail ?? ""}`, typed);
}
