/** Head and foot of the map: who the suppliers are, and what all that each offers comes to. */

import { Link } from "@tanstack/react-router";
import { CheckCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "../../../ui/badge";
import { Button } from "../../../ui/button";
import { Changed, RowTint } from "../../../ui/changed";
import { cx } from "../../../ui/cx";
import { day, money, quantity } from "../../../words/format";
import { useWords } from "../../../words/language";
import type { Answered, Side } from "../../picks";
import type { QuotationRow } from "../../rows";
import { comparisonWords } from "../../words/comparison";
import type { ComparisonTableProps } from "./ComparisonTable";

export function ComparisonHead({ comparison, sides, quotations, hands, quotationLink }: ComparisonTableProps) {
  const say = useWords(comparisonWords);
  return (
    <thead>
      <tr>
        <th
          scope="col"
          className="sticky top-0 left-0 z-30 border-r border-b border-line bg-surface px-3 py-2 text-left align-bottom text-sm font-medium text-faint"
        >
          {say.item}
        </th>
        {sides.map((side) => (
          <th
            key={side.quotationId}
            scope="col"
            className={cx(
              "sticky top-0 z-20 min-w-40 border-r border-b border-line px-3 py-2 text-left align-bottom font-normal",
              side.answered ? "bg-surface" : "bg-paper",
            )}
          >
            <AnswerTint row={quotations.get(side.quotationId)} />
            <Link
              to={quotationLink(side.quotationId)}
              className={cx("block font-semibold hover:underline", !side.answered && "text-soft")}
            >
              {side.supplier}
            </Link>
            {side.answered ? (
              <>
                <span className="block text-sm text-soft">
                  {say.items(side.answered.items, comparison.rows.length)}
                  {side.answered.score !== null && ` · ${say.score(quantity(side.answered.score, 1))}`}
                </span>
                {side.answered.lapsed && (
                  <Badge tone="wine" title={say.lapsedHint}>
                    {say.lapsed}
                  </Badge>
                )}
                {hands.enabled && !side.answered.lapsed && (
                  <Button
                    small
                    kind="quiet"
                    icon={CheckCheck}
                    className="-ml-2.5 text-soft"
                    onClick={() => hands.takeAll(side.quotationId)}
                  >
                    {say.takeAll}
                    <span className="sr-only">: {side.supplier}</span>
                  </Button>
                )}
              </>
            ) : (
              <NoAnswer side={side} />
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** On the supplier whose answer is another: by themselves, or typed in by a colleague, whose initials it then bears. */
export function AnswerTint({ row, className }: { row: QuotationRow | undefined; className?: string }) {
  return row && <RowTint row={row} of={row.answeredAt} {...(className && { className })} />;
}

/** Why a supplier has no prices here, in plain words. */
export function NoAnswer({ side }: { side: Side }) {
  const say = useWords(comparisonWords);
  const words = {
    invited: say.waiting,
    declined: say.declined,
    expired: say.expired,
    cancelled: say.cancelled,
    active: say.waiting,
  };
  return (
    <span className="block text-sm text-soft">
      {words[side.status]}
      {side.declinedReason && `: “${side.declinedReason}”`}
    </span>
  );
}

export function ComparisonFoot({ sides }: ComparisonTableProps) {
  const say = useWords(comparisonWords);
  const lines: readonly (readonly [string, (side: Answered) => ReactNode])[] = [
    [say.rows.total, (side) => <Changed of={side.total}>{sumOf(side.total)}</Changed>],
    [say.rows.today, (side) => <Changed of={side.presentValue}>{sumOf(side.presentValue)}</Changed>],
    [say.rows.delivery, (side) => (side.deliveryDays === null ? say.noDays : say.days(side.deliveryDays))],
    [
      say.rows.payment,
      (side) => side.paymentTerms || (side.paymentDays.length ? say.payIn(side.paymentDays.join("/")) : say.onDelivery),
    ],
    [say.rows.score, (side) => (side.score === null ? say.noScore : quantity(side.score, 1))],
    [say.rows.validity, (side) => day(side.validUntil)],
  ];
  return (
    <tfoot>
      {lines.map(([name, value], line) => (
        <tr key={name} className={cx(line === 0 && "font-semibold")}>
          <th
            scope="row"
            className={cx(
              "sticky left-0 z-10 border-r border-line bg-surface px-3 py-1 text-left text-sm",
              line === 0 ? "font-semibold" : "font-normal text-soft",
            )}
          >
            {name}
          </th>
          {sides.map((side) => (
            <td
              key={side.quotationId}
              className={cx(
                "border-r border-line px-3 py-1 text-right text-sm whitespace-nowrap",
                side.answered ? "bg-surface" : "bg-paper text-faint",
              )}
            >
              {side.answered ? value(side.answered) : "—"}
            </td>
          ))}
        </tr>
      ))}
    </tfoot>
  );
}

/** Whoever offers nothing has no price. */
function sumOf(total: string): string {
  return Number(total) > 0 ? money(total) : "—";
}
