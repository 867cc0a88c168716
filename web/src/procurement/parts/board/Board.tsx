/** The kanban: stages side by side on a desk, one at a time on a phone. */

import { DndContext, DragOverlay, MeasuringStrategy, type UniqueIdentifier } from "@dnd-kit/core";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { MoveRow } from "../../../api/schema";
import { useCounted } from "../../../data/rows";
import { useLive, useMe, useReadable } from "../../../data/seat";
import { useRest } from "../../../ui/rest";
import { useNarrow } from "../../../ui/table";
import { toast } from "../../../ui/toast";
import { useTravel } from "../../../ui/travel";
import { sumMoney } from "../../../words/decimal";
import { useWords, wordsNow } from "../../../words/language";
import { amountOf, columnsOf, ENDED, OPEN, type Order, targetsOf, waitsFor } from "../../board";
import { REQUEST_STATUS, type RequestRow, type RequestStatus } from "../../rows";
import { boardWords } from "../../words/board";
import { BoardColumn } from "./BoardColumn";
import { BoardPhone } from "./BoardPhone";
import { type ColumnFigures, ColumnRail, type Welcome } from "./ColumnHead";
import { asksFirst, MoveDialog } from "./MoveDialog";
import { RequestCard } from "./RequestCard";
import { useBoardDrag } from "./useBoardDrag";
import { useMoveTable, type useMoving } from "./useMoving";

const ALL: readonly RequestStatus[] = [...OPEN, ...ENDED];

interface BoardProps {
  readonly all: readonly RequestRow[];
  /** Those of `moving.rows` that fit the filters. */
  readonly rows: readonly RequestRow[];
  readonly moving: ReturnType<typeof useMoving>;
  readonly order: Order;
  readonly loading: boolean;
  readonly complete: boolean;
  readonly filtered: boolean;
  readonly onShowEnded: (status: RequestStatus) => void;
}

interface Asking {
  readonly row: RequestRow;
  readonly moves: readonly MoveRow[];
}

