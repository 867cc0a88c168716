"""What crosses the wire of operations: history of metrics, alert rules, alerts, the health of real time."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from esteio.core.health import Memory
from esteio.core.telemetry import Load, Metric
from esteio.core.wire import Input, Name, Output
from esteio.live.alerts import Comparison, Severity

Threshold = Annotated[float, Meta(ge=-1e12, le=1e12)]
Seconds = Annotated[int, Meta(ge=0, le=86_400)]


class RealtimeHealth(Output, frozen=True, kw_only=True):
    """`GET /health/realtime`: seed 4's members, of all processes where that makes sense."""

    status: Load
    websocket_connections: int
    cache_hit_rate: float
    average_latency: float
    """Milliseconds."""
    uptime: float
    """Seconds, of this process."""
    memory_usage: Memory
    """Of this process."""
    timestamp: datetime
    exceeded: list[Metric]
    """The marks that are passed."""


class HistoryPoint(Output, frozen=True, kw_only=True):
    """A part of the time asked for."""

    at: datetime
    """When it begins."""
    mean: float
    most: float


class MetricHistory(Output, frozen=True, kw_only=True):
    """How a metric went."""

    metric: Metric
    data: list[HistoryPoint]


class AlertRuleInput(Input, frozen=True, kw_only=True):
    """`POST /api/alert-rules`, `PUT /api/alert-rules/{id}`."""

    name: Name
    metric: Metric
    comparison: Comparison
    threshold: Threshold
    """In the metric's own unit: milliseconds, megabytes, per cent of a core, shares of 1."""
    lasting_s: Seconds
    """How long without a break before the alert opens."""
    clear_threshold: Threshold
    """Back past this one the alert may close; on the good side of `threshold`."""
    clear_lasting_s: Seconds
    """How long without a break before it closes."""
    severity: Severity
    targets: Annotated[list[Annotated[str, Meta(max_length=100)]], Meta(max_length=20)]
    """`email` and names of ALERT_TARGETS."""
    enabled: bool = True


class AlertRuleView(Output, frozen=True, kw_only=True):
    """A rule."""

    id: UUID
    name: str
    metric: Metric
    comparison: Comparison
    threshold: float
    lasting_s: int
    clear_threshold: float
    clear_lasting_s: int
    severity: Severity
    targets: list[str]
    enabled: bool
    open_since: datetime | None
    """Since when its alert is open."""
    version: int


class AlertRules(Output, frozen=True, kw_only=True):
    """Every rule of the installation, and what a rule may name."""

    data: list[AlertRuleView]
    available_targets: list[str]


class AlertView(Output, frozen=True, kw_only=True):
    """An alert, open or past."""

    id: UUID
    rule_id: UUID | None
    name: str
    metric: Metric
    comparison: Comparison
    threshold: float
    severity: Severity
    opened_at: datetime
    closed_at: datetime | None
    value: float
    """When it opened."""
    peak: float
    """The worst."""


class AlertPage(Output, frozen=True, kw_only=True):
    """A page of alerts."""

    data: list[AlertView]
    next_cursor: str | None
