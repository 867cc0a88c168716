/** "Vou estar fora": who signs for whom, on which days. */

import { CalendarClock, CircleCheck, CircleSlash, Hourglass, Plane, Plus } from "lucide-react";
import { useState } from "react";
import { useAction } from "../../data/actions";
import { useAnswer, useRows } from "../../data/rows";
import { useMay, useMe } from "../../data/seat";
import { Badge, Person } from "../../ui/badge";
import { Button } from "../../ui/button";
import { type Choice, ComboboxField } from "../../ui/combobox";
import { Confirm } from "../../ui/confirm";
import { DayField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form";
import { Page } from "../../ui/page";
import { Empty, ListStates } from "../../ui/states";
import { daysApart, fullDay } from "../../words/format";
import { useWords } from "../../words/language";
import type { DelegationRow } from "../rows";
import { approvalPolicyWords } from "../words/approvalPolicy";

export default function Delegations() {
  const say = useWords(approvalPolicyWords).delegations;
  const may = useMay();
  const me = useMe().id;
  const manages = may("procurement.delegations.manage");
  const signs = (["need", "purchase", "director", "ceo"] as const).some((each) => may(`procurement.approvals.${each}`));
  const { rows, status } = useRows("approval-delegations", { sort: "-startsOn" });
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<DelegationRow | null>(null);
  const add = (signs || manages) && (
    <Button kind="primary" icon={Plus} onClick={() => setAdding(true)}>
      {signs ? say.add : say.addOther}
    </Button>
  );
  return (
    <Page title={say.title} lead={say.lead} width="read" back={{ to: "/aprovacoes", label: say.back }} actions={add}>
      <ListStates
        status={status}
        count={rows.length}
        empty={
          <Empty icon={Plane} title={say.emptyTitle} action={add}>
            {say.emptyText}
          </Empty>
        }
      >
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {rows.map((row) => (
            <li key={row.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <div className="min-w-0 grow">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <Person name={row.to.name} named small />
                  <span className="text-soft">{say.instead("", row.from.name).trim()}</span>
                </p>
                <p className="text-sm text-faint">
                  {say.days(fullDay(row.startsOn), fullDay(row.endsOn))}
                  {row.reason && ` · ${row.reason}`}
                </p>
              </div>
              <Situation row={row} />
              {row.can.includes("cancel") && !row.cannot[me]?.includes("cancel") && (
                <Button small onClick={() => setEnding(row)}>
                  {say.cancel}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </ListStates>
      {adding && <NewDelegation manages={manages} signs={signs} onClose={() => setAdding(false)} />}
      {ending && <Ending row={ending} onClose={() => setEnding(null)} />}
    </Page>
  );
}

function Situation({ row }: { row: DelegationRow }) {
  const say = useWords(approvalPolicyWords).delegations;
  if (row.cancelledAt) return <Badge icon={CircleSlash}>{say.ended}</Badge>;
  if (daysApart(row.endsOn) < 0) return <Badge icon={CircleCheck}>{say.over}</Badge>;
  if (daysApart(row.startsOn) > 0)
    return (
      <Badge tone="ochre" icon={Hourglass}>
        {say.coming}
      </Badge>
    );
  return (
    <Badge tone="leaf" icon={CalendarClock}>
      {say.now}
    </Badge>
  );
}

function NewDelegation({ manages, signs, onClose }: { manages: boolean; signs: boolean; onClose: () => void }) {
  const say = useWords(approvalPolicyWords).delegations;
  const me = useMe();
  const today = dayText(new Date());
  const [from, setFrom] = useState<Choice | null>(signs ? { id: me.id, label: me.name } : null);
  const [to, setTo] = useState<Choice | null>(null);
  const [startsOn, setStartsOn] = useState(today);
  const [endsOn, setEndsOn] = useState(today);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const { data: signers } = useAnswer("GET /api/purchase-people", { query: { may: "sign" } }, { enabled: manages });
  const { data: people } = useAnswer("GET /api/purchase-people", { query: { may: "see" } });
  const add = useAction("POST /api/approval-delegations", {
    sayErrors: false,
    done: (made) => say.given(made.to.name, say.days(fullDay(made.startsOn), fullDay(made.endsOn))),
    onDone: onClose,
  });
  const { fields } = add;
  const save = () => {
    setTried(true);
    if (to === null) return;
    void add.run({
      body: { fromId: from && from.id !== me.id ? from.id : null, toId: to.id, startsOn, endsOn, reason },
    });
  };
  return (
    <FormDialog
      title={signs ? say.add : say.addOther}
      onClose={onClose}
      onSave={save}
      busy={add.busy}
      sentence={add.unplaced}
    >
      {manages && (
        <ComboboxField
          label={say.from}
          value={from}
          onValue={setFrom}
          choices={(signers?.data ?? []).map(choice)}
          error={fields.fromId}
        />
      )}
      <ComboboxField
        label={say.to}
        hint={say.toHint}
        value={to}
        onValue={setTo}
        choices={(people?.data ?? []).filter((person) => person.id !== (from?.id ?? me.id)).map(choice)}
        error={tried && to === null ? say.toMissing : (fields.toId ?? (manages ? null : fields.fromId))}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <DayField label={say.startsOn} min={today} value={startsOn} onValue={setStartsOn} error={fields.startsOn} />
        <DayField label={say.endsOn} min={startsOn} value={endsOn} onValue={setEndsOn} error={fields.endsOn} />
      </div>
      <TextField label={say.reason} hint={say.reasonHint} value={reason} onValue={setReason} error={fields.reason} />
    </FormDialog>
  );
}

function choice({ id, name }: { id: string; name: string }): Choice {
  return { id, label: name };
}

function dayText(date: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function Ending({ row, onClose }: { row: DelegationRow; onClose: () => void }) {
  const say = useWords(approvalPolicyWords).delegations;
  const cancel = useAction("POST /api/approval-delegations/{delegation_id}/cancel", {
    sayErrors: false,
    done: say.cancelled,
    onDone: onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      title={say.cancelTitle}
      verb={say.cancel}
      danger
      busy={cancel.busy}
      error={cancel.sentence}
      onConfirm={() => void cancel.run({ path: { delegation_id: row.id }, ifMatch: row.version })}
    >
      {say.cancelText}
    </Confirm>
  );
}
