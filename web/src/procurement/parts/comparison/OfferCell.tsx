/** One supplier's offer of one item: what a unit costs when it is here, and what that is made of. */

import { Check, Star } from "lucide-react";
import { Changed } from "../../../ui/changed";
import { cx } from "../../../ui/cx";
import { money, quantity, unitPrice } from "../../../words/format";
import { useWords } from "../../../words/language";
import { type Answered, type ComparedItem, type Offer, same, thousandths } from "../../picks";
import { comparisonWords } from "../../words/comparison";

/** Cents are enough from one real on. */
export function costOf(offer: Offer): string {
  return Number(offer.neededUnitCost) < 1 ? unitPrice(offer.neededUnitCost) : money(offer.neededUnitCost);
}

/** Marks of a cell, each a sign and a word. */
export function OfferMarks({
  offer,
  picked,
  taken,
  item,
}: {
  offer: Offer;
  picked: boolean;
  taken: string | null;
  item: ComparedItem;
}) {
  const say = useWords(comparisonWords);
  return (
    <>
      {picked && (
        <span className="inline-flex items-center gap-0.5 font-semibold text-accent-strong">
          <Check size={13} strokeWidth={3} aria-hidden />
          {taken && !same(taken, item.quantity)
            ? say.partOf(quantity(taken), quantity(item.quantity), item.unit)
            : say.picked}
        </span>
      )}
      {offer.best && (
        <span className="inline-flex items-center gap-0.5 font-semibold text-leaf">
          <Star size={12} fill="currentColor" aria-hidden />
          {say.best}
        </span>
      )}
    </>
  );
}

/** What the price stands for when it is not simply as many as are needed. */
export function OfferNotes({ offer, item }: { offer: Offer; item: ComparedItem }) {
  const say = useWords(comparisonWords);
  const lot = thousandths(offer.quantity) > thousandths(item.quantity);
  return (
    <>
      {!offer.covers && <span className="block text-ochre">{say.onlyHas(quantity(offer.quantity), item.unit)}</span>}
      {lot && <span className="block text-ochre">{say.lot(quantity(offer.quantity), item.unit)}</span>}
    </>
  );
}

/** Delivery and brand in one quiet line. */
export function OfferTerms({ offer }: { offer: Offer }) {
  const say = useWords(comparisonWords);
  return (
    <>
      {[offer.deliveryDays === null ? say.noDays : say.days(offer.deliveryDays), offer.brand]
        .filter(Boolean)
        .join(" · ")}
    </>
  );
}

export function OfferTotal({ offer }: { offer: Offer }) {
  return <Changed of={offer.total}>{money(offer.total)}</Changed>;
}

/** From price to landed cost to what that is worth today, a line each. */
export function MakeUp({ offer, side, item }: { offer: Offer; side: Answered; item: ComparedItem }) {
  const say = useWords(comparisonWords).parts;
  const units = useWords(comparisonWords);
  const lines: readonly (readonly [string, string])[] = [
    [say.price(`${quantity(offer.quantity)} ${item.unit}`, unitPrice(offer.unitPrice)), money(offer.gross)],
    ...(isZero(offer.discount) ? [] : ([[say.discount, `− ${money(offer.discount)}`]] as const)),
    ...(isZero(offer.freight) ? [] : ([[say.freight, money(offer.freight)]] as const)),
    ...(isZero(offer.taxes) ? [] : ([[say.taxes, money(offer.taxes)]] as const)),
  ];
  return (
    <dl className="mt-1 grid grid-cols-[1fr_auto] gap-x-2 border-t border-line pt-1 text-xs text-soft">
      {lines.map(([name, value]) => (
        <Line key={name} name={name} value={value} />
      ))}
      <Line name={say.total} value={money(offer.total)} strong />
      {offer.presentValue !== offer.total && (
        <Line
          name={`${say.today} (${side.paymentDays.length === 0 ? units.onDelivery : units.payIn(side.paymentDays.join("/"))})`}
          value={money(offer.presentValue)}
          strong
        />
      )}
      {offer.quantityReason && <dd className="col-span-2 pt-1">{offer.quantityReason}</dd>}
      {offer.note && <dd className="col-span-2 pt-1">{offer.note}</dd>}
    </dl>
  );
}

function Line({ name, value, strong = false }: { name: string; value: string; strong?: boolean }) {
  return (
    <>
      <dt className={cx("text-left", strong && "font-medium text-ink")}>{name}</dt>
      <dd className={cx("text-right whitespace-nowrap", strong && "font-medium text-ink")}>{value}</dd>
    </>
  );
}

function isZero(amount: string): boolean {
  return Number(amount) === 0;
}
