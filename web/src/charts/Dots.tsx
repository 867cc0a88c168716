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

const HEIGHT = 18;
const MIDDLE = HEIGHT / 2;

/** Words are text of the page, not of the drawing: on a narrow screen they take a second line. */
export function Dots({ rows }: { rows: readonly DotRow[] }) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const most = Math.max(1, ...rows.map(({ value }) => value)) * 1.04;
  const x = scaleLinear([0, most], [6, Math.max(7, width - 6)]);
  return (
    <div ref={place} aria-hidden="true" className="flex flex-col gap-2.5 text-sm">
      {rows.map((row) => (
        <div key={row.label}>
          <p className={cx("flex flex-wrap gap-x-3", row.main && "font-semibold")}>
            <span>{row.label}</span>
            <span className="ml-auto">{row.shown}</span>
          </p>
          <svg aria-hidden="true" width={width} height={HEIGHT} className="block">
            <line
              x1={x(0)}
              x2={x(row.value)}
              y1={MIDDLE}
              y2={MIDDLE}
              className="stroke-line-strong"
              strokeWidth={1.5}
            />
            {row.apart ? (
              <path d={`M${x(row.value)} ${MIDDLE - 7}l7 7-7 7-7-7z`} className="fill-ochre" />
            ) : (
              <circle
                cx={x(row.value)}
                cy={MIDDLE}
                r={row.main ? 7 : 5.5}
                className={row.main ? "fill-accent" : "fill-slate"}
              />
            )}
          </svg>
        </div>
      ))}
    </div>
  );
}
