"""Put jobs into the queue, and look after those that nobody could do.

SQL beside PgQueuer's own (`Queries`) stands here only where it has no query for it: dead letters of one
organisation with their error, and figures by job.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, TypeVar
from uuid import UUID

import asyncpg
import msgspec
import structlog
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.domain.types import JobId

from esteio.core.db import Connection, Tx
from esteio.core.errors import Conflict, NotFound
from esteio.core.jobs.declaring import Job
from esteio.core.jobs.tables import queries
from esteio.core.jobs.waking import wake_workers

P = TypeVar("P", bound=msgspec.Struct)

KEEP_FAILURES_DAYS = 30
"""History of failed attempts; that of a dead letter stays as long as the letter."""

LAST_ID = 2**63 - 1
"""PostgreSQL cannot even compare a larger one."""


class DeadJob(msgspec.Struct, frozen=True, kw_only=True):
    """A job that was given up."""

    id: int
    name: str
    tenant_id: UUID | None
    actor_id: UUID | None
    payload: msgspec.Raw
    attempts: int
    """Runs that failed."""
    enqueued_at: datetime
    died_at: datetime
    error_class: str
    error_message: str
    """First line, masked."""

    @property
    def error(self) -> str:
        """Class and message in one line."""
        return f"{self.error_class}: {self.error_message}" if self.error_message else self.error_class


class QueueFigures(msgspec.Struct, frozen=True, kw_only=True):
    """How one job stands in the queue."""

    job: str
    waiting: int
    """Due or due later."""
    running: int
    dead: int
    oldest_s: float
    """For how long the oldest one that is due has been waiting."""


async def enqueue(
    tx: Tx,
    job: Job[P],
    payload: P,
    *,
    tenant_id: UUID | None,
    actor_id: UUID | None = None,
    run_after: datetime | timedelta | None = None,
    dedupe_key: str | None = None,
) -> int | None:
    """Queue `job` in the caller's transaction: it exists exactly when what caused it does.

    Payloads hold ids, not personal data. `run_after` is a time or a wait. With a `dedupe_key`, nothing is queued
    (and None returned) while this organisation has the same job with the same key waiting or running; a job that
    must see what its cause changed therefore has no key, because the run in hand may have read before. Returns
    the job's id.
    """
    ids = await enqueue_many(
        tx,
        job,
        [payload],
        tenant_id=tenant_id,
        actor_id=actor_id,
        run_after=run_after,
        dedupe_keys=None if dedupe_key is None else [dedupe_key],
    )
    return ids[0]


async def enqueue_many(
    tx: Tx,
    job: Job[P],
    payloads: Sequence[P],
    *,
    tenant_id: UUID | None,
    actor_id: UUID | None = None,
    run_after: datetime | timedelta | None = None,
    dedupe_keys: Sequence[str] | None = None,
) -> list[int | None]:
    """As `enqueue`, for many payloads of one job in one statement; ids in their order."""
    if not payloads:
        return []
    count = len(payloads)
    waits: list[timedelta | None] = [_wait(run_after)] * count
    headers: list[dict[str, str] | None] = [_headers(tenant_id, actor_id)] * count
    keys: list[str | None] = [None] * count
    if dedupe_keys is not None:
        keys = [f"{job.name}:{tenant_id}:{key}" for key in dedupe_keys]
    ids = await _queries(tx).enqueue(
        [job.name] * count,
        [job.encode(payload) for payload in payloads],
        [0] * count,
        execute_after=waits,
        dedupe_key=keys,
        headers=headers,
        on_conflict="skip",
    )
    if not waits[0]:
        tx.after_commit(wake_workers)
    return list(ids)


async def list_dead(tx: Tx, *, tenant_id: UUID | None, before_id: int | None = None, limit: int = 50) -> list[DeadJob]:
    """Dead letters of one organisation, the newest job first; `before_id` continues a list.

    None as organisation lists everyone's and the system's, for whoever runs the installation.
    """
    rows = await tx.fetch(
        """
        select q.id, q.entrypoint, q.headers->>'tenant' as tenant_id, q.headers->>'actor' as actor_id, q.payload,
            q.attempts + 1 as attempts, q.created, q.updated,
            failure.traceback->>'exception_type' as error_class,
            failure.traceback->>'exception_message' as error_message
        from pgqueuer q
        left join lateral (
            select traceback from pgqueuer_log where job_id = q.id and status = 'failed'
            order by created desc, id desc limit 1
        ) failure on true
        where q.status = 'failed'
            and ($1::text is null or q.headers->>'tenant' = $1)
            and ($2::bigint is null or q.id < $2)
        order by q.id desc
        limit $3
        """,
        _text(tenant_id),
        before_id,
        limit,
    )
    return [
        DeadJob(
            id=row["id"],
            name=row["entrypoint"],
            tenant_id=_uuid(row["tenant_id"]),
            actor_id=_uuid(row["actor_id"]),
            payload=msgspec.Raw(row["payload"]),
            attempts=row["attempts"],
            enqueued_at=row["created"],
            died_at=row["updated"],
            error_class=row["error_class"] or "",
            error_message=row["error_message"] or "",
        )
        for row in rows
    ]


async def replay(tx: Tx, job_id: int, *, tenant_id: UUID | None) -> str:
    """Queue a dead letter again with all its attempts; `tenant_id` None reaches every organisation's. The job's name.

    Raises `NotFound`, or `Conflict` when one with the same dedupe key is waiting or running.
    """
    name = await _lock_dead(tx, job_id, tenant_id)
    try:
        await _queries(tx).requeue_jobs([JobId(job_id)])
    except asyncpg.UniqueViolationError:
        raise Conflict("Um trabalho igual já está na fila.") from None
    tx.after_commit(wake_workers)
    return name


async def discard(tx: Tx, job_id: int, *, tenant_id: UUID | None) -> str:
    """Throw a dead letter away; `tenant_id` as in `replay`. The job's name. Raises `NotFound`."""
    name = await _lock_dead(tx, job_id, tenant_id)
    await tx.execute("delete from pgqueuer where id = $1", job_id)
    return name


