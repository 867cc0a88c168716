/** "@Marina" in a comment: what is being typed, what is put in, who is meant. Nothing here does I/O. */

import { fold } from "../words/fold";

export interface Mentionable {
  readonly id: string;
  readonly name: string;
}

/** The name that is being typed before the caret: where its "@" stands, and the letters so far; null for none. */
export function mentionBefore(text: string, caret: number): { readonly at: number; readonly typed: string } | null {
  const at = text.lastIndexOf("@", caret - 1);
  if (at < 0 || (at > 0 && /[\p{L}\d]/u.test(text.charAt(at - 1)))) return null;
  const typed = text.slice(at + 1, caret);
  return /^[\p{L}\s]{0,30}$/u.test(typed) && !/^\s|\s\s|\n/.test(typed) ? { at, typed } : null;
}

/** Whose name, or one of whose names, begins with the letters. */
export function fitting(people: readonly Mentionable[], typed: string): Mentionable[] {
  const letters = fold(typed);
  return people.filter(({ name }) => {
    const folded = fold(name);
    return folded.startsWith(letters) || folded.split(" ").some((part) => part.startsWith(letters));
  });
}

/** The text with the name in place of what was typed, and where the caret goes. */
export function withMention(text: string, caret: number, at: number, name: string): { text: string; caret: number } {
  const put = `@${name} `;
  return { text: text.slice(0, at) + put + text.slice(caret).replace(/^ /, ""), caret: at + put.length };
}

/** Ids of the people whose names stand in the text after an "@". */
export function mentioned(text: string, people: readonly Mentionable[]): string[] {
  return people.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id);
}

/** The text in pieces; those with a name in them are mentions. */
export function pieces(
  text: string,
  people: readonly Mentionable[],
): { readonly text: string; readonly mention: boolean }[] {
  // The longest first: "@Ana Prado" is not "@Ana" and " Prado".
  const names = people.map(({ name }) => `@${name}`).sort((a, b) => b.length - a.length);
  if (names.length === 0) return [{ text, mention: false }];
  const pattern = new RegExp(`(${names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "u");
  return text
    .split(pattern)
    .filter((piece) => piece !== "")
    .map((piece) => ({ text: piece, mention: names.includes(piece) }));
}
