/** Lines of the policy that come and go: steps of scale, CUB, stages, instalments. */

import { Plus, Trash2 } from "lucide-react";
import { Button, IconButton } from "../../../ui/button";
import { cx } from "../../../ui/cx";
import { Checkbox, DecimalField, SelectField, TextField } from "../../../ui/field";
import { useWords } from "../../../words/language";
import { UFS } from "../../../words/ufs";
import { type Figure, valueAt } from "../../policy/document";
import type { ColumnOf } from "../../policy/sections";
import { policyWords } from "../../words/policy";
import { Frame, type Of, useRead } from "./partFrame";

type Line = Readonly<Record<string, unknown>>;

export function LineList({ part, policy, errors, put }: Of<"list">) {
  const say = useWords(policyWords);
  const read = useRead();
  const lines = (valueAt(policy, part.path) ?? []) as readonly Line[];
  return (
    <Frame title={read(part.label)} error={errors[part.path]}>
      <div className="overflow-x-auto">
        <table className={cx("w-full", part.columns.length > 3 && "min-w-2xl")}>
          <thead className="text-left text-sm text-soft">
            <tr>
              {part.columns.map((column) => (
                <th key={column.member} scope="col" className="px-1 pb-1 font-medium">
                  {read(column.label)}
                </th>
              ))}
              <td className="w-10" />
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines are told apart by their place alone
              <tr key={index}>
                {part.columns.map((column) => (
                  <td key={column.member} className="p-1 align-top">
                    <LineCell
                      column={column}
                      value={line[column.member]}
                      label={`${read(column.label)}, ${index + 1}`}
                      error={errors[`${part.path}[${index}].${column.member}`]}
                      onValue={(value) => put(`${part.path}[${index}].${column.member}`, value)}
                    />
                  </td>
                ))}
                <td className="p-1">
                  <IconButton
                    icon={Trash2}
                    label={say.removeRow(index + 1)}
                    onClick={() =>
                      put(
                        part.path,
                        lines.filter((each) => each !== line),
                      )
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Button small icon={Plus} className="mt-1" onClick={() => put(part.path, [...lines, { ...part.blank }])}>
        {say.addRow}
      </Button>
    </Frame>
  );
}

function LineCell({
  column,
  value,
  label,
  error,
  onValue,
}: {
  column: ColumnOf;
  value: unknown;
  label: string;
  error: string | undefined;
  onValue: (value: Figure) => void;
}) {
  const text = String(value ?? "");
  const shared = { label, hideLabel: true, error } as const;
  switch (column.kind) {
    case "decimal":
      return <DecimalField {...shared} decimals={0} value={text} onValue={(next) => onValue(next || "0")} />;
    case "whole":
      return <DecimalField {...shared} decimals={0} value={text} onValue={(next) => onValue(Number(next || 0))} />;
    case "check":
      return <Checkbox label={label} hideLabel checked={value === true} onChecked={onValue} />;
    case "uf":
      return (
        <SelectField {...shared} value={text} onValue={onValue}>
          {UFS.map((uf) => (
            <option key={uf} value={uf}>
              {uf}
            </option>
          ))}
        </SelectField>
      );
    case "month":
      return (
        <TextField
          {...shared}
          type="month"
          value={text.slice(0, 7)}
          onValue={(month) => onValue(month === "" ? "" : `${month}-01`)}
        />
      );
    default:
      return <TextField {...shared} value={text} onValue={onValue} />;
  }
}
