/** The schedule as bars over the weeks; the days are in words for who does not see them. */

import type { ProposalBar } from "../../api/schema";
import { fullDay } from "../../words/format";
import { said, useWords } from "../../words/language";
import { proposalWords } from "./words";

export function Schedule({ bars }: { bars: readonly ProposalBar[] }) {
  const say = useWords(proposalWords);
  const times = bars.flatMap((bar) => [Date.parse(bar.start), Date.parse(bar.end)]);
  const first = Math.min(...times);
  const span = Math.max(...times) - first || 1;
  return (
    <ul className="flex flex-col gap-2">
      {bars.map((bar) => {
        const start = (Date.parse(bar.start) - first) / span;
        const length = (Date.parse(bar.end) - Date.parse(bar.start)) / span;
        return (
          <li key={bar.label + bar.start}>
            <span className="sr-only">{say.bar(said(bar.label), fullDay(bar.start), fullDay(bar.end))}</span>
            <span aria-hidden className="flex justify-between gap-3 text-sm">
              <span className="min-w-0 truncate">{said(bar.label)}</span>
              <span className="whitespace-nowrap text-faint">
                {fullDay(bar.start)} – {fullDay(bar.end)}
              </span>
            </span>
            <svg
              aria-hidden="true"
              className="h-2 w-full rounded-full bg-sunken"
              preserveAspectRatio="none"
              viewBox="0 0 1000 8"
            >
              <rect className="fill-accent" x={start * 1000} y="0" width={Math.max(length * 1000, 8)} height="8" />
            </svg>
          </li>
        );
      })}
    </ul>
  );
}