export function Board({ all, rows, moving, order, loading, complete, filtered, onShowEnded }: BoardProps) {
  const say = useWords(boardWords);
  const me = useMe().id;
  const online = useReadable(useLive().state).status !== "offline";
  const navigate = useNavigate();
  const router = useRouter();
  const narrow = useNarrow();
  const table = useMoveTable();
  const counted = useCounted("purchase-board", "/api/purchase-requests/board");
  const [held, setHeld] = useState<RequestRow | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [landed, setLanded] = useState<string | null>(null);
  const [collapsed, setCollapsed] = useCollapsed();
  const frame = useRef<HTMLDivElement>(null);
  const height = useRest(frame);

  const columns = useMemo(() => columnsOf(rows, OPEN, order), [rows, order]);
  useTravel(frame, columns);

  const targets = useMemo(() => (held ? targetsOf(held, table, me) : NOWHERE), [held, table, me]);
  const open = useMemo(() => new Set(targets.keys()), [targets]);
  const current = useRef(open);
  current.current = open;
  const latest = useRef(rows);
  latest.current = rows;
  const find = (id: UniqueIdentifier) => latest.current.find((row) => row.id === id);
  const drag = useBoardDrag(ALL, find, () => current.current);

  // After the cards: to add up ten thousand is a while.
  const counting = useDeferredValue(columns);
  const sums = useMemo(
    () =>
      new Map(
        [...counting].map(([status, column]) => [
          status,
          { count: column.length, total: sumMoney(column.map(amountOf)) },
        ]),
      ),
    [counting],
  );
  const figures = (status: RequestStatus): ColumnFigures | undefined =>
    (complete || filtered ? sums.get(status) : undefined) ?? counted?.data.find((each) => each.status === status);

  const openRequest = useCallback(
    (row: RequestRow, apart: boolean) => {
      const to = `/solicitacoes/${row.id}`;
      if (apart) globalThis.open(router.history.createHref(to), "_blank");
      else void navigate({ to });
    },
    [navigate, router],
  );

  const drop = (row: RequestRow, to: RequestStatus) => {
    const moves = targetsOf(row, table, me).get(to) ?? [];
    const [first] = moves;
    if (first === undefined) return;
    if (!online) {
      toast(say.offline, { tone: "wine" });
      return;
    }
    if (moves.every((move) => move.asks === "screen")) {
      toast(say.needsScreen(row.code));
      openRequest(row, false);
      return;
    }
    setLanded(row.id);
    if (moves.length > 1 || asksFirst(first)) {
      moving.hold(row, to);
      setAsking({ row, moves });
    } else void moving.take(row, first).finally(() => setLanded(null));
  };

  const shared = {
    loading,
    own: moving.own,
    isMine: (row: RequestRow) => waitsFor(row, me),
    isSending: (row: RequestRow) => moving.moving.has(row.id),
    landed,
    wentTo: (row: RequestRow) => {
      const now = all.find((each) => each.id === row.id);
      return now && now.status !== row.status ? say.went(wordsNow(REQUEST_STATUS[now.status].label)) : say.gone;
    },
    onOpen: openRequest,
  };
  const welcome = (status: RequestStatus): Welcome =>
    held === null ? "idle" : open.has(status) ? "open" : held.status === status ? "idle" : "shut";

  return (
    <DndContext
      sensors={drag.sensors}
      collisionDetection={drag.collisions}
      accessibility={drag.accessibility}
      measuring={{ droppable: { strategy: MeasuringStrategy.Always } }}
      autoScroll={!narrow}
      onDragStart={({ active }) => {
        drag.reset();
        setHeld(find(active.id) ?? null);
      }}
      onDragEnd={({ over }) => {
        drag.reset();
        const row = held;
        setHeld(null);
        if (row === null) return;
        if (over && over.id !== row.status) drop(row, over.id as RequestStatus);
      }}
      onDragCancel={() => {
        drag.reset();
        setHeld(null);
      }}
    >
      <div ref={frame} style={{ height }} className="min-h-96">
        {narrow ? (
          <BoardPhone
            columns={columns}
            figures={figures}
            counted={counted}
            held={held}
            targets={targets}
            onShowEnded={onShowEnded}
            {...shared}
          />
        ) : (
          <div className="-mx-2 flex h-full gap-2 overflow-x-auto px-2 pb-1">
            {OPEN.map((status) =>
              collapsed.has(status) ? (
                <div key={status} data-stage={status} className="shrink-0">
                  <ColumnRail
                    status={status}
                    figures={figures(status)}
                    welcome={welcome(status)}
                    onOpen={() => setCollapsed(status, false)}
                  />
                </div>
              ) : (
                <div key={status} data-stage={status} className="w-68 shrink-0">
                  <BoardColumn
                    status={status}
                    rows={columns.get(status) ?? []}
                    figures={figures(status)}
                    welcome={welcome(status)}
                    droppable
                    onCollapse={() => setCollapsed(status, true)}
                    {...shared}
                  />
                </div>
              ),
            )}
            <div className="flex shrink-0 gap-2">
              {ENDED.map((status) => (
                <div key={status} data-stage={status}>
                  <ColumnRail
                    status={status}
                    figures={counted?.data.find((each) => each.status === status)}
                    welcome={welcome(status)}
                    onOpen={() => onShowEnded(status)}
                  />
                </div>
              ))}
            </div>
          </div>
        )}
      </div>
      {createPortal(
        <DragOverlay dropAnimation={null} zIndex={50}>
          {held && <RequestCard row={held} mine={waitsFor(held, me)} lifted />}
        </DragOverlay>,
        document.body,
      )}
      {asking && (
        <MoveDialog
          row={asking.row}
          moves={asking.moves}
          onClose={() => {
            setLanded(null);
            moving.letGo(asking.row.id);
            setAsking(null);
          }}
          onTake={(move, reason) => {
            setAsking(null);
            void moving.take(asking.row, move, reason).finally(() => setLanded(null));
          }}
        />
      )}
    </DndContext>
  );
}

const NOWHERE: ReadonlyMap<RequestStatus, readonly MoveRow[]> = new Map();
const COLLAPSED = "esteio-board-collapsed";

/** Which stages are folded, in this browser. */
function useCollapsed(): [ReadonlySet<string>, (status: RequestStatus, folded: boolean) => void] {
  const [folded, setFolded] = useState<ReadonlySet<string>>(
    () => new Set((localStorage.getItem(COLLAPSED) ?? "").split(",").filter(Boolean)),
  );
  return [
    folded,
    (status, fold) => {
      const next = new Set(folded);
      if (fold) next.add(status);
      else next.delete(status);
      localStorage.setItem(COLLAPSED, [...next].join());
      setFolded(next);
    },
  ];
}
