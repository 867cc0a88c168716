/** The language of the screens: Brazilian Portuguese, or English for who asks for it. */

import { useSyncExternalStore } from "react";

export type Language = "pt-BR" | "en";

const KEPT = "esteio-language";
const listeners = new Set<() => void>();
let language: Language = kept();
/** Counts what there is to draw anew for. */
let turn = 0;
let english: typeof import("../english") | null = null;
learn();

function kept(): Language {
  const chosen = localStorage.getItem(KEPT);
  if (chosen === "en" || chosen === "pt-BR") return chosen;
  return navigator.language.startsWith("en") ? "en" : "pt-BR";
}

export function currentLanguage(): Language {
  return language;
}

export function setLanguage(next: Language): void {
  language = next;
  localStorage.setItem(KEPT, next);
  document.documentElement.lang = next;
  tell();
  learn();
}

function tell(): void {
  turn++;
  for (const listener of listeners) listener();
}

/** The English of the server's sentences is fetched by who reads it. Without it (offline, at first) they stay Portuguese. */
function learn(): void {
  if (language === "en" && english === null)
    void import("../english").then((module) => {
      english = module;
      tell();
    }, console.warn);
}

/** A sentence or a name of the server's, which it gives in Portuguese, in the language of the screens. */
export function said(text: string): string {
  return language === "en" && english ? english.inEnglish(text) : text;
}

/** The same of figures with words between them. */
export function saidParts(text: string): string {
  return language === "en" && english ? english.partsInEnglish(text) : text;
}

/** The same of each field of a refusal. In Portuguese they are the same object, so that nothing is drawn for nothing. */
export function saidEach(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (language !== "en") return fields;
  return Object.fromEntries(Object.entries(fields).map(([field, sentence]) => [field, said(sentence)]));
}

export function useLanguage(): Language {
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => turn,
  );
  return language;
}

/** A catalogue: the same members in both languages; what needs a value is a function. */
export interface Words<W> {
  readonly pt: W;
  readonly en: W;
}

/** The catalogue of an area, checked to have the same members in both languages: `words({...}, {...})`. */
export function words<const P extends object>(pt: P, en: { readonly [K in keyof P]: Loose<P[K]> }): Words<P> {
  return { pt, en: en as P };
}
type Loose<T> = T extends (...given: infer A) => string
  ? (...given: A) => string
  : T extends string
    ? string
    : { readonly [K in keyof T]: Loose<T[K]> };

export function useWords<W>(catalogue: Words<W>): W {
  return useLanguage() === "en" ? catalogue.en : catalogue.pt;
}

/** For what speaks outside of components. */
export function wordsNow<W>(catalogue: Words<W>): W {
  return language === "en" ? catalogue.en : catalogue.pt;
}
