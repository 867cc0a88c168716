/** What follows what, on a calendar: a bar from the first to the last day, named where it lies. */

import { scaleTime } from "d3-scale";
import { useRef } from "react";
import { locale } from "../words/format";
import { useWidth } from "./useWidth";

interface GanttRow {
  readonly label: string;
  /** Days, both included: "2026-11-23". */
  readonly start: string;
  readonly end: string;
  /** Beside the name: "20 dias úteis". */
  readonly aside: string;
}

const ROW = 46;
const TOP = 22;
const DAY_MS = 86_400_000;
/** Fewer px than this between two ticks and they are left out. */
const TICK_PX = 56;

export function Gantt({ rows, today }: { rows: readonly GanttRow[]; today: string }) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const starts = rows.map(({ start }) => at(start));
  const ends = rows.map(({ end }) => at(end) + DAY_MS);
  const [from, to] = [Math.min(...starts), Math.max(...ends)];
  const x = scaleTime([from, to], [0, Math.max(1, width)]);
  const height = TOP + rows.length * ROW;
  const now = at(today);
  const months = new Intl.DateTimeFormat(locale(), { month: "short", day: "numeric" });
  const ticks = x.ticks(Math.max(2, Math.floor(width / 110)));
  return (
    <div ref={place}>
      <svg aria-hidden="true" width={width} height={height} className="block text-sm">
        {ticks
          .filter((tick) => x(tick) < width - TICK_PX)
          .map((tick) => (
            <g key={tick.getTime()} transform={`translate(${x(tick)} 0)`}>
              <line y1={TOP - 6} y2={height} className="stroke-line" />
              <text x={0} y={11} className="fill-faint text-xs">
                {months.format(tick)}
              </text>
            </g>
          ))}
        {now > from && now < to && (
          <line x1={x(now)} x2={x(now)} y1={TOP - 6} y2={height} className="stroke-accent" strokeDasharray="3 3" />
        )}
        {rows.map((row, index) => {
          const [left, right] = [x(at(row.start)), x(at(row.end) + DAY_MS)];
          // The name stands over the bar, and moves left where it would leave the picture.
          const wide = (row.label.length + row.aside.length) * 6.6 + 12;
          const textAt = Math.max(0, Math.min(left, width - wide));
          return (
            <g key={row.label} transform={`translate(0 ${TOP + index * ROW})`}>
              <text x={textAt} y={16} className="fill-ink">
                {row.label}
                <tspan dx={8} className="fill-faint">
                  {row.aside}
                </tspan>
              </text>
              <rect x={left} y={23} width={Math.max(3, right - left - 1)} height={14} rx={3} className="fill-slate" />
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function at(day: string): number {
  return new Date(`${day}T00:00:00`).getTime();
}
