/** Choosing who is responsible, among those who may answer briefings. */

import { useAnswer } from "../../data/rows";
import { type Choice, ComboboxField } from "../../ui/combobox";
import { useWords } from "../../words/language";
import { briefingWords } from "../words/briefing";

export function PersonChooser({
  label,
  value,
  onValue,
  error,
}: {
  label: string;
  value: Choice | null;
  onValue: (person: Choice | null) => void;
  error?: string | undefined;
}) {
  const say = useWords(briefingWords);
  const people = useAnswer("GET /api/briefing-people", {});
  return (
    <ComboboxField
      label={label}
      value={value}
      onValue={onValue}
      error={error}
      placeholder={say.nobody}
      clearable
      searching={people.isPending}
      choices={(people.data?.data ?? []).map(({ id, name }) => ({ id, label: name }))}
    />
  );
}
