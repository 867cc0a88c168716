"""The task of each process that says how it is, and in turn keeps the history and has the figures judged."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from uuid import uuid4

import msgspec
import structlog

from esteio.core.access import Scope
from esteio.core.db import DATABASE_TROUBLE, Database, Tx
from esteio.core.errors import Unavailable
from esteio.core.metrics import Metrics, Totals
from esteio.core.telemetry import store
from esteio.core.telemetry.figures import (
    FAILING_LAG_S,
    Load,
    Metric,
    ProcessFigures,
    RealtimeMetrics,
    exceeded,
    figures_between,
    summed,
)

PUBLISH_S = 5.0
WINDOW_S = 60.0
REMEMBER_S = 1.0
"""However many ask, the figures are added up once in this time."""
FORGET_EVERY_S = 3_600.0

log = structlog.get_logger(__name__)


Judge = Callable[[Tx, RealtimeMetrics, datetime, datetime | None], Awaitable[None]]
"""Is given the figures, the time by the database's clock, and when they were judged last, by whichever process."""


class LoadReport(msgspec.Struct, frozen=True):
    """How the installation stands, as seen from this process."""

    load: Load
    metrics: RealtimeMetrics
    exceeded: Sequence[Metric]


class Telemetry:
    """Says how this process is, and knows how all are."""

    def __init__(
        self,
        database: Database,
        metrics: Metrics,
        *,
        kind: str,
        collect_every_s: float,
        most_connections: int,
        judge: Judge,
        publish_every_s: float = PUBLISH_S,
    ) -> None:
        """`kind` is `serve` or `worker`. `judge` is called in a transaction without an organisation, by one process of
        all, every `publish_every_s`."""
        self._database = database
        self._metrics = metrics
        self._kind = kind
        self._collect_every_s = collect_every_s
        self._most_connections = most_connections
        self._judge = judge
        self.on_snapshot: Callable[[bytes], None] = _nobody
        """Called every `collect_every_s` with the payload of the event `metrics`, as JSON."""
        self._publish_every_s = publish_every_s
        self._process = uuid4()
        self._counts: deque[tuple[float, Totals]] = deque([(time.monotonic(), metrics.totals())])
        self._own = self._count()
        self._remembered: tuple[float, RealtimeMetrics] | None = None
        self._asking: asyncio.Task[RealtimeMetrics] | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin, until `stop`."""
        self._tasks = [
            asyncio.create_task(self._repeat(self.collect, self._publish_every_s), name="telemetry"),
            asyncio.create_task(self._repeat(self._tell, self._collect_every_s, wait_first=True), name="metrics-event"),
        ]

    async def stop(self) -> None:
        """End, and no longer count among the processes."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        try:
            async with self._database.transaction(Scope()) as tx:
                await store.delete_figures(tx, self._process)
        except (*DATABASE_TROUBLE, Unavailable) as error:
            log.debug("telemetry_not_withdrawn", error=type(error).__name__)

    async def snapshot(self) -> RealtimeMetrics:
        """The installation's figures, at most a second old (and each process's own at most `publish_every_s` more).

        Raises what a database that is away raises.
        """
        if self._remembered is not None and time.monotonic() - self._remembered[0] < REMEMBER_S:
            return self._remembered[1]
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask(), name="telemetry-snapshot")
        # Shielded: that one caller goes away must not take the answer from the others.
        return await asyncio.shield(self._asking)

    async def report(self) -> LoadReport:
        """How the installation stands; of this process alone, and failing, while the database is away."""
        try:
            metrics = await self.snapshot()
        except (*DATABASE_TROUBLE, Unavailable):
            return LoadReport(Load.FAILING, summed([self._own], jobs_waiting=0, at=datetime.now(UTC)), ())
        passed = exceeded(metrics, most_connections=self._most_connections)
        if self._own.feed_lag_s >= FAILING_LAG_S:
            return LoadReport(Load.FAILING, metrics, [*passed, Metric.FEED_LAG])
        return LoadReport(Load.BUSY if passed else Load.OK, metrics, passed)

    async def collect(self) -> None:
        """Say how this process is; then, if it is its turn, keep the history and have the figures judged."""
        self._own = self._count()
        async with self._database.transaction(Scope()) as tx:
            await store.put_figures(tx, self._process, self._kind, self._own)
        # Apart, so that what goes wrong there does not silence this process.
        async with self._database.unscoped() as tx:
            if await store.try_turn_lock(tx):
                await self._take_turns(tx)

    async def _take_turns(self, tx: Tx) -> None:
        # A little less than the interval: whoever comes at the usual time must not find that it is a moment too early.
        metrics: RealtimeMetrics | None = None
        judging = await store.take_turn(tx, "judge", self._publish_every_s * 0.8)
        if judging is not None:
            metrics = await store.read_realtime(tx)
            await self._judge(tx, metrics, judging["at"], judging["before"])
        if await store.take_turn(tx, "history", self._collect_every_s - self._publish_every_s * 0.8) is not None:
            await store.insert_history(tx, metrics or await store.read_realtime(tx))
        if await store.take_turn(tx, "forget", FORGET_EVERY_S) is not None:
            await store.delete_old(tx)

    def _count(self) -> ProcessFigures:
        now = time.monotonic()
        self._counts.append((now, self._metrics.totals()))
        while len(self._counts) > 2 and self._counts[1][0] <= now - WINDOW_S:
            self._counts.popleft()
        began, before = self._counts[0]
        return figures_between(before, self._counts[-1][1], now - began)

    async def _ask(self) -> RealtimeMetrics:
        try:
            async with self._database.transaction(Scope()) as tx:
                metrics = await store.read_realtime(tx)
            self._remembered = (time.monotonic(), metrics)
            return metrics
        finally:
            self._asking = None

    async def _tell(self) -> None:
        report = await self.report()
        self.on_snapshot(msgspec.json.encode({"performance": report.metrics, "status": report.load}))

    async def _repeat(self, call: Callable[[], Awaitable[None]], every_s: float, *, wait_first: bool = False) -> None:
        if wait_first:
            await asyncio.sleep(every_s)
        while True:
            try:
                await call()
            except (*DATABASE_TROUBLE, Unavailable) as error:
                log.warning("telemetry_failed", error=type(error).__name__)
            except Exception:
                # One fault must not end what would tell of it.
                log.exception("telemetry_failed")
            await asyncio.sleep(every_s)


def _nobody(_payload: bytes) -> None:
    """Nobody subscribed."""
