"""Inside a worker: how one job is run, and what PgQueuer does differently here.

PgQueuer's seams are used, no copy of its code: an executor runs each job, `WorkerQueries` corrects two answers to
trouble, `WorkerDriver` listens for wake-ups, and `WorkerManager` decides when to ask for more.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
import traceback
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

import asyncpg
import msgspec
import structlog
from pgqueuer.adapters.drivers.asyncpg import AsyncpgPoolDriver, Relay
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.buffers import JobStatusLogBuffer
from pgqueuer.core.executors import AbstractEntrypointExecutor, EntrypointExecutorParameters
from pgqueuer.core.qm import QueueManager
from pgqueuer.domain import models, types
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.ports.driver import NotifyCallback
from pgqueuer.ports.repository import EntrypointExecutionParameter

from esteio.core.errors import EsteioError
from esteio.core.jobs.declaring import Job, JobContext, PermanentFailure, Services
from esteio.core.logs import MASK, mask_text
from esteio.core.metrics import Metrics

LONGEST_DELAY_S = 3600.0
ROOM_PATIENCE_S = 0.01
"""How long a full worker waits for a second job to end before it asks for one only."""
LISTEN_AGAIN_S = 1.0
ASK_AGAIN_S = 1.0
MESSAGE_CHARS = 300
QUOTED = re.compile(r"""'(?![a-z0-9_.]{1,60}')[^']*'|"(?![a-z0-9_.]{1,60}")[^"]*\"""")
"""Libraries quote the value they choked on; only what looks like the name of a field is kept."""

