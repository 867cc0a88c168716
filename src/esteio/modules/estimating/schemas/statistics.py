"""The pipeline in figures. Money is text with two decimals; every figure is of newest versions only."""

from __future__ import annotations

import datetime
from decimal import Decimal

from esteio.core.wire import Output
from esteio.modules.estimating.schemas.orcamentos import Money, Status


class StatusFigures(Output, frozen=True, kw_only=True):
    """The orçamentos in one state."""

    status: Status
    count: int
    total: Money


class MonthFigures(Output, frozen=True, kw_only=True):
    """The orçamentos created in one month."""

    month: str
    """`2025-11`, São Paulo's."""
    count: int
    total: Money
    approved: int
    approved_total: Money


class TypeFigures(Output, frozen=True, kw_only=True):
    """The orçamentos of one type of building."""

    building_type: str
    count: int
    total: Money
    approved: int
    approved_total: Money
    price_per_m2: Money


class MeanDays(Output, frozen=True, kw_only=True):
    """Days, to a tenth; null where no orçamento got so far."""

    to_send: Decimal | None
    """From creation to sending."""
    to_decide: Decimal | None
    """From sending to the client's answer."""


class Pipeline(Output, frozen=True, kw_only=True):
    """`GET /api/statistics/pipeline`."""

    from_day: datetime.date | None
    to_day: datetime.date | None
    count: int
    total: Money
    open_total: Money
    """R$ that are with clients now."""
    conversion_percent: Decimal | None
    """Approved among those answered or expired, to a tenth; null while there is none."""
    mean_days: MeanDays
    by_status: list[StatusFigures]
    by_month: list[MonthFigures]
    by_type: list[TypeFigures]
