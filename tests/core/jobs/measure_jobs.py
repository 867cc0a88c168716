"""How fast one worker is: `python tests/core/jobs/measure_jobs.py [jobs]`, on a durable PostgreSQL of its own.

Prints jobs queued a second (in transactions of 1,000 and of one), small jobs done a second, CPU of the worker for
each, and the time from a commit to the handler on an idle worker, woken and not.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import uvloop

from esteio.core import jobs
from esteio.core.access import Scope
from esteio.core.db import APP_ROLE, Database
from esteio.core.jobs_schema import JOBS_SCHEMA_SQL
from esteio.core.logs import configure_logging
from esteio.core.metrics import Metrics
from esteio.embedded import EmbeddedServers


class Small(msgspec.Struct, frozen=True):
    """A payload."""

    number: int


class Count:
    """Jobs done, and the word that one was."""

    done = 0
    ended = asyncio.Event()


@jobs.job("measure.small")
async def small(context: jobs.JobContext, payload: Small) -> None:
    """Count. A second run counts again."""
    Count.done += 1
    Count.ended.set()


async def put(database: Database, numbers: range) -> None:
    async with database.transaction(Scope()) as tx:
        await jobs.enqueue_many(tx, small, [Small(number) for number in numbers], tenant_id=None)


async def latency_ms(database: Database, rounds: int) -> list[float]:
    taken: list[float] = []
    for number in range(rounds):
        Count.ended.clear()
        await put(database, range(1))
        started = time.perf_counter()
        await Count.ended.wait()
        taken.append((time.perf_counter() - started) * 1000)
        await asyncio.sleep(0.05 + 0.013 * (number % 11))  # out of step with the worker's own looks
    return sorted(taken)


def show(name: str, value: float, unit: str) -> None:
    print(f"{name:<46}{value:>10,.1f} {unit}")


async def measure(urls: Any, total: int) -> None:
    admin = await asyncpg.connect(urls.database_admin_url)
    await admin.execute(f"grant usage on schema public to {APP_ROLE}")
    await admin.execute(JOBS_SCHEMA_SQL)
    await admin.close()
    database = await Database.connect(urls.database_url, min_connections=2, max_connections=20)
    started = time.perf_counter()
    for first in range(0, total, 1000):
        await put(database, range(first, first + 1000))
    show("queued, 1,000 a transaction", total / (time.perf_counter() - started), "/s")
    started = time.perf_counter()
    for _ in range(500):
        await put(database, range(1))
    show("queued, one a transaction, one after another", 500 / (time.perf_counter() - started), "/s")

    stopping = asyncio.Event()
    worker = asyncio.create_task(
        jobs.run_worker(
            database,
            jobs.Declarations((small,), ()),
            jobs.Services({Database: database}),
            stopping=stopping,
            metrics=Metrics(),
        )
    )
    await Count.ended.wait()
    before, started, cpu = Count.done, time.perf_counter(), time.process_time()
    while Count.done < total + 500:  # noqa: ASYNC110 - a look now and then disturbs least
        await asyncio.sleep(0.01)
    count = Count.done - before
    show("done by one worker", count / (time.perf_counter() - started), "/s")
    show("CPU of the worker for each", (time.process_time() - cpu) / count * 1e6, "us")
    for name, waker in (("woken", jobs.Waker.active), ("not woken", None)):
        jobs.Waker.active = waker
        taken = await latency_ms(database, 60)
        show(f"commit to handler, {name}, p50", statistics.median(taken), "ms")
        show(f"commit to handler, {name}, p95", taken[int(len(taken) * 0.95)], "ms")
    cpu = time.process_time()
    await asyncio.sleep(3)
    show("CPU of an idle worker", (time.process_time() - cpu) / 3 * 100, "%")
    stopping.set()
    await worker
    await database.close()


if __name__ == "__main__":
    configure_logging(level="warning", form="console")
    with tempfile.TemporaryDirectory() as folder, EmbeddedServers(Path(folder), with_valkey=False) as servers:
        uvloop.run(measure(servers, int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