# A connection that the server ended while it was idle answers the next query with InternalClientError.
DATABASE_TROUBLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""The database cannot be reached, or not now; OSError includes TimeoutError."""

log = structlog.get_logger(__name__)


class WorkerLost(Exception):
    """Every worker that took the job fell silent while it had it."""


def retry_delay_s(first_delay_s: float, failures: int) -> float:
    """A random wait of up to `first_delay_s` doubled with each earlier failure, at most an hour.

    Full jitter: what failed together for one cause does not come back together.
    """
    return random.uniform(0, min(LONGEST_DELAY_S, first_delay_s * 2.0 ** min(failures, 30)))  # noqa: S311


def describe(error: BaseException) -> tuple[str, str]:
    """Class and first line of an error, fit to be kept: masked, short, storable as JSON in PostgreSQL."""
    if isinstance(error, EsteioError):
        text = error.detail
    elif isinstance(error, asyncpg.PostgresError):
        text = str(error.args[0]) if error.args else ""  # its str() adds the detail, which quotes the row
    else:
        text = QUOTED.sub(f"'{MASK}'", str(error))
    first = mask_text(text.strip().partition("\n")[0])[:MESSAGE_CHARS]
    return type(error).__name__, first.encode("utf-8", "replace").decode().replace("\0", "")


class JobExecutor(AbstractEntrypointExecutor):
    """Runs one kind of job for PgQueuer: context, time limit, retries, log lines, metrics."""

    def __init__(self, job: Job[Any], services: Services, metrics: Metrics | None) -> None:
        # PgQueuer asks of its parameters only what follows a failure: `hold` keeps the job as a dead letter.
        super().__init__(
            EntrypointExecutorParameters(func=cast("Any", job.handler), concurrency_limit=0, on_failure="hold")
        )
        self._job = job
        self._services = services
        self._metrics = metrics

    async def execute(self, job: models.Job, context: models.Context) -> None:
        """Raises `RetryRequested` for another try later, anything else for a dead letter."""
        headers = job.headers or {}
        fields = {"job": job.entrypoint, "job_id": job.id, "attempt": job.attempts + 1}
        fields |= {key: headers[key] for key in ("request_id", "tenant") if key in headers}
        started = time.perf_counter()
        result = "done"
        with structlog.contextvars.bound_contextvars(**fields):
            try:
                await self._run(job, headers)
            except asyncio.CancelledError:
                result = "returned"
                raise
            except Exception as error:
                delay_s = self._delay_s(job, error)
                if delay_s is None:
                    result = "dead"
                    log.error("job_given_up", exc_info=error)
                    raise
                result = "retried"
                log.warning("job_failed", retry_in_s=round(delay_s, 1), exc_info=error)
                raise RetryRequested(timedelta(seconds=delay_s), ": ".join(describe(error))) from None
            finally:
                seconds = time.perf_counter() - started
                log.debug("job_ended", result=result, seconds=round(seconds, 4))
                if self._metrics is not None:
                    self._metrics.job_done(job.entrypoint, result, seconds)

    async def _run(self, job: models.Job, headers: dict[str, object]) -> None:
        if job.attempts > self._job.retries:
            raise WorkerLost
        try:
            payload = self._job.decode(job.payload or b"")
        except msgspec.DecodeError as error:
            raise PermanentFailure(f"payload: {error}") from None
        handler_context = JobContext(
            job_id=job.id,
            tenant_id=_uuid(headers.get("tenant")),
            actor_id=_uuid(headers.get("actor")),
            attempt=job.attempts + 1,
            is_last_attempt=job.attempts >= self._job.retries,
            enqueued_at=job.created,
            services=self._services,
        )
        async with asyncio.timeout(self._job.timeout_s):
            await self._job.handler(handler_context, payload)

    def _delay_s(self, job: models.Job, error: Exception) -> float | None:
        """Until the next try; None when there is none."""
        if isinstance(error, (PermanentFailure, WorkerLost)) or job.attempts >= self._job.retries:
            return None
        return retry_delay_s(self._job.first_delay_s, job.attempts)


class WorkerQueries(Queries):
    """PgQueuer's SQL, without its two ways of losing a job."""

    async def log_jobs(
        self, job_status: list[tuple[models.Job, types.JOB_STATUS, models.TracebackRecord | None]]
    ) -> None:
        """Record ends. A cancelled job (the worker stops) goes back to the queue; PgQueuer would delete it."""
        cancelled = [job for job, status, _ in job_status if status == "canceled"]
        if cancelled:
            await self.driver.execute(
                """
                update pgqueuer q set status = 'queued', execute_after = now(), updated = now(), queue_manager_id = null
                from unnest($1::bigint[], $2::uuid[]) as given(id, queue_manager_id)
                where q.id = given.id and q.queue_manager_id = given.queue_manager_id and q.status = 'picked'
                """,
                [job.id for job in cancelled],
                [job.queue_manager_id for job in cancelled],
            )
        ended = [entry for entry in job_status if entry[1] != "canceled"]
        if ended:
            await super().log_jobs(ended)

    async def retry_job(
        self, job: models.Job, delay: timedelta, traceback_record: models.TracebackRecord | None
    ) -> None:
        """Queue for another try.

        When the database cannot take that, the job keeps its place under this worker, its heartbeat stops, and
        it is taken anew after the heartbeat timeout; PgQueuer would make a dead letter of its first failure.
        """
        try:
            await super().retry_job(job, delay, traceback_record)
        except DATABASE_TROUBLE as error:
            log.warning("retry_not_recorded", job=job.entrypoint, job_id=job.id, error=type(error).__name__)


class WorkerDriver(AsyncpgPoolDriver):
    """PgQueuer's driver over a pool; listens again when its connection is lost."""

    def __init__(self, pool: Any) -> None:
        super().__init__(pool)
        self._listening: list[asyncio.Task[None]] = []

    async def add_listener(self, channel: str, callback: NotifyCallback) -> None:
        """Call back at each notification, as well as the connection allows: workers look by themselves besides."""
        self._listening.append(asyncio.create_task(self._listen(channel, Relay(callback)), name="jobs-listener"))

    async def __aexit__(self, *_: object) -> None:
        for task in self._listening:
            task.cancel()
        await asyncio.gather(*self._listening, return_exceptions=True)

    async def _listen(self, channel: str, relay: Relay) -> None:
        while True:
            try:
                await self._listen_once(channel, relay)
            except DATABASE_TROUBLE as error:
                log.warning("jobs_listener_lost", error=type(error).__name__)
            await asyncio.sleep(LISTEN_AGAIN_S)

    async def _listen_once(self, channel: str, relay: Relay) -> None:
        async with self._pool.acquire() as connection:
            lost = asyncio.Event()
            connection.add_termination_listener(lambda *_: lost.set())
            await connection.add_listener(channel, relay)
            try:
                await lost.wait()
            finally:
                # One connection in the life of a worker: not worth cleaning for the pool.
                connection.terminate()


