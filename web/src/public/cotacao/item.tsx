/** One item of the request, and what the supplier says of it. */

import type { PublicItem } from "../../api/schema";
import { DecimalField, MoneyField, TextField } from "../../ui/field";
import { money, quantity } from "../../words/format";
import { useWords } from "../../words/language";
import { lineCents, type TypedItem } from "./answer";
import { quotationWords } from "./words";

interface ItemProps {
  readonly item: PublicItem;
  readonly typed: TypedItem;
  readonly onType: (change: Partial<TypedItem>) => void;
  /** Refusals of its fields, by the member's name. */
  readonly errors: Readonly<Record<string, string>>;
}

export function Item({ item, typed, onType, errors }: ItemProps) {
  const say = useWords(quotationWords);
  const cents = lineCents(item, typed);
  const otherQuantity = typed.quantity !== "" && Number(typed.quantity) !== Number(item.quantity);
  return (
    <article className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4" aria-label={item.description}>
      <header className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="font-semibold break-words">{item.description}</h3>
          {item.specification && <p className="text-sm break-words text-soft">{item.specification}</p>}
        </div>
        <p className="text-lg font-semibold whitespace-nowrap">{say.wanted(quantity(item.quantity), item.unit)}</p>
      </header>
      {typed.available ? (
        <>
          <div className="flex items-end gap-3">
            <MoneyField
              className="grow"
              label={say.price(item.unit)}
              value={typed.unitPrice}
              onValue={(unitPrice) => onType({ unitPrice })}
              error={errors.unitPrice}
            />
            <button
              type="button"
              className="min-h-11 rounded-md border border-line-strong px-3 text-sm whitespace-nowrap text-soft"
              onClick={() => onType({ available: false })}
            >
              {say.none}
            </button>
          </div>
          {cents !== null && (
            <p className="flex justify-between text-soft">
              <span>{say.line}</span>
              <span className="font-medium text-ink">{money((cents / 100).toFixed(2))}</span>
            </p>
          )}
          <details open={otherQuantity || typed.brand !== "" || typed.discount !== ""}>
            <summary className="py-2 text-sm text-accent-strong">{say.more}</summary>
            <div className="flex flex-col gap-3 pt-1">
              <TextField label={say.brand} value={typed.brand} onValue={(brand) => onType({ brand })} maxLength={200} />
              <DecimalField
                label={`${say.quantity} (${item.unit})`}
                decimals={0}
                placeholder={quantity(item.quantity)}
                value={typed.quantity}
                onValue={(next) => onType({ quantity: next })}
                error={errors.quantity}
              />
              {otherQuantity && (
                <TextField
                  label={say.quantityReason}
                  value={typed.quantityReason}
                  onValue={(quantityReason) => onType({ quantityReason })}
                  error={errors.quantityReason}
                />
              )}
              <MoneyField
                label={say.itemDiscount}
                value={typed.discount}
                onValue={(discount) => onType({ discount })}
                error={errors.discount}
              />
              <TextField
                label={say.itemDays}
                inputMode="numeric"
                value={typed.deliveryDays}
                onValue={(deliveryDays) => onType({ deliveryDays })}
                error={errors.deliveryDays}
              />
              <TextField label={say.note} value={typed.note} onValue={(note) => onType({ note })} error={errors.note} />
            </div>
          </details>
        </>
      ) : (
        <div className="flex items-center justify-between gap-3">
          <p className="text-soft">{say.none}</p>
          <button
            type="button"
            className="min-h-11 rounded-md border border-line-strong px-3 text-sm whitespace-nowrap"
            onClick={() => onType({ available: true })}
          >
            {say.have}
          </button>
        </div>
      )}
    </article>
  );
}
