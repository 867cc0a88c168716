/** A request on the kanban. */

import { CalendarClock, HandCoins, type LucideIcon, Stamp, TriangleAlert, Undo2 } from "lucide-react";
import { memo } from "react";
import { Badge, Person, type Tone } from "../../../ui/badge";
import { RowTint } from "../../../ui/changed";
import { cx } from "../../../ui/cx";
import { ago, day, daysApart, money } from "../../../words/format";
import { useWords } from "../../../words/language";
import { amountOf } from "../../board";
import { PRIORITY, type RequestRow } from "../../rows";
import { boardWords } from "../../words/board";

interface RequestCardProps {
  readonly row: RequestRow;
  /** It waits for the reader's signature. */
  readonly mine: boolean;
  /** Not yet the server's word. */
  readonly sending?: boolean;
  /** In the hand. */
  readonly lifted?: boolean;
}

/** What the card shows; whoever holds it makes it a button. */
export const RequestCard = memo(function RequestCard({ row, mine, sending, lifted }: RequestCardProps) {
  const say = useWords(boardWords);
  const priority = useWords(PRIORITY[row.priority].label);
  return (
    <span
      className={cx(
        "relative isolate flex flex-col gap-1.5 rounded-md border border-line bg-surface p-2.5 text-left",
        mine && "border-l-3 border-l-accent",
        lifted && "rotate-1 border-line-strong bg-raised shadow-float",
      )}
    >
      <RowTint row={row} of={row.version} className="rounded-md" />
      <span className="flex items-center gap-2 text-xs text-faint">
        <span className="font-medium whitespace-nowrap">{row.code}</span>
        {(row.priority === "urgent" || row.priority === "high") && (
          <Badge tone={PRIORITY[row.priority].tone} icon={PRIORITY[row.priority].icon}>
            {priority}
          </Badge>
        )}
        <span className="ml-auto truncate">{sending ? say.sending : ago(row.statusSince)}</span>
      </span>
      <span className="line-clamp-2 font-medium text-ink">{row.title}</span>
      <Marks row={row} mine={mine} />
      <span className="flex items-center gap-2 text-sm text-soft">
        <Person name={row.requester.name} small />
        <span className="min-w-0 truncate" title={row.costCentre.name}>
          {row.costCentre.code}
        </span>
        <span className="ml-auto font-medium text-ink">{money(amountOf(row))}</span>
      </span>
    </span>
  );
});

interface Mark {
  readonly tone: Tone;
  readonly icon: LucideIcon;
  readonly text: string;
}

const DONE: readonly RequestRow["status"][] = ["received", "closed", "cancelled", "archived"];

function Marks({ row, mine }: { row: RequestRow; mine: boolean }) {
  const say = useWords(boardWords);
  const marks: Mark[] = [];
  if (mine) marks.push({ tone: "accent", icon: Stamp, text: say.waiting });
  if (row.status === "draft" && row.rejectionReason) marks.push({ tone: "wine", icon: Undo2, text: say.returned });
  if (row.overBudget) marks.push({ tone: "wine", icon: TriangleAlert, text: say.overBudget });
  if (row.status === "quotation" && row.invited > 0)
    marks.push({ tone: "slate", icon: HandCoins, text: say.answers(row.answered, row.invited) });
  if (row.neededOn && !DONE.includes(row.status)) {
    const left = daysApart(row.neededOn);
    if (left < 0) marks.push({ tone: "wine", icon: CalendarClock, text: say.late(ago(`${row.neededOn}T23:59:59`)) });
    else if (left <= 7) marks.push({ tone: "ochre", icon: CalendarClock, text: say.needed(day(row.neededOn)) });
  }
  if (marks.length === 0) return null;
  return (
    <span className="flex flex-wrap gap-1">
      {marks.map((mark) => (
        <Badge key={mark.text} tone={mark.tone} icon={mark.icon}>
          {mark.text}
        </Badge>
      ))}
    </span>
  );
}
