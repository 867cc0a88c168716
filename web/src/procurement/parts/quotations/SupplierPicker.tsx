/** Whom to ask: those who sell what is asked for first, anybody else by name. */

import { useDeferredValue, useState } from "react";
import { useRows } from "../../../data/rows";
import { Button } from "../../../ui/button";
import { Checkbox } from "../../../ui/field";
import { SearchField } from "../../../ui/search";
import { SkeletonRows } from "../../../ui/states";
import { quantity } from "../../../words/format";
import { useWords } from "../../../words/language";
import type { SupplierRow } from "../../rows";
import { roundWords } from "../../words/round";

const NONE: ReadonlySet<string> = new Set();

export function SupplierPicker({
  requestId,
  chosen,
  onChosen,
  invited = NONE,
  error,
}: {
  requestId: string;
  chosen: readonly string[];
  onChosen: (ids: readonly string[]) => void;
  /** Who is asked already. */
  invited?: ReadonlySet<string>;
  error?: string | null;
}) {
  const say = useWords(roundWords).picker;
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const { rows: items } = useRows("purchase-request-items", { filters: { requestId } });
  const categories = [...new Set(items.map((item) => item.category).filter(Boolean))].sort();
  const suggested = useRows("suppliers", {
    filters: { archived: false, category: categories.join(";") },
    sort: "-score",
  });
  const found = useRows("suppliers", { filters: { archived: false }, q, sort: "name" });
  const list = q === "" ? suggested : found;
  const toggle = (id: string, on: boolean) => onChosen(on ? [...chosen, id] : chosen.filter((each) => each !== id));
  // Who was chosen stays in sight whatever is searched for.
  const others = found.rows.filter((row) => chosen.includes(row.id) && !list.rows.some(({ id }) => id === row.id));
  const open = suggested.rows.filter((row) => !invited.has(row.id));
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <SearchField label={say.search} value={typed} onValue={setTyped} />
        <span className="text-sm text-soft" role="status">
          {say.chosen(chosen.length)}
        </span>
        {q === "" && open.length > 1 && open.length <= 10 && (
          <Button small kind="quiet" onClick={() => onChosen([...new Set([...chosen, ...open.map(({ id }) => id)])])}>
            {say.all}
          </Button>
        )}
      </div>
      {error && (
        <p role="alert" className="text-sm text-wine">
          {error}
        </p>
      )}
      {others.length > 0 && (
        <ul className="flex flex-col">
          {others.map((row) => (
            <Line key={row.id} row={row} invited={invited.has(row.id)} chosen onToggle={toggle} />
          ))}
        </ul>
      )}
      <p className="text-sm font-medium text-soft">
        {q !== "" ? say.found : categories.length > 0 ? say.suggested : say.others}
      </p>
      {list.status === "loading" && list.rows.length === 0 ? (
        <SkeletonRows rows={5} />
      ) : list.rows.length === 0 ? (
        <p className="text-soft">{q === "" ? say.noneSuggested : say.none}</p>
      ) : (
        <ul className="flex max-h-96 flex-col overflow-y-auto overscroll-contain rounded-md border border-line">
          {list.rows.slice(0, 100).map((row) => (
            <Line
              key={row.id}
              row={row}
              invited={invited.has(row.id)}
              chosen={chosen.includes(row.id)}
              onToggle={toggle}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function Line({
  row,
  invited,
  chosen,
  onToggle,
}: {
  row: SupplierRow;
  invited: boolean;
  chosen: boolean;
  onToggle: (id: string, on: boolean) => void;
}) {
  const say = useWords(roundWords).picker;
  const facts = [
    [row.city, row.uf].filter(Boolean).join("/"),
    row.score !== null && say.score(quantity(row.score, 1)),
    row.categories.slice(0, 4).join(", "),
  ];
  return (
    <li className="border-b border-line px-3 py-1.5 last:border-0">
      <Checkbox
        label={
          <>
            {row.tradeName || row.name}
            {invited && <span className="text-soft"> · {say.already}</span>}
          </>
        }
        hint={
          <>
            {facts.filter(Boolean).join(" · ")}
            {row.email === "" && <span className="block text-ochre">{say.noEmail}</span>}
          </>
        }
        checked={chosen || invited}
        disabled={invited}
        onChecked={(on) => onToggle(row.id, on)}
      />
    </li>
  );
}
