/** Background work that failed for good, and waits for somebody to look. */

import { CircleCheck } from "lucide-react";
import { useAction } from "../../data/actions";
import { useAnswer } from "../../data/rows";
import { Button } from "../../ui/button";
import { Empty, Refused, SkeletonRows } from "../../ui/states";
import { moment } from "../../words/format";
import { useWords } from "../../words/language";
import { operationsWords } from "../words/operations";

export function JobList() {
  const say = useWords(operationsWords);
  const jobs = useAnswer("GET /api/jobs/dead", {});
  const retry = useAction("POST /api/jobs/{job_id}/retry", { done: say.retried });
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
        <li key={job.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
          <div className="min-w-0 grow">
            <p className="font-medium">{job.job}</p>
            <p className="text-sm break-words text-wine">{job.error}</p>
            <p className="text-sm text-faint">{moment(job.failedAt)}</p>
          </div>
          <Button small busy={retry.busy} onClick={() => void retry.run({ path: { job_id: job.id } })}>
            {say.retry}
          </Button>
        </li>
      ))}
    </ul>
  );
}
