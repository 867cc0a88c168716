/** Background work that failed for good, and waits for somebody to look. */

import { ChevronDown, CircleCheck, RotateCcw } from "lucide-react";
import { useState } from "react";
import type { DeadJob } from "../../api/schema";
import { useAction } from "../../data/actions";
import { useAnswer } from "../../data/rows";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Empty, Refused, SkeletonRows } from "../../ui/states";
import { moment } from "../../words/format";
import { useWords } from "../../words/language";
import { operationsWords } from "../words/operations";

export function JobList() {
  const say = useWords(operationsWords);
  const jobs = useAnswer("GET /api/jobs/dead", {});
  if (jobs.data === undefined)
    return jobs.error ? <Refused error={jobs.error} onRetry={() => void jobs.refetch()} /> : <SkeletonRows rows={4} />;
  if (jobs.data.data.length === 0)
    return (
      <Empty icon={CircleCheck} title={say.noJobsTitle}>
        {say.noJobsText}
      </Empty>
    );
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {jobs.data.data.map((job) => (
        <OneJob key={job.id} job={job} />
      ))}
    </ul>
  );
}

/** What was to be done and what to do now; what the program said is for whoever runs the installation. */
function OneJob({ job }: { job: DeadJob }) {
  const say = useWords(operationsWords);
  const [asking, setAsking] = useState(false);
  const retry = useAction("POST /api/jobs/{job_id}/retry", { done: say.retried });
  const discard = useAction("DELETE /api/jobs/{job_id}", {
    done: say.discarded,
    sayErrors: false,
    onDone: () => setAsking(false),
  });
  const path = { job_id: job.id };
  const { name, advice } = say.failedJobs[job.job] ?? say.otherJob;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 grow basis-80">
        <p className="font-medium">{name}</p>
        <p className="text-sm text-wine">{say.failed(job.attempts, moment(job.failedAt))}</p>
        <p className="mt-1 max-w-prose text-soft">{advice}</p>
        <details className="group mt-1 text-sm">
          <summary className="inline-flex min-h-6 items-center gap-1 text-soft pointer-coarse:min-h-11">
            {say.technical}
            <ChevronDown size={16} aria-hidden className="transition-transform group-open:rotate-180" />
          </summary>
          <p className="mt-1 rounded-md bg-sunken px-3 py-2 text-xs break-words">
            {job.job} · {job.error}
          </p>
        </details>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button small icon={RotateCcw} busy={retry.busy} onClick={() => void retry.run({ path })}>
          {say.retry}
        </Button>
        <Button small kind="quiet" onClick={() => setAsking(true)}>
          {say.discard}
        </Button>
      </div>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={say.discardTitle}
        verb={say.discard}
        danger
        busy={discard.busy}
        error={discard.sentence}
        onConfirm={() => void discard.run({ path })}
      >
        {say.discardText}
      </Confirm>
    </li>
  );
}
