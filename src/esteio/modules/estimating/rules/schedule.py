"""How long the design takes, and its stages laid on Brazilian business days: what the Gantt draws."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

import msgspec

from esteio.brazil.business_days import Calendar, add_business_days, next_business_day
from esteio.core.allocation import apportion
from esteio.modules.estimating.rules.composition import StageAmount
from esteio.modules.estimating.rules.policy import PricePolicy
from esteio.modules.estimating.rules.vocabulary import Complexity

_BUSINESS_DAYS_A_WEEK = 5


class ScheduledStage(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A stage from its first to its last day of work, both included."""

    code: str
    name: str
    amount: Decimal
    """R$, as in the composition."""
    business_days: int
    start: datetime.date
    end: datetime.date


class Schedule(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Stages one after another without a gap of business days; all disciplines work on a stage together."""

    weeks: int
    business_days: int
    start: datetime.date
    end: datetime.date
    stages: tuple[ScheduledStage, ...]


def duration_weeks(area_m2: Decimal, complexity: Complexity, policy: PricePolicy) -> int:
    """Weeks of work: max(8, ceil(sqrt(area) / 5 x complexity factor)), with the figures of the policy."""
    figures = policy.schedule
    exact = area_m2.sqrt() / figures.root_divisor * policy.complexity_factor[complexity]
    return max(figures.minimum_weeks, int(exact.to_integral_value(ROUND_CEILING)))


def lay_schedule(stages: Sequence[StageAmount], weeks: int, start: datetime.date, calendar: Calendar) -> Schedule:
    """Lay the stages on business days from `start` on (or the first business day after it).

    A week is five business days, so that holidays move the end and never shorten the work. Days are divided over
    the stages in proportion to their amounts, at least one each.

    Raises:
        ValueError: no stage, or more stages than days. InvalidText: the calendar's state does not exist.
    """
    days = weeks * _BUSINESS_DAYS_A_WEEK
    first = next_business_day(start, calendar)
    laid: list[ScheduledStage] = []
    for stage, count in zip(stages, _days_of_stages(days, stages), strict=True):
        begin = add_business_days(laid[-1].end, 1, calendar) if laid else first
        end = add_business_days(begin, count - 1, calendar)
        laid.append(
            ScheduledStage(
                code=stage.code, name=stage.name, amount=stage.amount, business_days=count, start=begin, end=end
            )
        )
    return Schedule(weeks=weeks, business_days=days, start=first, end=laid[-1].end, stages=tuple(laid))


def _days_of_stages(days: int, stages: Sequence[StageAmount]) -> list[int]:
    if not 0 < len(stages) <= days:
        raise ValueError(f"cannot lay {len(stages)} stages on {days} days")
    # A day is to `apportion` what a cent is.
    counts = [int(part * 100) for part in apportion(Decimal(days).scaleb(-2), [s.amount for s in stages])]
    for index, count in enumerate(counts):
        if count == 0:
            counts[counts.index(max(counts))] -= 1
            counts[index] = 1
    return counts
