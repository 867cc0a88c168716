/** What every report stands in: its answer kept current, figures above, a chart with its table, and what was left out. */

import { ChartColumn } from "lucide-react";
import type { ReactNode } from "react";
import type { Reading } from "../../../api/call";
import type { LiveCounts } from "../../../api/schema";
import { type CountName, useAnswer, useCounted } from "../../../data/rows";
import { cx } from "../../../ui/cx";
import { Rolling } from "../../../ui/rolling";
import { Empty, Refused, Skeleton } from "../../../ui/states";
import { useWords } from "../../../words/language";
import { reportWords } from "../../words/reports";

/** The report without filters is told whenever a purchase changes it; the one on the screen is then read again. */
export function useReport<N extends CountName>(
  name: N,
  call: Reading & `GET ${LiveCounts[N]["path"]}`,
  query: Readonly<Record<string, unknown>>,
) {
  const told = useCounted(name, call.slice("GET ".length));
  const read = useAnswer(call as Reading, { query } as never, { after: told, keep: true });
  return {
    report: read.data as LiveCounts[N]["answer"] | undefined,
    waiting: read.isPlaceholderData,
    error: read.error,
    retry: () => void read.refetch(),
  };
}

interface ReportFrameProps<R> {
  readonly report: R | undefined;
  readonly waiting: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  readonly empty: (report: R) => boolean;
  readonly children: (report: R) => ReactNode;
}

export function ReportFrame<R extends { readonly more: number }>({
  report,
  waiting,
  error,
  retry,
  empty,
  children,
}: ReportFrameProps<R>) {
  const say = useWords(reportWords);
  if (error && (report === undefined || waiting)) return <Refused error={error} onRetry={retry} />;
  if (report === undefined)
    return (
      <div className="flex flex-col gap-4">
        <Skeleton className="h-20 w-full rounded-lg" />
        <Skeleton className="h-72 w-full rounded-lg" />
      </div>
    );
  if (empty(report))
    return (
      <Empty icon={ChartColumn} title={say.emptyTitle}>
        {say.emptyText}
      </Empty>
    );
  return (
    <div className={cx("flex flex-col gap-4 transition-opacity", waiting && "opacity-60")} aria-busy={waiting}>
      {children(report)}
      {report.more > 0 && <p className="text-sm text-soft">{say.more(report.more)}</p>}
    </div>
  );
}

/** The totals of a report, in one row. */
export function Headlines({ children }: { children: ReactNode }) {
  return <dl className="flex flex-wrap gap-x-10 gap-y-3">{children}</dl>;
}

export function Headline({
  name,
  value,
  show,
  hint,
  tone = "",
}: {
  name: string;
  /** Null: nothing to reckon it from. */
  value: string | number | null;
  show: (value: number | null) => string;
  hint?: ReactNode;
  tone?: "" | "text-leaf" | "text-wine" | "text-ochre";
}) {
  return (
    <div>
      <dt className="text-sm text-soft">{name}</dt>
      <dd>
        <span className={cx("text-xl font-semibold", tone)}>
          {value === null ? show(null) : <Rolling value={Number(value)} show={show} />}
        </span>
        {hint && <span className="block text-sm text-faint">{hint}</span>}
      </dd>
    </div>
  );
}

/** The surface of one chart. */
export function Sheet({ children }: { children: ReactNode }) {
  return <div className="rounded-lg border border-line bg-surface p-4 print:border-0 print:p-0">{children}</div>;
}
