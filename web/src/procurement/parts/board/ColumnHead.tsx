/** A stage of the kanban by its name: the head of its column, or all of it while it is folded. */

import { useDroppable } from "@dnd-kit/core";
import { ChevronsLeftRight } from "lucide-react";
import type { ReactNode } from "react";
import { Changed } from "../../../ui/changed";
import { cx } from "../../../ui/cx";
import { money } from "../../../words/format";
import { useWords } from "../../../words/language";
import { REQUEST_STATUS, type RequestStatus } from "../../rows";
import { boardWords } from "../../words/board";

export interface ColumnFigures {
  readonly count: number;
  readonly total: string;
}

/** What is going on with the card in the hand, for a column: nothing, it may come here, or it may not. */
export type Welcome = "idle" | "open" | "shut";

export function ColumnHead({
  status,
  name,
  figures,
  children,
}: {
  status: RequestStatus;
  name: string;
  figures: ColumnFigures | undefined;
  children: ReactNode;
}) {
  const { icon: Icon } = REQUEST_STATUS[status];
  return (
    <header className="grid grid-cols-[1fr_auto] items-center gap-x-2 px-3 py-2">
      <h2 className="flex min-w-0 items-center gap-1.5 text-sm font-semibold">
        <Icon size={16} className="shrink-0 text-soft" aria-hidden />
        <span className="truncate" title={name}>
          {name}
        </span>
        <Changed of={figures?.count} className="px-1 font-medium text-soft">
          {figures?.count ?? ""}
        </Changed>
      </h2>
      {children}
      <Changed of={figures?.total} className="col-span-2 text-sm text-faint">
        {figures ? money(figures.total) : "\u00a0"}
      </Changed>
    </header>
  );
}

/** A stage that is not spread out: its name, how many stand there; a card may be dropped on it. */
export function ColumnRail({
  status,
  figures,
  welcome,
  onOpen,
}: {
  status: RequestStatus;
  figures: ColumnFigures | undefined;
  welcome: Welcome;
  onOpen: () => void;
}) {
  const say = useWords(boardWords);
  const name = useWords(REQUEST_STATUS[status].label);
  const { icon: Icon } = REQUEST_STATUS[status];
  const drop = useDroppable({ id: status, disabled: welcome !== "open" });
  return (
    <button
      ref={drop.setNodeRef}
      type="button"
      onClick={onOpen}
      title={say.expand(name)}
      className={cx(
        "flex h-full flex-col items-center gap-2 rounded-lg border py-2.5 transition-all",
        welcome === "open" ? "w-28" : "w-11",
        drop.isOver
          ? "border-accent bg-accent-soft"
          : welcome === "open"
            ? "border-accent bg-surface"
            : "border-transparent bg-sunken hover:border-line-strong",
        welcome === "shut" && "opacity-55",
      )}
    >
      <Icon size={16} className="shrink-0 text-soft" aria-hidden />
      <Changed of={figures?.count} className="px-1 text-sm font-medium">
        {figures?.count ?? ""}
      </Changed>
      <span className="min-h-0 truncate text-sm font-medium text-soft [writing-mode:vertical-rl]">{name}</span>
      <ChevronsLeftRight size={14} className="mt-auto shrink-0 text-faint" aria-hidden />
    </button>
  );
}
