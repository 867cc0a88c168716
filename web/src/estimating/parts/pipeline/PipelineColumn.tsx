/** One state of the pipeline: what stands in it and what it comes to. */

import { type KeyboardEvent, useCallback, useMemo, useRef } from "react";
import { Changed } from "../../../ui/changed";
import { Skeleton } from "../../../ui/states";
import { Fresh, useSteady } from "../../../ui/steady";
import { useVirtualizer } from "../../../ui/table";
import { money } from "../../../words/format";
import { useWords } from "../../../words/language";
import { ORCAMENTO_STATUS, type OrcamentoRow, type OrcamentoStatus } from "../../rows";
import { orcamentosWords } from "../../words/orcamentos";
import { OrcamentoCard } from "./OrcamentoCard";

export interface Figures {
  readonly count: number;
  readonly total: string;
}

const CARD_PX = 124;

export function PipelineColumn({
  status,
  rows: given,
  figures,
  loading,
  onOpen,
}: {
  status: OrcamentoStatus;
  rows: readonly OrcamentoRow[];
  figures: Figures | undefined;
  loading: boolean;
  onOpen: (row: OrcamentoRow, apart: boolean) => void;
}) {
  const say = useWords(orcamentosWords);
  const { icon: Icon, label } = ORCAMENTO_STATUS[status];
  const name = useWords(label);
  const box = useRef<HTMLDivElement>(null);
  const { rows, fresh, show } = useSteady(box, given);
  const here = useMemo(() => new Set(given.map(({ id }) => id)), [given]);
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
    <section aria-label={name} className="flex h-full min-h-0 min-w-0 flex-col rounded-lg bg-sunken">
      <header className="px-3 py-2">
        <h2 className="flex min-w-0 items-center gap-1.5 text-sm font-semibold">
          <Icon size={16} className="shrink-0 text-soft" aria-hidden />
          <span className="truncate">{name}</span>
          <Changed of={figures?.count} className="px-1 font-medium text-soft">
            {figures?.count ?? ""}
          </Changed>
        </h2>
        <Changed of={figures?.total} as="p" className="text-sm text-soft">
          {figures ? money(figures.total) : "\u00a0"}
        </Changed>
      </header>
      <div
        ref={box}
        data-travel-home
        className="min-h-0 grow overflow-y-auto overscroll-contain px-2 pb-2 [scrollbar-width:thin]"
      >
        <Fresh count={fresh} onShow={show} />
        {loading && rows.length === 0 && (
          <div className="flex flex-col gap-2">
            <Skeleton className="h-28 w-full rounded-md" />
            <Skeleton className="h-28 w-full rounded-md" />
          </div>
        )}
        {!loading && rows.length === 0 && <p className="px-2 py-6 text-center text-sm text-soft">{say.columnEmpty}</p>}
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <button
                  type="button"
                  data-card
                  data-travel={here.has(row.id) ? row.id : undefined}
                  onClick={(event) => onOpen(row, event.ctrlKey || event.metaKey)}
                  onKeyDown={step}
                  className="block w-full rounded-md transition-opacity hover:opacity-90"
                >
                  <OrcamentoCard row={row} />
                </button>
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

/** J/K and arrows go up and down a column; H/L and the others to the next one. */
function step(event: KeyboardEvent<HTMLButtonElement>): void {
  const down = event.key === "ArrowDown" || event.key === "j";
  const up = event.key === "ArrowUp" || event.key === "k";
  const right = event.key === "ArrowRight" || event.key === "l";
  const left = event.key === "ArrowLeft" || event.key === "h";
  if (!(down || up || left || right) || event.ctrlKey || event.metaKey || event.altKey) return;
  const home = event.currentTarget.closest("[data-travel-home]");
  const cardsIn = (box: Element | null | undefined) => [...(box?.querySelectorAll<HTMLElement>("[data-card]") ?? [])];
  let next: HTMLElement | undefined;
  if (down || up) {
    const cards = cardsIn(home);
    next = cards[cards.indexOf(event.currentTarget) + (down ? 1 : -1)];
  } else {
    const homes = [...document.querySelectorAll("[data-travel-home]")].filter((box) => cardsIn(box).length > 0);
    next = cardsIn(homes[homes.indexOf(home as Element) + (right ? 1 : -1)])[0];
  }
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}
