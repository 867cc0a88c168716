/** The language of the screens: Brazilian Portuguese, or English for who asks for it. */

import { useSyncExternalStore } from "react";

export type Language = "pt-BR" | "en";

const KEPT = "esteio-language";
const listeners = new Set<() => void>();
let language: Language = kept();

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
  for (const listener of listeners) listener();
}

export function useLanguage(): Language {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => language,
  );
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
