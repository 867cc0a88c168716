/** Taking the decision: who gets what, what is left for later, and why. */

import { useState } from "react";
import { call } from "../../../api/call";
import type { Basket } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { useLive } from "../../../data/seat";
import { Button } from "../../../ui/button";
import { Dialog } from "../../../ui/dialog";
import { Checkbox, TextAreaField } from "../../../ui/field";
import { uiWords } from "../../../ui/words";
import { money, quantity } from "../../../words/format";
import { useWords, wordsNow } from "../../../words/language";
import { type Comparison, choicesOf, type Picks, takenOf } from "../../picks";
import { comparisonWords } from "../../words/comparison";

interface AwardWhy {
  readonly reason: string;
  readonly exceptionReason: string;
}

export function AwardDialog({
  comparison,
  basket,
  picks,
  leftOut,
  onLeftOut,
  why,
  onWhy,
  onClose,
  onDone,
}: {
  comparison: Comparison;
  basket: Basket;
  picks: Picks;
  leftOut: readonly string[];
  onLeftOut: (items: readonly string[]) => void;
  why: AwardWhy;
  onWhy: (change: Partial<AwardWhy>) => void;
  onClose: () => void;
  onDone: () => void;
}) {
  const say = useWords(comparisonWords).award;
  const general = useWords(uiWords);
  const live = useLive();
  const [asked, setAsked] = useState(false);
  const award = useAction("POST /api/quotation-rounds/{round_id}/award", {
    sayErrors: false,
    done: say.done,
    undo: (done) =>
      call(live, "POST /api/purchase-requests/{request_id}/return-to-quotation", {
        path: { request_id: done.purchaseRequest.id },
        body: { reason: wordsNow(comparisonWords).award.undo },
      }),
    onDone,
  });
  const open = [...basket.missing, ...basket.short];
  const fewAnswers = comparison.columns.length < comparison.leastAnswers;
  const unsaid = basket.missing.filter((id) => !leftOut.includes(id));
  const send = () => {
    setAsked(true);
    void award.run({
      path: { round_id: comparison.round.id },
      ifMatch: comparison.round.version,
      body: {
        choices: choicesOf(picks, comparison),
        leaveOut: open.filter((id) => leftOut.includes(id)),
        reason: why.reason,
        exceptionReason: why.exceptionReason,
        seenSha256: comparison.sha256,
      },
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={say.title}
      description={`${comparison.purchaseRequest.code} · ${comparison.purchaseRequest.title}`}
      actions={
        <>
          <Button onClick={onClose}>{general.cancel}</Button>
          <Button kind="primary" busy={award.busy} onClick={send}>
            {say.verb}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <table className="w-full text-sm">
          <caption className="pb-1 text-left font-medium text-soft">{say.summary}</caption>
          <tbody>
            {basket.suppliers.map((share) => (
              <tr key={share.quotationId} className="border-t border-line">
                <th scope="row" className="py-1.5 text-left font-normal">
                  {share.supplierName}
                </th>
                <td className="py-1.5 text-right text-soft">{say.itemsOf(share.items)}</td>
                <td className="py-1.5 pl-3 text-right">{money(share.total)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="border-t border-line-strong font-semibold">
              <th scope="row" colSpan={2} className="py-1.5 text-left">
                {say.total}
              </th>
              <td className="py-1.5 pl-3 text-right">{money(basket.total)}</td>
            </tr>
          </tfoot>
        </table>
        {open.length > 0 && (
          <fieldset className="flex flex-col gap-2 rounded-md border border-line p-3">
            <legend className="px-1 font-medium">{say.leftTitle}</legend>
            <p className="text-sm text-soft">{say.leftText}</p>
            {comparison.rows
              .filter((item) => open.includes(item.itemId))
              .map((item) => (
                <Checkbox
                  key={item.itemId}
                  label={
                    basket.missing.includes(item.itemId)
                      ? say.leftCheck(item.description)
                      : say.shortCheck(
                          item.description,
                          `${quantity(takenOf(picks, item))} ${item.unit}`,
                          quantity(item.quantity),
                        )
                  }
                  checked={leftOut.includes(item.itemId)}
                  onChecked={(checked) =>
                    onLeftOut(checked ? [...leftOut, item.itemId] : leftOut.filter((id) => id !== item.itemId))
                  }
                />
              ))}
            {asked && unsaid.length > 0 && award.fields.choices && (
              <p role="alert" className="text-sm text-wine">
                {award.fields.choices}
              </p>
            )}
          </fieldset>
        )}
        {fewAnswers && (
          <TextAreaField
            label={say.exception(comparison.leastAnswers, comparison.columns.length)}
            value={why.exceptionReason}
            onValue={(exceptionReason) => onWhy({ exceptionReason })}
            error={award.fields.exceptionReason}
            required
          />
        )}
        <TextAreaField
          label={say.reason}
          hint={say.reasonHint}
          value={why.reason}
          onValue={(reason) => onWhy({ reason })}
          error={award.fields.reason}
        />
        {award.sentence && (
          <p role="alert" className="text-wine">
            {award.sentence}
          </p>
        )}
      </div>
    </Dialog>
  );
}
