/** Lists as tables on a desk and as cards on a phone; long ones draw only what is in view. */

import { useVirtualizer, useWindowVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { RowTint } from "./changed";
import { cx } from "./cx";
import { useNarrow } from "./narrow";
import { Fresh, useSteady } from "./steady";

export interface Column<R> {
  readonly name: string;
  /** What the cell shows. */
  readonly cell: (row: R) => ReactNode;
  /** Share of the width (a CSS grid track): "2fr", "8rem". */
  readonly width?: string;
  readonly align?: "right";
  /** Left out on a phone's card (its title and the rest stay). */
  readonly desk?: boolean;
}

interface RowTableProps<R extends { readonly id: string }> {
  readonly label: string;
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  /** Pressing a row, or Enter on it. */
  readonly onOpen?: (row: R) => void;
  /** Beside every row, on the left (a checkbox). */
  readonly before?: (row: R) => ReactNode;
}

const ROW_PX = 44;
const CARD_PX = 92;
/** Figures end well before the words of the next column begin. */
const RIGHT = "text-right not-last:pr-4";

/**
 * A list with a head that stays, keyboard (J/K or arrows, Enter) and a tint on what changed. It scrolls with the page and
 * draws the rows in view, so that ten thousand cost what fifty do.
 */
export function RowTable<R extends { readonly id: string }>({
  label,
  rows: given,
  columns,
  onOpen,
  before,
}: RowTableProps<R>) {
  const box = useRef<HTMLDivElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const { rows, fresh, show } = useSteady(box, given);
  const [offset, setOffset] = useState(0);
  const narrow = useNarrow();
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when the shape above may have changed
  useLayoutEffect(() => {
    if (top.current) setOffset(top.current.getBoundingClientRect().top + window.scrollY);
  }, [rows.length, narrow]);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (narrow ? CARD_PX : ROW_PX),
    overscan: 12,
    scrollMargin: offset,
    // A new function would have all rows measured anew, with each line that the list scrolls by.
    getItemKey: useCallback((index: number) => rows[index]?.id ?? index, [rows]),
  });
  const tracks = columns.map((column) => column.width ?? "1fr").join(" ");
  const grid = useMemo(() => ({ gridTemplateColumns: before ? `2.5rem ${tracks}` : tracks }), [before, tracks]);
  const goTo = useCallback(
    (index: number) => {
      virtual.scrollToIndex(index);
      requestAnimationFrame(() => top.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus());
    },
    [virtual],
  );
  return (
    <div ref={box}>
      <Fresh count={fresh} onShow={show} />
      <div
        role="table"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        className="rounded-lg border border-line bg-surface"
      >
        {!narrow && (
          <div role="rowgroup" className="sticky top-0 z-10 rounded-t-lg border-b border-line bg-surface">
            <div role="row" className="grid items-center gap-3 px-4 py-2 text-sm text-faint" style={grid}>
              {before && <span role="columnheader" aria-label="·" />}
              {columns.map((column) => (
                <span
                  key={column.name}
                  role="columnheader"
                  className={cx("truncate", column.align === "right" && RIGHT)}
                >
                  {column.name}
                </span>
              ))}
            </div>
          </div>
        )}
        <div ref={top} role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <Line
                key={item.key}
                measure={virtual.measureElement}
                row={row}
                index={item.index}
                last={item.index === rows.length - 1}
                top={item.start - offset}
                columns={columns}
                grid={narrow ? null : grid}
                onOpen={onOpen}
                before={before}
                onGoTo={goTo}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface LineProps<R extends { readonly id: string }> {
  readonly row: R;
  readonly index: number;
  readonly last: boolean;
  /** Pixels below the first row's. */
  readonly top: number;
  readonly columns: readonly Column<R>[];
  /** Null for a phone's card. */
  readonly grid: { readonly gridTemplateColumns: string } | null;
  readonly onOpen: ((row: R) => void) | undefined;
  readonly before: ((row: R) => ReactNode) | undefined;
  readonly onGoTo: (index: number) => void;
  readonly measure: (element: HTMLElement | null) => void;
}

/** Drawn again when its row is another one, not with each line that the list scrolls by. */
const Line = memo(function Line<R extends { readonly id: string }>({
  row,
  index,
  last,
  top,
  columns,
  grid,
  onOpen,
  before,
  onGoTo,
  measure,
}: LineProps<R>) {
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === "Enter") onOpen?.(row);
    const step =
      event.key === "ArrowDown" || event.key === "j" ? 1 : event.key === "ArrowUp" || event.key === "k" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    onGoTo(index + step);
  };
  return (
    <div
      ref={measure}
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      tabIndex={onOpen ? 0 : undefined}
      onKeyDown={press}
      onClick={(event) => {
        if (onOpen && !(event.target as HTMLElement).closest("a,button,input,label,select")) onOpen(row);
      }}
      style={{ transform: `translateY(${top}px)`, ...grid }}
      className={cx(
        "absolute inset-x-0 top-0 isolate px-4 -outline-offset-2",
        last ? "rounded-b-lg" : "border-b border-line",
        onOpen && "cursor-pointer hover:bg-sunken",
        grid ? "grid min-h-11 items-center gap-3 py-1.5" : "flex gap-3 py-3",
      )}
    >
      <RowTint row={row} />
      {before && <span role="cell">{before(row)}</span>}
      {grid ? (
        columns.map((column) => <Cell key={column.name} row={row} column={column} />)
      ) : (
        <Card row={row} columns={columns} />
      )}
    </div>
  );
}) as <R extends { readonly id: string }>(props: LineProps<R>) => ReactNode;

function Cell<R>({ row, column }: { row: R; column: Column<R> }) {
  return (
    <span role="cell" className={cx("min-w-0 truncate", column.align === "right" && RIGHT)}>
      {column.cell(row)}
    </span>
  );
}

function Card<R>({ row, columns }: { row: R; columns: readonly Column<R>[] }) {
  const [title, ...others] = columns.filter((column) => !column.desk);
  // What stands on the right of a row does so of a card.
  const figure = others.findLast((column) => column.align === "right");
  const rest = others.filter((column) => column !== figure);
  return (
    <div className="flex min-w-0 grow flex-col gap-1">
      <span className="flex items-start gap-3">
        {title && (
          <span role="cell" className="min-w-0 grow font-medium">
            {title.cell(row)}
          </span>
        )}
        {figure && (
          <span role="cell" className="shrink-0 font-medium">
            <span className="sr-only">{figure.name}: </span>
            {figure.cell(row)}
          </span>
        )}
      </span>
      <span className="flex flex-wrap gap-x-3 gap-y-1 text-sm text-soft">
        {rest.map((column) => (
          <span role="cell" key={column.name} className="min-w-0">
            <span className="sr-only">{column.name}: </span>
            {column.cell(row)}
          </span>
        ))}
      </span>
    </div>
  );
}

export { useNarrow } from "./narrow";
/** Virtual rows inside a box that scrolls by itself (a board's column). */
export { useVirtualizer };
