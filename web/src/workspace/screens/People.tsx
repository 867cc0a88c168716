/** Who works here, and who was asked to. */

import { Mail, UserPlus, Users } from "lucide-react";
import { useState } from "react";
import type { Invitation, Person as Member } from "../../api/schema";
import { useAction } from "../../data/actions";
import { usePages } from "../../data/pages";
import { useMay, useMe } from "../../data/seat";
import { Person } from "../../ui/badge";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";

import { ListBar, NothingFits } from "../../ui/list";
import { State } from "../../ui/look";
import { More } from "../../ui/more";
import { Page } from "../../ui/page";
import { Empty, ListStates } from "../../ui/states";
import { type Column, RowTable } from "../../ui/table";
import { Tabs } from "../../ui/tabs";
import { day, moment } from "../../words/format";
import { said, useWords } from "../../words/language";
import { InviteDialog } from "../parts/InviteDialog";
import { MemberDialog } from "../parts/MemberDialog";
import { INVITATION_LOOKS, PERSON_LOOKS } from "../rows";
import { peopleWords } from "../words/people";

export default function People() {
  const say = useWords(peopleWords);
  const may = useMay();
  const [tab, setTab] = useState<"people" | "invitations">("people");
  const [inviting, setInviting] = useState(false);
  return (
    <Page
      title={say.title}
      lead={say.lead}
      actions={
        may("workspace.people.invite") && (
          <Button kind="primary" icon={UserPlus} onClick={() => setInviting(true)}>
            {say.invite}
          </Button>
        )
      }
    >
      <Tabs
        label={say.title}
        value={tab}
        onValue={setTab}
        tabs={[
          { value: "people", label: say.people, panel: <Members /> },
          ...(may("workspace.people.invite")
            ? [{ value: "invitations" as const, label: say.invitations, panel: <Invitations /> }]
            : []),
        ]}
      />
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}

function Members() {
  const say = useWords(peopleWords);
  const me = useMe();
  const [q, setQ] = useState("");
  const [open, setOpen] = useState<Member | null>(null);
  const people = usePages("GET /api/people", { q, sort: "name" });
  const columns: readonly Column<Member>[] = [
    {
      name: say.name,
      width: "minmax(0,2fr)",
      cell: (row) => (
        <span className="inline-flex min-w-0 items-center gap-2">
          <Person name={row.name} named />
          {row.id === me.id && <span className="text-sm text-faint">({say.you})</span>}
        </span>
      ),
    },
    { name: say.email, width: "minmax(0,2fr)", cell: (row) => row.email },
    {
      name: say.roles,
      width: "minmax(0,2fr)",
      cell: (row) => row.roles.map((role) => said(role.name)).join(", ") || say.noRole,
    },
    { name: say.state, width: "8rem", cell: (row) => <State look={PERSON_LOOKS[row.status]} /> },
    { name: say.since, width: "8rem", desk: true, cell: (row) => day(row.createdAt) },
  ];
  return (
    <div className="flex flex-col gap-3">
      <ListBar search={say.search} q={q} onQ={setQ} />
      <ListStates
        status={people.status}
        count={people.rows.length}
        empty={
          q ? (
            <NothingFits onClear={() => setQ("")} />
          ) : (
            <Empty icon={Users} title={say.emptyTitle}>
              {say.emptyText}
            </Empty>
          )
        }
      >
        <RowTable label={say.people} rows={people.rows} columns={columns} onOpen={setOpen} />
        <More hasMore={people.hasMore} reading={people.reading} more={people.more} />
      </ListStates>
      {open && <MemberDialog member={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

function Invitations() {
  const say = useWords(peopleWords);
  const invitations = usePages("GET /api/invitations");
  const [leaving, setLeaving] = useState<Invitation | null>(null);
  const withdraw = useAction("DELETE /api/invitations/{invitation_id}", { done: say.withdrawn });
  const columns: readonly Column<Invitation>[] = [
    { name: say.email, width: "minmax(0,2fr)", cell: (row) => row.email },
    { name: say.state, width: "9rem", cell: (row) => <State look={INVITATION_LOOKS[row.status]} /> },
    { name: say.sentAt, width: "11rem", cell: (row) => moment(row.createdAt) },
    { name: say.until, width: "11rem", desk: true, cell: (row) => moment(row.expiresAt) },
    {
      name: "",
      width: "10rem",
      align: "right",
      cell: (row) =>
        row.status === "open" && (
          <Button small kind="quiet" onClick={() => setLeaving(row)}>
            {say.withdraw}
          </Button>
        ),
    },
  ];
  return (
    <ListStates
      status={invitations.status}
      count={invitations.rows.length}
      empty={
        <Empty icon={Mail} title={say.noInvitationsTitle}>
          {say.noInvitationsText}
        </Empty>
      }
    >
      <RowTable label={say.invitations} rows={invitations.rows} columns={columns} />
      <More hasMore={invitations.hasMore} reading={invitations.reading} more={invitations.more} />
      {leaving && (
        <Confirm
          open
          danger
          onClose={() => setLeaving(null)}
          title={say.withdrawTitle(leaving.email)}
          verb={say.withdraw}
          busy={withdraw.busy}
          onConfirm={() => void withdraw.run({ path: { invitation_id: leaving.id } }).then(() => setLeaving(null))}
        >
          {say.withdrawText}
        </Confirm>
      )}
    </ListStates>
  );
}
