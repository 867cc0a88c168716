"""No job is lost: not to a kill, not to an order to stop, not to the database going away."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import asyncpg
import pytest
from sample_jobs import Work, dawdle, die, fail_always, labels, recover, until, working, write_label

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.errors import ConfigurationError
from esteio.core.jobs import Waker, enqueue, enqueue_many, list_dead
from esteio.core.jobs.running import retry_delay_s
from esteio.core.metrics import Metrics
from esteio.embedded import ServerUrls

SYSTEM = Scope()


@contextmanager
def worker_process(urls: ServerUrls, name: str) -> Generator[subprocess.Popen[bytes]]:
    """A worker that is a process of its own, killed at the end if it still runs."""
    script = Path(__file__).parent / "sample_jobs.py"
    process = subprocess.Popen([sys.executable, str(script), urls.database_url, name], stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def put(database: Database, job: object, *labels: str, seconds: float = 0.0) -> None:
    async with database.transaction(SYSTEM) as tx:
        await enqueue_many(tx, job, [Work(label, seconds) for label in labels], tenant_id=None)  # pyright: ignore


class TestKilled:
    async def test_of_a_thousand_jobs_none_is_lost_when_one_of_two_workers_is_killed(
        self, jobs_urls: ServerUrls, database: Database, admin: asyncpg.Connection
    ) -> None:
        await put(database, write_label, *map(str, range(1000)), seconds=0.02)
        with worker_process(jobs_urls, "first") as first, worker_process(jobs_urls, "second") as second:
            enough = "select count(*) > 50 from ran where worker = $1"
            await until(lambda: admin.fetchval(enough, "first"))
            await until(lambda: admin.fetchval(enough, "second"))
            first.kill()
            first.wait()
            left = await admin.fetchval("select count(*) from pgqueuer where status = 'picked'")
            assert left > 0  # what the first one had in hand is among these
            await until(lambda: admin.fetchval("select count(*) = 0 from pgqueuer"), timeout_s=40)
            assert second.poll() is None
        done = await labels(admin)
        assert set(done) == set(map(str, range(1000)))
        # Only what was in hand may have run twice.
        assert len(done) <= 1000 + 64

    async def test_a_job_that_kills_its_worker_ends_as_a_dead_letter(
        self, jobs_urls: ServerUrls, database: Database, admin: asyncpg.Connection
    ) -> None:
        await put(database, die, "deadly")
        for count in (1, 2):
            with worker_process(jobs_urls, f"victim {count}") as process:
                assert await asyncio.to_thread(process.wait, 30) == -signal.SIGKILL
            assert len(await labels(admin)) == count
        async with working(database, heartbeat_timeout_s=1.0):
            await until(lambda: admin.fetchval("select count(*) from pgqueuer where status = 'failed'"))
        async with database.transaction(SYSTEM) as tx:
            [dead] = await list_dead(tx, tenant_id=None)
        assert dead.error_class == "WorkerLost"
        assert len(await labels(admin)) == 2  # two attempts were all it had


class TestStop:
    async def test_jobs_in_hand_finish_and_no_new_ones_begin(
        self, jobs_urls: ServerUrls, database: Database, admin: asyncpg.Connection
    ) -> None:
        await put(database, write_label, *map(str, range(100)), seconds=0.5)
        with worker_process(jobs_urls, "orderly") as process:
            await until(lambda: admin.fetchval("select count(*) = 32 from pgqueuer where status = 'picked'"))
            process.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(process.wait, 10) == 0
        done = await labels(admin)
        states = dict(await admin.fetch("select status, count(*) from pgqueuer group by 1"))
        assert states == {"queued": 100 - len(done)}
        assert 32 <= len(done) < 100

    async def test_what_does_not_finish_in_time_goes_back_uncounted(
        self, database: Database, admin: asyncpg.Connection
    ) -> None:
        await put(database, write_label, "slow", "slower", seconds=30)
        async with working(database, stop_timeout_s=0.1):
            await until(lambda: admin.fetchval("select count(*) = 2 from pgqueuer where status = 'picked'"))
        rows = await admin.fetch("select status, attempts, queue_manager_id from pgqueuer")
        assert [tuple(row) for row in rows] == [("queued", 0, None)] * 2
        assert await labels(admin) == []

    async def test_a_cancelled_worker_gives_back_too(self, database: Database, admin: asyncpg.Connection) -> None:
        await put(database, write_label, "slow", seconds=30)
        with suppress(asyncio.CancelledError):
            async with working(database, stop_timeout_s=0.1) as task:
                await until(lambda: admin.fetchval("select count(*) = 1 from pgqueuer where status = 'picked'"))
                task.cancel()
        assert await admin.fetchval("select status::text from pgqueuer") == "queued"


class TestRun:
    async def test_it_recovers_at_a_later_attempt(self, database: Database, admin: asyncpg.Connection) -> None:
        await put(database, recover, "third time")
        async with working(database, poll_s=0.01):
            await until(lambda: admin.fetchval("select count(*) = 0 from pgqueuer"))
        assert await labels(admin) == ["third time"]

    async def test_a_run_that_takes_too_long_is_ended(self, database: Database, admin: asyncpg.Connection) -> None:
        await put(database, dawdle, "x")
        async with working(database):
            await until(lambda: admin.fetchval("select count(*) = 1 from pgqueuer where status = 'failed'"))
        async with database.transaction(SYSTEM) as tx:
            [dead] = await list_dead(tx, tenant_id=None)
        assert dead.error_class == "TimeoutError"

    async def test_a_job_that_this_version_does_not_know_waits_for_one_that_does(
        self, database: Database, admin: asyncpg.Connection
    ) -> None:
        await put(database, recover, "unknown here")
        await put(database, write_label, "known")
        async with working(database, jobs=(write_label,)):
            await until(lambda: admin.fetchval("select count(*) = 1 from ran"))
        assert await admin.fetchval("select status::text from pgqueuer") == "queued"

    async def test_long_jobs_leave_room_for_others(self, database: Database, admin: asyncpg.Connection) -> None:
        async with working(database, concurrency=4, batch=4, stop_timeout_s=0.1):
            await put(database, write_label, "long 1", "long 2", "long 3", seconds=30)
            await until(lambda: admin.fetchval("select count(*) = 3 from pgqueuer where status = 'picked'"))
            await put(database, write_label, *map(str, range(50)))
            await until(lambda: admin.fetchval("select count(*) = 50 from ran"))

    async def test_never_more_in_hand_than_there_is_room_for(
        self, database: Database, admin: asyncpg.Connection
    ) -> None:
        await put(database, write_label, *map(str, range(60)), seconds=0.02)
        seen = 0
        async with working(database, concurrency=6, batch=4):
            while await admin.fetchval("select count(*) from pgqueuer"):
                # Ends are recorded together, a moment later: those rows still count as taken.
                seen = max(seen, await admin.fetchval("select count(*) from pgqueuer where status = 'picked'"))
                await asyncio.sleep(0.001)
        assert len(await labels(admin)) == 60
        assert seen <= 6 + 4 + 6

    async def test_metrics_tell_of_it(self, database: Database, admin: asyncpg.Connection) -> None:
        metrics = Metrics()
        await put(database, write_label, "a", "b")
        await put(database, fail_always, "f")
        async with working(database, poll_s=0.01, metrics=metrics):
            await until(lambda: admin.fetchval("select count(*) = 1 from pgqueuer where status = 'failed'"))
        text = metrics.render().decode()
        for line in (
            'jobs_total{job="tests.work.write",result="done"} 2.0',
            'jobs_total{job="tests.work.fail",result="retried"} 3.0',
            'jobs_total{job="tests.work.fail",result="dead"} 1.0',
            'job_duration_seconds_count{job="tests.work.write"} 2.0',
            'job_queue_depth{job="tests.work.recover",state="waiting"} 0.0',
        ):
            assert line in text

    async def test_without_tables_it_says_what_to_do(self, servers: ServerUrls, database: Database) -> None:
        elsewhere = await Database.connect(
            servers.database_url.replace("/esteio?", "/postgres?"), min_connections=1, max_connections=4
        )
        with pytest.raises(ConfigurationError, match="esteio migrate"):
            async with working(elsewhere) as task:
                await task
        await elsewhere.close()


class TestWaking:
    async def test_an_idle_worker_is_woken_by_a_commit(self, database: Database, admin: asyncpg.Connection) -> None:
        async with working(database, poll_s=30.0):
            await until(lambda: admin.fetchval(LISTENING))
            async with Waker(database):
                for number in range(5):
                    async with database.transaction(SYSTEM) as tx:
                        await enqueue(tx, write_label, Work(str(number)), tenant_id=None)
                    await until(lambda: admin.fetchval("select count(*) = 0 from pgqueuer"), timeout_s=5)

    async def test_without_a_wake_up_it_looks_by_itself(self, database: Database, admin: asyncpg.Connection) -> None:
        async with working(database, poll_s=0.05):
            await until(lambda: admin.fetchval(LISTENING))
            Waker.active = None
            await put(database, write_label, "quiet")
            await until(lambda: admin.fetchval("select count(*) = 1 from ran"), timeout_s=5)


LISTENING = "select count(*) > 0 from pg_stat_activity where query ilike 'listen%' and datname = current_database()"


class TestDatabaseLost:
    async def test_a_worker_outlives_the_loss_of_all_its_connections(
        self, database: Database, admin: asyncpg.Connection
    ) -> None:
        await put(database, write_label, *map(str, range(300)), seconds=0.05)
        async with working(database, heartbeat_timeout_s=1.0, poll_s=0.05) as task:
            for count in (20, 100):
                await until(lambda count=count: admin.fetchval("select count(*) > $1 from ran", count))
                await admin.execute(
                    """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()
                    """
                )
            await until(lambda: admin.fetchval("select count(*) = 0 from pgqueuer where status <> 'failed'"))
            assert not task.done()
            await until(lambda: admin.fetchval(LISTENING))  # wake-ups work again
        # Whoever lost the connection in the middle was tried again; nobody was given up.
        assert set(await labels(admin)) == set(map(str, range(300)))
        assert await admin.fetchval("select count(*) from pgqueuer") == 0

    async def test_a_failure_that_cannot_be_recorded_is_no_dead_letter(
        self, database: Database, admin: asyncpg.Connection
    ) -> None:
        await admin.execute("alter table pgqueuer add constraint no_retry check (status <> 'queued' or attempts = 0)")
        try:
            await put(database, recover, "comes back")
            async with working(database, heartbeat_timeout_s=0.5, poll_s=0.05):
                await until(lambda: admin.fetchval("select attempts = 0 and status = 'picked' from pgqueuer"))
                await until(lambda: admin.fetchval("select heartbeat < now() - interval '0.4 s' from pgqueuer"))
                await admin.execute("alter table pgqueuer drop constraint no_retry")
                await until(lambda: admin.fetchval("select count(*) = 1 from ran"))
        finally:
            await admin.execute("alter table pgqueuer drop constraint if exists no_retry")


class TestRetryDelay:
    def test_it_doubles_up_to_an_hour_and_is_spread(self) -> None:
        for failures, most in ((0, 2), (1, 4), (7, 256), (11, 3600), (10_000, 3600)):
            delays = [retry_delay_s(2.0, failures) for _ in range(400)]
            assert max(delays) <= most
            assert max(delays) > most * 0.8
            assert min(delays) < most * 0.2
