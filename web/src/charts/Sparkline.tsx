/** The last values of a figure as a line without axes: whether it rises, falls or stands. The figure itself stands beside it. */

import { cx } from "../ui/cx";

export function Sparkline({ values, className }: { values: readonly number[]; className?: string }) {
  const most = Math.max(...values, 0);
  const least = Math.min(...values, 0);
  const span = most - least || 1;
  const points = values.map((value, index) => {
    const x = values.length > 1 ? (index / (values.length - 1)) * 100 : 100;
    return `${x.toFixed(2)},${(28 - ((value - least) / span) * 24).toFixed(2)}`;
  });
  return (
    <svg aria-hidden="true" viewBox="0 0 100 32" preserveAspectRatio="none" className={cx("h-8 w-full", className)}>
      <line
        x1="0"
        x2="100"
        y1="28.5"
        y2="28.5"
        className="stroke-line"
        strokeWidth="1"
        vectorEffect="non-scaling-stroke"
      />
      {points.length > 1 && (
        <polyline
          points={points.join(" ")}
          fill="none"
          className="stroke-accent"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}
