/** What is typed into: label above, hint and refusal below, both read aloud with it. */

import { ChevronDown, CircleAlert } from "lucide-react";
import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useEffect,
  useId,
  useState,
} from "react";
import { readDecimal, typedDecimal } from "../words/format";
import { cx } from "./cx";

/** How what is typed into looks. */
export const BOX =
  "w-full text-ellipsis rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-ink placeholder:text-faint disabled:bg-sunken disabled:text-soft aria-invalid:border-wine pointer-coarse:min-h-11";

interface Said {
  readonly label: ReactNode;
  /** Seen only by screen readers: a table's cell, a search box with its sign. */
  readonly hideLabel?: boolean;
  readonly hint?: ReactNode;
  /** The refusal: what is wrong and what to do. */
  readonly error?: string | null | undefined;
  readonly className?: string;
}

interface Ties {
  readonly id: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: true;
}

/** The frame of a field of any kind. */
export function Field({
  label,
  hideLabel,
  hint,
  error,
  className,
  children,
}: Said & { children: (ties: Ties) => ReactNode }) {
  const id = useId();
  const described = cx(hint ? `${id}-hint` : null, error ? `${id}-error` : null);
  return (
    <div className={cx("flex flex-col gap-1", className)}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "text-sm font-medium text-soft"}>
        {label}
      </label>
      {children({
        id,
        ...(described && { "aria-describedby": described }),
        ...(error && { "aria-invalid": true as const }),
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-faint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm text-wine">
          <CircleAlert size={15} className="mt-0.5 shrink-0" aria-hidden />
          {error}
        </p>
      )}
    </div>
  );
}

type Common<E> = Said &
  Omit<E, "className" | "onChange" | "value"> & { readonly value: string; readonly onValue: (value: string) => void };

export function TextField({
  label,
  hideLabel,
  hint,
  error,
  className,
  onValue,
  ref,
  ...rest
}: Common<InputHTMLAttributes<HTMLInputElement>> & { ref?: Ref<HTMLInputElement> }) {
  return (
    <Field {...said({ label, hideLabel, hint, error, className })}>
      {(ties) => (
        <input ref={ref} className={BOX} onChange={(event) => onValue(event.target.value)} {...ties} {...rest} />
      )}
    </Field>
  );
}

/** Grows with what is written. */
export function TextAreaField({
  label,
  hideLabel,
  hint,
  error,
  className,
  onValue,
  ...rest
}: Common<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  return (
    <Field {...said({ label, hideLabel, hint, error, className })}>
      {(ties) => (
        <textarea
          rows={3}
          className={cx(BOX, "field-sizing-content min-h-20 max-h-96")}
          onChange={(event) => onValue(event.target.value)}
          {...ties}
          {...rest}
        />
      )}
    </Field>
  );
}

/** The system's own list, best under a thumb, with the arrow that comboboxes have. */
export function Select({ className, ...rest }: SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <span className={cx("relative flex min-w-0", className)}>
      <select className={cx(BOX, "min-h-9 appearance-none truncate pr-8")} {...rest} />
      <ChevronDown
        size={16}
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-faint"
      />
    </span>
  );
}

/** One of a list, by its label. */
export function SelectField({
  label,
  hideLabel,
  hint,
  error,
  className,
  onValue,
  children,
  ...rest
}: Common<SelectHTMLAttributes<HTMLSelectElement>>) {
  return (
    <Field {...said({ label, hideLabel, hint, error, className })}>
      {(ties) => (
        <Select onChange={(event) => onValue(event.target.value)} {...ties} {...rest}>
          {children}
        </Select>
      )}
    </Field>
  );
}

/** A decimal in Brazilian form; the value is plain decimal text ("1234.56") or "". What is no number stays typed and is said. */
export function DecimalField({
  label,
  hideLabel,
  hint,
  error,
  className,
  value,
  onValue,
  decimals = 2,
  prefix,
  notNumber = "Escreva um número, como 1.234,50.",
  ...rest
}: Common<InputHTMLAttributes<HTMLInputElement>> & { decimals?: number; prefix?: string; notNumber?: string }) {
  const [typed, setTyped] = useState(() => typedDecimal(value, decimals));
  const [wrong, setWrong] = useState(false);
  useEffect(() => {
    // A value from elsewhere (a colleague, a reset); what is being typed stays as it was typed.
    setTyped((now) =>
      readDecimal(now) === value || (Number(value) === 0 && readDecimal(now) === null)
        ? now
        : typedDecimal(value, decimals),
    );
  }, [value, decimals]);
  return (
    <Field {...said({ label, hideLabel, hint, error: wrong ? notNumber : error, className })}>
      {(ties) => (
        <span className="relative flex items-center">
          {prefix && <span className="pointer-events-none absolute left-2.5 text-faint">{prefix}</span>}
          <input
            inputMode="decimal"
            className={cx(BOX, "text-right", prefix && "pl-9")}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              const read = readDecimal(event.target.value);
              setWrong(false);
              if (read !== null || event.target.value.trim() === "") onValue(read ?? "");
            }}
            onBlur={() => {
              const read = readDecimal(typed);
              setWrong(read === null && typed.trim() !== "");
              if (read !== null) setTyped(typedDecimal(read, decimals));
            }}
            {...ties}
            {...rest}
          />
        </span>
      )}
    </Field>
  );
}

export function MoneyField(props: Omit<Parameters<typeof DecimalField>[0], "prefix">) {
  return <DecimalField prefix="R$" {...props} />;
}

/** A calendar day, "2026-11-22" or "". */
export function DayField(props: Common<InputHTMLAttributes<HTMLInputElement>>) {
  return <TextField type="date" {...props} />;
}

export function Checkbox({
  label,
  checked,
  onChecked,
  hint,
  disabled,
  indeterminate = false,
  hideLabel,
}: {
  label: ReactNode;
  checked: boolean;
  onChecked: (checked: boolean) => void;
  hint?: ReactNode;
  disabled?: boolean;
  indeterminate?: boolean;
  hideLabel?: boolean;
}) {
  const id = useId();
  return (
    <span className="inline-flex items-start gap-2 pointer-coarse:min-h-11 pointer-coarse:items-center">
      <input
        id={id}
        type="checkbox"
        className="mt-0.5 size-4.5 shrink-0 accent-accent pointer-coarse:mt-0"
        checked={checked}
        disabled={disabled}
        ref={(box) => {
          if (box) box.indeterminate = indeterminate;
        }}
        onChange={(event) => onChecked(event.target.checked)}
      />
      <label htmlFor={id} className={hideLabel ? "sr-only" : ""}>
        {label}
        {hint && <span className="block text-sm text-faint">{hint}</span>}
      </label>
    </span>
  );
}

function said(of: { [K in keyof Said]: Said[K] | undefined }): Said {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as unknown as Said;
}
