/** What may be done with a round: more suppliers, more time, a reminder, the end of it. */

import { Ban, BellRing, CalendarPlus, UserPlus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useAction } from "../../../data/actions";
import { Button } from "../../../ui/button";
import { Confirm } from "../../../ui/confirm";
import { Dialog } from "../../../ui/dialog";
import { DayField } from "../../../ui/field";
import { Menu } from "../../../ui/menu";
import { useNarrow } from "../../../ui/narrow";
import { uiWords } from "../../../ui/words";
import { useWords } from "../../../words/language";
import { dayOf, endOfDay, today } from "../../days";
import type { QuotationRow, RoundRow } from "../../rows";
import { roundWords } from "../../words/round";
import { SupplierPicker } from "./SupplierPicker";

type Doing = "invite" | "extend" | "cancel";

export function RoundActions({
  round,
  quotations,
  children,
}: {
  round: RoundRow;
  quotations: readonly QuotationRow[];
  /** What comes next, before what is behind the dots. */
  children: ReactNode;
}) {
  const say = useWords(roundWords);
  const [doing, setDoing] = useState<Doing | null>(null);
  const over = new Date(round.closesAt).getTime() <= Date.now();
  const remind = useAction("POST /api/quotation-rounds/{round_id}/remind", {
    done: (answer) =>
      say.remind.done(answer.reminded) +
      (answer.withoutEmail.length > 0
        ? say.remind.without(answer.withoutEmail.map(({ name }) => name).join(", "))
        : ""),
  });
  const waiting = quotations.some((row) => row.status === "invited");
  const close = () => setDoing(null);
  const narrow = useNarrow();
  const ways = [
    ...(round.can.includes("remind") && !over && waiting
      ? [
          {
            label: say.remind.action,
            icon: BellRing,
            busy: remind.busy,
            onSelect: () => void remind.run({ path: { round_id: round.id }, ifMatch: round.version }),
          },
        ]
      : []),
    ...(round.can.includes("extend")
      ? [{ label: say.extend.action, icon: CalendarPlus, onSelect: () => setDoing("extend") }]
      : []),
    ...(round.can.includes("invite") && !over
      ? [{ label: say.invite.action, icon: UserPlus, onSelect: () => setDoing("invite") }]
      : []),
  ];
  const cancel = round.can.includes("cancel")
    ? [
        {
          label: say.cancel.action,
          icon: Ban,
          danger: true,
          apart: narrow && ways.length > 0,
          onSelect: () => setDoing("cancel"),
        },
      ]
    : [];
  return (
    <>
      {!narrow &&
        ways.map(({ label, onSelect, ...way }) => (
          <Button key={label} {...way} onClick={onSelect}>
            {label}
          </Button>
        ))}
      {children}
      <Menu items={[...(narrow ? ways : []), ...cancel]} />
      {doing === "invite" && <InviteDialog round={round} quotations={quotations} onClose={close} />}
      {doing === "extend" && <ExtendDialog round={round} onClose={close} />}
      {doing === "cancel" && <CancelRound round={round} onClose={close} />}
    </>
  );
}

function InviteDialog({
  round,
  quotations,
  onClose,
}: {
  round: RoundRow;
  quotations: readonly QuotationRow[];
  onClose: () => void;
}) {
  const say = useWords(roundWords).invite;
  const general = useWords(uiWords);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const invite = useAction("POST /api/quotation-rounds/{round_id}/invite", {
    done: say.done,
    sayErrors: false,
    onDone: onClose,
  });
  // Who declined, was late or was taken out may be asked again.
  const asked = new Set(quotations.filter((row) => !row.can.includes("invite_again")).map((row) => row.supplier.id));
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={say.title}
      actions={
        <>
          <Button onClick={onClose}>{general.cancel}</Button>
          <Button
            kind="primary"
            busy={invite.busy}
            onClick={() => {
              setTried(true);
              if (chosen.length > 0)
                void invite.run({
                  path: { round_id: round.id },
                  ifMatch: round.version,
                  body: { supplierIds: [...chosen] },
                });
            }}
          >
            {say.verb(chosen.length)}
          </Button>
        </>
      }
    >
      <SupplierPicker
        requestId={round.purchaseRequest.id}
        chosen={chosen}
        onChosen={setChosen}
        invited={asked}
        error={invite.sentence ?? (tried && chosen.length === 0 ? say.none : null)}
      />
    </Dialog>
  );
}

function ExtendDialog({ round, onClose }: { round: RoundRow; onClose: () => void }) {
  const say = useWords(roundWords).extend;
  const general = useWords(uiWords);
  const [until, setUntil] = useState("");
  const extend = useAction("POST /api/quotation-rounds/{round_id}/extend", {
    done: say.done,
    sayErrors: false,
    onDone: onClose,
  });
  const least = dayOf(new Date(Math.max(Date.now(), new Date(round.closesAt).getTime())));
  return (
    <Dialog
      open
      onClose={onClose}
      title={say.title}
      actions={
        <>
          <Button onClick={onClose}>{general.cancel}</Button>
          <Button
            kind="primary"
            busy={extend.busy}
            disabled={until === ""}
            onClick={() =>
              void extend.run({
                path: { round_id: round.id },
                ifMatch: round.version,
                body: { closesAt: endOfDay(until) },
              })
            }
          >
            {say.verb}
          </Button>
        </>
      }
    >
      <DayField
        label={say.until}
        hint={say.hint}
        min={least < today() ? today() : least}
        value={until}
        onValue={setUntil}
        error={extend.fields.closesAt ?? extend.sentence}
      />
    </Dialog>
  );
}

function CancelRound({ round, onClose }: { round: RoundRow; onClose: () => void }) {
  const say = useWords(roundWords).cancel;
  const cancel = useAction("POST /api/quotation-rounds/{round_id}/cancel", {
    done: say.done,
    sayErrors: false,
    onDone: onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      title={say.title}
      verb={say.action}
      danger
      reason={{ label: say.reason, least: 3 }}
      busy={cancel.busy}
      error={cancel.sentence}
      onConfirm={(reason) =>
        void cancel.run({ path: { round_id: round.id }, ifMatch: round.version, body: { reason } })
      }
    >
      {say.text}
    </Confirm>
  );
}
