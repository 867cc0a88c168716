"""Alive and ready are two things; only a missing database makes the second one false."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from typing import Any

import asyncpg
import msgspec
import pytest

from esteio.core.db import Database
from esteio.core.health import (
    CHECK_EVERY_S,
    CHECK_TIMEOUT_S,
    CacheHealth,
    HealthChecks,
    PartStatus,
    Status,
    check_cache,
)
from esteio.embedded import ServerUrls


class CountingPool:
    """A real pool that counts how often it is asked."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self.asked = 0
        self.get_size = pool.get_size
        self.get_idle_size = pool.get_idle_size
        self.get_max_size = pool.get_max_size

    def acquire(self, *, timeout: float | None = None) -> Any:
        self.asked += 1
        return self._pool.acquire(timeout=timeout)


@pytest.fixture
async def database(servers: ServerUrls) -> AsyncGenerator[Database]:
    database = await Database.connect(servers.database_admin_url, min_connections=1, max_connections=2)
    yield database
    await database.close()


def checks(pool: Any, *, ping_cache: Any = None, stopping: asyncio.Event | None = None) -> HealthChecks:
    is_stopping = (stopping or asyncio.Event()).is_set
    return HealthChecks(pool=pool, ping_cache=ping_cache, version="1.2.3", demo=True, is_stopping=is_stopping)


async def never() -> None:
    await asyncio.Event().wait()


async def refuse() -> None:
    raise RuntimeError("connection refused")


async def answer() -> None:
    return None


class TestReadiness:
    async def test_all_is_well_and_the_members_are_those_of_the_seeds(self, database: Database) -> None:
        report = msgspec.to_builtins(await checks(database.pool, ping_cache=answer).readiness())
        assert report["status"] == "ok"
        assert report["timestamp"].endswith("Z")
        assert report["uptime"] >= 0
        assert set(report["memory"]) == {"rss", "heapTotal", "heapUsed", "external"}
        assert 1_000_000 < report["memory"]["heapUsed"] <= report["memory"]["rss"]
        assert report["connections"] == {"size": 1, "idle": 1, "max": 2}
        assert report["cache"] == {"backend": "valkey", "status": "ok"}
        assert report["database"]["status"] == "ok"
        assert 0 < report["database"]["latencyMs"] < 1000
        assert (report["version"], report["demo"]) == ("1.2.3", True)

    async def test_without_valkey_the_own_memory_is_as_good(self, database: Database) -> None:
        report = await checks(database.pool).readiness()
        assert report.status is Status.OK
        assert report.cache == CacheHealth("memory", PartStatus.OFF)

    @pytest.mark.parametrize("ping", [refuse, never])
    async def test_a_lost_valkey_degrades_and_does_not_stop(self, database: Database, ping: Any) -> None:
        report = await checks(database.pool, ping_cache=ping).readiness()
        assert report.status is Status.DEGRADED
        assert report.cache == CacheHealth("valkey", PartStatus.DOWN)

    async def test_a_lost_database_stops_serving_but_not_living(self, servers: ServerUrls) -> None:
        database = await Database.connect(servers.database_admin_url, min_connections=1, max_connections=2)
        await database.close()
        health = checks(database.pool)
        report = await health.readiness()
        assert report.status is Status.UNAVAILABLE
        assert (report.database.status, report.database.latency_ms) == (PartStatus.DOWN, None)
        assert health.liveness().status is Status.OK

    async def test_connections_cut_by_the_server_are_no_lost_database(self, database: Database) -> None:
        for _ in range(20):
            async with database.pool.acquire(), database.pool.acquire() as other:
                await other.execute(
                    """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where pid <> pg_backend_pid() and datname = current_database() and backend_type = 'client backend'
                    """
                )
            assert (await checks(database.pool).readiness()).status is Status.OK

    async def test_a_pool_in_full_use_is_busy_not_down(self, database: Database) -> None:
        async with database.pool.acquire(), database.pool.acquire():
            report = await checks(database.pool).readiness()
        assert report.database.status is PartStatus.BUSY
        assert report.status is Status.DEGRADED
        assert report.connections.idle == 0

    async def test_a_database_that_never_answers_is_down_after_a_second(self) -> None:
        async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read()

        server = await asyncio.start_server(silent, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        pool = asyncpg.create_pool(f"postgresql://x:x@127.0.0.1:{port}/x?sslmode=disable", min_size=0, max_size=1)
        await pool
        started = time.monotonic()
        report = await checks(pool).readiness()
        assert report.status is Status.UNAVAILABLE
        assert time.monotonic() - started < CHECK_TIMEOUT_S + 1
        pool.terminate()
        server.close()

    async def test_however_many_ask_the_database_is_asked_once(self, database: Database) -> None:
        pool = CountingPool(database.pool)
        health = checks(pool)
        started = time.monotonic()
        reports = await asyncio.gather(*(health.readiness() for _ in range(500)))
        for _ in range(500):
            await health.readiness()
        assert {report.status for report in reports} == {Status.OK}
        # On a busy machine a thousand answers take longer than one asking holds.
        assert pool.asked <= 1 + (time.monotonic() - started) // CHECK_EVERY_S

    async def test_one_that_goes_away_does_not_take_the_answer_along(self, database: Database) -> None:
        health = checks(database.pool)
        impatient = asyncio.create_task(health.readiness())
        await asyncio.sleep(0)
        patient = asyncio.create_task(health.readiness())
        await asyncio.sleep(0)
        impatient.cancel()
        assert (await patient).status is Status.OK

    async def test_a_process_that_stops_wants_no_more_requests(self, database: Database) -> None:
        stopping = asyncio.Event()
        health = checks(database.pool, stopping=stopping)
        assert (await health.readiness()).status is Status.OK
        stopping.set()
        assert (await health.readiness()).status is Status.UNAVAILABLE
        assert health.liveness().status is Status.OK


class TestCheckCache:
    async def test_it_waits_a_second_at_most(self) -> None:
        started = time.monotonic()
        assert (await check_cache(never)).status is PartStatus.DOWN
        assert time.monotonic() - started < CHECK_TIMEOUT_S + 0.5
