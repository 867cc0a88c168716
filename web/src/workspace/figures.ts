/** The figures of the installation: how each is written, and the last few minutes of them as they arrive. */

import { useEffect, useState } from "react";
import type { Metric, RealtimeMetrics } from "../api/schema";
import { useAnswer } from "../data/rows";
import { useLive } from "../data/seat";
import { percent, quantity } from "../words/format";
import { wordsNow } from "../words/language";
import { operationsWords } from "./words/operations";

export const METRICS: readonly Metric[] = [
  "activeConnections",
  "requestsPerMinute",
  "averageLatency",
  "p95Latency",
  "cacheHitRate",
  "errorRate",
  "feedLag",
  "jobsWaiting",
  "memoryMb",
  "cpuPercent",
];

const KEPT = 120;

/** "37 ms", "94 %", "1.204". Rates come as shares of one, times in ms. */
export function figure(metric: Metric, value: number): string {
  const { units } = wordsNow(operationsWords);
  switch (metric) {
    case "averageLatency":
    case "p95Latency":
    case "feedLag":
      return units.ms(quantity(value, 1));
    case "memoryMb":
      return units.mb(quantity(value, 0));
    case "cacheHitRate":
    case "errorRate":
      return percent(value * 100);
    case "cpuPercent":
      return percent(value, 0);
    default:
      return quantity(value, 0);
  }
}

/** The figures of the last minutes, the newest last; they go on by themselves. */
export function useFigures(): { readonly past: readonly RealtimeMetrics[]; readonly error: unknown } {
  const live = useLive();
  const first = useAnswer("GET /api/metrics/realtime", {});
  const [past, setPast] = useState<readonly RealtimeMetrics[]>([]);
  useEffect(() => {
    if (first.data) setPast((before) => (before.length === 0 ? [first.data] : before));
  }, [first.data]);
  useEffect(
    () =>
      live.on("metrics", (told) => {
        const figures = figuresIn(told);
        if (figures) setPast((before) => [...before.slice(1 - KEPT), figures]);
      }),
    [live],
  );
  return { past, error: first.error };
}

/** The event carries them bare, or as `performance` (seed 004). */
function figuresIn(told: unknown): RealtimeMetrics | null {
  if (typeof told !== "object" || told === null) return null;
  const found = "performance" in told ? told.performance : told;
  return typeof found === "object" && found !== null && "requestsPerMinute" in found
    ? (found as RealtimeMetrics)
    : null;
}