async def queue_figures(connection: Connection) -> list[QueueFigures]:
    """How the queue stands, for each job that is in it."""
    rows = await connection.fetch(
        """
        select entrypoint,
            count(*) filter (where status = 'queued') as waiting,
            count(*) filter (where status = 'picked') as running,
            count(*) filter (where status = 'failed') as dead,
            extract(epoch from now() - min(execute_after) filter (
                where status = 'queued' and execute_after <= now()
            ))::float8 as oldest_s
        from pgqueuer group by entrypoint
        """
    )
    return [
        QueueFigures(
            job=row["entrypoint"],
            waiting=row["waiting"],
            running=row["running"],
            dead=row["dead"],
            oldest_s=row["oldest_s"] or 0.0,
        )
        for row in rows
    ]


async def forget_failures(tx: Tx) -> None:
    """Delete the history of failed attempts older than `KEEP_FAILURES_DAYS`, except that of dead letters."""
    await tx.execute(
        """
        delete from pgqueuer_log where created < now() - $1::interval
            and not exists (select from pgqueuer where id = job_id and status = 'failed')
        """,
        timedelta(days=KEEP_FAILURES_DAYS),
    )


async def _lock_dead(tx: Tx, job_id: int, tenant_id: UUID | None) -> str:
    found: str | Literal[False] | None = job_id <= LAST_ID and await tx.fetchval(
        """
        select entrypoint from pgqueuer
        where id = $1 and status = 'failed' and ($2::text is null or headers->>'tenant' = $2)
        for update
        """,
        job_id,
        _text(tenant_id),
    )
    if not found:
        raise NotFound("Não há trabalho falho com esse número.")
    return found


def _queries(tx: Tx) -> Queries:
    # PgQueuer wants asyncpg's class, but uses `fetch` and `execute` only.
    connection: Any = tx.connection
    return queries(Queries, AsyncpgDriver(connection))


def _headers(tenant_id: UUID | None, actor_id: UUID | None) -> dict[str, str]:
    headers = {"tenant": _text(tenant_id), "actor": _text(actor_id)}
    # The job's log lines then carry the request that caused it.
    headers["request_id"] = structlog.contextvars.get_contextvars().get("request_id")
    return {key: value for key, value in headers.items() if value is not None}


def _wait(run_after: datetime | timedelta | None) -> timedelta:
    if isinstance(run_after, datetime):
        run_after -= datetime.now(UTC)
    return max(run_after or timedelta(), timedelta())


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _uuid(value: str | None) -> UUID | None:
    return None if value is None else UUID(value)
