/** A comparison as it stands, kept current while answers come, and what a choice of it would come to. */

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { call } from "../api/call";
import { useAnswer, useRow, useRows } from "../data/rows";
import { useLive } from "../data/seat";
import { type Choice, type Side, sidesOf } from "./picks";

/** The map of a round with its live rows; `sides` never change places while the screen is open. */
export function useComparison(roundId: string) {
  const round = useRow("quotation-rounds", roundId);
  const { rows: quotations } = useRows("quotations", { filters: { roundId } });
  // Anything of any quotation, or of the round itself, may change a cell: then the map is read again.
  const after = `${round?.version ?? ""} ${quotations.map((row) => `${row.id}.${row.version}`).sort()}`;
  const answer = useAnswer(
    "GET /api/quotation-rounds/{round_id}/comparison",
    { path: { round_id: roundId } },
    { after },
  );
  const seen = useRef<readonly string[]>([]);
  const comparison = answer.data;
  const sides = useMemo<readonly Side[]>(() => {
    if (!comparison) return [];
    const next = sidesOf(comparison, seen.current);
    seen.current = next.map((side) => side.quotationId);
    return next;
  }, [comparison]);
  return { round, quotations, comparison, sides, error: answer.error, retry: () => void answer.refetch() };
}

/** What the choices would come to by the server's reckoning, a moment after they were last altered. */
export function useWhatIf(roundId: string, choices: readonly Choice[], sha256: string | undefined) {
  const live = useLive();
  const asked = useSettled(JSON.stringify(choices), 120);
  return useQuery({
    queryKey: ["what-if", roundId, sha256, asked],
    queryFn: ({ signal }) =>
      call(live, "POST /api/quotation-rounds/{round_id}/comparison/what-if", {
        path: { round_id: roundId },
        body: { choices: JSON.parse(asked) as Choice[] },
        signal,
      }),
    enabled: asked !== "[]" && sha256 !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    networkMode: "always",
  });
}

/** `value` as soon as it has been the same for so long. */
function useSettled(value: string, forMs: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), forMs);
    return () => clearTimeout(timer);
  }, [value, forMs]);
  return settled;
}
