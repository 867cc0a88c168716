"""What a process says of its last minute, and what all of them say together; nothing here asks or waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from esteio.core.metrics import HTTP_BUCKETS_S, Totals
from esteio.core.wire import Output


class ProcessFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One process: events of the last minute, states as they are now."""

    requests: int
    errors: int
    seconds: float
    buckets: tuple[int, ...]
    """As in `Totals`."""
    memory_hits: int
    memory_misses: int
    connections: Mapping[str, int]
    subscriptions: int
    feed_lag_s: float
    resident_bytes: int
    cpu_share: float
    """Of one core, in the same time."""
    requests_per_minute: float
    """`requests`, if the time was a little more than a minute."""


class Metric(StrEnum):
    """What history keeps and alerts may ask for; the names are those of `RealtimeMetrics` on the wire."""

    ACTIVE_CONNECTIONS = "activeConnections"
    REQUESTS_PER_MINUTE = "requestsPerMinute"
    CACHE_HIT_RATE = "cacheHitRate"
    AVERAGE_LATENCY = "averageLatency"
    P95_LATENCY = "p95Latency"
    ERROR_RATE = "errorRate"
    FEED_LAG = "feedLag"
    MEMORY = "memoryMb"
    CPU = "cpuPercent"
    JOBS_WAITING = "jobsWaiting"


class RealtimeMetrics(Output, frozen=True, kw_only=True):
    """The installation now: seed 4's four members first."""

    active_connections: int
    """Open live connections, of all transports."""
    requests_per_minute: int
    cache_hit_rate: float
    """Share of answers that came from memory, of those looked for there; 1 when none was looked for."""
    average_latency: float
    """Milliseconds; 0 without requests."""
    p95_latency: float
    """Milliseconds that 95 of 100 requests did not exceed, read off a histogram."""
    error_rate: float
    """Share of requests answered with 500 or more."""
    feed_lag: float
    """Seconds: age of the oldest change not told yet, in the process that is furthest behind."""
    memory_mb: float
    """Resident, of the largest process."""
    cpu_percent: float
    """Of one core, of the busiest process."""
    jobs_waiting: int
    """Background jobs that are due."""
    subscriptions: int
    connections_by_transport: dict[str, int]
    processes: int
    timestamp: datetime

    def value_of(self, metric: Metric) -> float:
        """The present value of one metric."""
        return float(getattr(self, _MEMBERS[metric]))


_MEMBERS = {each.encode_name: each.name for each in msgspec.structs.fields(RealtimeMetrics)}


class Load(StrEnum):
    """How the installation stands."""

    OK = "ok"
    BUSY = "busy"
    """Above one of the marks of seed 4: worth a look, and no reason to take a server out of service."""
    FAILING = "failing"
    """This process cannot tell changes in time."""


BUSY_LATENCY_MS = 500.0
BUSY_HIT_RATE = 0.7
"""Seed 4, section 8.2."""
FAILING_LAG_S = 10.0


def figures_between(before: Totals, now: Totals, elapsed_s: float) -> ProcessFigures:
    """What happened between two counts of one process, and how it stands."""
    return ProcessFigures(
        requests=now.requests - before.requests,
        errors=now.errors - before.errors,
        seconds=now.seconds - before.seconds,
        buckets=tuple(b - a for a, b in zip(before.buckets, now.buckets, strict=True)),
        memory_hits=now.live.memory_hits - before.live.memory_hits,
        memory_misses=now.live.memory_misses - before.live.memory_misses,
        connections=now.live.connections,
        subscriptions=now.live.subscriptions,
        feed_lag_s=now.live.feed_lag_s,
        resident_bytes=now.resident_bytes,
        cpu_share=(now.cpu_s - before.cpu_s) / elapsed_s if elapsed_s > 0 else 0.0,
        requests_per_minute=(now.requests - before.requests) * min(1.0, 60 / elapsed_s) if elapsed_s > 0 else 0.0,
    )


def summed(processes: Sequence[ProcessFigures], *, jobs_waiting: int, at: datetime) -> RealtimeMetrics:
    """All processes together."""
    requests = sum(each.requests for each in processes)
    seconds = sum(each.seconds for each in processes)
    hits = sum(each.memory_hits for each in processes)
    lookups = hits + sum(each.memory_misses for each in processes)
    buckets = [sum(counts) for counts in zip(*(each.buckets for each in processes), strict=True)]
    by_transport: dict[str, int] = {}
    for each in processes:
        for transport, count in each.connections.items():
            by_transport[transport] = by_transport.get(transport, 0) + count
    return RealtimeMetrics(
        active_connections=sum(by_transport.values()),
        requests_per_minute=round(sum(each.requests_per_minute for each in processes)),
        cache_hit_rate=round(hits / lookups, 4) if lookups else 1.0,
        average_latency=round(seconds / requests * 1000, 2) if requests else 0.0,
        p95_latency=round(quantile(buckets, 0.95) * 1000, 2),
        error_rate=round(sum(each.errors for each in processes) / requests, 4) if requests else 0.0,
        feed_lag=round(max((each.feed_lag_s for each in processes), default=0.0), 3),
        memory_mb=round(max((each.resident_bytes for each in processes), default=0) / 2**20, 1),
        cpu_percent=round(max((each.cpu_share for each in processes), default=0.0) * 100, 1),
        jobs_waiting=jobs_waiting,
        subscriptions=sum(each.subscriptions for each in processes),
        connections_by_transport=dict(sorted(by_transport.items())),
        processes=len(processes),
        timestamp=at,
    )


def quantile(buckets: Sequence[int], share: float) -> float:
    """Seconds that `share` of the requests did not exceed, taken as even within a bucket; 0 without requests.

    Beyond the last bound nothing is known, so the last bound is said.
    """
    wanted = sum(buckets) * share
    lower = 0.0
    for count, upper in zip(buckets, HTTP_BUCKETS_S, strict=False):
        if count and wanted <= count:
            return lower + (upper - lower) * wanted / count
        wanted -= count
        lower = upper
    return lower if any(buckets) else 0.0


def exceeded(metrics: RealtimeMetrics, *, most_connections: int) -> list[Metric]:
    """The marks of seed 4 that are passed."""
    passed = {
        Metric.ACTIVE_CONNECTIONS: metrics.active_connections >= most_connections,
        Metric.CACHE_HIT_RATE: metrics.cache_hit_rate <= BUSY_HIT_RATE,
        Metric.AVERAGE_LATENCY: metrics.average_latency >= BUSY_LATENCY_MS,
    }
    return [metric for metric, is_passed in passed.items() if is_passed]
