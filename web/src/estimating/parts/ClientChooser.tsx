/** Choosing a client by typing; one who is new is added on the spot. */

import { useState } from "react";
import { useRows } from "../../data/rows";
import { useMay } from "../../data/seat";
import { type Choice, ComboboxField } from "../../ui/combobox";
import { useWords } from "../../words/language";
import { clientsWords } from "../words/clients";
import { ClientDialog } from "./ClientDialog";

export function ClientChooser({
  label,
  value,
  onValue,
  error,
  hint,
  hideLabel = false,
  placeholder,
  clearable = false,
  adding = true,
}: {
  label: string;
  value: Choice | null;
  onValue: (client: Choice | null) => void;
  error?: string | undefined;
  hint?: string;
  hideLabel?: boolean;
  placeholder?: string;
  clearable?: boolean;
  /** Offers to add one; false in filters. */
  adding?: boolean;
}) {
  const say = useWords(clientsWords);
  const mayAdd = useMay()("estimating.clients.edit") && adding;
  const [q, setQ] = useState("");
  const [naming, setNaming] = useState<string | null>(null);
  const { rows, status } = useRows("clients", { q: q === value?.label ? "" : q, sort: "name" });
  return (
    <>
      <ComboboxField
        label={label}
        hideLabel={hideLabel}
        placeholder={placeholder ?? say.searchPlaceholder}
        value={value}
        onValue={onValue}
        error={error}
        hint={hint}
        choices={rows.slice(0, 50).map((row) => ({
          id: row.id,
          label: row.name,
          detail: [row.tradeName, row.city && `${row.city}/${row.uf}`].filter(Boolean).join(" · "),
        }))}
        onSearch={setQ}
        searching={status === "loading"}
        clearable={clearable}
        {...(mayAdd && {
          action: { label: (typed: string) => (typed ? say.addNamed(typed) : say.add), onSelect: setNaming },
        })}
      />
      {naming !== null && (
        <ClientDialog
          client={null}
          name={naming}
          onClose={() => setNaming(null)}
          onSaved={(client) => {
            setNaming(null);
            onValue({ id: client.id, label: client.name });
          }}
        />
      )}
    </>
  );
}
