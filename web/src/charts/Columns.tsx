/** Amounts in the order of time: a column each, its figure above it; a part of it may be marked by hatching. */

import { scaleBand, scaleLinear } from "d3-scale";
import { useId, useRef } from "react";
import { useWidth } from "./useWidth";

interface ColumnRow {
  readonly key: string;
  /** Short: it stands below the column. */
  readonly label: string;
  readonly value: number;
  readonly shown: string;
  /** Of the value: hatched, from below. */
  readonly marked?: number;
  /** On pointing. */
  readonly title: string;
}

const HEIGHT = 190;
const BELOW = 20;
const ABOVE = 18;
/** Narrower columns have no room for a figure each: then the greatest and the last have theirs. */
const FIGURE_PX = 58;
const LABEL_PX = 44;

export function Columns({ rows }: { rows: readonly ColumnRow[] }) {
  const place = useRef<HTMLDivElement>(null);
  const hatch = useId();
  const width = useWidth(place);
  const x = scaleBand(
    rows.map(({ key }) => key),
    [0, Math.max(1, width)],
  ).padding(0.25);
  const most = Math.max(1e-9, ...rows.map(({ value }) => value));
  const y = scaleLinear([0, most], [0, HEIGHT - BELOW - ABOVE]);
  const base = HEIGHT - BELOW;
  const step = x.step();
  const greatest = rows.findIndex(({ value }) => value === most);
  const everyLabel = Math.max(1, Math.ceil(LABEL_PX / Math.max(1, step)));
  return (
    <div ref={place}>
      <svg aria-hidden="true" width={width} height={HEIGHT} className="block text-xs">
        <defs>
          <pattern id={hatch} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width={6} height={6} className="fill-wine-soft" />
            <line y2={6} strokeWidth={4} className="stroke-wine" />
          </pattern>
        </defs>
        <line x2={width} y1={base + 0.5} y2={base + 0.5} className="stroke-line" />
        {rows.map((row, index) => {
          const left = x(row.key) ?? 0;
          const [high, marked] = [y(Math.max(0, row.value)), y(Math.max(0, row.marked ?? 0))];
          const figure = step >= FIGURE_PX || index === greatest || index === rows.length - 1;
          return (
            <g key={row.key} transform={`translate(${left} 0)`}>
              <title>{row.title}</title>
              <rect x={-step * 0.12} width={step} height={base} className="fill-transparent" />
              <rect y={base - high} width={x.bandwidth()} height={high} rx={2} className="fill-slate" />
              {marked > 0 && (
                <rect y={base - marked} width={x.bandwidth()} height={marked} rx={2} fill={`url(#${hatch})`} />
              )}
              {figure && row.value > 0 && (
                <text
                  // Wider than its column, the last would stand outside.
                  x={index === rows.length - 1 && step < FIGURE_PX ? x.bandwidth() : x.bandwidth() / 2}
                  y={base - high - 5}
                  textAnchor={index === rows.length - 1 && step < FIGURE_PX ? "end" : "middle"}
                  className="fill-ink font-medium"
                >
                  {row.shown}
                </text>
              )}
              {index % everyLabel === 0 && (
                <text x={x.bandwidth() / 2} y={HEIGHT - 5} textAnchor="middle" className="fill-faint">
                  {row.label}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
