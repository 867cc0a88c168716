/** What every part of the policy takes, and the frame of those that are more than one field. */

import type { ReactNode } from "react";
import type { PricePolicy } from "../../../api/schema";
import { useLanguage, type Words } from "../../../words/language";
import type { Figure } from "../../policy/document";
import type { Part } from "../../policy/sections";

export interface PolicyPartProps<P extends Part = Part> {
  readonly part: P;
  readonly policy: PricePolicy;
  /** Path -> what the server says against it. */
  readonly errors: Readonly<Record<string, string>>;
  readonly put: (path: string, value: Figure) => void;
}

export type Of<K extends Part["kind"]> = PolicyPartProps<Extract<Part, { kind: K }>>;

export function useRead(): (words: Words<string>) => string {
  const english = useLanguage() === "en";
  return (words) => (english ? words.en : words.pt);
}

export function Frame({ title, error, children }: { title: string; error?: string | undefined; children: ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-semibold">{title}</legend>
      {error && <p className="mb-2 text-sm text-wine">{error}</p>}
      {children}
    </fieldset>
  );
}
