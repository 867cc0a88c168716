/** Something that waits for the reader's signature: what, who, why, how much, since when, and the two answers. */

import { useNavigate } from "@tanstack/react-router";
import { ChevronDown, ChevronUp, Clock, Flag, Stamp, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, memo, useState } from "react";
import { useAnswer } from "../../../data/rows";
import { useMay } from "../../../data/seat";
import { Badge, Person } from "../../../ui/badge";
import { Button } from "../../../ui/button";
import { RowTint } from "../../../ui/changed";
import { cx } from "../../../ui/cx";
import { Checkbox } from "../../../ui/field";
import { Skeleton } from "../../../ui/states";
import { ago, day, daysApart, money, quantity } from "../../../words/format";
import { useWords } from "../../../words/language";
import { PRIORITY, type QueueRow, STAGE } from "../../rows";
import type { Signing } from "../../signing";
import { approvalsWords } from "../../words/approvals";
import { SigningAnswers } from "./SigningAnswers";

export interface ApprovalCardProps {
  readonly row: QueueRow;
  readonly signing: Signing | undefined;
  /** Several are being chosen. */
  readonly choosing: boolean;
  readonly chosen: boolean;
  readonly onChoose: (row: QueueRow, chosen: boolean) => void;
  readonly onApprove: (row: QueueRow) => void;
  readonly onTakeBack: (requestId: string) => void;
  readonly onReject: (row: QueueRow) => void;
}

export const ApprovalCard = memo(function ApprovalCard(props: ApprovalCardProps) {
  const { row, signing, choosing, chosen, onChoose } = props;
  const say = useWords(approvalsWords);
  const navigate = useNavigate();
  const stage = useWords(STAGE[row.stage].label);
  const open = () => void navigate({ to: `/solicitacoes/${row.requestId}` });
  const enter = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.key !== "Enter") return;
    event.preventDefault();
    open();
  };
  return (
    <article
      tabIndex={0}
      data-card={row.code}
      onKeyDown={enter}
      aria-label={`${row.code}, ${row.title}, ${money(row.amount)}`}
      className={cx(
        "relative isolate flex flex-col gap-3 rounded-lg border bg-surface p-4 transition-colors",
        chosen ? "border-accent" : "border-line",
        signing && signing.state !== "refused" && "bg-sunken",
      )}
    >
      <RowTint row={row} of={row.version} className="rounded-lg" />
      <header className="flex items-start gap-3">
        {choosing && (
          <Checkbox label={say.select(row.code)} hideLabel checked={chosen} onChecked={(on) => onChoose(row, on)} />
        )}
        <div className="min-w-0 grow">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-faint">
            <span className="font-medium">{row.code}</span>
            <Badge tone={STAGE[row.stage].tone} icon={STAGE[row.stage].icon} title={say.stageOf[row.stage]}>
              {stage}
            </Badge>
            <PriorityMark row={row} />
          </p>
          <h2 className="mt-1 text-lg leading-snug font-semibold">
            <button type="button" className="text-left hover:underline" onClick={open}>
              {row.title}
            </button>
          </h2>
        </div>
        <p className="shrink-0 text-lg font-semibold">{money(row.amount)}</p>
      </header>
      <Circumstances row={row} />
      <Details row={row} />
      <SigningAnswers
        can={row.can}
        signing={signing}
        onApprove={() => props.onApprove(row)}
        onReject={() => props.onReject(row)}
        onTakeBack={() => props.onTakeBack(row.requestId)}
      />
    </article>
  );
});

function PriorityMark({ row }: { row: QueueRow }) {
  const look = PRIORITY[row.priority];
  const label = useWords(look.label);
  if (row.priority !== "urgent" && row.priority !== "high") return null;
  return (
    <Badge tone={look.tone} icon={look.icon}>
      {label}
    </Badge>
  );
}

