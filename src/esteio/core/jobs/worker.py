"""The worker: takes jobs until told to stop, then ends without losing one.

What is promised: each job runs at least once. A worker that is killed leaves its jobs marked as taken; when their
heartbeat is older than `heartbeat_timeout_s`, others take them. A worker that stops in order takes nothing new,
lets the jobs in hand finish for `stop_timeout_s`, and gives back the rest at once, without counting an attempt.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import msgspec
import structlog

from esteio.core.db import Database
from esteio.core.errors import ConfigurationError
from esteio.core.jobs.declaring import Declarations, JobContext, Services, job, schedule
from esteio.core.jobs.queue import QueueFigures, forget_failures, queue_figures
from esteio.core.jobs.running import DATABASE_TROUBLE, JobExecutor, WorkerDriver, WorkerManager, WorkerQueries
from esteio.core.jobs.scheduling import SYSTEM, fire_due, register
from esteio.core.jobs.tables import CHANNEL, queries
from esteio.core.jobs.waking import Waker
from esteio.core.metrics import Metrics

CANCEL_TIMEOUT_S = 5.0
"""For handlers to notice that they are cancelled, and for their jobs to be given back."""
FIGURES_EVERY_S = 15.0

log = structlog.get_logger(__name__)


class WorkerOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How one worker works. The defaults are for a process with a core of its own and a pool of 20 connections."""

    concurrency: int = 32
    """Jobs in hand at the same time. More than connections, because most jobs wait for something else part of the
    time; few enough that a killed worker leaves little and that a second worker gets its share."""
    batch: int = 32
    """Jobs taken, and ends recorded, in one statement. Beyond about 30 the round trip is no longer what costs."""
    poll_s: float = 0.15
    """Longest sleep before looking without having been woken: half of it is the median wait when wake-ups are lost.
    An idle look takes 0.3 ms of the database."""
    heartbeat_timeout_s: float = 30.0
    """A job whose worker was silent for so long is taken by another. Heartbeats are sent at half of it, so an event
    loop that is blocked for more than a third of it has its jobs run twice."""
    stop_timeout_s: float = 20.0
    """For jobs in hand when told to stop; below the 30 s after which a supervisor kills."""
    schedule_every_s: float = 1.0
    """How often due schedules are looked for, and so how late one may fire."""


class _NoPayload(msgspec.Struct, frozen=True):
    pass


@job("core.jobs.forget-failures", timeout_s=300)
async def _forget_failures(context: JobContext, _payload: _NoPayload) -> None:
    """Keep the history of failures short. A second run finds less to delete."""
    async with context.services[Database].transaction(SYSTEM) as tx:
        await forget_failures(tx)


_UPKEEP = schedule(_forget_failures, "40 3 * * *", _NoPayload())


async def run_worker(
    database: Database,
    declared: Declarations,
    services: Services,
    *,
    stopping: asyncio.Event,
    options: WorkerOptions | None = None,
    metrics: Metrics | None = None,
) -> None:
    """Run the jobs and fire the schedules until `stopping`; returns when all in hand is finished or given back.

    `services` must hold the `Database`. The pool needs a connection for listening, two for the queue itself, and
    what the handlers use. Raises `ConfigurationError` when the tables are missing; outlives the absence of a
    database that was there.
    """
    options = options or WorkerOptions()
    jobs, schedules = [*declared.jobs, _forget_failures], [*declared.schedules, _UPKEEP]
    manager = WorkerManager(
        queries(WorkerQueries, WorkerDriver(database.pool)), channel=CHANNEL, concurrency=options.concurrency
    )
    for each in jobs:
        manager.register_executor(each.name, JobExecutor(each, services, metrics))
    try:
        await manager.verify_structure()
    except RuntimeError as error:
        raise ConfigurationError(
            f"The tables of background jobs are not there ({error}): run `esteio migrate`."
        ) from None
    async with Waker(database):
        await register(database, schedules)
        running = asyncio.create_task(
            manager.run(
                batch_size=options.batch,
                dequeue_timeout=timedelta(seconds=options.poll_s),
                heartbeat_timeout=timedelta(seconds=options.heartbeat_timeout_s),
                log_aggregation_interval=timedelta(0),  # its statistics are not read: `Metrics` has them
            ),
            name="jobs",
        )
        beside = [
            asyncio.create_task(
                _repeat("schedules", options.schedule_every_s, lambda: fire_due(database, schedules)), name="schedules"
            )
        ]
        if metrics is not None:
            names = [each.name for each in jobs]
            beside.append(asyncio.create_task(metrics.keep_fresh(), name="metrics"))
            beside.append(
                asyncio.create_task(
                    _repeat("figures", FIGURES_EVERY_S, lambda: _tell_queue(database, metrics, names)), name="figures"
                )
            )
        stopped = asyncio.create_task(stopping.wait())
        log.info("worker_started", jobs=len(jobs), schedules=len(schedules), concurrency=options.concurrency)
        try:
            await asyncio.wait((running, stopped), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (stopped, *beside):
                task.cancel()
            await asyncio.gather(stopped, *beside, return_exceptions=True)
            await _end(manager, running, options.stop_timeout_s)
        log.info("worker_stopped")
        if running.done() and not running.cancelled():
            running.result()


async def _end(manager: WorkerManager, running: asyncio.Task[None], timeout_s: float) -> None:
    manager.shutdown.set()
    _, unfinished = await asyncio.wait((running,), timeout=timeout_s)
    if not unfinished:
        return
    log.warning("jobs_given_back", count=len(manager.job_context))
    running.cancel()  # reaches every handler; WorkerQueries gives their jobs back
    _, unfinished = await asyncio.wait((running,), timeout=CANCEL_TIMEOUT_S)
    if unfinished:
        log.error("jobs_abandoned", count=len(manager.job_context))


async def _tell_queue(database: Database, metrics: Metrics, names: Sequence[str]) -> None:
    found = {figures.job: figures for figures in await queue_figures(database.pool)}
    for name in {*names, *found}:
        # What left the queue must be told too: a gauge keeps its last word.
        figures = found.get(name) or QueueFigures(job=name, waiting=0, running=0, dead=0, oldest_s=0.0)
        metrics.set_queue(
            name, waiting=figures.waiting, running=figures.running, dead=figures.dead, oldest_s=figures.oldest_s
        )


async def _repeat(name: str, every_s: float, call: Callable[[], Awaitable[object]]) -> None:
    while True:
        try:
            await call()
        except DATABASE_TROUBLE as error:
            log.warning("worker_task_failed", task=name, error=type(error).__name__)
        except Exception:
            # One faulty schedule must not end the others, nor the worker.
            log.exception("worker_task_failed", task=name)
        await asyncio.sleep(every_s)
