/** Which roles somebody has. */

import { useAnswer } from "../../data/rows";
import { Checkbox } from "../../ui/field";
import { Skeleton } from "../../ui/states";
import { said } from "../../words/language";

export function RolePicker({
  label,
  chosen,
  onChoose,
  disabled = false,
}: {
  label: string;
  chosen: readonly string[];
  onChoose: (ids: readonly string[]) => void;
  disabled?: boolean;
}) {
  const roles = useAnswer("GET /api/roles", {});
  return (
    <fieldset className="flex flex-col gap-2" disabled={disabled}>
      <legend className="pb-1 text-sm font-medium text-soft">{label}</legend>
      {roles.data === undefined && <Skeleton className="h-24" />}
      {roles.data?.data.map((role) => (
        <Checkbox
          key={role.id}
          label={said(role.name)}
          checked={chosen.includes(role.id)}
          onChecked={(checked) => onChoose(checked ? [...chosen, role.id] : chosen.filter((id) => id !== role.id))}
        />
      ))}
    </fieldset>
  );
}
