/** One part of the policy: a figure, a table of them, a list of lines. */

import { Checkbox, DecimalField, SelectField, TextField } from "../../../ui/field";
import { valueAt } from "../../policy/document";
import { keysOf } from "../../vocabulary";
import { LineList } from "./LineList";
import { Market } from "./Market";
import { Frame, type Of, type PolicyPartProps, useRead } from "./partFrame";

export function PolicyPart(props: PolicyPartProps) {
  const { part } = props;
  switch (part.kind) {
    case "figure":
      return <OneFigure {...props} part={part} />;
    case "choice":
      return <OneChoice {...props} part={part} />;
    case "check":
      return <OneCheck {...props} part={part} />;
    case "text":
      return <OneText {...props} part={part} />;
    case "table":
      return <FigureTable {...props} part={part} />;
    case "list":
      return <LineList {...props} part={part} />;
    case "market":
      return <Market {...props} part={part} />;
  }
}

function OneFigure({ part, policy, errors, put }: Of<"figure">) {
  const read = useRead();
  const value = valueAt(policy, part.path);
  return (
    <DecimalField
      label={part.unit === "" || part.unit === "×" ? read(part.label) : `${read(part.label)} (${part.unit})`}
      className="max-w-sm"
      decimals={0}
      value={String(value ?? "")}
      error={errors[part.path]}
      onValue={(text) => put(part.path, part.whole ? Number(text || 0) : text || "0")}
    />
  );
}

function OneChoice({ part, policy, errors, put }: Of<"choice">) {
  const read = useRead();
  return (
    <SelectField
      label={read(part.label)}
      className="max-w-sm"
      value={String(valueAt(policy, part.path))}
      error={errors[part.path]}
      onValue={(value) => put(part.path, value)}
    >
      {keysOf(part.of).map((key) => (
        <option key={key} value={key}>
          {read(part.of[key] ?? { pt: key, en: key })}
        </option>
      ))}
    </SelectField>
  );
}

function OneCheck({ part, policy, put }: Of<"check">) {
  const read = useRead();
  return (
    <Checkbox
      label={read(part.label)}
      checked={valueAt(policy, part.path) === true}
      onChecked={(now) => put(part.path, now)}
    />
  );
}

function OneText({ part, policy, errors, put }: Of<"text">) {
  const read = useRead();
  return (
    <TextField
      label={read(part.label)}
      className="max-w-sm"
      value={String(valueAt(policy, part.path) ?? "")}
      error={errors[part.path]}
      onValue={(text) => put(part.path, text)}
    />
  );
}

function FigureTable({ part, policy, errors, put }: Of<"table">) {
  const read = useRead();
  const { columns, choices } = part;
  const title = part.unit === "" || part.unit === "×" ? read(part.label) : `${read(part.label)} (${part.unit})`;
  if (columns)
    return (
      <Frame title={title}>
        <div className="overflow-x-auto">
          <table className="w-full min-w-md">
            <thead className="text-left text-sm text-soft">
              <tr>
                <td />
                {keysOf(columns).map((column) => (
                  <th key={column} scope="col" className="px-1 pb-1 font-medium">
                    {read(columns[column] ?? { pt: column, en: column })}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {keysOf(part.of).map((row) => (
                <tr key={row}>
                  <th scope="row" className="pr-2 text-left text-sm font-normal">
                    {read(part.of[row] ?? { pt: row, en: row })}
                    {errors[`${part.path}.${row}`] && (
                      <span className="block text-wine">{errors[`${part.path}.${row}`]}</span>
                    )}
                  </th>
                  {keysOf(columns).map((column) => {
                    const path = `${part.path}.${row}.${column}`;
                    return (
                      <td key={column} className="p-1 align-top">
                        <DecimalField
                          label={`${read(part.of[row] ?? { pt: row, en: row })}, ${read(columns[column] ?? { pt: column, en: column })}`}
                          hideLabel
                          decimals={0}
                          value={String(valueAt(policy, path) ?? "")}
                          error={errors[path]}
                          onValue={(text) => put(path, text || "0")}
                        />
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Frame>
    );
  return (
    <Frame title={title}>
      <div className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
        {keysOf(part.of).map((row) => {
          const path = `${part.path}.${row}`;
          const label = read(part.of[row] ?? { pt: row, en: row });
          const value = String(valueAt(policy, path) ?? "");
          return (
            <div key={row} className="grid grid-cols-[1fr_7.5rem] items-center gap-2">
              <span className="text-sm" aria-hidden>
                {label}
              </span>
              {choices ? (
                <SelectField
                  label={label}
                  hideLabel
                  value={value}
                  error={errors[path]}
                  onValue={(next) => put(path, next)}
                >
                  {keysOf(choices).map((key) => (
                    <option key={key} value={key}>
                      {read(choices[key] ?? { pt: key, en: key })}
                    </option>
                  ))}
                </SelectField>
              ) : (
                <DecimalField
                  label={label}
                  hideLabel
                  decimals={0}
                  value={value}
                  error={errors[path]}
                  onValue={(text) => put(path, text || "0")}
                />
              )}
            </div>
          );
        })}
      </div>
    </Frame>
  );
}
