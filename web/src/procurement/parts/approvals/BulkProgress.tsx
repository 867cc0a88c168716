/** Many signatures at once: how far they are, and what became of each. */

import { Link } from "@tanstack/react-router";
import { Check, CircleSlash, Clock, X } from "lucide-react";
import { useState } from "react";
import { useAnswer, useRow } from "../../../data/rows";
import { Badge } from "../../../ui/badge";
import { Button, IconButton } from "../../../ui/button";
import { SkeletonRows } from "../../../ui/states";
import { uiWords } from "../../../ui/words";
import { said, useWords } from "../../../words/language";
import type { BulkRow } from "../../rows";
import { approvalsWords } from "../../words/approvals";

export function BulkProgress({
  id,
  whole = false,
  onDismiss,
}: {
  id: string;
  whole?: boolean;
  onDismiss?: () => void;
}) {
  const say = useWords(approvalsWords);
  const ui = useWords(uiWords);
  const row = useRow("bulk-approvals", id);
  const [open, setOpen] = useState(whole);
  if (!row) return null;
  const done = row.state === "done";
  const title = done ? say.doneTitle[row.decision] : say.progressTitle[row.decision];
  return (
    <section aria-label={title} className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <header className="flex items-center gap-3">
        <h2 className="grow font-semibold">{title}</h2>
        <span role="status" className="text-soft">
          {done ? say.summary(row.done - row.refused, row.refused) : say.progress(row.done, row.total)}
        </span>
        {onDismiss && done && <IconButton icon={X} label={ui.close} onClick={onDismiss} />}
      </header>
      <progress
        aria-label={title}
        max={row.total}
        value={row.done}
        className="h-2 w-full overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[width]"
      />
      {!whole && (
        <Button kind="quiet" small aria-expanded={open} onClick={() => setOpen(!open)} className="self-start">
          {say.seeResults}
        </Button>
      )}
      {open && <Results row={row} />}
    </section>
  );
}

const SHOWN = 100;

function Results({ row }: { row: BulkRow }) {
  const say = useWords(approvalsWords);
  const { data } = useAnswer(
    "GET /api/approvals/bulk/{bulk_id}",
    { path: { bulk_id: row.id } },
    { after: row.version },
  );
  if (!data) return <SkeletonRows rows={Math.min(row.total, 5)} className="h-9" />;
  // What did not go well first: it is what remains to be done.
  const items = [...data.items].sort((a, b) => rank(a.outcome) - rank(b.outcome)).slice(0, SHOWN);
  return (
    <ul aria-label={say.results} className="divide-y divide-line">
      {items.map((item) => (
        <li key={item.requestId} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
          {item.code ? (
            <Link to={`/solicitacoes/${item.requestId}`} className="font-medium text-accent hover:underline">
              {item.code}
            </Link>
          ) : (
            <span>{say.unknown}</span>
          )}
          {item.outcome === null ? (
            <Badge icon={Clock}>{say.outcome.waiting}</Badge>
          ) : item.outcome === "refused" ? (
            <Badge tone="wine" icon={CircleSlash}>
              {say.outcome.refused}
            </Badge>
          ) : (
            <Badge tone="leaf" icon={Check}>
              {say.outcome[item.outcome]}
            </Badge>
          )}
          {item.detail && <span className="text-soft">{said(item.detail)}</span>}
        </li>
      ))}
    </ul>
  );
}

function rank(outcome: string | null): number {
  return outcome === "refused" ? 0 : outcome === null ? 1 : 2;
}
