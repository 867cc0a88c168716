/** What a list is searched by: at once on the screen, a moment later wherever `onValue` takes it. */

import { Search } from "lucide-react";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { cx } from "./cx";
import { TextField } from "./field";

export function SearchField({
  label,
  value,
  onValue,
  className,
}: {
  label: string;
  value: string;
  onValue: (q: string) => void;
  className?: string;
}) {
  const [typed, setTyped] = useState(value);
  const late = useDeferredValue(typed);
  /** What was passed on and has not come back yet. */
  const sent = useRef<string[]>([]);
  useEffect(() => {
    // What was typed comes back a moment later, when more is typed already; only another's change takes its place.
    const echoed = sent.current.indexOf(value);
    if (echoed === -1) setTyped(value);
    sent.current.splice(0, echoed + 1);
  }, [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed is passed on
  useEffect(() => {
    if (late === value) return;
    sent.current.push(late);
    onValue(late);
  }, [late]);
  return (
    <span className={cx("relative min-w-40 grow basis-40 sm:max-w-80", className)}>
      <Search
        size={16}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 z-1 -translate-y-1/2 text-faint"
      />
      <TextField
        label={label}
        hideLabel
        placeholder={label}
        type="search"
        value={typed}
        onValue={setTyped}
        className="[&_input]:pl-8"
      />
    </span>
  );
}

/** A few kinds, one at a time: "Em andamento · Decididas". For what has panels of its own there are tabs. */
export function Choices<V extends string>({
  label,
  value,
  onValue,
  choices,
}: {
  label: string;
  value: V;
  onValue: (value: V) => void;
  choices: readonly { readonly value: V; readonly label: string; readonly count?: number }[];
}) {
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-1.5 max-sm:-my-1 max-sm:w-full max-sm:flex-nowrap max-sm:overflow-x-auto max-sm:py-1 max-sm:[scrollbar-width:none]">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => onValue(choice.value)}
          className={cx(
            "min-h-9 shrink-0 rounded-full border px-3 text-sm font-medium whitespace-nowrap transition-colors pointer-coarse:min-h-11",
            choice.value === value
              ? "border-accent bg-accent-soft text-accent-strong"
              : "border-line-strong bg-surface text-soft hover:bg-sunken",
          )}
        >
          {choice.label}
          {choice.count !== undefined && choice.count > 0 && <span className="pl-1.5 text-faint">{choice.count}</span>}
        </button>
      ))}
    </fieldset>
  );
}
