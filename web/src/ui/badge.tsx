/** States and small marks: a colour always has a word or a sign beside it. */

import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { initials } from "../words/format";
import { cx } from "./cx";

export type Tone = "neutral" | "leaf" | "ochre" | "wine" | "slate" | "accent";

const TONES: Readonly<Record<Tone, string>> = {
  neutral: "bg-sunken text-soft",
  leaf: "bg-leaf-soft text-leaf",
  ochre: "bg-ochre-soft text-ochre",
  wine: "bg-wine-soft text-wine",
  slate: "bg-slate-soft text-slate",
  accent: "bg-accent-soft text-accent-strong",
};

export function Badge({
  tone = "neutral",
  icon: Icon,
  children,
  title,
}: {
  tone?: Tone;
  icon?: LucideIcon;
  children: ReactNode;
  title?: string;
}) {
  return (
    <span
      title={title}
      className={cx(
        "inline-flex items-center gap-1 rounded-sm px-1.5 py-0.5 text-xs font-medium whitespace-nowrap",
        TONES[tone],
      )}
    >
      {Icon && <Icon size={13} aria-hidden />}
      {children}
    </span>
  );
}

/** A person, by their initials; the name (or `hint`) is the tooltip, or stands beside it. */
export function Person({
  name,
  hint = name,
  named = false,
  small = false,
}: {
  name: string;
  hint?: string;
  named?: boolean;
  small?: boolean;
}) {
  const mark = (
    <span
      title={named ? undefined : hint}
      role={named ? undefined : "img"}
      aria-label={named ? undefined : hint}
      aria-hidden={named || undefined}
      className={cx(
        "inline-grid shrink-0 place-items-center rounded-full bg-sunken font-semibold text-soft",
        small ? "size-5 text-xs tracking-tighter" : "size-7 text-xs",
      )}
    >
      {initials(name)}
    </span>
  );
  if (!named) return mark;
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1.5 align-middle">
      {mark}
      <span className="truncate">{name}</span>
    </span>
  );
}

/** A count beside a word: unread, waiting. */
export function Count({ value, label }: { value: number; label?: string }) {
  if (value === 0) return null;
  return (
    <span className="inline-grid min-w-5 place-items-center rounded-full bg-accent px-1.5 text-xs font-semibold text-on-accent">
      {value > 999 ? "999+" : value}
      {label && <span className="sr-only"> {label}</span>}
    </span>
  );
}
