/** A figure of the price policy named in words, where it stands for itself: in a list of changes, beside an example. */

import type { Words } from "../../words/language";
import { BUILDING_TYPES, COMPLEXITIES, DISCIPLINES, EXTRAS, FAMILIES, STANDARDS } from "../vocabulary";
import { LEVELS, type Named, SECTIONS, STATES, w } from "./sections";

/** Words of every list that a key of the document may come from. */
const KEYS: Named = {
  ...LEVELS,
  ...FAMILIES,
  ...STATES,
  ...EXTRAS,
  ...STANDARDS,
  ...COMPLEXITIES,
  ...BUILDING_TYPES,
  ...DISCIPLINES,
};
const MARKET_MEMBERS: Named = {
  low: w("simples", "plain"),
  mean: w("médio", "medium"),
  high: w("alto", "high"),
  example: w("exemplo", "example"),
};

/** "technicalHours.rates.arquitetura.senior" -> "Valor da hora · Arquitetura · Sênior". */
export function labelOf(path: string, english: boolean): string {
  const read = (words: Words<string>) => (english ? words.en : words.pt);
  const part = SECTIONS.flatMap(({ parts }) => parts)
    .filter((each) => path === each.path || path.startsWith(`${each.path}.`) || path.startsWith(`${each.path}[`))
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (part === undefined) return path;
  const rest = path.slice(part.path.length).split(".").filter(Boolean);
  const names = rest.map((key) => {
    const found = (part.kind === "market" ? MARKET_MEMBERS[key] : undefined) ?? KEYS[key];
    return found ? read(found) : key;
  });
  return [read(part.label), ...names].join(" · ");
}

/** A figure of the document as it is read in a list of changes. */
export function shownFigure(value: unknown, path: string, english: boolean): string {
  if (Array.isArray(value)) return english ? `${value.length} lines` : `${value.length} linhas`;
  if (typeof value === "boolean") return value ? (english ? "yes" : "sim") : english ? "no" : "não";
  const part = SECTIONS.flatMap(({ parts }) => parts).find(
    (each) => path === each.path || path.startsWith(`${each.path}.`),
  );
  const list = part?.kind === "choice" ? part.of : part?.kind === "table" ? part.choices : undefined;
  const word = list?.[String(value)];
  if (word) return english ? word.en : word.pt;
  const text = String(value ?? "—");
  return /^-?\d+(\.\d+)?$/.test(text)
    ? new Intl.NumberFormat("pt-BR", { maximumFractionDigits: 6 }).format(Number(text))
    : text;
}
