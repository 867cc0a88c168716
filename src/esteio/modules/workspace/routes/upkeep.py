"""What an administrator keeps an eye on: the trail, and jobs that failed."""

from __future__ import annotations

from typing import Annotated

from litestar import Response, delete, get, post
from litestar.params import PathParameter, QueryParameter

from esteio.core import jobs
from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, record
from esteio.core.db import Tx
from esteio.core.listing import ListSpec, Sort
from esteio.http.context import RequestContext
from esteio.http.routing import (
    AsActor,
    InContext,
    InTx,
    PageQuery,
    answers,
    problem_responses,
)
from esteio.modules.workspace import permissions
from esteio.modules.workspace.schemas import (
    AuditPage,
    DeadJob,
    DeadJobs,
    QueuedJob,
)

AUDIT = ListSpec(
    source="audit_log a",
    joins="left join users u on u.id = a.user_id",
    id="a.id",
    columns={
        "id": "a.id",
        "at": "a.at",
        "action": "a.action",
        "result": "a.result",
        "person": "case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end",
        "thing": "a.thing",
        "thingId": "a.thing_id",
        "before": "a.before",
        "after": "a.after",
        "detail": "a.detail",
        "address": "host(a.address)",
        "userAgent": "a.user_agent",
        "requestId": "a.request_id",
    },
    sorts={"at": Sort("a.at", "timestamptz")},
    default_sort="-at",
    filters={"action": "a.action = {}", "result": "a.result = {}", "thingId": "a.thing_id = {}::text::uuid"},
    search="search_text(a.action || ' ' || coalesce(u.name, ''))",
    search_needs_joins=True,
)


@get(
    "/api/audit",
    permission=permissions.AUDIT_READ,
    tags=["upkeep"],
    responses={**answers(AuditPage), **problem_responses(401, 403, 422, 429)},
)
async def list_audit(
    page: PageQuery,
    action: Annotated[str | None, QueryParameter(max_length=100)] = None,
    result: Annotated[str | None, QueryParameter(max_length=20)] = None,
) -> Response[bytes]:
    """The trail of the organisation, the newest first."""
    return await page.answer(AUDIT, action=action, result=result)


@get("/api/jobs/dead", permission=permissions.JOBS_MANAGE, tags=["upkeep"], responses=problem_responses(401, 403, 429))
async def list_dead_jobs(tx: InTx, actor: AsActor) -> DeadJobs:
    """Background work of the organisation that failed for good, the newest first."""
    dead = await jobs.list_dead(tx, tenant_id=actor.tenant_id)
    return DeadJobs(
        data=[
            DeadJob(id=each.id, job=each.name, error=each.error, attempts=each.attempts, failed_at=each.died_at)
            for each in dead
        ]
    )


JobId = Annotated[int, PathParameter(ge=1, le=2**63 - 1, description="Number of the job.")]


@post(
    "/api/jobs/{job_id:int}/retry",
    permission=permissions.JOBS_MANAGE,
    status_code=202,
    tags=["upkeep"],
    responses=problem_responses(400, 401, 403, 404, 409, 422, 429),
)
async def retry_job(job_id: JobId, tx: InTx, actor: AsActor, context: InContext) -> QueuedJob:
    """Run a failed job again."""
    name = await jobs.replay(tx, job_id, tenant_id=actor.tenant_id)
    _record(tx, actor, context, "jobs.retried", name)
    return QueuedJob(id=job_id)


@delete(
    "/api/jobs/{job_id:int}",
    permission=permissions.JOBS_MANAGE,
    tags=["upkeep"],
    responses=problem_responses(400, 401, 403, 404, 422, 429),
)
async def discard_job(job_id: JobId, tx: InTx, actor: AsActor, context: InContext) -> None:
    """Throw a failed job away: it will never run."""
    name = await jobs.discard(tx, job_id, tenant_id=actor.tenant_id)
    _record(tx, actor, context, "jobs.discarded", name)


def _record(tx: Tx, actor: Actor, context: RequestContext, action: str, job: str) -> None:
    entry = AuditEntry(
        action=action,
        tenant_id=actor.tenant_id,
        user_id=actor.user_id,
        thing="job",
        detail={"job": job},
        origin=context.origin,
    )
    record(tx, entry)


UPKEEP_ROUTES = (list_audit, list_dead_jobs, retry_job, discard_job)
