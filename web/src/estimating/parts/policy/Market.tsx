/** Market prices: disciplines by standard, for one type of building at a time. */

import { useState } from "react";
import type { BuildingType, Discipline } from "../../../api/schema";
import { Checkbox, DecimalField, SelectField } from "../../../ui/field";
import { useWords } from "../../../words/language";
import { valueAt } from "../../policy/document";
import { BUILDING_TYPES, DISCIPLINES, keysOf, useNames } from "../../vocabulary";
import { policyWords } from "../../words/policy";
import { Frame, type Of, useRead } from "./partFrame";

const BANDS = ["low", "mean", "high"] as const;

export function Market({ part, policy, errors, put }: Of<"market">) {
  const say = useWords(policyWords);
  const read = useRead();
  const names = useNames();
  const [type, setType] = useState<BuildingType>("unifamiliar");
  const disciplines = keysOf(DISCIPLINES) as readonly Discipline[];
  return (
    <Frame title={`${read(part.label)} (R$/m²)`}>
      <SelectField
        label={say.ofType}
        className="mb-3 max-w-sm"
        value={type}
        onValue={(next) => setType(next as BuildingType)}
      >
        {keysOf(BUILDING_TYPES).map((key) => (
          <option key={key} value={key}>
            {names(BUILDING_TYPES, key)}
          </option>
        ))}
      </SelectField>
      <div className="overflow-x-auto">
        <table className="w-full min-w-lg">
          <thead className="text-left text-sm text-soft">
            <tr>
              <th scope="col" className="pb-1 font-medium">
                {say.discipline}
              </th>
              {BANDS.map((band) => (
                <th key={band} scope="col" className="px-1 pb-1 font-medium">
                  {say[band]}
                </th>
              ))}
              <th scope="col" className="px-1 pb-1 font-medium" title={say.isExampleHint}>
                {say.isExample}
              </th>
            </tr>
          </thead>
          <tbody>
            {disciplines.map((discipline) => (
              <tr key={discipline}>
                <th scope="row" className="pr-2 text-left text-sm font-normal">
                  {names(DISCIPLINES, discipline)}
                </th>
                {BANDS.map((band) => {
                  const path = `${part.path}.${discipline}.${type}.${band}`;
                  return (
                    <td key={band} className="p-1 align-top">
                      <DecimalField
                        key={path}
                        label={`${names(DISCIPLINES, discipline)}, ${say[band]}`}
                        hideLabel
                        decimals={0}
                        value={String(valueAt(policy, path) ?? "")}
                        error={errors[path]}
                        onValue={(text) => put(path, text || "0")}
                      />
                    </td>
                  );
                })}
                <td className="p-1 text-center">
                  <Checkbox
                    label={`${names(DISCIPLINES, discipline)}, ${say.isExample}`}
                    hideLabel
                    checked={valueAt(policy, `${part.path}.${discipline}.${type}.example`) === true}
                    onChecked={(now) => put(`${part.path}.${discipline}.${type}.example`, now)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Frame>
  );
}
