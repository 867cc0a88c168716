/** Amounts divided into parts, one bar each on a common scale: the parts are named in the bars, or above the first. */

import { scaleLinear } from "d3-scale";
import { useRef } from "react";
import { useWidth } from "./useWidth";

interface StackedRow {
  readonly label: string;
  /** As it is read at the end of the bar. */
  readonly shown: string;
  readonly parts: readonly StackedPart[];
}

interface StackedPart {
  readonly key: string;
  /** Short: it stands inside the bar. */
  readonly label: string;
  readonly value: number;
  /** On pointing: "Anteprojeto · R$ 7.130,00". */
  readonly title: string;
}

const ROW = 44;
const BAR = 20;
/** Steps of one hue; letters on the darkest can still be read. */
const [LIGHTEST, DARKEST] = [0.14, 0.44];
const LETTER = 7;

/** `order` are the keys of all parts, in the order of their shades. */
export function StackedBars({ rows, order }: { rows: readonly StackedRow[]; order: readonly string[] }) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const most = Math.max(1, ...rows.map(sum));
  const x = scaleLinear([0, most], [0, width]);
  const shade = scaleLinear([0, Math.max(1, order.length - 1)], [LIGHTEST, DARKEST]);
  return (
    <div ref={place}>
      <svg aria-hidden="true" width={width} height={rows.length * ROW} className="block text-sm">
        {rows.map((row, index) => {
          let at = 0;
          return (
            <g key={row.label} transform={`translate(0 ${index * ROW})`}>
              <text y={14} className="fill-ink">
                {row.label}
              </text>
              <text x={width} y={14} textAnchor="end" className="fill-ink font-medium">
                {row.shown}
              </text>
              {row.parts.map((part) => {
                const [from, long] = [x(at), x(part.value)];
                at += part.value;
                return (
                  <g key={part.key} transform={`translate(${from} 20)`}>
                    <title>{part.title}</title>
                    <rect
                      width={Math.max(0, long - 1.5)}
                      height={BAR}
                      rx={2}
                      className="fill-slate"
                      fillOpacity={shade(Math.max(0, order.indexOf(part.key)))}
                    />
                    {long > part.label.length * LETTER + 8 && (
                      <text x={6} y={14} className="fill-ink text-xs">
                        {part.label}
                      </text>
                    )}
                  </g>
                );
              })}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function sum(row: StackedRow): number {
  return row.parts.reduce((total, part) => total + part.value, 0);
}
