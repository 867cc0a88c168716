"""When an alert opens and closes, and how it is said. Nothing here asks or waits.

A rule opens its alert when the value has been past the threshold for `lasting_s` without a break, and closes it when
it has been back past `clear_threshold` for `clear_lasting_s` without a break. Between the two nothing happens, so a
value that trembles about the threshold makes one alert, not a hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from esteio.brazil.numbers import format_decimal
from esteio.core.telemetry import Metric

EMAIL = "email"
"""The target that stands for the people who operate the installation."""
LONGEST_GAP = timedelta(seconds=60)
"""After a longer silence of all processes nobody knows what lay in between, and every duration begins anew."""


class Comparison(StrEnum):
    """On which side of the threshold trouble is."""

    ABOVE = "above"
    BELOW = "below"


class Severity(StrEnum):
    """How bad it is."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"


class AlertRule(msgspec.Struct, frozen=True, kw_only=True):
    """What to watch, and whom to tell."""

    id: UUID
    name: str
    metric: Metric
    comparison: Comparison
    threshold: float
    lasting_s: int
    clear_threshold: float
    """Not on the side of trouble, as seen from `threshold`."""
    clear_lasting_s: int
    severity: Severity
    targets: Sequence[str]
    enabled: bool


class RuleState(msgspec.Struct, frozen=True, kw_only=True):
    """Where a rule stands."""

    is_open: bool = False
    breached_since: datetime | None = None
    """Closed and past the threshold since then."""
    cleared_since: datetime | None = None
    """Open and back past the clear threshold since then."""


class Move(StrEnum):
    """What follows from a look."""

    NONE = "none"
    OPEN = "open"
    CLOSE = "close"


def look(
    rule: AlertRule, state: RuleState, value: float, at: datetime, before: datetime | None
) -> tuple[RuleState, Move]:
    """The state after a look at `value` at the time `at`, and what follows. `before` is when one looked last."""
    if before is None or at - before > LONGEST_GAP:
        state = RuleState(is_open=state.is_open)
    if not rule.enabled:
        return RuleState(), Move.CLOSE if state.is_open else Move.NONE
    if not state.is_open:
        if not _is_past(rule.comparison, value, rule.threshold):
            return RuleState(), Move.NONE
        since = state.breached_since or at
        if at - since >= timedelta(seconds=rule.lasting_s):
            return RuleState(is_open=True), Move.OPEN
        return RuleState(breached_since=since), Move.NONE
    if _is_past(rule.comparison, value, rule.clear_threshold):
        return RuleState(is_open=True), Move.NONE
    since = state.cleared_since or at
    if at - since >= timedelta(seconds=rule.clear_lasting_s):
        return RuleState(), Move.CLOSE
    return RuleState(is_open=True, cleared_since=since), Move.NONE


def fits(comparison: Comparison, threshold: float, clear_threshold: float) -> bool:
    """Whether a clear threshold is on the good side of its threshold, or the same."""
    return not _is_past(comparison, clear_threshold, threshold)


def _is_past(comparison: Comparison, value: float, mark: float) -> bool:
    return value > mark if comparison is Comparison.ABOVE else value < mark


_WORDS = {
    Metric.ACTIVE_CONNECTIONS: ("Conexões ativas", ""),
    Metric.REQUESTS_PER_MINUTE: ("Requisições por minuto", ""),
    Metric.CACHE_HIT_RATE: ("Acertos do cache", "%"),
    Metric.AVERAGE_LATENCY: ("Latência média", " ms"),
    Metric.P95_LATENCY: ("Latência p95", " ms"),
    Metric.ERROR_RATE: ("Respostas com erro", "%"),
    Metric.FEED_LAG: ("Atraso das mudanças", " s"),
    Metric.MEMORY: ("Memória", " MB"),
    Metric.CPU: ("CPU", "%"),
    Metric.JOBS_WAITING: ("Tarefas esperando", ""),
}
_SHARES = frozenset({Metric.CACHE_HIT_RATE, Metric.ERROR_RATE})
_SIDES = {Comparison.ABOVE: "acima de", Comparison.BELOW: "abaixo de"}
_SEVERITIES = {Severity.INFO: "Informação", Severity.WARNING: "Atenção", Severity.CRITICAL: "Crítico"}


def metric_label(metric: Metric) -> str:
    """`Latência média`."""
    return _WORDS[metric][0]


def value_text(metric: Metric, value: float) -> str:
    """`1.250 ms`, `42,5%`: with its unit, as people write it."""
    shown = round(Decimal(str(value * 100 if metric in _SHARES else value)), 2)
    return f"{format_decimal(shown)}{_WORDS[metric][1]}"


def title(name: str, severity: Severity, *, resolved: bool) -> str:
    """The subject of a message."""
    return f"[{'Resolvido' if resolved else _SEVERITIES[severity]}] {name}"


def sentence(metric: Metric, comparison: Comparison, threshold: float) -> str:
    """`Latência média acima de 1.000 ms`."""
    return f"{metric_label(metric)} {_SIDES[comparison]} {value_text(metric, threshold)}"
