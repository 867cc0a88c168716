/** The map on a phone: one item at a time, its suppliers as cards under the thumb. */

import { ChevronLeft, ChevronRight, CircleSlash, Split, Undo2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../../../ui/button";
import { Changed } from "../../../ui/changed";
import { cx } from "../../../ui/cx";
import { quantity, unitPrice } from "../../../words/format";
import { useWords } from "../../../words/language";
import type { ComparedItem, Side } from "../../picks";
import type { QuotationRow } from "../../rows";
import { comparisonWords } from "../../words/comparison";
import { AnswerTint, NoAnswer } from "./ComparisonEdges";
import type { ComparisonTableProps, MapHands } from "./ComparisonTable";
import { costOf, MakeUp, OfferMarks, OfferNotes, OfferTerms, OfferTotal } from "./OfferCell";

export function ComparisonCards(props: ComparisonTableProps) {
  const { comparison, sides, picks, leftOut, hands, quotations } = props;
  const say = useWords(comparisonWords);
  const [at, setAt] = useState(0);
  const place = Math.min(at, comparison.rows.length - 1);
  const item = comparison.rows[place];
  if (!item) return null;
  const outside = leftOut.includes(item.itemId);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-2">
        <IconButton
          icon={ChevronLeft}
          label={say.phone.before}
          disabled={place === 0}
          onClick={() => setAt(place - 1)}
        />
        <p className="grow text-center text-sm text-soft" aria-live="polite">
          {say.phone.position(place + 1, comparison.rows.length)}
        </p>
        <IconButton
          icon={ChevronRight}
          label={say.phone.after}
          disabled={place === comparison.rows.length - 1}
          onClick={() => setAt(place + 1)}
        />
      </div>
      <header>
        <h2 className={cx("text-lg font-semibold", outside && "line-through")}>{item.description}</h2>
        <p className="text-soft">
          {say.need(quantity(item.quantity), item.unit)}
          {item.estimatedUnitPrice && ` · ${say.estimated(unitPrice(item.estimatedUnitPrice))}`}
        </p>
        {outside && <p className="font-medium text-ochre">{say.outside}</p>}
      </header>
      <ul className="flex flex-col gap-2">
        {sides.map((side) => (
          <OfferCard
            key={side.quotationId}
            item={item}
            side={side}
            picked={picks[item.itemId]}
            row={quotations.get(side.quotationId)}
            hands={hands}
          />
        ))}
      </ul>
      {hands.enabled && (
        <div className="flex flex-wrap gap-2">
          <Button icon={Split} onClick={() => hands.divide(item.itemId)}>
            {say.split}
          </Button>
          <Button icon={outside ? Undo2 : CircleSlash} onClick={() => hands.leave(item.itemId)}>
            {outside ? say.takeBack : say.leaveOut}
          </Button>
        </div>
      )}
    </div>
  );
}

function OfferCard({
  item,
  side,
  picked,
  row,
  hands,
}: {
  item: ComparedItem;
  side: Side;
  picked: Readonly<Record<string, string | null>> | undefined;
  row: QuotationRow | undefined;
  hands: MapHands;
}) {
  const say = useWords(comparisonWords);
  const offer = item.cells[side.index] ?? null;
  const { answered } = side;
  if (offer === null || answered === null)
    return (
      <li className="rounded-lg border border-line px-3 py-2 text-soft">
        <span className="font-medium">{side.supplier}</span>
        {answered ? <span className="block text-sm">{say.notOffered}</span> : <NoAnswer side={side} />}
      </li>
    );
  const isPicked = picked !== undefined && side.quotationId in picked;
  const able = hands.enabled && !answered.lapsed;
  return (
    <li
      className={cx(
        "relative isolate rounded-lg border",
        isPicked
          ? "border-accent bg-accent-soft ring-1 ring-accent"
          : offer.best
            ? "border-leaf bg-leaf-soft"
            : "border-line bg-surface",
      )}
    >
      <AnswerTint row={row} className="rounded-lg" />
      <button
        type="button"
        aria-pressed={isPicked}
        aria-disabled={!able || undefined}
        onClick={() => able && hands.toggle(item.itemId, side.quotationId)}
        className="flex min-h-16 w-full items-start justify-between gap-3 px-3 py-2.5 text-left"
      >
        <span className="min-w-0">
          <span className="block font-medium">{side.supplier}</span>
          <span className="block text-sm text-soft">
            <OfferTerms offer={offer} />
            {answered.score !== null && ` · ${say.score(quantity(answered.score, 1))}`}
          </span>
          <span className="text-sm">
            <OfferNotes offer={offer} item={item} />
          </span>
          {answered.lapsed && <span className="block text-sm text-wine">{say.lapsed}</span>}
          <span className="flex gap-2 text-sm">
            <OfferMarks
              offer={offer}
              picked={isPicked}
              taken={isPicked ? (picked[side.quotationId] ?? offer.quantity) : null}
              item={item}
            />
          </span>
        </span>
        <span className="shrink-0 text-right">
          <span className="block text-lg font-semibold">
            <Changed of={offer.neededUnitCost}>{costOf(offer)}</Changed>
            <span className="text-sm font-normal text-soft"> /{item.unit}</span>
          </span>
          <span className="block text-sm text-soft">
            <OfferTotal offer={offer} />
          </span>
        </span>
      </button>
      <details className="border-t border-line px-3 py-1 text-sm">
        <summary className="flex min-h-11 items-center text-soft">{say.phone.details}</summary>
        <MakeUp offer={offer} side={answered} item={item} />
      </details>
    </li>
  );
}
