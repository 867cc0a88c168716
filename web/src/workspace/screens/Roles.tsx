/** What each role allows, as one table. */

import { Check, Minus, Plus } from "lucide-react";
import { Fragment, useState } from "react";
import type { PermissionInfo, Role } from "../../api/schema";
import { useAction } from "../../data/actions";
import { useAnswer } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";

import { ListBar } from "../../ui/list";
import { Menu } from "../../ui/menu";
import { Page } from "../../ui/page";
import { Refused, Skeleton } from "../../ui/states";
import { said, useLanguage, useWords } from "../../words/language";
import { type Drafted, RoleDialog } from "../parts/RoleDialog";
import { byArea } from "../permissions";
import { inLanguage } from "../words/permissions";
import { rolesWords } from "../words/roles";

export default function Roles() {
  const say = useWords(rolesWords);
  const may = useMay();
  const roles = useAnswer("GET /api/roles", {}, { keep: true });
  const language = useLanguage();
  const permissions = useAnswer("GET /api/permissions", {}, { keep: true });
  const [q, setQ] = useState("");
  const [editing, setEditing] = useState<Drafted | null>(null);
  const manages = may("workspace.roles.manage");
  const failed = roles.error ?? permissions.error;
  return (
    <Page
      title={say.title}
      lead={say.lead}
      width="full"
      actions={
        manages && (
          <Button kind="primary" icon={Plus} onClick={() => setEditing({ role: null, name: "", permissions: [] })}>
            {say.create}
          </Button>
        )
      }
    >
      <ListBar search={say.find} q={q} onQ={setQ} />
      {failed && (roles.data === undefined || permissions.data === undefined) ? (
        <Refused error={failed} onRetry={() => void Promise.all([roles.refetch(), permissions.refetch()])} />
      ) : roles.data === undefined || permissions.data === undefined ? (
        <Skeleton className="h-96" />
      ) : (
        <Matrix
          roles={roles.data.data}
          permissions={inLanguage(permissions.data.data, language)}
          q={q}
          onEdit={manages ? setEditing : null}
        />
      )}
      {editing && permissions.data && (
        <RoleDialog
          drafted={editing}
          permissions={inLanguage(permissions.data.data, language)}
          onClose={() => setEditing(null)}
        />
      )}
    </Page>
  );
}

interface MatrixProps {
  readonly roles: readonly Role[];
  readonly permissions: readonly PermissionInfo[];
  readonly q: string;
  readonly onEdit: ((drafted: Drafted) => void) | null;
}

function Matrix({ roles, permissions, q, onEdit }: MatrixProps) {
  const say = useWords(rolesWords);
  return (
    <div
      className="relative max-h-[75dvh] overflow-auto rounded-lg border border-line bg-surface"
      tabIndex={0}
      role="region"
      aria-label={say.title}
    >
      <table className="w-full border-collapse text-left">
        <thead className="sticky top-0 z-10 bg-surface">
          <tr>
            <th
              scope="col"
              className="sticky left-0 z-20 min-w-52 border-b border-line bg-surface px-4 py-2 text-sm text-faint"
            >
              {say.permission}
            </th>
            {roles.map((role) => (
              <th key={role.id} scope="col" className="min-w-32 border-b border-line px-3 py-2 align-bottom">
                <RoleHead role={role} onEdit={onEdit} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {byArea(permissions, q).map(([area, each]) => (
            <Fragment key={area}>
              <tr>
                <th scope="rowgroup" colSpan={roles.length + 1} className="bg-sunken px-4 py-1.5 text-sm font-semibold">
                  <span className="sticky left-4">{say.areas[area] ?? area}</span>
                </th>
              </tr>
              {each.map((permission) => (
                <tr key={permission.key} className="border-b border-line hover:bg-sunken">
                  <th scope="row" className="sticky left-0 bg-surface px-4 py-1.5 font-normal">
                    {permission.label}
                  </th>
                  {roles.map((role) => {
                    const allowed = role.permissions.includes(permission.key);
                    return (
                      <td key={role.id} className="px-3 py-1.5">
                        <span className="sr-only">{allowed ? say.yes : say.no}</span>
                        {allowed ? (
                          <Check size={17} className="text-leaf" aria-hidden />
                        ) : (
                          <Minus size={15} className="text-line-strong" aria-hidden />
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RoleHead({ role, onEdit }: { role: Role; onEdit: MatrixProps["onEdit"] }) {
  const say = useWords(rolesWords);
  const [leaving, setLeaving] = useState(false);
  const remove = useAction("DELETE /api/roles/{role_id}", { done: say.removed, onDone: () => setLeaving(false) });
  const name = said(role.name);
  const copy = () => onEdit?.({ role: null, name: say.copyOf(name), permissions: role.permissions });
  return (
    <div className="flex items-start justify-between gap-1">
      <span>
        <span className="block font-semibold">{name}</span>
        <span className="flex flex-wrap items-center gap-1 text-sm font-normal text-faint">
          {say.people(role.people)}
          {role.shipped && <Badge title={say.shippedHint}>{say.shipped}</Badge>}
        </span>
      </span>
      {onEdit && (
        <Menu
          label={name}
          items={[
            ...(role.shipped
              ? []
              : [
                  { label: say.edit, onSelect: () => onEdit({ role, name: role.name, permissions: role.permissions }) },
                ]),
            { label: say.copy, onSelect: copy },
            ...(role.shipped
              ? []
              : [{ label: say.remove, danger: true, apart: true, onSelect: () => setLeaving(true) }]),
          ]}
        />
      )}
      <Confirm
        open={leaving}
        danger
        onClose={() => setLeaving(false)}
        title={say.removeTitle(name)}
        verb={say.remove}
        busy={remove.busy}
        onConfirm={() => void remove.run({ path: { role_id: role.id } })}
      >
        {say.removeText}
      </Confirm>
    </div>
  );
}
