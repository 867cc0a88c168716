/** One person: their roles, and whether they may come in. */

import { useState } from "react";
import type { Person as Member } from "../../api/schema";
import { useAction } from "../../data/actions";
import { useMay, useMe } from "../../data/seat";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Dialog } from "../../ui/dialog";
import { Fact, Facts } from "../../ui/facts";
import { State } from "../../ui/look";
import { day } from "../../words/format";
import { said, useWords } from "../../words/language";
import { PERSON_LOOKS } from "../rows";
import { peopleWords } from "../words/people";
import { RolePicker } from "./RolePicker";

export function MemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const say = useWords(peopleWords);
  const me = useMe();
  const may = useMay();
  const manages = may("workspace.people.manage");
  const [roleIds, setRoleIds] = useState<readonly string[]>(member.roles.map((role) => role.id));
  const [suspending, setSuspending] = useState(false);
  const change = useAction("PATCH /api/people/{person_id}", { sayErrors: false, onDone: onClose });
  const put = useAction("PATCH /api/people/{person_id}", { onDone: onClose });
  const suspended = member.status === "suspended";
  return (
    <Dialog
      open
      onClose={onClose}
      title={member.name}
      description={member.email}
      actions={
        manages && (
          <>
            {member.id !== me.id &&
              (suspended ? (
                <Button
                  busy={put.busy}
                  onClick={() => void put.run({ path: { person_id: member.id }, body: { status: "active" } })}
                >
                  {say.restore}
                </Button>
              ) : (
                <Button kind="danger" onClick={() => setSuspending(true)}>
                  {say.suspend}
                </Button>
              ))}
            <Button
              kind="primary"
              busy={change.busy}
              onClick={() => void change.run({ path: { person_id: member.id }, body: { roleIds: [...roleIds] } })}
            >
              {say.saveRoles}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        <Facts>
          <Fact name={say.state}>
            <State look={PERSON_LOOKS[member.status]} />
          </Fact>
          <Fact name={say.since}>{day(member.createdAt)}</Fact>
        </Facts>
        {may("workspace.roles.read") ? (
          <RolePicker label={say.roles} chosen={roleIds} onChoose={setRoleIds} disabled={!manages} />
        ) : (
          <p>{member.roles.map((role) => said(role.name)).join(", ") || say.noRole}</p>
        )}
        {change.sentence && (
          <p role="alert" className="text-wine">
            {change.fields.roleIds ?? change.sentence}
          </p>
        )}
      </div>
      <Confirm
        open={suspending}
        danger
        onClose={() => setSuspending(false)}
        title={say.suspendTitle(member.name)}
        verb={say.suspend}
        busy={put.busy}
        onConfirm={() => void put.run({ path: { person_id: member.id }, body: { status: "suspended" } })}
      >
        {say.suspendText}
      </Confirm>
    </Dialog>
  );
}
