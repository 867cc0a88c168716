/** "Chrome no Android" of what a browser says of itself; the rest of it says nothing to people. */

import { words, wordsNow } from "./language";

const says = words(
  { on: (program: string, system: string) => `${program} no ${system}`, other: "Outro programa" },
  { on: (program: string, system: string) => `${program} on ${system}`, other: "Another program" },
);

/** The first that is found counts: most call themselves by the names of others, too. */
const PROGRAMS: readonly (readonly [RegExp, string])[] = [
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, "Android"],
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "Mac"],
  [/Linux|X11/, "Linux"],
];

export function browserName(userAgent: string | null): string {
  if (!userAgent) return "—";
  const found = (list: typeof PROGRAMS) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  const [program, system] = [found(PROGRAMS), found(SYSTEMS)];
  const say = wordsNow(says);
  if (program && system) return say.on(program, system);
  // A program of its own ("python-httpx/0.28") is known by its first word.
  return program ?? system ?? userAgent.split(/[\s/]/)[0] ?? say.other;
}
