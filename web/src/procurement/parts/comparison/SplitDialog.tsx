/** One item from several suppliers: how much of it from whom. */

import { useState } from "react";
import { Button } from "../../../ui/button";
import { cx } from "../../../ui/cx";
import { Dialog } from "../../../ui/dialog";
import { DecimalField } from "../../../ui/field";
import { uiWords } from "../../../ui/words";
import { quantity } from "../../../words/format";
import { useWords } from "../../../words/language";
import { type ComparedItem, ofThousandths, type Side, thousandths } from "../../picks";
import { comparisonWords } from "../../words/comparison";
import { costOf } from "./OfferCell";

export function SplitDialog({
  item,
  sides,
  picked,
  onClose,
  onDivide,
}: {
  item: ComparedItem;
  sides: readonly Side[];
  picked: Readonly<Record<string, string | null>>;
  onClose: () => void;
  onDivide: (quantities: Readonly<Record<string, string>>) => void;
}) {
  const say = useWords(comparisonWords);
  const general = useWords(uiWords);
  const offers = sides.flatMap((side) => {
    const offer = item.cells[side.index];
    return offer && !side.answered?.lapsed ? [{ side, offer }] : [];
  });
  const [given, setGiven] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      offers.flatMap(({ side, offer }) =>
        side.quotationId in picked ? [[side.quotationId, picked[side.quotationId] ?? offer.quantity]] : [],
      ),
    ),
  );
  const sum = offers.reduce((total, { side }) => total + thousandths(given[side.quotationId] ?? "0"), 0n);
  const over =
    sum > thousandths(item.quantity) && Object.values(given).filter((each) => thousandths(each) > 0n).length > 1;
  const need = `${quantity(item.quantity)} ${item.unit}`;
  return (
    <Dialog
      open
      onClose={onClose}
      title={say.divide.title(item.description)}
      description={say.divide.text(need)}
      actions={
        <>
          <Button onClick={onClose}>{general.cancel}</Button>
          <Button kind="primary" onClick={() => onDivide(given)}>
            {say.divide.verb}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {offers.map(({ side, offer }) => (
          <DecimalField
            key={side.quotationId}
            decimals={0}
            label={
              <>
                {side.supplier} · {costOf(offer)} {say.perUnit(item.unit)} ·{" "}
                {say.divide.offers(`${quantity(offer.quantity)} ${item.unit}`)}
                {offer.best && <strong className="text-leaf"> · {say.best}</strong>}
              </>
            }
            value={given[side.quotationId] ?? ""}
            onValue={(value) => setGiven((before) => ({ ...before, [side.quotationId]: value }))}
          />
        ))}
        <p role="status" className={cx("text-right font-semibold", over && "text-wine")}>
          {say.divide.sum(quantity(ofThousandths(sum)), need)}
          {over && ` — ${say.divide.over}`}
        </p>
      </div>
    </Dialog>
  );
}
