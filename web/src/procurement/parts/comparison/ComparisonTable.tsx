/** The map on a desk: items down, suppliers across, heads that stay, one press picks. */

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useCallback, useRef, useState } from "react";
import { useWords } from "../../../words/language";
import { type Comparison, nextCell, type Picks, type Side } from "../../picks";
import type { QuotationRow } from "../../rows";
import { comparisonWords } from "../../words/comparison";
import { ComparisonFoot, ComparisonHead } from "./ComparisonEdges";
import { ComparisonRow } from "./ComparisonRow";

/** As many rows are drawn whole; of more only those in view. */
const DRAWN = 60;
const ROW_PX = 96;

export interface MapHands {
  /** False: it is looked at only. */
  readonly enabled: boolean;
  readonly toggle: (itemId: string, quotationId: string) => void;
  readonly divide: (itemId: string) => void;
  readonly leave: (itemId: string) => void;
  readonly takeAll: (quotationId: string) => void;
}

export interface ComparisonTableProps {
  readonly comparison: Comparison;
  readonly sides: readonly Side[];
  readonly picks: Picks;
  readonly leftOut: readonly string[];
  readonly makeUp: boolean;
  readonly onMakeUp: () => void;
  /** Suppliers who answered while this screen was open. */
  readonly fresh: ReadonlySet<string>;
  /** The live rows, by id. */
  readonly quotations: ReadonlyMap<string, QuotationRow>;
  readonly hands: MapHands;
  readonly quotationLink: (quotationId: string) => string;
}

export function ComparisonTable(props: ComparisonTableProps) {
  const { comparison, sides, picks, leftOut, makeUp, onMakeUp, fresh, hands } = props;
  const say = useWords(comparisonWords);
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState({ row: 0, column: 0 });
  const long = comparison.rows.length > DRAWN;
  const virtual = useVirtualizer({
    count: comparison.rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    enabled: long,
  });
  const drawn = long
    ? virtual.getVirtualItems().map((item) => ({ index: item.index, start: item.start, end: item.end }))
    : comparison.rows.map((_, index) => ({ index, start: 0, end: 0 }));
  const above = long ? (drawn[0]?.start ?? 0) : 0;
  const below = long ? virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0) : 0;
  const onFocus = useCallback((row: number, column: number) => setActive({ row, column }), []);

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-cell]");
    if (button === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const [row = 0, column = 0] = (button.dataset.cell ?? "").split(",").map(Number);
    const item = comparison.rows[row];
    if (event.key === "c") onMakeUp();
    else if (event.key === "d" && item && hands.enabled) hands.divide(item.itemId);
    else {
      const to = nextCell(event.key, row, column, comparison.rows.length, sides);
      if (to === null) return;
      if (long) virtual.scrollToIndex(to.row);
      focusCell(box, to.row, to.column);
    }
    event.preventDefault();
  };

  return (
    <section
      ref={box}
      aria-label={say.tableName}
      className="max-h-[max(24rem,calc(100dvh-17rem))] overflow-auto overscroll-x-contain rounded-lg border border-line bg-surface"
    >
      <table
        className="w-full border-separate border-spacing-0"
        onKeyDown={onKeyDown}
        aria-rowcount={comparison.rows.length + 1}
      >
        <caption className="sr-only">
          {say.tableName}. {say.legend}. {say.keys}
        </caption>
        <ComparisonHead {...props} />
        <tbody>
          {above > 0 && <Space height={above} columns={sides.length + 1} />}
          {drawn.map(({ index }) => {
            const item = comparison.rows[index];
            return (
              item && (
                <ComparisonRow
                  key={item.itemId}
                  item={item}
                  row={index}
                  sides={sides}
                  picked={picks[item.itemId]}
                  leftOut={leftOut.includes(item.itemId)}
                  makeUp={makeUp}
                  fresh={fresh}
                  activeColumn={active.row === index ? active.column : -1}
                  hands={hands}
                  onFocus={onFocus}
                />
              )
            );
          })}
          {below > 0 && <Space height={below} columns={sides.length + 1} />}
        </tbody>
        <ComparisonFoot {...props} />
      </table>
    </section>
  );
}

function Space({ height, columns }: { height: number; columns: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={columns} className="p-0" style={{ height }} />
    </tr>
  );
}

function focusCell(box: RefObject<HTMLElement | null>, row: number, column: number): void {
  const find = () => box.current?.querySelector<HTMLElement>(`[data-cell="${row},${column}"]`);
  const there = find();
  if (there) there.focus();
  else requestAnimationFrame(() => find()?.focus());
}
