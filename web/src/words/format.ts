/** Numbers, money, dates and moments as Brazilians write them. Money travels as text ("28520.00"), never as a float. */

import { currentLanguage } from "./language";

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(`n${JSON.stringify(options)}`, () => new Intl.NumberFormat("pt-BR", options));
}
function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const where = locale();
  return kept(`d${where}${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(where, options));
}
/** English as the words are: days first, as in Brazil and in the server's sentences, and 24 hours. */
export function locale(): string {
  return currentLanguage() === "en" ? "en-GB" : "pt-BR";
}
function kept<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => T,
): T {
  let found = cache.get(key);
  if (found === undefined) {
    found = make();
    cache.set(key, found);
  }
  return found as T;
}

type DecimalText = string | number | null | undefined;

/** Intl takes decimals as text and keeps each digit. */
function exact(value: string | number): number {
  return value as unknown as number;
}

/** "R$ 28.520,00"; an em dash for nothing. */
export function money(value: DecimalText): string {
  return value === null || value === undefined || value === ""
    ? "—"
    : numbers({ style: "currency", currency: "BRL" }).format(exact(value));
}

/** "R$ 0,0385": a price of one unit, with the decimals that it has, up to four. */
export function unitPrice(value: DecimalText): string {
  return value === null || value === undefined || value === ""
    ? "—"
    : numbers({ style: "currency", currency: "BRL", maximumFractionDigits: 4 }).format(exact(value));
}

/** "R$ 28,5 mil" ("k" in English), for axes and cards. */
export function shortMoney(value: DecimalText): string {
  if (value === null || value === undefined || value === "") return "—";
  const text = numbers({
    style: "currency",
    currency: "BRL",
    notation: "compact",
    maximumFractionDigits: 1,
  }).format(exact(value));
  return currentLanguage() === "en" ? text.replace(/mil$/, "k").replace(/mi$/, "M").replace(/bi$/, "B") : text;
}

/** "1.234,5": at most three decimals. */
export function quantity(value: DecimalText, decimals = 3): string {
  if (value === null || value === undefined || value === "") return "—";
  return numbers({ maximumFractionDigits: decimals }).format(exact(value));
}

/** "12,5%" of 12.5. */
export function percent(value: DecimalText, decimals = 1): string {
  if (value === null || value === undefined || value === "") return "—";
  return `${numbers({ maximumFractionDigits: decimals }).format(exact(value))}%`;
}

/** A calendar day ("2026-11-22") at noon, so that no time zone moves it. */
function ofDay(day: string): Date {
  return new Date(`${day.slice(0, 10)}T12:00:00`);
}

/** "22 de nov. de 2026", without the year in this one. */
export function day(value: string | null | undefined): string {
  if (!value) return "—";
  return dayOf(ofDay(value));
}

function dayOf(date: Date): string {
  const thisYear = date.getFullYear() === new Date().getFullYear();
  return dates({ day: "numeric", month: "short", ...(!thisYear && { year: "numeric" }) }).format(date);
}

/** "nov. de 2026" of "2026-11". */
export function month(value: string): string {
  return dates({ month: "short", year: "numeric" }).format(ofDay(`${value.slice(0, 7)}-15`));
}

/** "nov" of "2026-11". */
export function shortMonth(value: string): string {
  return dates({ month: "short" })
    .format(ofDay(`${value.slice(0, 7)}-15`))
    .replace(".", "");
}

/** "22/11/2026". */
export function fullDay(value: string | null | undefined): string {
  return value ? dates({ dateStyle: "short" }).format(ofDay(value)) : "—";
}

/** "hoje, 14:32", "ontem, 9:05", "22 de nov., 14:32". */
export function moment(value: string | Date | null | undefined): string {
  if (!value) return "—";
  const date = new Date(value);
  const time = dates({ hour: "numeric", minute: "2-digit" }).format(date);
  const apart = daysApart(date);
  const english = currentLanguage() === "en";
  if (apart === 0) return `${english ? "today" : "hoje"}, ${time}`;
  if (apart === -1) return `${english ? "yesterday" : "ontem"}, ${time}`;
  if (apart === 1) return `${english ? "tomorrow" : "amanhã"}, ${time}`;
  return `${dayOf(date)}, ${time}`;
}

/** "hoje, 14:32" of what is near, "22 de nov." of the rest: where there is little room. */
export function soon(value: string | Date | null | undefined): string {
  if (!value) return "—";
  return Math.abs(daysApart(value)) > 1 ? dayOf(new Date(value)) : moment(value);
}

/** "há 3 dias", "em 2 horas". */
export function ago(value: string | Date | null | undefined): string {
  return relatively(value, { numeric: "auto" });
}

/** "há 3 sem.", for cards. */
export function shortAgo(value: string | Date | null | undefined): string {
  return relatively(value, { style: "short" });
}

function relatively(value: string | Date | null | undefined, options: Intl.RelativeTimeFormatOptions): string {
  if (!value) return "—";
  const seconds = (new Date(value).getTime() - Date.now()) / 1000;
  const where = locale();
  const relative = kept(`r${where}${options.style}`, () => new Intl.RelativeTimeFormat(where, options));
  const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
    ["year", 31_557_600],
    ["month", 2_629_800],
    ["week", 604_800],
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ];
  for (const [unit, length] of steps)
    if (Math.abs(seconds) >= length) return relative.format(Math.round(seconds / length), unit);
  return currentLanguage() === "en" ? "just now" : "agora";
}

/** Whole days from today to `value`: negative in the past. */
export function daysApart(value: string | Date): number {
  const date = typeof value === "string" && value.length === 10 ? ofDay(value) : new Date(value);
  const midnight = (of: Date) => Date.UTC(of.getFullYear(), of.getMonth(), of.getDate());
  return Math.round((midnight(date) - midnight(new Date())) / 86_400_000);
}

/** "1.234,56" or "R$ 1.234,56" as typed -> "1234.56"; null when it is no number. */
export function readDecimal(typed: string): string | null {
  const bare = typed.replace(/[R$\s\u00a0]/g, "");
  if (bare === "") return null;
  const plain = bare.includes(",")
    ? bare.replaceAll(".", "").replace(",", ".")
    : /^\d{1,3}(\.\d{3})+$/.test(bare)
      ? bare.replaceAll(".", "")
      : bare;
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null;
}

/** "1234.5" -> "1.234,50", as it stands in a field. */
export function typedDecimal(value: DecimalText, decimals = 2): string {
  if (value === null || value === undefined || value === "") return "";
  return numbers({ minimumFractionDigits: decimals, maximumFractionDigits: Math.max(decimals, 4) }).format(
    exact(value),
  );
}

/** "MA" of "Marina Alves". */
export function initials(name: string): string {
  const parts = name
    .trim()
    .split(/\s+/)
    .filter((part) => /^\p{L}/u.test(part));
  const first = parts[0]?.[0] ?? "?";
  const last = parts.length > 1 ? (parts[parts.length - 1]?.[0] ?? "") : "";
  return (first + last).toUpperCase();
}
