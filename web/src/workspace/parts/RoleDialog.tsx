/** A role of the organisation's own: its name, and what it allows. */

import { useState } from "react";
import type { PermissionInfo, Role } from "../../api/schema";
import { useAction } from "../../data/actions";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Checkbox, TextField } from "../../ui/field";
import { useWords } from "../../words/language";
import { byArea } from "../permissions";
import { rolesWords } from "../words/roles";

export interface Drafted {
  /** Null: a new one. */
  readonly role: Role | null;
  readonly name: string;
  readonly permissions: readonly string[];
}

export function RoleDialog({
  drafted,
  permissions,
  onClose,
}: {
  drafted: Drafted;
  permissions: readonly PermissionInfo[];
  onClose: () => void;
}) {
  const say = useWords(rolesWords);
  const [name, setName] = useState(drafted.name);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(drafted.permissions));
  const options = { done: () => say.saved(name), sayErrors: false, onDone: onClose };
  const create = useAction("POST /api/roles", options);
  const change = useAction("PUT /api/roles/{role_id}", options);
  const saving = drafted.role === null ? create : change;
  const set = (keys: readonly string[], allowed: boolean) => {
    const next = new Set(chosen);
    for (const key of keys) allowed ? next.add(key) : next.delete(key);
    setChosen(next);
  };
  const save = () => {
    const body = { name: name.trim(), permissions: [...chosen] };
    void (drafted.role === null
      ? create.run({ body })
      : change.run({ path: { role_id: drafted.role.id }, body, ifMatch: drafted.role.version }));
  };
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={drafted.role === null ? say.newTitle : say.editTitle(drafted.role.name)}
      actions={
        <Button kind="primary" busy={saving.busy} onClick={save}>
          {say.save}
        </Button>
      }
    >
      <div className="flex flex-col gap-5">
        <TextField label={say.name} value={name} onValue={setName} error={saving.fields.name} className="max-w-sm" />
        {saving.sentence && (
          <p role="alert" className="text-wine">
            {saving.fields.permissions ?? saving.sentence}
          </p>
        )}
        {byArea(permissions).map(([area, each]) => {
          const keys = each.map((permission) => permission.key);
          const count = keys.filter((key) => chosen.has(key)).length;
          return (
            <fieldset key={area} className="flex flex-col gap-2">
              <legend className="flex w-full items-center gap-3 border-b border-line pb-1 font-semibold">
                {say.areas[area] ?? area}
                <span className="text-sm font-normal text-faint">{say.chosen(count)}</span>
                <span className="ml-auto text-sm font-normal">
                  <Checkbox
                    label={say.all}
                    checked={count === keys.length}
                    indeterminate={count > 0 && count < keys.length}
                    onChecked={(allowed) => set(keys, allowed)}
                  />
                </span>
              </legend>
              <div className="grid gap-x-6 gap-y-1.5 pt-2 sm:grid-cols-2">
                {each.map((permission) => (
                  <Checkbox
                    key={permission.key}
                    label={permission.label}
                    checked={chosen.has(permission.key)}
                    onChecked={(allowed) => set([permission.key], allowed)}
                  />
                ))}
              </div>
            </fieldset>
          );
        })}
      </div>
    </Dialog>
  );
}
