"""Jobs that the tests queue, and a worker that can be killed: `python sample_jobs.py URL NAME`."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import msgspec

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.jobs import (
    Declarations,
    Job,
    JobContext,
    PermanentFailure,
    Schedule,
    Services,
    WorkerOptions,
    job,
    run_worker,
)
from esteio.core.metrics import Metrics

WAIT_S = 20.0


class Work(msgspec.Struct, frozen=True):
    """What to do, and what to call it."""

    label: str
    seconds: float = 0.0


class Worker(msgspec.Struct, frozen=True):
    """Which worker a handler runs in."""

    name: str


async def write(context: JobContext, label: str) -> None:
    async with context.services[Database].transaction(Scope()) as tx:
        await tx.execute("insert into ran (label, worker) values ($1, $2)", label, context.services[Worker].name)


@job("tests.work.write", first_delay_s=0.01)
async def write_label(context: JobContext, payload: Work) -> None:
    """Write the label down. A second run writes it twice, which is what the tests look for."""
    await asyncio.sleep(payload.seconds)
    await write(context, payload.label)


@job("tests.work.fail", retries=3, first_delay_s=0.01)
async def fail_always(context: JobContext, payload: Work) -> None:
    """Fail with a telling message. A second run fails as well."""
    await write(context, f"{payload.label} {context.attempt}{' last' if context.is_last_attempt else ''}")
    raise LookupError(f"no client 'João da Silva' <joao@example.com> cpf 123.456.789-09 \0 {payload.label}\nmore")


@job("tests.work.refuse", retries=3)
async def fail_for_good(context: JobContext, payload: Work) -> None:
    """Fail permanently. A second run would too, and never happens."""
    await write(context, payload.label)
    raise PermanentFailure("A proposta não existe mais.")


@job("tests.work.dawdle", retries=0, timeout_s=0.1)
async def dawdle(context: JobContext, payload: Work) -> None:
    """Take too long. A second run too."""
    await asyncio.sleep(60)


@job("tests.work.recover", retries=3, first_delay_s=0.01)
async def recover(context: JobContext, payload: Work) -> None:
    """Succeed at the third attempt. A second run goes on from there."""
    if context.attempt < 3:
        raise RuntimeError("not yet")
    await write(context, payload.label)


@job("tests.work.die", retries=1)
async def die(context: JobContext, payload: Work) -> None:
    """Take the whole worker down. A second run does so again."""
    await write(context, payload.label)
    signal.raise_signal(signal.SIGKILL)


ALL: tuple[Job[Any], ...] = (write_label, fail_always, fail_for_good, dawdle, recover, die)


@asynccontextmanager
async def working(
    database: Database,
    *,
    schedules: tuple[Schedule, ...] = (),
    name: str = "here",
    metrics: Metrics | None = None,
    jobs: tuple[Job[Any], ...] = ALL,
    **options: Any,
) -> AsyncGenerator[asyncio.Task[None]]:
    """A worker in this process for the length of the block, then stopped in order."""
    stopping = asyncio.Event()
    services = Services({Database: database, Worker: Worker(name)})
    task = asyncio.create_task(
        run_worker(
            database,
            Declarations(jobs, schedules),
            services,
            stopping=stopping,
            options=WorkerOptions(**options),
            metrics=metrics,
        )
    )
    try:
        yield task
    finally:
        stopping.set()
        await task


async def until(condition: Callable[[], Awaitable[object]], *, timeout_s: float = WAIT_S) -> None:
    """Wait for what must come true."""
    async with asyncio.timeout(timeout_s):
        while not await condition():  # noqa: ASYNC110 - what is waited for happens in a database
            await asyncio.sleep(0.01)


async def labels(connection: Any) -> list[str]:
    """What ran so far, in order."""
    return [row["label"] for row in await connection.fetch("select label from ran order by id")]


async def _main(url: str, name: str) -> None:
    database = await Database.connect(url, min_connections=2, max_connections=20)
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    await run_worker(
        database,
        Declarations(ALL, ()),
        Services({Database: database, Worker: Worker(name)}),
        stopping=stopping,
        options=WorkerOptions(heartbeat_timeout_s=2.0, stop_timeout_s=5.0),
    )
    await database.close()


if __name__ == "__main__":
    asyncio.run(_main(*sys.argv[1:]))
