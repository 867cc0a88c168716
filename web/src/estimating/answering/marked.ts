/** What of an answer was taken as a fact, to be marked in its text. */

export interface Part {
  readonly text: string;
  readonly marked: boolean;
}

const FIGURES =
  /\d[\d.,]*(?:\s*(?:x|×|por|a|e|até)\s*\d[\d.,]*)*\s*(?:m²|m2|metros|mil|milh(?:ão|ões)|mi\b|meses|mês|semanas?|dias|anos?)*/giu;

/** What of the answer was taken: figures where the fact is one, else all of it. */
export function markedParts(text: string, fact: string): readonly Part[] {
  const whole = [{ text, marked: true }];
  if (fact !== "area_m2" && fact !== "budget" && fact !== "deadline_weeks") return whole;
  const parts: Part[] = [];
  let at = 0;
  for (const found of text.matchAll(FIGURES)) {
    if (found.index > at) parts.push({ text: text.slice(at, found.index), marked: false });
    const taken = found[0].trimEnd();
    parts.push({ text: taken, marked: true });
    at = found.index + taken.length;
  }
  if (parts.length === 0) return whole;
  if (at < text.length) parts.push({ text: text.slice(at), marked: false });
  return parts;
}
