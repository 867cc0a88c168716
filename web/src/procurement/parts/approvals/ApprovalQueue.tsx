/** The cards of the queue, of which only those in view are drawn; J and K go through them. */

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { useShortcut } from "../../../ui/keys";
import { Fresh, useSteady } from "../../../ui/steady";
import { useWords } from "../../../words/language";
import type { QueueRow } from "../../rows";
import type { Signings } from "../../signing";
import { approvalsWords } from "../../words/approvals";
import { ApprovalCard, type ApprovalCardProps } from "./ApprovalCard";

const CARD_PX = 250;

type ApprovalQueueProps = Pick<ApprovalCardProps, "choosing" | "onChoose" | "onApprove" | "onTakeBack" | "onReject"> & {
  readonly rows: readonly QueueRow[];
  readonly chosen: ReadonlySet<string>;
  readonly signings: Signings;
};

export function ApprovalQueue({ rows: given, signings, chosen, ...rest }: ApprovalQueueProps) {
  const say = useWords(approvalsWords);
  const box = useRef<HTMLDivElement>(null);
  const { rows, fresh, show } = useSteady(box, given);
  const [offset, setOffset] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when something above may have changed
  useLayoutEffect(() => {
    if (box.current) setOffset(box.current.getBoundingClientRect().top + window.scrollY);
  }, [rows]);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => CARD_PX,
    gap: 12,
    overscan: 4,
    scrollMargin: offset,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  // The keys belong to the card that has the focus.
  const focused = (): QueueRow | undefined => {
    const card = document.activeElement?.closest<HTMLElement>("[data-card]")?.closest<HTMLElement>("[data-index]");
    return card && box.current?.contains(card) ? rows[Number(card.dataset.index)] : undefined;
  };
  const onFocused = (right: string | null, act: (row: QueueRow) => void) => () => {
    const row = focused();
    const signing = row && signings.get(row.requestId);
    if (row === undefined || (signing !== undefined && signing.state !== "refused")) return;
    if (right === null || row.can.includes(right)) act(row);
  };
  useShortcut("a", say.approve, onFocused("approve", rest.onApprove));
  useShortcut("r", say.reject, onFocused("reject", rest.onReject));
  useShortcut(
    "x",
    say.selectSome,
    onFocused(null, (row) => rest.onChoose(row, !chosen.has(row.requestId))),
  );
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const by =
      event.key === "j" || event.key === "ArrowDown" ? 1 : event.key === "k" || event.key === "ArrowUp" ? -1 : 0;
    const card = (event.target as HTMLElement).closest<HTMLElement>("[data-index]");
    if (by === 0 || card === null || !(event.target as HTMLElement).matches("article")) return;
    event.preventDefault();
    const next = Number(card.dataset.index) + by;
    virtual.scrollToIndex(next);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-index="${next}"] article`)?.focus());
  };
  return (
    <div ref={box}>
      <Fresh count={fresh} onShow={show} />
      <p className="sr-only">{say.keys}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the cards in it */}
      <div onKeyDown={walk} className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start - offset}px)` }}
            >
              <ApprovalCard
                row={row}
                signing={signings.get(row.requestId)}
                chosen={chosen.has(row.requestId)}
                {...rest}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
