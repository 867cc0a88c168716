/** Facts of a project, as they are read and as they are put right: one place for what kind of thing each is. */

import { useState } from "react";
import type { Fact, FactInput, ReadFact } from "../../api/schema";
import { Button } from "../../ui/button";
import { Checkbox, DecimalField, MoneyField, SelectField, TextField } from "../../ui/field";
import { money, quantity } from "../../words/format";
import { useWords, type Words } from "../../words/language";
import { UFS } from "../../words/ufs";
import { BUILDING_TYPES, COMPLEXITIES, DISCIPLINES, EXTRAS, FACTS, keysOf, STANDARDS, useNames } from "../vocabulary";
import { readingWords } from "../words/reading";

type FactValue = ReadFact["value"];

const LISTS: Readonly<Partial<Record<Fact, Readonly<Record<string, Words<string>>>>>> = {
  building_type: BUILDING_TYPES,
  standard: STANDARDS,
  complexity: COMPLEXITIES,
  disciplines: DISCIPLINES,
  optional_disciplines: DISCIPLINES,
  extras: EXTRAS,
};
const SEVERAL: ReadonlySet<string> = new Set(["disciplines", "optional_disciplines", "extras"]);

/** `shown("area_m2", "200")` -> "200 m²". */
export function useShownFact(): (fact: string, value: FactValue) => string {
  const say = useWords(readingWords);
  const names = useNames();
  return (fact, value) => {
    const list = LISTS[fact as Fact];
    if (Array.isArray(value)) return value.map((each) => (list ? names(list, each) : each)).join(", ") || say.nothing;
    if (list) return names(list, String(value));
    if (fact === "area_m2") return `${quantity(value, 2)} m²`;
    if (fact === "budget") return money(value);
    if (fact === "deadline_weeks") return say.weeks(Number(value));
    return String(value);
  };
}

/** Puts a fact right; numbers go as numbers, as the server wants them. */
export function FactForm({
  fact,
  value,
  busy,
  error,
  onSave,
  onCancel,
}: {
  fact: Fact;
  value: FactValue | null;
  busy: boolean;
  error: string | null;
  onSave: (value: FactInput["value"]) => void;
  onCancel: () => void;
}) {
  const say = useWords(readingWords);
  const names = useNames();
  const [typed, setTyped] = useState<FactValue>(value ?? (SEVERAL.has(fact) ? [] : ""));
  const label = names(FACTS, fact);
  const chosen = Array.isArray(typed) ? typed : [];
  const one = Array.isArray(typed) ? "" : String(typed);
  const list = LISTS[fact];
  const given = (): FactInput["value"] =>
    fact === "area_m2" || fact === "budget" || fact === "deadline_weeks" ? Number(one) : typed;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(given());
      }}
    >
      {SEVERAL.has(fact) && list ? (
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1 text-sm font-medium text-soft">{label}</legend>
          <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
            {keysOf(list).map((key) => (
              <Checkbox
                key={key}
                label={names(list, key)}
                checked={chosen.includes(key)}
                onChecked={(now) => setTyped(now ? [...chosen, key] : chosen.filter((each) => each !== key))}
              />
            ))}
          </div>
          {error && <p className="text-sm text-wine">{error}</p>}
        </fieldset>
      ) : list || fact === "uf" ? (
        <SelectField label={label} value={one} onValue={setTyped} error={error} className="max-w-sm">
          <option value="">{say.choose}</option>
          {(list ? keysOf(list) : UFS).map((key) => (
            <option key={key} value={key}>
              {list ? names(list, key) : key}
            </option>
          ))}
        </SelectField>
      ) : fact === "budget" ? (
        <MoneyField label={label} value={one} onValue={setTyped} error={error} className="max-w-56" />
      ) : fact === "area_m2" ? (
        <DecimalField
          label={`${label} (m²)`}
          decimals={0}
          value={one}
          onValue={setTyped}
          error={error}
          className="max-w-44"
        />
      ) : fact === "deadline_weeks" ? (
        <DecimalField
          label={`${label} (${say.weeksUnit})`}
          decimals={0}
          value={one}
          onValue={setTyped}
          error={error}
          className="max-w-44"
        />
      ) : (
        <TextField label={label} value={one} onValue={setTyped} error={error} className="max-w-sm" />
      )}
      <div className="flex gap-2">
        <Button
          small
          kind="primary"
          type="submit"
          busy={busy}
          disabled={SEVERAL.has(fact) ? fact === "disciplines" && chosen.length === 0 : one === ""}
        >
          {say.save}
        </Button>
        <Button small onClick={onCancel}>
          {say.cancel}
        </Button>
      </div>
    </form>
  );
}
