"""Whether this process lives, and whether it can serve.

Live and ready are apart: a process whose database is gone is alive (restarting it would not help) but not ready.
A cold cache, a missing Valkey, a busy pool or a slow answer make it `degraded` at most, and it goes on serving:
taking it out of service would make matters worse.

Members of the answer are the seeds' (`status`, `timestamp`, `uptime`, `memory`, `connections`, `cache`), so that
probes written for them keep working.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

import asyncpg
import msgspec
import psutil
import structlog

CHECK_TIMEOUT_S = 1.0
CHECK_EVERY_S = 1.0
"""However many ask, the database and the cache are asked once in this time."""

DATABASE_TROUBLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What asking may raise; OSError includes TimeoutError."""

log = structlog.get_logger(__name__)


class Status(StrEnum):
    """Of the process as a whole."""

    OK = "ok"
    DEGRADED = "degraded"
    UNAVAILABLE = "unavailable"


class PartStatus(StrEnum):
    """Of the database or the cache."""

    OK = "ok"
    BUSY = "busy"
    """It was not asked, because every connection to it is in use."""
    DOWN = "down"
    OFF = "off"
    """None is configured."""


class Memory(msgspec.Struct, frozen=True, rename="camel"):
    """Bytes; names as in Node.js, which the seeds' dashboards read."""

    rss: int
    """In memory now."""
    heap_total: int
    """Data segment: asked of the system."""
    heap_used: int
    """In memory and not shared with other processes."""
    external: int
    """In memory and shared: libraries."""


class Connections(msgspec.Struct, frozen=True):
    """The pool of connections to PostgreSQL."""

    size: int
    idle: int
    max: int


class DatabaseHealth(msgspec.Struct, frozen=True, rename="camel"):
    """PostgreSQL as seen from here."""

    status: PartStatus
    latency_ms: float | None
    """Of one `select 1`; None when there was no answer."""


class CacheHealth(msgspec.Struct, frozen=True):
    """Where limits and answers are remembered."""

    backend: str
    """`valkey` or `memory`."""
    status: PartStatus


class Liveness(msgspec.Struct, frozen=True):
    """The process answers; nothing else was asked."""

    status: Status
    timestamp: datetime
    uptime: float
    """Seconds."""
    version: str


class Health(msgspec.Struct, frozen=True):
    """The whole report. Answer 503 when `status` is `unavailable`, otherwise 200."""

    status: Status
    timestamp: datetime
    uptime: float
    """Seconds."""
    memory: Memory
    connections: Connections
    cache: CacheHealth
    database: DatabaseHealth
    version: str
    demo: bool


class Pool(Protocol):
    """What is asked of the pool (asyncpg's)."""

    def get_size(self) -> int: ...
    def get_idle_size(self) -> int: ...
    def get_max_size(self) -> int: ...
    def acquire(self, *, timeout: float | None = None) -> Any: ...


class _Checked(NamedTuple):
    at: float
    database: DatabaseHealth
    cache: CacheHealth


class HealthChecks:
    """Asks and remembers for a second."""

    def __init__(
        self,
        *,
        pool: Pool,
        ping_cache: Callable[[], Awaitable[object]] | None,
        version: str,
        demo: bool,
        is_stopping: Callable[[], bool],
    ) -> None:
        """`ping_cache` raises when Valkey does not answer; None when there is none. `is_stopping` says whether the
        process was told to stop: it is unavailable from then on, so that balancers send nobody any more."""
        self._pool = pool
        self._ping_cache = ping_cache
        self._version = version
        self._demo = demo
        self._started = time.monotonic()
        self._process = psutil.Process()
        self._is_stopping = is_stopping
        self._checked: _Checked | None = None
        self._checking: asyncio.Task[_Checked] | None = None

    def liveness(self) -> Liveness:
        """Always `ok`: that it was answered is the news."""
        return Liveness(Status.OK, datetime.now(UTC), self.uptime(), self._version)

    async def readiness(self) -> Health:
        """The report, within `CHECK_TIMEOUT_S` and a little; raises nothing."""
        checked = await self._check()
        return Health(
            status=self._judge(checked),
            timestamp=datetime.now(UTC),
            uptime=self.uptime(),
            memory=self.memory(),
            connections=Connections(self._pool.get_size(), self._pool.get_idle_size(), self._pool.get_max_size()),
            cache=checked.cache,
            database=checked.database,
            version=self._version,
            demo=self._demo,
        )

    def _judge(self, checked: _Checked) -> Status:
        if self._is_stopping() or checked.database.status is PartStatus.DOWN:
            return Status.UNAVAILABLE
        if checked.database.status is PartStatus.BUSY or checked.cache.status is PartStatus.DOWN:
            return Status.DEGRADED
        return Status.OK

    async def _check(self) -> _Checked:
        if self._checked is not None and time.monotonic() - self._checked.at < CHECK_EVERY_S:
            return self._checked
        if self._checking is None:
            self._checking = asyncio.create_task(self._ask(), name="health")
        # Shielded: that one caller goes away must not take the answer from the others.
        return await asyncio.shield(self._checking)

    async def _ask(self) -> _Checked:
        try:
            database, cache = await asyncio.gather(check_database(self._pool), check_cache(self._ping_cache))
            if self._checked is None or database.status is not self._checked.database.status:
                log.info("database_health", status=database.status)
            self._checked = _Checked(time.monotonic(), database, cache)
            return self._checked
        finally:
            self._checking = None

    def uptime(self) -> float:
        """Seconds since this process began."""
        return round(time.monotonic() - self._started, 3)

    def memory(self) -> Memory:
        """Of this process."""
        info = self._process.memory_info()
        shared: int = getattr(info, "shared", 0)
        total: int = info.data if sys.platform == "linux" else info.vms
        return Memory(rss=info.rss, heap_total=total, heap_used=info.rss - shared, external=shared)


async def check_database(pool: Pool) -> DatabaseHealth:
    """Ask `select 1` through the pool, within `CHECK_TIMEOUT_S`.

    A pool whose connections are all in use is `busy`, not down: they end by their own time limits, and if the
    database is gone the next ones cannot be opened.
    """
    full = pool.get_size() >= pool.get_max_size() and pool.get_idle_size() == 0
    try:
        async with asyncio.timeout(CHECK_TIMEOUT_S):
            try:
                return await _select_one(pool)
            except DATABASE_TROUBLE:
                # The first connection may be one that the server has cut; the next is opened anew.
                return await _select_one(pool)
    except DATABASE_TROUBLE as error:
        return DatabaseHealth(PartStatus.BUSY if full and isinstance(error, TimeoutError) else PartStatus.DOWN, None)


async def _select_one(pool: Pool) -> DatabaseHealth:
    async with pool.acquire() as connection:
        started = time.perf_counter()
        await connection.fetchval("select 1")
        return DatabaseHealth(PartStatus.OK, round((time.perf_counter() - started) * 1000, 2))


async def check_cache(ping: Callable[[], Awaitable[object]] | None) -> CacheHealth:
    """Ask Valkey, within `CHECK_TIMEOUT_S`; without one, the process's own memory serves."""
    if ping is None:
        return CacheHealth("memory", PartStatus.OFF)
    try:
        async with asyncio.timeout(CHECK_TIMEOUT_S):
            await ping()
    except Exception as error:  # whatever a client library raises: the cache is optional
        log.debug("cache_health", error=type(error).__name__)
        return CacheHealth("valkey", PartStatus.DOWN)
    return CacheHealth("valkey", PartStatus.OK)
