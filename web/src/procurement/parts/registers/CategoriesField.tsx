/** Words that a thing is sorted by: typed, or taken from those in use; each can be taken away. */

import { X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useAnswer } from "../../../data/rows";
import { Field } from "../../../ui/field";
import { fold } from "../../../words/fold";
import { useWords } from "../../../words/language";
import { supplierWords } from "../../words/suppliers";

export function CategoriesField({
  value,
  onValue,
  error,
}: {
  value: readonly string[];
  onValue: (value: readonly string[]) => void;
  error?: string | undefined;
}) {
  const say = useWords(supplierWords);
  const [typed, setTyped] = useState("");
  const list = useId();
  const { data } = useAnswer("GET /api/purchase-categories", {});
  const add = (text: string) => {
    const name = text.trim().replace(/,$/, "");
    if (name !== "" && !value.some((each) => fold(each) === fold(name))) onValue([...value, name]);
    setTyped("");
  };
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter" || event.key === ",") {
      // An empty field sends the form as any other.
      if (typed.trim() === "") return;
      event.preventDefault();
      add(typed);
    } else if (event.key === "Backspace" && typed === "") onValue(value.slice(0, -1));
  };
  return (
    <Field label={say.categories} hint={say.categoriesHint} error={error ?? null}>
      {(ties) => (
        <div className="flex flex-wrap items-center gap-1.5 rounded-md border border-line-strong bg-surface p-1.5 has-focus-visible:outline-2 has-focus-visible:outline-accent">
          {value.map((name) => (
            <span key={name} className="inline-flex items-center rounded-sm bg-sunken pl-2 text-sm">
              {name}
              <button
                type="button"
                aria-label={say.removeCategory(name)}
                onClick={() => onValue(value.filter((each) => each !== name))}
                className="grid size-7 place-items-center text-soft hover:text-ink pointer-coarse:size-11"
              >
                <X size={14} aria-hidden />
              </button>
            </span>
          ))}
          <input
            {...ties}
            list={list}
            value={typed}
            onChange={(event) => {
              const text = event.target.value;
              // Chosen from the list: it comes whole.
              if (data?.data.some(({ name }) => name === text)) add(text);
              else setTyped(text);
            }}
            onKeyDown={keys}
            onBlur={() => add(typed)}
            className="min-h-7 min-w-32 grow bg-transparent px-1 text-ink outline-none"
          />
          <datalist id={list}>
            {data?.data
              .filter(({ name }) => !value.includes(name))
              .map(({ name }) => (
                <option key={name} value={name} />
              ))}
          </datalist>
        </div>
      )}
    </Field>
  );
}
