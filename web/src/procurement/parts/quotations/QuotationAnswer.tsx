/** What one supplier says of each item, and what it comes to. */

import type { Quotation, QuotationItem } from "../../../api/schema";
import { cx } from "../../../ui/cx";
import { Fact, Facts } from "../../../ui/facts";
import { useNarrow } from "../../../ui/table";
import { day, money, quantity, unitPrice } from "../../../words/format";
import { useWords } from "../../../words/language";
import { same } from "../../picks";
import { quotationPageWords } from "../../words/quotation";
import { roundWords } from "../../words/round";

export function QuotationAnswer({ quotation }: { quotation: Quotation }) {
  const say = useWords(quotationPageWords).quotation;
  const answered = quotation.answeredAt !== null;
  const days = useDays();
  const narrow = useNarrow();
  return (
    <div className="flex flex-col gap-4">
      {narrow ? (
        <ItemCards quotation={quotation} />
      ) : (
        <table className="w-full text-sm">
          <thead>
            <tr className="text-left text-faint">
              <th scope="col" className="py-1.5 pr-3 font-normal">
                {say.columns.item}
              </th>
              <th scope="col" className="py-1.5 pr-3 text-right font-normal">
                {say.columns.asked}
              </th>
              {answered && (
                <>
                  <th scope="col" className="py-1.5 pr-3 text-right font-normal">
                    {say.columns.offered}
                  </th>
                  <th scope="col" className="py-1.5 pr-3 text-right font-normal">
                    {say.columns.price}
                  </th>
                  <th scope="col" className="py-1.5 pr-3 text-right font-normal">
                    {say.columns.delivery}
                  </th>
                  <th scope="col" className="py-1.5 text-right font-normal">
                    {say.columns.total}
                  </th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {quotation.items.map((item) => (
              <Line key={item.itemId} item={item} answered={answered} />
            ))}
          </tbody>
          {answered && (
            <tfoot className="border-t border-line-strong">
              <Sum name={say.subtotal} value={quotation.subtotal} />
              {Number(quotation.discount) > 0 && <Sum name={say.discount} value={`-${quotation.discount}`} />}
              {Number(quotation.freight) > 0 && <Sum name={say.freight} value={quotation.freight} />}
              {Number(quotation.taxes) > 0 && <Sum name={say.taxes} value={quotation.taxes} />}
              <Sum name={say.total} value={quotation.total} strong />
            </tfoot>
          )}
        </table>
      )}
      {answered && (
        <Facts>
          <Fact name={say.payment}>
            {quotation.paymentTerms ||
              (quotation.paymentDays.length > 0 ? say.inDays(quotation.paymentDays.join("/")) : say.onDelivery)}
          </Fact>
          <Fact name={say.delivery}>{days(quotation.deliveryDays)}</Fact>
          <Fact name={say.validity}>{day(quotation.validUntil)}</Fact>
          {quotation.answeredBy && <Fact name={say.answeredBy}>{quotation.answeredBy}</Fact>}
        </Facts>
      )}
      {quotation.notes && (
        <div>
          <p className="text-sm text-faint">{say.notes}</p>
          <p className="whitespace-pre-line">{quotation.notes}</p>
        </div>
      )}
    </div>
  );
}

function useDays(): (days: number | null) => string {
  const say = useWords(roundWords).round;
  return (days) => (days === null ? "—" : say.days(days));
}

function Line({ item, answered }: { item: QuotationItem; answered: boolean }) {
  const say = useWords(quotationPageWords).quotation;
  const days = useDays();
  const other = item.quantity !== null && item.available && !same(item.quantity, item.askedQuantity);
  return (
    <tr className="border-t border-line align-top">
      <th scope="row" className="py-2 pr-3 text-left font-normal">
        <span className="font-medium">{item.description}</span>
        <span className="block text-soft">
          {[item.specification, item.brand, item.note].filter(Boolean).join(" · ")}
        </span>
        {other && item.quantityReason && (
          <span className="block text-ochre">
            {say.reason}: {item.quantityReason}
          </span>
        )}
      </th>
      <td className="py-2 pr-3 text-right whitespace-nowrap">
        {quantity(item.askedQuantity)} {item.unit}
      </td>
      {answered &&
        (item.available ? (
          <>
            <td className={cx("py-2 pr-3 text-right whitespace-nowrap", other && "font-medium text-ochre")}>
              {quantity(item.quantity)} {item.unit}
            </td>
            <td className="py-2 pr-3 text-right whitespace-nowrap">{unitPrice(item.unitPrice)}</td>
            <td className="py-2 pr-3 text-right whitespace-nowrap">{days(item.deliveryDays)}</td>
            <td className="py-2 text-right whitespace-nowrap">{money(item.total)}</td>
          </>
        ) : (
          <td colSpan={4} className="py-2 text-right text-soft">
            {say.unavailable}
          </td>
        ))}
    </tr>
  );
}

/** A phone's: one item under the other. */
function ItemCards({ quotation }: { quotation: Quotation }) {
  const say = useWords(quotationPageWords).quotation;
  const days = useDays();
  return (
    <div>
      <ul className="-mt-2 flex flex-col">
        {quotation.items.map((item) => (
          <li key={item.itemId} className="flex flex-col gap-0.5 border-b border-line py-2.5">
            <span className="font-medium">{item.description}</span>
            <span className="text-sm text-soft">
              {[`${quantity(item.askedQuantity)} ${item.unit}`, item.specification, item.brand, item.note]
                .filter(Boolean)
                .join(" · ")}
            </span>
            {quotation.answeredAt !== null &&
              (item.available ? (
                <span className="flex justify-between gap-3 text-sm">
                  <span>
                    {quantity(item.quantity)} × {unitPrice(item.unitPrice)} · {days(item.deliveryDays)}
                  </span>
                  <span className="font-medium">{money(item.total)}</span>
                </span>
              ) : (
                <span className="text-sm text-soft">{say.unavailable}</span>
              ))}
            {item.quantityReason && (
              <span className="text-sm text-ochre">
                {say.reason}: {item.quantityReason}
              </span>
            )}
          </li>
        ))}
      </ul>
      {quotation.answeredAt !== null && (
        <p className="flex justify-between gap-4 pt-2.5 font-semibold">
          {say.total} <span>{money(quotation.total)}</span>
        </p>
      )}
    </div>
  );
}

function Sum({ name, value, strong = false }: { name: string; value: string; strong?: boolean }) {
  return (
    <tr className={cx(strong && "text-base font-semibold")}>
      <th scope="row" colSpan={5} className="py-1 pr-3 text-right font-normal">
        {name}
      </th>
      <td className="py-1 text-right whitespace-nowrap">{money(value)}</td>
    </tr>
  );
}
