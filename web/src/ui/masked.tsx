/** A field whose points and dashes come by themselves while one types at its end; in the middle nothing jumps. */

import type { ComponentProps } from "react";
import { TextField } from "./field";

export function MaskedField({
  mask,
  onValue,
  value,
  ...rest
}: Omit<ComponentProps<typeof TextField>, "onBlur"> & { readonly mask: (typed: string) => string }) {
  return (
    <TextField
      {...rest}
      value={value}
      onValue={(typed) => onValue(typed.startsWith(value) ? mask(typed) : typed)}
      onBlur={() => onValue(mask(value))}
    />
  );
}
