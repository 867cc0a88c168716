/** Several answers to one question on a common scale. */

import { scaleLinear } from "d3-scale";
import { useRef } from "react";
import { cx } from "../ui/cx";
import { useWidth } from "./useWidth";

interface DotRow {
  readonly label: string;
  readonly value: number;
  readonly shown: string;
  /** The one that counts. */
  readonly main?: boolean;
  /** Far from the main one: a sign as well as a colour. */
  readonly apart?: boolean;
}

const ROW = 46;

export function Dots({ rows }: { rows: readonly DotRow[] }) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const most = Math.max(1, ...rows.map(({ value }) => value)) * 1.04;
  const x = scaleLinear([0, most], [6, Math.max(7, width - 6)]);
  return (
    <div ref={place}>
      <svg aria-hidden="true" width={width} height={rows.length * ROW} className="block text-sm">
        {rows.map((row, index) => (
          <g key={row.label} transform={`translate(0 ${index * ROW})`}>
            <text y={15} className={cx("fill-ink", row.main && "font-semibold")}>
              {row.label}
            </text>
            <text x={width} y={15} textAnchor="end" className={cx("fill-ink", row.main && "font-semibold")}>
              {row.shown}
            </text>
            <line x1={x(0)} x2={x(row.value)} y1={28} y2={28} className="stroke-line-strong" strokeWidth={1.5} />
            {row.apart ? (
              <path d={`M${x(row.value)} 21l7 7-7 7-7-7z`} className="fill-ochre" />
            ) : (
              <circle
                cx={x(row.value)}
                cy={28}
                r={row.main ? 7 : 5.5}
                className={row.main ? "fill-accent" : "fill-slate"}
              />
            )}
          </g>
        ))}
      </svg>
    </div>
  );
}
