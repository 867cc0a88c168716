"""The sums behind every figure: percentiles, medians over rounds, ratios. Pure."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

import msgspec


class Latency(msgspec.Struct, frozen=True, kw_only=True):
    """Percentiles of one round, milliseconds."""

    p50_ms: float
    p95_ms: float
    p99_ms: float
    max_ms: float


def percentile(ordered: Sequence[float], percent: float) -> float:
    """Nearest-rank percentile: the smallest value that at least `percent` % of all do not exceed.

    `ordered` ascends and is not empty; `percent` is in (0, 100]. Always a value that was measured, never one
    between two of them, so that a p99 of 50 values is their largest and says so. Raises `ValueError` otherwise.
    """
    if not ordered:
        raise ValueError("a percentile of nothing")
    if not 0 < percent <= 100:
        raise ValueError(f"percent must be in (0, 100], not {percent}")
    return ordered[math.ceil(len(ordered) * percent / 100) - 1]


def latency_of(seconds: Sequence[float]) -> Latency | None:
    """Percentiles of latencies given in seconds, in any order; None when there is none."""
    if not seconds:
        return None
    ordered = sorted(seconds)
    return Latency(
        p50_ms=percentile(ordered, 50) * 1000,
        p95_ms=percentile(ordered, 95) * 1000,
        p99_ms=percentile(ordered, 99) * 1000,
        max_ms=ordered[-1] * 1000,
    )


def median_latency(rounds: Sequence[Latency]) -> Latency:
    """Each percentile's median over the rounds; `max_ms` is the worst of all rounds."""
    return Latency(
        p50_ms=statistics.median(one.p50_ms for one in rounds),
        p95_ms=statistics.median(one.p95_ms for one in rounds),
        p99_ms=statistics.median(one.p99_ms for one in rounds),
        max_ms=max(one.max_ms for one in rounds),
    )


def spread(values: Sequence[float]) -> float:
    """(largest - smallest) / median of the rounds: how far to believe the median. 0 for a single round."""
    middle = statistics.median(values)
    return (max(values) - min(values)) / middle if middle else 0.0


def paired_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Median over the rounds of ours / theirs, each round compared with its own neighbour in time.

    On a noisy machine both sides of one round suffer alike, so this is steadier than a ratio of two medians.
    Raises `ValueError` when the rounds do not pair up or a round of theirs has no figure.
    """
    if not ours or len(ours) != len(theirs):
        raise ValueError(f"{len(ours)} rounds against {len(theirs)}: they must pair up")
    if not all(theirs):
        raise ValueError("a round without a figure cannot be compared with")
    return statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))
