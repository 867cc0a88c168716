/** The lines of an order: what was ordered, what came, what the notes charge, what is missing. */

import { Fragment } from "react";
import type { MatchLine, Order, OrderItem } from "../../../api/schema";
import { Changed } from "../../../ui/changed";
import { cx } from "../../../ui/cx";
import { useNarrow } from "../../../ui/table";
import { money, quantity, unitPrice } from "../../../words/format";
import { useWords } from "../../../words/language";
import { same } from "../../picks";
import { orderPageWords } from "../../words/order";

export function OrderItems({ order, match }: { order: Order; match: readonly MatchLine[] | undefined }) {
  const say = useWords(orderPageWords).items;
  const narrow = useNarrow();
  const invoiced = match?.some((line) => Number(line.invoiced) > 0) ?? false;
  if (narrow) return <ItemCards order={order} />;
  const columns = [say.ordered, say.came, ...(invoiced ? [say.invoiced] : []), say.balance, say.price, say.total];
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm">
        <thead>
          <tr className="text-faint">
            <th scope="col" className="py-1.5 pr-3 text-left font-normal">
              {say.item}
            </th>
            {columns.map((name) => (
              <th key={name} scope="col" className="py-1.5 pl-3 text-right font-normal">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {order.items.map((item) => (
            <Line
              key={item.id}
              item={item}
              invoiced={invoiced ? (match?.find((line) => line.orderItemId === item.id)?.invoiced ?? "0") : null}
            />
          ))}
        </tbody>
        <tfoot className="border-t border-line-strong">
          <Sum span={columns.length} name={say.subtotal} value={order.subtotal} />
          {Number(order.discount) > 0 && <Sum span={columns.length} name={say.discount} value={`-${order.discount}`} />}
          {Number(order.freight) > 0 && <Sum span={columns.length} name={say.freight} value={order.freight} />}
          {Number(order.taxes) > 0 && <Sum span={columns.length} name={say.taxes} value={order.taxes} />}
          <Sum span={columns.length} name={say.whole} value={order.total} strong />
        </tfoot>
      </table>
    </div>
  );
}

function Line({ item, invoiced }: { item: OrderItem; invoiced: string | null }) {
  const say = useWords(orderPageWords).items;
  const whole = same(item.received, item.quantity);
  const cell = "py-2 pl-3 text-right whitespace-nowrap";
  return (
    <tr className="border-t border-line align-top">
      <th scope="row" className="py-2 pr-3 text-left font-normal">
        <span className="text-faint">{item.position}.</span> <span className="font-medium">{item.description}</span>
        {item.brand && <span className="block text-soft">{item.brand}</span>}
        {Number(item.givenUp) > 0 && (
          <span className="block text-ochre">{say.givenUp(`${quantity(item.givenUp)} ${item.unit}`)}</span>
        )}
      </th>
      <td className={cell}>
        {quantity(item.quantity)} {item.unit}
      </td>
      <td className={cx(cell, whole && "font-medium text-leaf")}>
        <Changed of={item.received}>{quantity(item.received)}</Changed>
      </td>
      {invoiced !== null && (
        <td className={cx(cell, !same(invoiced, item.received) && "font-medium text-ochre")}>{quantity(invoiced)}</td>
      )}
      <td className={cell}>{Number(item.balance) === 0 ? "—" : quantity(item.balance)}</td>
      <td className={cell}>{unitPrice(item.unitPrice)}</td>
      <td className={cell}>{money(item.total)}</td>
    </tr>
  );
}

/** A phone's: one item under the other, nothing to push aside. */
function ItemCards({ order }: { order: Order }) {
  const say = useWords(orderPageWords).items;
  const sums: readonly (readonly [string, string])[] = [
    [say.discount, `-${order.discount}`],
    [say.freight, order.freight],
    [say.taxes, order.taxes],
  ];
  return (
    <>
      <ul className="-mt-2 flex flex-col">
        {order.items.map((item) => (
          <li key={item.id} className="flex flex-col gap-0.5 border-b border-line py-2.5">
            <span className="font-medium">
              <span className="text-faint">{item.position}.</span> {item.description}
            </span>
            <span className="flex justify-between gap-3 text-sm text-soft">
              <span>
                {quantity(item.quantity)} {item.unit} × {unitPrice(item.unitPrice)}
              </span>
              <span>{money(item.total)}</span>
            </span>
            <span className="text-sm">
              <span className={cx(same(item.received, item.quantity) ? "font-medium text-leaf" : "text-soft")}>
                {say.came}: <Changed of={item.received}>{quantity(item.received)}</Changed>
              </span>
              {Number(item.balance) > 0 && (
                <span className="text-soft">
                  {" "}
                  · {say.balance}: {quantity(item.balance)}
                </span>
              )}
              {Number(item.givenUp) > 0 && (
                <span className="block text-ochre">{say.givenUp(`${quantity(item.givenUp)} ${item.unit}`)}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 pt-2.5">
        {sums.map(
          ([name, value]) =>
            Number(value) !== 0 && (
              <Fragment key={name}>
                <dt className="text-sm text-soft">{name}</dt>
                <dd className="text-right text-sm">{money(value)}</dd>
              </Fragment>
            ),
        )}
        <dt className="font-semibold">{say.whole}</dt>
        <dd className="text-right font-semibold">{money(order.total)}</dd>
      </dl>
    </>
  );
}

function Sum({ span, name, value, strong = false }: { span: number; name: string; value: string; strong?: boolean }) {
  return (
    <tr className={cx(strong && "text-base font-semibold")}>
      <th scope="row" colSpan={span} className="py-1 pr-3 text-right font-normal">
        {name}
      </th>
      <td className="py-1 text-right whitespace-nowrap">{money(value)}</td>
    </tr>
  );
}
