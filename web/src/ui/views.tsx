/** The same things as a board or as a list. */

import { Columns3, List } from "lucide-react";
import { useWords } from "../words/language";
import { buttonClass } from "./button";
import { cx } from "./cx";
import { uiWords } from "./words";

export function Views({ list, onList }: { list: boolean; onList: (list: boolean) => void }) {
  const say = useWords(uiWords);
  const side = (chosen: boolean) => cx(buttonClass("quiet", true), chosen && "bg-sunken font-semibold");
  return (
    <fieldset className="inline-flex rounded-md border border-line-strong bg-surface p-0.5">
      <legend className="sr-only">{say.views}</legend>
      <button type="button" aria-pressed={!list} onClick={() => onList(false)} className={side(!list)}>
        <Columns3 size={16} aria-hidden />
        <span className="max-sm:sr-only">{say.asBoard}</span>
      </button>
      <button type="button" aria-pressed={list} onClick={() => onList(true)} className={side(list)}>
        <List size={16} aria-hidden />
        <span className="max-sm:sr-only">{say.asList}</span>
      </button>
    </fieldset>
  );
}
