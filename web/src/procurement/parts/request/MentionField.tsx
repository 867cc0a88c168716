/** A text in which "@" calls colleagues: their names are offered while one types. */

import { type KeyboardEvent, useId, useRef, useState } from "react";
import { Person } from "../../../ui/badge";
import { cx } from "../../../ui/cx";
import { TextAreaField } from "../../../ui/field";
import { fitting, type Mentionable, mentionBefore, withMention } from "../../mentions";

const OFFERED = 6;

export function MentionField({
  label,
  hint,
  offer,
  value,
  onValue,
  onSend,
  people,
}: {
  label: string;
  hint: string;
  /** Name of the list of people. */
  offer: string;
  value: string;
  onValue: (text: string) => void;
  /** Ctrl+Enter. */
  onSend: () => void;
  people: readonly Mentionable[];
}) {
  const list = useId();
  const box = useRef<HTMLDivElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [marked, setMarked] = useState(0);
  const begun = caret === null ? null : mentionBefore(value, caret);
  const offered = begun ? fitting(people, begun.typed).slice(0, OFFERED) : [];
  const open = offered.length > 0;
  const field = () => box.current?.querySelector("textarea");
  const choose = (person: Mentionable | undefined) => {
    if (!person || !begun || caret === null) return;
    const next = withMention(value, caret, begun.at, person.name);
    onValue(next.text);
    setCaret(null);
    setMarked(0);
    requestAnimationFrame(() => {
      field()?.focus();
      field()?.setSelectionRange(next.caret, next.caret);
    });
  };
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return onSend();
    }
    if (!open) return;
    if (event.key === "ArrowDown") setMarked((now) => (now + 1) % offered.length);
    else if (event.key === "ArrowUp") setMarked((now) => (now - 1 + offered.length) % offered.length);
    else if (event.key === "Enter" || event.key === "Tab") choose(offered[marked]);
    else if (event.key === "Escape") setCaret(null);
    else return;
    event.preventDefault();
  };
  return (
    <div ref={box} className="relative">
      <TextAreaField
        label={label}
        hint={hint}
        value={value}
        onValue={(text) => {
          onValue(text);
          setCaret(field()?.selectionStart ?? null);
          setMarked(0);
        }}
        onKeyDown={keys}
        onBlur={() => setCaret(null)}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open}
        {...(open && { "aria-controls": list, "aria-activedescendant": `${list}-${marked}` })}
      />
      {open && (
        <div
          id={list}
          role="listbox"
          aria-label={offer}
          className="absolute bottom-full left-0 z-30 mb-1 w-64 rounded-md border border-line bg-raised py-1 shadow-float"
        >
          {offered.map((person, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the field
            <div
              key={person.id}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === marked}
              // Before the field loses its focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(person)}
              className={cx(
                "flex min-h-9 items-center px-2.5 pointer-coarse:min-h-11",
                index === marked && "bg-sunken",
              )}
            >
              <Person name={person.name} named small />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
