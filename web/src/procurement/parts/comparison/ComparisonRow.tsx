/** One item of the map across all suppliers. */

import { CircleSlash, Split, Undo2 } from "lucide-react";
import { memo } from "react";
import { IconButton } from "../../../ui/button";
import { Changed } from "../../../ui/changed";
import { cx } from "../../../ui/cx";
import { quantity, unitPrice } from "../../../words/format";
import { useWords } from "../../../words/language";
import type { ComparedItem, Side } from "../../picks";
import { comparisonWords } from "../../words/comparison";
import type { MapHands } from "./ComparisonTable";
import { costOf, MakeUp, OfferMarks, OfferNotes, OfferTerms, OfferTotal } from "./OfferCell";

interface ComparisonRowProps {
  readonly item: ComparedItem;
  readonly row: number;
  readonly sides: readonly Side[];
  readonly picked: Readonly<Record<string, string | null>> | undefined;
  readonly leftOut: boolean;
  readonly makeUp: boolean;
  readonly fresh: ReadonlySet<string>;
  /** Which of its cells the Tab key reaches; -1: none. */
  readonly activeColumn: number;
  readonly hands: MapHands;
  readonly onFocus: (row: number, column: number) => void;
}

export const ComparisonRow = memo(function ComparisonRow(props: ComparisonRowProps) {
  const { row, sides } = props;
  return (
    <tr aria-rowindex={row + 2} className="group/row">
      <ItemHead {...props} />
      {sides.map((side, column) => (
        <OfferSquare key={side.quotationId} {...props} side={side} column={column} />
      ))}
    </tr>
  );
});

function ItemHead({ item, leftOut, hands }: ComparisonRowProps) {
  const say = useWords(comparisonWords);
  return (
    <th
      scope="row"
      className="sticky left-0 z-10 w-80 min-w-64 border-r border-b border-line bg-surface px-3 py-2 text-left align-top font-normal"
    >
      <div className="flex items-start gap-2">
        <div className="min-w-0 grow">
          <span className={cx("block font-medium", leftOut && "text-soft line-through")}>
            <span className="text-faint">{item.position}.</span> {item.description}
          </span>
          <span className="block text-sm text-soft">
            {say.need(quantity(item.quantity), item.unit)}
            {item.estimatedUnitPrice && (
              <span className="text-faint"> · {say.estimated(unitPrice(item.estimatedUnitPrice))}</span>
            )}
          </span>
          {leftOut && <span className="block text-sm font-medium text-ochre">{say.outside}</span>}
        </div>
        {hands.enabled && (
          <div className="-mr-1 flex shrink-0 flex-col">
            <IconButton
              icon={Split}
              label={say.splitName(item.description)}
              onClick={() => hands.divide(item.itemId)}
            />
            <IconButton
              icon={leftOut ? Undo2 : CircleSlash}
              label={leftOut ? say.takeBackName(item.description) : say.leaveOutName(item.description)}
              onClick={() => hands.leave(item.itemId)}
            />
          </div>
        )}
      </div>
    </th>
  );
}

interface SquareProps extends ComparisonRowProps {
  readonly side: Side;
  readonly column: number;
}

function OfferSquare({
  item,
  row,
  side,
  column,
  picked,
  makeUp,
  fresh,
  activeColumn,
  hands,
  onFocus,
  leftOut,
}: SquareProps) {
  const say = useWords(comparisonWords);
  const { answered } = side;
  if (answered === null)
    return (
      <td className="border-r border-b border-line bg-paper px-3 py-2 text-center text-sm text-faint">
        <span aria-hidden>—</span>
        <span className="sr-only">{say.noAnswer}</span>
      </td>
    );
  const offer = item.cells[side.index] ?? null;
  const arrived = fresh.has(side.quotationId) && "animate-tint";
  if (offer === null)
    return (
      <td className={cx("border-r border-b border-line px-3 py-2 align-top text-sm text-faint", arrived)}>
        <Changed of={false}>{say.notOffered}</Changed>
      </td>
    );
  const isPicked = picked !== undefined && side.quotationId in picked;
  const taken = isPicked ? (picked[side.quotationId] ?? offer.quantity) : null;
  const able = hands.enabled && !answered.lapsed;
  return (
    <td className={cx("h-px border-r border-b border-line p-0 align-top", arrived)}>
      <div
        className={cx(
          "flex h-full flex-col transition-colors",
          isPicked ? "bg-accent-soft ring-2 ring-accent ring-inset" : offer.best && "bg-leaf-soft",
        )}
      >
        <button
          type="button"
          data-cell={`${row},${column}`}
          tabIndex={activeColumn === column ? 0 : -1}
          aria-pressed={isPicked}
          aria-disabled={!able || undefined}
          onFocus={() => onFocus(row, column)}
          onClick={() => able && hands.toggle(item.itemId, side.quotationId)}
          className={cx(
            "flex w-full min-w-40 flex-col items-stretch px-3 py-2 text-right -outline-offset-2",
            !makeUp && "grow",
            able ? (isPicked ? "" : "hover:bg-sunken") : "cursor-default",
          )}
        >
          <span className="sr-only">
            {side.supplier}, {item.description}:{" "}
          </span>
          <span className="flex min-h-4 items-center justify-end gap-2 text-xs">
            <OfferMarks offer={offer} picked={isPicked} taken={taken} item={item} />
          </span>
          <span className={cx("font-semibold whitespace-nowrap", leftOut && !isPicked && "text-soft")}>
            <Changed of={offer.neededUnitCost}>{costOf(offer)}</Changed>
            <span className="text-sm font-normal text-soft"> /{item.unit}</span>
          </span>
          <span className="text-sm text-soft">
            <OfferTotal offer={offer} />
          </span>
          <span className="text-xs text-soft">
            <OfferTerms offer={offer} />
          </span>
          <span className="text-xs">
            <OfferNotes offer={offer} item={item} />
          </span>
        </button>
        {makeUp && (
          <div className="px-3 pb-2">
            <MakeUp offer={offer} side={answered} item={item} />
          </div>
        )}
      </div>
    </td>
  );
}
