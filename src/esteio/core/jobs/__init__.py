"""Background jobs on PostgreSQL, through PgQueuer: queued in the transaction of their cause, run at least once.

A module declares in its `jobs.py`:

    class RenderProposal(msgspec.Struct, frozen=True):
        proposal_id: UUID

    @jobs.job("estimating.proposal.render", retries=8, timeout_s=60)
    async def render_proposal(context: JobContext, payload: RenderProposal) -> None:
        \"\"\"Make the PDF. A second run writes the same file under the same key.\"\"\"

and queues it in a service: `await jobs.enqueue(tx, render_proposal, RenderProposal(id), tenant_id=...)`.

`declaring` holds what modules write, `queue` what services and administrators call, `scheduling` the clock, `waking`
the word to idle workers, `worker` and `running` the process that works. The tables are in `core/jobs_schema.py`.
"""

from esteio.core.jobs.declaring import (
    DEFAULT_ZONE,
    Declarations,
    Job,
    JobContext,
    PermanentFailure,
    Schedule,
    Services,
    declared_in,
    job,
    next_fire,
    schedule,
)
from esteio.core.jobs.queue import (
    DeadJob,
    QueueFigures,
    discard,
    enqueue,
    enqueue_many,
    list_dead,
    queue_figures,
    replay,
)
from esteio.core.jobs.waking import Waker, wake_workers
from esteio.core.jobs.worker import WorkerOptions, run_worker

__all__ = [
    "DEFAULT_ZONE",
    "DeadJob",
    "Declarations",
    "Job",
    "JobContext",
    "PermanentFailure",
    "QueueFigures",
    "Schedule",
    "Services",
    "Waker",
    "WorkerOptions",
    "declared_in",
    "discard",
    "enqueue",
    "enqueue_many",
    "job",
    "list_dead",
    "next_fire",
    "queue_figures",
    "replay",
    "run_worker",
    "schedule",
    "wake_workers",
]
