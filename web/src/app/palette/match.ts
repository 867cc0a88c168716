/** Which names fit with what is typed, the best first. */

import { fold } from "../../words/fold";

/** Two letters are inside of nearly every word. */
const INSIDE_FROM = 3;

/** 0: does not fit. Every word typed must be found; the beginning of the name counts most, then beginnings of words. */
function scoreOf(typed: string, name: string, also = ""): number {
  const wanted = fold(typed).split(/\s+/).filter(Boolean);
  const names = fold(name);
  const others = fold(also);
  let score = 1;
  for (const word of wanted) {
    if (names.startsWith(word)) score += 8;
    else if (names.includes(` ${word}`)) score += 5;
    else if (word.length >= INSIDE_FROM && names.includes(word)) score += 2;
    else if (` ${others}`.includes(` ${word}`)) score += 1;
    else return 0;
  }
  return score;
}

export function bestOf<T>(
  typed: string,
  all: readonly T[],
  text: (each: T) => readonly [string, string?],
): readonly T[] {
  return all
    .map((each) => ({ each, score: scoreOf(typed, ...text(each)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ each }) => each);
}
