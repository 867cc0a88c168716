/** What the server says, in English: fetched only by who reads English (words/language.ts). See docs/decisions/0035. */

import { common } from "./common";
import { estimating } from "./estimating";
import { procurement } from "./procurement";
import { workspace } from "./workspace";

interface Pattern {
  readonly of: RegExp;
  readonly english: string;
}

export const SENTENCES: Readonly<Record<string, string>> = { ...procurement, ...estimating, ...workspace, ...common };
const whole = new Map<string, string>();
const patterns: Pattern[] = [];
for (const [portuguese, english] of Object.entries(SENTENCES).sort(([a], [b]) => saying(b) - saying(a))) {
  if (!/\{\d\}/.test(portuguese)) whole.set(portuguese, english);
  else patterns.push({ of: patternOf(portuguese), english });
}

/** How much of a sentence is its own: the one that says most is asked first. */
function saying(sentence: string): number {
  return sentence.replace(/\{\d\}/g, "").length;
}

function patternOf(sentence: string): RegExp {
  const pieces = sentence.split(/\{\d\}/).map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pieces.join("(.*?)")}$`, "s");
}

const known = new Map<string, string | null>();

/** The sentence in English; as it is when it is not one of the server's, such as what a person wrote. */
export function inEnglish(text: string): string {
  return find(text) ?? text;
}

/** The same of figures with words between them ("12 h sênior × R$ 180,00"): what is no sentence, word by word. */
export function partsInEnglish(text: string): string {
  return find(text) ?? listed(text, "; ") ?? listed(text, ", ") ?? text.replace(/\p{L}[\p{L}-]*/gu, inEnglish);
}

function find(text: string): string | null {
  let found = known.get(text);
  if (found === undefined) {
    found = named(text) ?? filled(text);
    if (known.size > 5_000) known.clear();
    known.set(text, found);
  }
  return found;
}

/** Also where it begins otherwise than it stands in its list: "horas técnicas" of "Horas técnicas". */
function named(text: string): string | null {
  const found = whole.get(text);
  if (found !== undefined) return found;
  const large = whole.get(capital(text));
  if (large !== undefined) return large.charAt(0).toLowerCase() + large.slice(1);
  const small = whole.get(text.charAt(0).toLowerCase() + text.slice(1));
  return small === undefined ? null : capital(small);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `{0}` is put in as it is, `{0*}` is the server's too. */
function filled(text: string): string | null {
  for (const { of, english } of patterns) {
    const values = of.exec(text);
    if (values === null) continue;
    const said = english.replace(/\{(\d)(\*?)\}/g, (_, at: string, ours: string) => {
      const value = values[Number(at) + 1] ?? "";
      return ours ? partsInEnglish(value) : value;
    });
    return english.startsWith("{") && text.charAt(0) !== text.charAt(0).toLowerCase() ? capital(said) : said;
  }
  return null;
}

/** What is ours of a list; a member may have the sign between members in itself. */
function listed(text: string, between: string): string | null {
  const parts = text.split(between);
  const told: string[] = [];
  let ours = false;
  for (let from = 0; from < parts.length; ) {
    let to = parts.length;
    let found: string | null = null;
    while (to > from && found === null) found = find(parts.slice(from, to--).join(between));
    told.push(found ?? parts[from] ?? "");
    ours ||= found !== null;
    from = found === null ? from + 1 : to + 1;
  }
  return ours ? told.join(between) : null;
}
