/** What is pressed. */

import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { cx } from "./cx";

type ButtonKind = "primary" | "plain" | "quiet" | "danger";

const KINDS: Readonly<Record<ButtonKind, string>> = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong border-transparent",
  plain: "bg-surface text-ink border-line-strong hover:bg-sunken",
  quiet: "bg-transparent text-ink border-transparent hover:bg-sunken",
  danger: "bg-surface text-wine border-wine hover:bg-wine-soft",
};

export function buttonClass(kind: ButtonKind = "plain", small = false): string {
  return cx(
    "inline-flex items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap transition-colors select-none",
    "disabled:opacity-50 aria-disabled:opacity-50 pointer-coarse:min-h-11",
    small ? "min-h-8 px-2.5 text-sm" : "min-h-9 px-3.5",
    KINDS[kind],
  );
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: ButtonKind;
  readonly small?: boolean;
  readonly icon?: LucideIcon;
  /** At work: it cannot be pressed again, keeps its width and says so. */
  readonly busy?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  kind = "plain",
  small = false,
  icon: Icon,
  busy = false,
  children,
  className,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      className={cx(buttonClass(kind, small), className)}
      disabled={disabled || busy}
      aria-busy={busy}
      {...rest}
    >
      {busy ? <LoaderCircle size={16} className="animate-spin" aria-hidden /> : Icon && <Icon size={16} aria-hidden />}
      {children}
    </button>
  );
}

/** A button of one sign; `label` is its name for everybody who does not see it, and its tooltip. */
export function IconButton({
  icon: Icon,
  label,
  className,
  badge,
  ...rest
}: Omit<ButtonProps, "children" | "busy"> & { icon: LucideIcon; label: string; badge?: ReactNode }) {
  const { kind: _kind, small: _small, ...attributes } = rest;
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cx(
        "relative inline-grid size-9 place-items-center rounded-md text-soft transition-colors hover:bg-sunken hover:text-ink disabled:opacity-50 pointer-coarse:size-11",
        className,
      )}
      {...attributes}
    >
      <Icon size={18} aria-hidden />
      {badge}
    </button>
  );
}