/** Who asks, on what, since when, and what makes it special. */
function Circumstances({ row }: { row: QueueRow }) {
  const say = useWords(approvalsWords);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-soft">
      <Person name={row.requester.name} named small />
      <span>{row.costCentre.name}</span>
      <span className="inline-flex items-center gap-1">
        <Clock size={14} aria-hidden />
        {say.waits(-daysApart(row.waitingSince))}
      </span>
      {row.neededOn && <span>{say.needed(day(row.neededOn))}</span>}
      {row.suppliers.length > 0 && (
        <span>
          {say.from(row.suppliers.map((each) => each.name).join(", "))} · {say.answers(row.answered)}
        </span>
      )}
      {row.overBudget && (
        <Badge tone="wine" icon={TriangleAlert}>
          {say.over}
        </Badge>
      )}
      {row.escalated && (
        <Badge tone="ochre" icon={Flag}>
          {say.escalated}
        </Badge>
      )}
      {row.onBehalfOf && <Badge tone="slate">{say.onBehalf(row.onBehalfOf.name)}</Badge>}
      {row.signed.map((step) => (
        <span key={`${step.stage}${step.at}`} className="inline-flex items-center gap-1">
          <Stamp size={14} className="text-leaf" aria-hidden />
          {say.signedBy(step.person.name, say.stageNames[step.stage], ago(step.at))}
        </span>
      ))}
    </div>
  );
}

const MOST_ITEMS = 20;

/** Why it is asked for, what of the budget it leaves, and the items on demand. */
function Details({ row }: { row: QueueRow }) {
  const say = useWords(approvalsWords);
  const may = useMay();
  const [items, setItems] = useState(false);
  const { data: request } = useAnswer(
    "GET /api/purchase-requests/{request_id}",
    { path: { request_id: row.requestId } },
    { after: row.version },
  );
  const { data: budget } = useAnswer(
    "GET /api/cost-centres/{cost_centre_id}/budget",
    { path: { cost_centre_id: row.costCentre.id }, query: { amount: row.amount, requestId: row.requestId } },
    { after: row.version, enabled: may("procurement.budgets.read") },
  );
  const centre = row.costCentre.name;
  return (
    <div className="flex flex-col gap-2">
      {request ? (
        <p className={cx("line-clamp-3 whitespace-pre-line", !request.description && "text-faint")}>
          {request.description || say.noWhy}
        </p>
      ) : (
        <Skeleton className="h-5 w-3/4" />
      )}
      {budget && (
        <p className={cx("text-sm", budget.exceeded ? "text-wine" : "text-soft")}>
          {budget.remaining === null
            ? say.budgetNone(centre)
            : budget.exceeded
              ? say.budgetGone(money(budget.remaining.replace("-", "")), centre)
              : say.budgetLeft(money(budget.remaining), centre)}
        </p>
      )}
      <div>
        <Button
          kind="quiet"
          small
          icon={items ? ChevronUp : ChevronDown}
          aria-expanded={items}
          onClick={() => setItems(!items)}
          className="-ml-2.5"
        >
          {items ? say.hideItems : `${say.showItems} · ${say.items(row.items)}`}
        </Button>
        {items && request && (
          <ul className="mt-1 divide-y divide-line border-y border-line text-sm">
            {request.lines.slice(0, MOST_ITEMS).map((line) => (
              <li key={line.id} className="flex items-baseline gap-3 py-1.5">
                <span className="min-w-0 grow">{line.description}</span>
                <span className="shrink-0 whitespace-nowrap text-soft">
                  {quantity(line.quantity)} {line.unit}
                </span>
                <span className="w-24 shrink-0 text-right">{money(line.estimatedTotal)}</span>
              </li>
            ))}
            {request.lines.length > MOST_ITEMS && (
              <li className="py-1.5 text-faint">{say.more(request.lines.length - MOST_ITEMS)}</li>
            )}
          </ul>
        )}
      </div>
    </div>
  );
}
