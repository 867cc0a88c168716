/** What comes and goes on an open comparison: said once each. */

import { useEffect, useRef, useState } from "react";
import { toast } from "../../../ui/toast";
import { useWords } from "../../../words/language";
import { type Comparison, type Picks, stillOffered } from "../../picks";
import { comparisonWords } from "../../words/comparison";

/** Who answered, or answered anew, while the screen was open; said once each. */
export function useArrivals(comparison: Comparison): ReadonlySet<string> {
  const say = useWords(comparisonWords);
  const known = useRef<ReadonlyMap<string, string> | null>(null);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const before = known.current;
    known.current = new Map(comparison.columns.map((column) => [column.quotationId, column.answeredAt]));
    if (before === null) return;
    const came = comparison.columns.filter((column) => !before.has(column.quotationId));
    for (const column of came) toast(say.fresh(column.supplierName));
    for (const column of comparison.columns) {
      const answeredAt = before.get(column.quotationId);
      if (answeredAt !== undefined && answeredAt !== column.answeredAt) toast(say.changed(column.supplierName));
    }
    if (came.length > 0) setFresh((now) => new Set([...now, ...came.map((column) => column.quotationId)]));
  }, [comparison, say]);
  return fresh;
}

/** Picks of offers that are no longer there are taken away, and named. */
export function useLostOffers(comparison: Comparison, picks: Picks | null, keep: (picks: Picks) => void): void {
  const say = useWords(comparisonWords);
  useEffect(() => {
    if (picks === null) return;
    const { picks: kept, lost } = stillOffered(picks, comparison);
    if (kept === picks) return;
    keep(kept);
    if (lost.length > 0) toast(say.lost(lost.join(", ")), { tone: "wine" });
  });
}
