/** The kanban in one hand: a stage at a time, by swipe or by its tab; a card that is held shows where it may go. */

import { useDroppable } from "@dnd-kit/core";
import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { Board, MoveRow } from "../../../api/schema";
import { Changed } from "../../../ui/changed";
import { cx } from "../../../ui/cx";
import { useWords } from "../../../words/language";
import { ENDED, OPEN } from "../../board";
import { REQUEST_STATUS, type RequestRow, type RequestStatus } from "../../rows";
import { boardWords } from "../../words/board";
import { BoardColumn, type BoardColumnProps } from "./BoardColumn";
import type { ColumnFigures } from "./ColumnHead";

interface BoardPhoneProps
  extends Pick<BoardColumnProps, "loading" | "own" | "isMine" | "isSending" | "landed" | "wentTo" | "onOpen"> {
  readonly columns: ReadonlyMap<RequestStatus, readonly RequestRow[]>;
  readonly figures: (status: RequestStatus) => ColumnFigures | undefined;
  readonly counted: Board | undefined;
  readonly held: RequestRow | null;
  readonly targets: ReadonlyMap<RequestStatus, readonly MoveRow[]>;
  readonly onShowEnded: (status: RequestStatus) => void;
}

const LAST = "esteio-board-stage";

export function BoardPhone({ columns, figures, counted, held, targets, onShowEnded, ...shared }: BoardPhoneProps) {
  const say = useWords(boardWords);
  const track = useRef<HTMLDivElement>(null);
  const tabs = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<RequestStatus>(
    () => OPEN.find((status) => status === sessionStorage.getItem(LAST)) ?? firstWith(columns) ?? "draft",
  );
  const go = (status: RequestStatus, behavior: ScrollBehavior = "smooth") => {
    const box = track.current;
    box?.scrollTo({ left: OPEN.indexOf(status) * box.clientWidth, behavior });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, to where the person was
  useEffect(() => go(shown, "instant"), []);
  useEffect(() => {
    sessionStorage.setItem(LAST, shown);
    tabs.current?.querySelector(`[data-tab="${shown}"]`)?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [shown]);
  return (
    <div className="flex h-full flex-col gap-2">
      <div
        ref={tabs}
        role="tablist"
        aria-label={say.states}
        className="-mx-4 flex shrink-0 gap-1.5 overflow-x-auto px-4 [scrollbar-width:none]"
        onKeyDown={(event) => {
          const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
          const next = OPEN[OPEN.indexOf(shown) + by];
          if (by === 0 || next === undefined) return;
          go(next, "instant");
          tabs.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
        }}
      >
        {OPEN.map((status) => (
          <StageTab
            key={status}
            status={status}
            count={figures(status)?.count}
            chosen={status === shown}
            onChoose={() => go(status)}
          />
        ))}
        {ENDED.map((status) => (
          <StageTab
            key={status}
            status={status}
            count={counted?.data.find((each) => each.status === status)?.count}
            chosen={false}
            onChoose={() => onShowEnded(status)}
          />
        ))}
      </div>
      <div
        ref={track}
        onScroll={(event) => {
          const box = event.currentTarget;
          const status = OPEN[Math.round(box.scrollLeft / box.clientWidth)];
          if (status) setShown(status);
        }}
        className={cx(
          "-mx-4 flex min-h-0 grow overflow-y-hidden [scrollbar-width:none]",
          held ? "overflow-x-hidden" : "snap-x snap-mandatory overflow-x-auto",
        )}
      >
        {OPEN.map((status) => (
          <div
            key={status}
            className="h-full w-full shrink-0 snap-center snap-always px-4"
            aria-hidden={status !== shown || undefined}
            inert={status !== shown}
          >
            <BoardColumn
              status={status}
              rows={columns.get(status) ?? []}
              figures={figures(status)}
              welcome={held && held.status !== status ? "shut" : "idle"}
              droppable={false}
              {...shared}
            />
          </div>
        ))}
      </div>
      {held && <Tray targets={[...targets.keys()]} />}
    </div>
  );
}

function firstWith(columns: ReadonlyMap<RequestStatus, readonly RequestRow[]>): RequestStatus | undefined {
  return OPEN.find((status) => (columns.get(status)?.length ?? 0) > 0);
}

function StageTab({
  status,
  count,
  chosen,
  onChoose,
}: {
  status: RequestStatus;
  count: number | undefined;
  chosen: boolean;
  onChoose: () => void;
}) {
  const { icon: Icon, label } = REQUEST_STATUS[status];
  const name = useWords(label);
  return (
    <button
      type="button"
      role="tab"
      data-tab={status}
      aria-selected={chosen}
      tabIndex={chosen ? 0 : -1}
      onClick={onChoose}
      className={cx(
        "flex min-h-11 shrink-0 items-center gap-1.5 rounded-full border px-3.5 text-sm font-medium whitespace-nowrap",
        chosen ? "border-accent bg-accent-soft text-accent-strong" : "border-line bg-surface text-soft",
      )}
    >
      <Icon size={15} aria-hidden />
      {name}
      <Changed of={count} className="rounded-full px-1">
        {count ?? ""}
      </Changed>
    </button>
  );
}

/** Where the card in the hand may go, big enough for a thumb. */
function Tray({ targets }: { targets: readonly RequestStatus[] }) {
  const say = useWords(boardWords);
  return createPortal(
    <div className="fixed inset-x-0 bottom-0 z-40 flex animate-rise flex-col gap-2 rounded-t-lg border-t border-line bg-raised p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] shadow-float">
      {targets.length === 0 && <p className="p-3 text-center text-soft">{say.nowhere}</p>}
      <div className="grid grid-cols-2 gap-2">
        {targets.map((status) => (
          <Basket key={status} status={status} />
        ))}
      </div>
    </div>,
    document.body,
  );
}

function Basket({ status }: { status: RequestStatus }) {
  const { icon: Icon, label } = REQUEST_STATUS[status];
  const name = useWords(label);
  const { setNodeRef, isOver } = useDroppable({ id: status });
  return (
    <div
      ref={setNodeRef}
      data-stage={status}
      className={cx(
        "flex min-h-18 items-center justify-center gap-2 rounded-md border-2 border-dashed p-2 text-center font-medium",
        isOver ? "border-accent bg-accent-soft text-accent-strong" : "border-line-strong",
      )}
    >
      <Icon size={18} aria-hidden />
      {name}
    </div>
  );
}
