"""The pipeline in figures."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.core.errors import InvalidInput
from esteio.modules.estimating.schemas.statistics import (
    MeanDays,
    MonthFigures,
    Pipeline,
    StatusFigures,
    TypeFigures,
)
from esteio.modules.estimating.store import statistics as store

_ENDED = ("APROVADO", "REJEITADO", "EXPIRADO")
_ZERO = Decimal("0.00")

Figures = TypeVar("Figures", bound=msgspec.Struct)


async def pipeline(tx: Tx, from_day: datetime.date | None, to_day: datetime.date | None) -> Pipeline:
    """How the orçamentos created from one day to another stand; raises `InvalidInput` for days the wrong way round."""
    if from_day is not None and to_day is not None and from_day > to_day:
        raise InvalidInput(fields={"to": "O fim do período vem antes do começo."})
    period = from_day, to_day
    by_status = _read(StatusFigures, await store.by_status(tx, period))
    counts = {each.status: each.count for each in by_status}
    totals = {each.status: each.total for each in by_status}
    return Pipeline(
        from_day=from_day,
        to_day=to_day,
        count=sum(counts.values()),
        total=sum(totals.values(), _ZERO),
        open_total=totals.get("ENVIADO", _ZERO),
        conversion_percent=_conversion(counts),
        mean_days=_read(MeanDays, [await store.mean_days(tx, period)])[0],
        by_status=by_status,
        by_month=_read(MonthFigures, await store.by_month(tx, period)),
        by_type=_read(TypeFigures, await store.by_type(tx, period)),
    )


def _conversion(counts: Mapping[str, int]) -> Decimal | None:
    ended = sum(counts.get(status, 0) for status in _ENDED)
    if not ended:
        return None
    return (Decimal(100 * counts.get("APROVADO", 0)) / ended).quantize(Decimal("0.1"))


def _read(figures: type[Figures], rows: Iterable[asyncpg.Record]) -> list[Figures]:
    return [figures(**dict(row)) for row in rows]
