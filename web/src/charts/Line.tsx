/** How a figure went over time: a line with its first, greatest and last value written on it. Gaps stay gaps. */

import { scaleLinear, scalePoint } from "d3-scale";
import { line } from "d3-shape";
import { useRef } from "react";
import { useWidth } from "./useWidth";

interface LinePoint {
  readonly key: string;
  readonly label: string;
  /** Null: nothing is known of that time. */
  readonly value: number | null;
  readonly shown: string;
}

const HEIGHT = 150;
const BELOW = 20;
const ABOVE = 22;
const SIDE = 28;
const LABEL_PX = 44;

export function Line({ points }: { points: readonly LinePoint[] }) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const x = scalePoint(
    points.map(({ key }) => key),
    [SIDE, Math.max(SIDE + 1, width - SIDE)],
  );
  const known = points.filter((point) => point.value !== null);
  const most = Math.max(1e-9, ...known.map(({ value }) => value ?? 0));
  const y = scaleLinear([0, most], [HEIGHT - BELOW, ABOVE]);
  const path = line<LinePoint>(
    (point) => x(point.key) ?? 0,
    (point) => y(point.value ?? 0),
  ).defined((point) => point.value !== null)([...points]);
  const named = new Set([known[0]?.key, known.at(-1)?.key, known.find(({ value }) => value === most)?.key]);
  const everyLabel = Math.max(1, Math.ceil(LABEL_PX / Math.max(1, x.step())));
  return (
    <div ref={place}>
      <svg aria-hidden="true" width={width} height={HEIGHT} className="block text-xs">
        <line x2={width} y1={HEIGHT - BELOW + 0.5} y2={HEIGHT - BELOW + 0.5} className="stroke-line" />
        {path && <path d={path} fill="none" strokeWidth={2} className="stroke-slate" />}
        {points.map((point, index) => (
          <g key={point.key} transform={`translate(${x(point.key) ?? 0} 0)`}>
            <title>{`${point.label}: ${point.shown}`}</title>
            {point.value !== null && (
              <circle cy={y(point.value)} r={named.has(point.key) ? 4 : 2.5} className="fill-slate" />
            )}
            {point.value !== null && named.has(point.key) && (
              <text y={y(point.value) - 9} textAnchor="middle" className="fill-ink font-medium">
                {point.shown}
              </text>
            )}
            {index % everyLabel === 0 && (
              <text y={HEIGHT - 5} textAnchor="middle" className="fill-faint">
                {point.label}
              </text>
            )}
          </g>
        ))}
      </svg>
    </div>
  );
}