@dataclass
class WorkerManager(QueueManager):
    """PgQueuer's loop, asking only for as many jobs as there is room for, and outliving the database's absence."""

    concurrency: int = 1
    freed: asyncio.Event = field(init=False, default_factory=asyncio.Event)

    async def fetch_jobs(
        self, batch_size: int, global_concurrency_limit: int | None, heartbeat_timeout: timedelta
    ) -> AsyncGenerator[models.Job, None]:
        """Yield jobs as room for them appears, until none is due."""
        entrypoints = {name: EntrypointExecutionParameter(concurrency_limit=0) for name in self.entrypoint_registry}
        while await self._room(batch_size):
            try:
                jobs = await self.queries.dequeue(
                    batch_size=min(batch_size, self.concurrency - len(self.job_context)),
                    entrypoints=entrypoints,
                    queue_manager_id=self.queue_manager_id,
                    global_concurrency_limit=global_concurrency_limit,
                    heartbeat_timeout=heartbeat_timeout,
                )
            except DATABASE_TROUBLE as error:
                log.warning("jobs_not_reached", error=type(error).__name__)
                await self._pause(ASK_AGAIN_S)
                return
            if not jobs:
                return
            for job in jobs:
                yield job

    def forget_job(self, job_id: types.JobId, context: models.Context, task: asyncio.Task[None]) -> None:
        """A job ended, however: there is room for another."""
        super().forget_job(job_id, context, task)
        self.freed.set()

    async def log_failure(
        self,
        job: models.Job,
        executor: AbstractEntrypointExecutor,
        exc: Exception,
        jbuff: JobStatusLogBuffer,
    ) -> None:
        """Keep the job as a dead letter with its masked error; the executor wrote the log line."""
        name, message = describe(exc)
        frames = traceback.extract_tb(exc.__traceback__)
        record = models.TracebackRecord(
            job_id=job.id,
            timestamp=models.utc_now(),
            exception_type=name,
            exception_message=message,
            # Places only: lines of source and messages of causes may quote what they worked on.
            traceback="\n".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames),
            additional_context=None,
        )
        await jbuff.add((job, "failed", record))

    async def _effective_dequeue_timeout(self, dequeue_timeout: timedelta) -> timedelta:
        # PgQueuer asks the database up to three questions to find how long it may sleep; with a sleep this short
        # the answers cost more than they save.
        return dequeue_timeout

    async def _room(self, batch_size: int) -> bool:
        """Wait until jobs may be taken; False when the worker stops.

        A worker that just became half free asks at once. A fuller one waits a moment for more jobs to end, so
        that small jobs are taken by the dozen and a long one holds up nobody.
        """
        while not self.shutdown.is_set():
            room = self.concurrency - len(self.job_context)
            if room >= min(batch_size, self.concurrency) / 2:
                return True
            self.freed.clear()
            if room > 0:
                try:
                    await asyncio.wait_for(self.freed.wait(), ROOM_PATIENCE_S)
                except TimeoutError:
                    return True
            else:
                await self._pause_until_freed()
        return False

    async def _pause_until_freed(self) -> None:
        freed = asyncio.create_task(self.freed.wait())
        stopped = asyncio.create_task(self.shutdown.wait())
        await asyncio.wait((freed, stopped), return_when=asyncio.FIRST_COMPLETED)
        freed.cancel()
        stopped.cancel()

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.shutdown.wait(), seconds)
        except TimeoutError:
            return


def _uuid(value: object) -> UUID | None:
    return UUID(value) if isinstance(value, str) else None
