/** A cost centre's code, name and department. */

import { useState } from "react";
import type { CostCentre } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { useRows } from "../../../data/rows";
import { SelectField, TextField } from "../../../ui/field";
import { FormDialog } from "../../../ui/form";
import { useWords } from "../../../words/language";
import { costCentreWords } from "../../words/costCentres";
import { settingsWords } from "../../words/settings";

export function CentreDialog({
  centre,
  onClose,
  onSaved = onClose,
}: {
  centre: CostCentre | null;
  onClose: () => void;
  onSaved?: (centre: CostCentre) => void;
}) {
  const all = useWords(settingsWords);
  const say = useWords(costCentreWords).centres;
  const [code, setCode] = useState(centre?.code ?? "");
  const [name, setName] = useState(centre?.name ?? "");
  const [departmentId, setDepartmentId] = useState(centre?.department?.id ?? "");
  const { rows: departments } = useRows("departments", { filters: { archived: false }, sort: "name" });
  const create = useAction("POST /api/cost-centres", {
    done: (answer) => say.added(answer.name),
    onDone: onSaved,
    sayErrors: false,
  });
  const change = useAction("PUT /api/cost-centres/{cost_centre_id}", {
    done: all.saved,
    onDone: onSaved,
    sayErrors: false,
  });
  const action = centre === null ? create : change;
  const { fields } = action;
  const save = () => {
    const body = { code, name, departmentId: departmentId || null };
    if (centre === null) void create.run({ body });
    else void change.run({ path: { cost_centre_id: centre.id }, body, ifMatch: centre.version });
  };
  return (
    <FormDialog
      onClose={onClose}
      title={centre === null ? say.add : say.editTitle}
      onSave={save}
      busy={action.busy}
      sentence={action.unplaced}
    >
      <TextField label={all.code} hint={say.codeHint} value={code} onValue={setCode} error={fields.code} autoFocus />
      <TextField label={all.name} value={name} onValue={setName} error={fields.name} />
      <SelectField label={say.department} value={departmentId} onValue={setDepartmentId} error={fields.departmentId}>
        <option value="">{say.noDepartment}</option>
        {departments.map((row) => (
          <option key={row.id} value={row.id}>
            {row.name}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  );
}
