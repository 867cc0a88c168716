"""Figures of the installation: summed over processes, kept, judged by one of all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conditions import until

from esteio.core.access import Scope
from esteio.core.db import Database, Tx
from esteio.core.metrics import HTTP_BUCKETS_S, NOTHING_LIVE, Metrics
from esteio.core.telemetry import Load, Metric, RealtimeMetrics, Telemetry, exceeded, figures_between, store, summed
from esteio.core.telemetry.figures import quantile
from esteio.embedded import ServerUrls

AT = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
async def admin(database_urls: ServerUrls) -> AsyncGenerator[asyncpg.Connection]:
    connection = await asyncpg.connect(database_urls.database_admin_url)
    await connection.execute("truncate process_figures, performance_metrics, telemetry_turns")
    yield connection
    await connection.close()


class Judged:
    """Remembers what it was given."""

    def __init__(self) -> None:
        self.times: list[datetime] = []
        self.fails = False

    async def __call__(self, _tx: Tx, _metrics: RealtimeMetrics, at: datetime, _before: datetime | None) -> None:
        if self.fails:
            raise RuntimeError("a faulty rule")
        self.times.append(at)


def telemetry_of(db: Database, metrics: Metrics, judged: Judged | None = None, **more: Any) -> Telemetry:
    options = {"kind": "serve", "collect_every_s": 60.0, "most_connections": 1000, **more}
    return Telemetry(db, metrics, judge=judged or Judged(), **options)


class TestSums:
    def test_of_nobody_there_is_nothing_and_nothing_is_wrong(self) -> None:
        metrics = summed([], jobs_waiting=0, at=AT)
        assert (metrics.active_connections, metrics.requests_per_minute, metrics.cache_hit_rate) == (0, 0, 1.0)
        assert exceeded(metrics, most_connections=1000) == []

    def test_every_metric_is_a_member_on_the_wire(self) -> None:
        metrics = summed([], jobs_waiting=3, at=AT)
        wire = msgspec.to_builtins(metrics)
        assert {metric: metrics.value_of(metric) for metric in Metric} == {metric: wire[metric] for metric in Metric}

    def test_processes_are_weighed_by_what_they_did(self) -> None:
        def process(count: int, seconds: float, **live: Any) -> Any:
            metrics = Metrics()
            before = metrics.totals()
            for _ in range(count):
                metrics.request_done("GET", "/x", 500 if seconds > 1 else 200, seconds)
            metrics.watch_live(lambda: msgspec.structs.replace(NOTHING_LIVE, **live))
            return figures_between(before, metrics.totals(), 30.0)

        fast = process(90, 0.004, connections={"sse": 3, "websocket": 1}, memory_hits=9, memory_misses=1)
        slow = process(10, 2.0, connections={"websocket": 5}, memory_hits=0, memory_misses=10, feed_lag_s=1.5)
        metrics = summed([fast, slow], jobs_waiting=0, at=AT)
        assert metrics.requests_per_minute == 100
        assert metrics.average_latency == pytest.approx(203.6, abs=0.1)
        assert 1000 < metrics.p95_latency <= 2500
        assert metrics.error_rate == 0.1
        assert metrics.cache_hit_rate == 0.45
        assert metrics.connections_by_transport == {"sse": 3, "websocket": 6}
        assert (metrics.active_connections, metrics.feed_lag, metrics.processes) == (9, 1.5, 2)

    def test_a_little_more_than_a_minute_counts_as_a_minute(self) -> None:
        metrics = Metrics()
        before = metrics.totals()
        for _ in range(65):
            metrics.request_done("GET", "/x", 200, 0.001)
        assert figures_between(before, metrics.totals(), 65.0).requests_per_minute == pytest.approx(60)
        assert figures_between(before, metrics.totals(), 5.0).requests_per_minute == 65

    @given(st.lists(st.integers(0, 1000), min_size=15, max_size=15), st.floats(0.01, 1), st.floats(0.01, 1))
    def test_a_quantile_lies_in_its_bucket_and_grows_with_the_share(
        self, buckets: list[int], share: float, other: float
    ) -> None:
        found = quantile(buckets, share)
        assert 0 <= found <= HTTP_BUCKETS_S[-1]
        lower, higher = sorted((share, other))
        assert quantile(buckets, lower) <= quantile(buckets, higher) + 1e-9
        bounds = (0.0, *HTTP_BUCKETS_S, float("inf"))
        below = sum(count for count, upper in zip(buckets, bounds[1:], strict=True) if upper <= found)
        up_to = sum(count for count, lower in zip(buckets, bounds[:-1], strict=True) if lower < found or found == 0)
        if sum(buckets) and found < HTTP_BUCKETS_S[-1]:
            assert below <= sum(buckets) * share + 1e-6
            assert up_to >= sum(buckets) * share - 1e-6


class TestSeveralProcesses:
    async def test_their_figures_are_one_and_leave_with_them(self, db: Database, admin: asyncpg.Connection) -> None:
        connections = [{"websocket": 3}, {"sse": 4}]
        all_metrics = [Metrics(), Metrics()]
        for metrics, open_now in zip(all_metrics, connections, strict=True):
            figures = msgspec.structs.replace(NOTHING_LIVE, connections=open_now)
            metrics.watch_live(lambda figures=figures: figures)
        first, second = (telemetry_of(db, metrics) for metrics in all_metrics)
        for metrics in all_metrics:
            for _ in range(5):
                metrics.request_done("GET", "/x", 200, 0.010)
        await asyncio.gather(first.collect(), second.collect())
        for each in (first, second):
            seen = await each.snapshot()
            assert (seen.active_connections, seen.requests_per_minute, seen.processes) == (7, 10, 2)
            assert seen.average_latency == 10.0
        await second.stop()
        third = telemetry_of(db, Metrics())
        assert (await third.snapshot()).active_connections == 3
        # One that was killed says no good-bye.
        await admin.execute("update process_figures set at = now() - interval '21 seconds'")
        assert (await telemetry_of(db, Metrics()).snapshot()).processes == 0

    async def test_however_many_ask_the_database_is_asked_once(self, db: Database, admin: asyncpg.Connection) -> None:
        telemetry = telemetry_of(db, Metrics())
        ended: list[None] = []
        db.on_end = lambda: ended.append(None)
        await asyncio.gather(*(telemetry.snapshot() for _ in range(50)))
        assert len(ended) == 1

    async def test_one_of_them_judges_and_keeps_the_history(self, db: Database, admin: asyncpg.Connection) -> None:
        judged = [Judged() for _ in range(4)]
        all_telemetry = [telemetry_of(db, Metrics(), each) for each in judged]
        await asyncio.gather(*(each.collect() for each in all_telemetry))
        await asyncio.gather(*(each.collect() for each in all_telemetry))
        assert sum(len(each.times) for each in judged) == 1
        rows = await admin.fetch("select metric_type, count(*) from performance_metrics group by 1")
        assert {row[0]: row[1] for row in rows} == dict.fromkeys(map(str, Metric), 1)
        # Five seconds later it is somebody's turn again; a minute later, history's.
        await admin.execute("update telemetry_turns set at = at - interval '5 seconds'")
        await asyncio.gather(*(each.collect() for each in all_telemetry))
        assert sum(len(each.times) for each in judged) == 2
        assert await admin.fetchval("select count(*) from performance_metrics") == len(Metric)
        await admin.execute("update telemetry_turns set at = at - interval '55 seconds'")
        await asyncio.gather(*(each.collect() for each in all_telemetry))
        assert await admin.fetchval("select count(*) from performance_metrics") == 2 * len(Metric)

    async def test_a_faulty_judge_silences_nobody(self, db: Database, admin: asyncpg.Connection) -> None:
        judged = Judged()
        judged.fails = True
        telemetry = telemetry_of(db, Metrics(), judged, publish_every_s=0.02)
        await telemetry.start()
        try:

            async def is_told() -> bool:
                return await admin.fetchval("select count(*) from process_figures") == 1

            await until(is_told, within_s=5)
            judged.fails = False

            async def is_judged() -> bool:
                return bool(judged.times)

            await until(is_judged, within_s=5)
        finally:
            await telemetry.stop()
        assert await admin.fetchval("select count(*) from process_figures") == 0

    async def test_subscribers_are_told(self, db: Database, admin: asyncpg.Connection) -> None:
        told: list[bytes] = []
        telemetry = telemetry_of(db, Metrics(), collect_every_s=0.02)
        telemetry.on_snapshot = told.append
        await telemetry.start()
        try:

            async def is_told() -> bool:
                return len(told) > 1

            await until(is_told, within_s=5)
        finally:
            await telemetry.stop()
        event = msgspec.json.decode(told[-1])
        assert event.keys() == {"performance", "status"}
        assert event["status"] == "ok"
        assert event["performance"].keys() >= {
            "activeConnections",
            "requestsPerMinute",
            "cacheHitRate",
            "averageLatency",
        }


class TestReport:
    async def test_full_or_slow_is_busy_and_behind_is_failing(self, db: Database, admin: asyncpg.Connection) -> None:
        live = NOTHING_LIVE
        metrics = Metrics()
        metrics.watch_live(lambda: live)
        telemetry = telemetry_of(db, metrics)
        await telemetry.collect()
        assert (await telemetry.report()).load is Load.OK

        live = msgspec.structs.replace(NOTHING_LIVE, connections={"websocket": 1000}, memory_misses=10)
        full = telemetry_of(db, metrics)
        live = msgspec.structs.replace(live, memory_misses=20)
        await full.collect()
        report = await full.report()
        assert (report.load, report.exceeded) == (Load.BUSY, [Metric.ACTIVE_CONNECTIONS, Metric.CACHE_HIT_RATE])

        live = msgspec.structs.replace(NOTHING_LIVE, feed_lag_s=11.0)
        behind = telemetry_of(db, metrics)
        await behind.collect()
        report = await behind.report()
        assert (report.load, report.exceeded[-1]) == (Load.FAILING, Metric.FEED_LAG)

    async def test_without_a_database_it_says_what_it_knows_of_itself(self, database_urls: ServerUrls) -> None:
        gone = await Database.connect(database_urls.database_url, min_connections=1, max_connections=1)
        metrics = Metrics()
        metrics.watch_live(lambda: msgspec.structs.replace(NOTHING_LIVE, connections={"sse": 2}))
        telemetry = telemetry_of(gone, metrics)
        await gone.close()
        report = await telemetry.report()
        assert (report.load, report.metrics.active_connections) == (Load.FAILING, 2)
        await telemetry.stop()


class TestHistory:
    async def test_is_kept_for_thirty_days_and_read_in_few_points(
        self, db: Database, admin: asyncpg.Connection
    ) -> None:
        await admin.execute(
            """
            insert into performance_metrics (metric_type, recorded_at, metric_value)
            select 'averageLatency', now() - make_interval(mins => n), n % 10 from generate_series(1, 50000, 10) n
            """
        )
        async with db.transaction(Scope()) as tx:
            await store.delete_old(tx)
            oldest = await tx.fetchval("select now() - min(recorded_at) from performance_metrics")
            assert timedelta(days=29, hours=23) < oldest <= timedelta(days=30)
            now = await tx.fetchval("select now()")
            rows = await store.read_history(tx, Metric.AVERAGE_LATENCY, now - timedelta(days=10), now, 100)
        assert 99 <= len(rows) <= 101
        assert all(row["mean"] <= row["most"] for row in rows)
