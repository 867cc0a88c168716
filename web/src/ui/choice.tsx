/** One of a few, all in view. */

import type { ReactNode } from "react";
import { useId } from "react";
import { cx } from "./cx";

export function Choice<V extends string>({
  label,
  hideLabel = false,
  options,
  value,
  onValue,
}: {
  label: string;
  hideLabel?: boolean;
  options: readonly { readonly value: V; readonly label: ReactNode }[];
  value: V;
  onValue: (value: V) => void;
}) {
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className={hideLabel ? "sr-only" : "mb-1 text-sm font-medium text-soft"}>{label}</legend>
      <div className="flex rounded-md border border-line bg-sunken p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              "flex min-h-8 grow items-center justify-center gap-1.5 rounded-sm px-2 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-h-11",
              option.value === value ? "bg-raised font-medium text-ink" : "text-soft hover:text-ink",
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onValue(option.value)}
              className="sr-only"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
