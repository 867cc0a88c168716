/** One stage of the kanban: what stands in it and what it comes to; opens up when the card in the hand may go there. */

import { useDraggable, useDroppable } from "@dnd-kit/core";
import { ChevronsRightLeft } from "lucide-react";
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  useCallback,
  useDeferredValue,
  useMemo,
  useRef,
} from "react";
import { IconButton } from "../../../ui/button";
import { cx } from "../../../ui/cx";
import { useSeen } from "../../../ui/seen";
import { Skeleton } from "../../../ui/states";
import { Fresh, useSteady } from "../../../ui/steady";
import { useVirtualizer } from "../../../ui/table";
import { money } from "../../../words/format";
import { useWords } from "../../../words/language";
import { REQUEST_STATUS, type RequestRow, type RequestStatus } from "../../rows";
import { boardWords } from "../../words/board";
import { type ColumnFigures, ColumnHead, type Welcome } from "./ColumnHead";
import { RequestCard } from "./RequestCard";

export interface BoardColumnProps {
  readonly status: RequestStatus;
  readonly rows: readonly RequestRow[];
  readonly figures: ColumnFigures | undefined;
  readonly welcome: Welcome;
  readonly loading: boolean;
  readonly own: number;
  readonly isMine: (row: RequestRow) => boolean;
  readonly isSending: (row: RequestRow) => boolean;
  /** The card that was dropped a moment ago is where it was let go: it does not travel. */
  readonly landed: string | null;
  /** Where a card went that is still shown because the column is in use. */
  readonly wentTo: (row: RequestRow) => string;
  readonly onOpen: (row: RequestRow, apart: boolean) => void;
  readonly onCollapse?: () => void;
  readonly droppable: boolean;
}

const CARD_PX = 118;

export function BoardColumn(props: BoardColumnProps) {
  const { status, welcome, loading, isMine, isSending, landed, wentTo, onOpen } = props;
  const say = useWords(boardWords);
  const name = useWords(REQUEST_STATUS[status].label);
  const box = useRef<HTMLDivElement>(null);
  // A column beyond the window's edge is drawn after those that somebody sees.
  const late = useDeferredValue(props.rows);
  const given = useSeen(box) ? props.rows : late;
  const { rows, fresh, show } = useSteady(box, given, props.own);
  // Only what is held back can be gone.
  const here = useMemo(() => (rows === given ? null : new Set(given.map((row) => row.id))), [rows, given]);
  const drop = useDroppable({
    id: props.droppable ? status : `column ${status}`,
    disabled: welcome !== "open" || !props.droppable,
  });
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => CARD_PX,
    gap: 8,
    overscan: 3,
    // A new function would have all cards measured anew, with each one that the column scrolls by.
    getItemKey: useCallback((index: number) => rows[index]?.id ?? index, [rows]),
  });
  return (
    <section
      ref={drop.setNodeRef}
      aria-label={say.column(name, props.figures?.count ?? 0, money(props.figures?.total))}
      className={cx(
        "flex h-full min-h-0 min-w-0 flex-col rounded-lg border transition-colors",
        drop.isOver
          ? "border-accent bg-accent-soft"
          : welcome === "open"
            ? "border-accent bg-surface"
            : "border-transparent bg-sunken",
        welcome === "shut" && "opacity-55",
      )}
    >
      <ColumnHead status={status} name={name} figures={props.figures}>
        {props.onCollapse && (
          <IconButton
            icon={ChevronsRightLeft}
            label={`${say.collapse}: ${name}`}
            onClick={props.onCollapse}
            className="-my-1 size-7"
          />
        )}
      </ColumnHead>
      <div
        ref={box}
        data-travel-home
        tabIndex={rows.length > 0 ? -1 : undefined}
        className="min-h-0 grow overflow-y-auto overscroll-contain px-2 pb-2 [scrollbar-width:thin]"
      >
        <Fresh count={fresh} onShow={show} />
        {loading && rows.length === 0 && <SkeletonCards />}
        {!loading && rows.length === 0 && (
          <p className="px-2 py-6 text-center text-sm text-faint">
            {welcome === "open" ? say.dropHere : say.nothingHere}
          </p>
        )}
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const gone = here !== null && !here.has(row.id);
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {gone ? (
                  <Trace row={row}>{wentTo(row)}</Trace>
                ) : (
                  <Draggable
                    row={row}
                    mine={isMine(row)}
                    sending={isSending(row)}
                    still={row.id === landed}
                    onOpen={onOpen}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

/** Drawn again when its row is another one, not with each card that the column scrolls by. */
const Draggable = memo(function Draggable({
  row,
  mine,
  sending,
  still,
  onOpen,
}: {
  row: RequestRow;
  mine: boolean;
  sending: boolean;
  still: boolean;
  onOpen: (row: RequestRow, apart: boolean) => void;
}) {
  const say = useWords(boardWords);
  const drag = useDraggable({ id: row.id, attributes: { roleDescription: say.dnd.role }, disabled: sending });
  const open = (event: MouseEvent) => onOpen(row, event.ctrlKey || event.metaKey || event.button === 1);
  return (
    <div
      ref={drag.setNodeRef}
      {...drag.attributes}
      role="button"
      {...drag.listeners}
      data-travel={still ? undefined : row.id}
      data-card={row.code}
      onClick={open}
      onAuxClick={(event) => event.button === 1 && open(event)}
      onKeyDown={(event: KeyboardEvent<HTMLDivElement>) => {
        if (event.key === "Enter" && !drag.isDragging) return onOpen(row, event.ctrlKey || event.metaKey);
        if (event.key === "ArrowDown" || event.key === "j") step(event, 1);
        else if (event.key === "ArrowUp" || event.key === "k") step(event, -1);
        (drag.listeners?.onKeyDown as ((event: KeyboardEvent) => void) | undefined)?.(event);
      }}
      className={cx(
        "cursor-grab touch-manipulation rounded-md select-none [-webkit-touch-callout:none]",
        drag.isDragging && "opacity-40",
        sending && "opacity-80",
      )}
    >
      <RequestCard row={row} mine={mine} sending={sending} />
    </div>
  );
});

/** J/K and arrows go from card to card; while one is in the hand, arrows are the hand's. */
function step(event: KeyboardEvent<HTMLDivElement>, by: 1 | -1): void {
  if (event.currentTarget.getAttribute("aria-pressed") === "true") return;
  const cards = [
    ...(event.currentTarget.closest("[data-travel-home]")?.querySelectorAll<HTMLElement>("[data-card]") ?? []),
  ];
  const next = cards[cards.indexOf(event.currentTarget) + by];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

/** A card that went elsewhere while this column was in use: nothing moves under the pointer. */
function Trace({ row, children }: { row: RequestRow; children: ReactNode }) {
  return (
    <div className="flex min-h-24 flex-col justify-center gap-1 rounded-md border border-dashed border-line-strong px-2.5 py-2 text-sm text-soft">
      <span className="text-xs text-faint">{row.code}</span>
      <span className="line-clamp-1">{row.title}</span>
      <span>{children}</span>
    </div>
  );
}

function SkeletonCards() {
  return (
    <div className="flex flex-col gap-2">
      {Array.from({ length: 3 }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places without identity
        <Skeleton key={place} className="h-26 w-full rounded-md" />
      ))}
    </div>
  );
}
