"""Figures of the whole installation, summed over its processes on however many machines.

Each process counts for itself (`core/metrics.py`) and every few seconds writes what the last minute was like to one
row of its own in PostgreSQL, which is there in every installation; Valkey is not. Whoever asks adds up the rows that
are fresh. One process at a time takes its turn to keep the history and to judge the figures (alerts).
"""

from esteio.core.telemetry.collecting import Telemetry
from esteio.core.telemetry.figures import (
    Load,
    Metric,
    ProcessFigures,
    RealtimeMetrics,
    exceeded,
    figures_between,
    summed,
)

__all__ = [
    "Load",
    "Metric",
    "ProcessFigures",
    "RealtimeMetrics",
    "Telemetry",
    "exceeded",
    "figures_between",
    "summed",
]
