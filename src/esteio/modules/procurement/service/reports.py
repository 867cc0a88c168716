"""Reports of purchases: what was spent, how long it takes, what was saved, who delivers, what is still to come."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.core.errors import InvalidInput
from esteio.core.wire import check_text
from esteio.modules.procurement.rules.reports import GroupBy, percent, period_of
from esteio.modules.procurement.schemas.reports import (
    BudgetFigures,
    BudgetReport,
    BudgetRow,
    CommitmentFigures,
    CommitmentRow,
    Commitments,
    CycleTime,
    MonthTimes,
    Savings,
    SavingsFigures,
    SavingsRow,
    Spend,
    SpendFigures,
    SpendRow,
    StageRow,
    StageTimes,
    SupplierFigures,
    SupplierRow,
    Suppliers,
)
from esteio.modules.procurement.store.reports import awards as award_store
from esteio.modules.procurement.store.reports import orders as order_store
from esteio.modules.procurement.store.reports import requests as request_store
from esteio.modules.procurement.store.reports import suppliers as supplier_store
from esteio.modules.procurement.store.reports.grouping import Filter
from esteio.modules.workspace.api import get_timezone

TOP = 100
"""Rows of an answer, unless it is asked for more or fewer."""
_ZERO = Decimal("0.00")
_TENTH = Decimal("0.1")
_STAGES = {
    "need": "Aprovação da necessidade",
    "quotation": "Cotação",
    "purchase": "Aprovação da compra",
    "order": "Emissão do pedido",
    "delivery": "Entrega",
}

Figures = TypeVar("Figures", bound=msgspec.Struct)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a report is asked for; None is everything, or the last twelve months."""

    from_day: datetime.date | None = None
    to_day: datetime.date | None = None
    cost_centre_id: UUID | None = None
    department_id: UUID | None = None
    supplier_id: UUID | None = None
    category: str | None = None
    by: GroupBy = GroupBy.MONTH
    top: int | None = TOP
    """None: all rows."""


async def spend(tx: Tx, asked: Asked) -> Spend:
    """What was spent; raises `InvalidInput`."""
    what = await _filter(tx, asked)
    found, whole = _apart(await order_store.spend(tx, asked.by, what))
    totals = _read(SpendFigures, whole)
    rows = [
        _read(SpendRow, row, share=percent(row["total"], totals.total) or Decimal("0.0")) for row in found[: asked.top]
    ]
    return Spend(**_frame(what, found, asked), by=asked.by, rows=rows, totals=totals)


async def savings(tx: Tx, asked: Asked) -> Savings:
    """What awards saved against the first, the highest and the lowest offer; raises `InvalidInput`."""
    what = await _filter(tx, asked)
    found, whole = _apart(await award_store.savings(tx, asked.by, what))
    rows = [_read(SavingsRow, row, **_saved(row)) for row in found[: asked.top]]
    totals = _read(SavingsFigures, whole, **_saved(whole))
    return Savings(**_frame(what, found, asked), by=asked.by, rows=rows, totals=totals)


async def commitments(tx: Tx, asked: Asked) -> Commitments:
    """What has been ordered and is still to come; raises `InvalidInput`. Without a period: all of it."""
    if asked.from_day is None and asked.to_day is None:
        today = await _today(tx)
        far = datetime.timedelta(days=5 * 366)
        asked = msgspec.structs.replace(asked, from_day=today[0] - far, to_day=today[0] + far)
    what = await _filter(tx, asked)
    found, whole = _apart(await order_store.commitments(tx, asked.by, what))
    rows = [_read(CommitmentRow, row) for row in found[: asked.top]]
    totals = _read(CommitmentFigures, whole)
    return Commitments(**_frame(what, found, asked), by=asked.by, rows=rows, totals=totals)


async def cycle_time(tx: Tx, asked: Asked) -> CycleTime:
    """How long each stage takes; raises `InvalidInput`."""
    what = await _filter(tx, asked)
    row = await request_store.stage_times(tx, what)
    months = [_read(MonthTimes, each) for each in await request_store.month_times(tx, what)]
    rows = [StageRow(key=key, label=label, **_times(row, key)) for key, label in _STAGES.items()]
    return CycleTime(**_frame(what, rows, asked), rows=rows, months=months, totals=StageTimes(**_times(row, "whole")))


async def suppliers(tx: Tx, asked: Asked) -> Suppliers:
    """How suppliers answer and deliver; raises `InvalidInput`."""
    what = await _filter(tx, asked)
    found = await supplier_store.suppliers(tx, what)
    counted = ("invited", "answered", "declined", "won", "orders", "total", "due", "punctual")
    sums: dict[str, Any] = {
        name: sum((row[name] for row in found), _ZERO if name == "total" else 0)
        for name in (*counted, "answer_s", "late", "late_days")
    }
    rows = [
        SupplierRow(
            key=row["key"],
            label=row["label"],
            score=row["score"],
            **{name: row[name] for name in counted},
            **_rates(dict(row)),
        )
        for row in found[: asked.top]
    ]
    totals = SupplierFigures(**{name: sums[name] for name in counted}, **_rates(sums))
    return Suppliers(**_frame(what, found, asked), rows=rows, totals=totals)


async def budget(tx: Tx, asked: Asked) -> BudgetReport:
    """What requests take of each cost centre's months; raises `InvalidInput`."""
    what = await _filter(tx, asked)
    found = await request_store.budgets(tx, what)
    rows = [_budget_row(row) for row in found[: asked.top]]
    totals = BudgetFigures(
        requests=sum(row["requests"] for row in found),
        committed=sum((row["committed"] for row in found), _ZERO),
        allowed=sum((row["allowed"] for row in found if row["allowed"] is not None), _ZERO),
        over_budget=sum(row["over_budget"] for row in found),
    )
    return BudgetReport(**_frame(what, found, asked), rows=rows, totals=totals)


async def _today(tx: Tx) -> tuple[datetime.date, str]:
    timezone = await get_timezone(tx)
    return datetime.datetime.now(ZoneInfo(timezone)).date(), timezone


async def _filter(tx: Tx, asked: Asked) -> Filter:
    today, timezone = await _today(tx)
    category = None if asked.category is None else check_text("category", asked.category)
    if asked.top is not None and asked.top < 1:
        raise InvalidInput(fields={"top": "Peça ao menos uma linha."})
    return Filter(
        period=period_of(asked.from_day, asked.to_day, today, ZoneInfo(timezone)),
        timezone=timezone,
        today=today,
        cost_centre_id=asked.cost_centre_id,
        department_id=asked.department_id,
        supplier_id=asked.supplier_id,
        category=category,
    )


def _frame(what: Filter, found: list[Any], asked: Asked) -> dict[str, Any]:
    """What every report says of itself."""
    more = 0 if asked.top is None else max(0, len(found) - asked.top)
    return {"from_day": what.period.from_day, "to_day": what.period.to_day, "more": more}


def _apart(rows: list[asyncpg.Record]) -> tuple[list[asyncpg.Record], asyncpg.Record]:
    """The rows, and the one that counts them all."""
    return [row for row in rows if not row["whole"]], next(row for row in rows if row["whole"])


def _read(figures: type[Figures], row: asyncpg.Record, **more: object) -> Figures:
    names = _names(figures)
    return figures(**{name: value for name, value in row.items() if name in names}, **more)


@cache
def _names(figures: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(field.name for field in msgspec.structs.fields(figures))


def _saved(row: asyncpg.Record) -> dict[str, Any]:
    total, highest = row["total"], row["highest_total"]
    return {
        "saved_on_first": row["first_total"] - total,
        "saved_on_highest": highest - total,
        "above_lowest": total - row["lowest_total"],
        "saved_percent": percent(highest - total, highest),
    }


def _times(row: asyncpg.Record, key: str) -> dict[str, Any]:
    median, p90 = row[f"{key}_points"] or (None, None)
    return {
        "count": row[f"{key}_count"],
        "mean": row[f"{key}_mean"],
        "median": _tenths(median),
        "p90": _tenths(p90),
    }


def _tenths(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(number).quantize(_TENTH, ROUND_HALF_UP)


def _rates(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "answer_rate": percent(row["answered"], row["invited"]),
        "answer_hours": _mean(row["answer_s"], row["answered"] * 3_600),
        "punctuality": percent(row["punctual"], row["due"]),
        "late_days": _mean(row["late_days"], row["late"]),
    }


def _mean(total: Decimal | int, count: int) -> Decimal | None:
    return (Decimal(total) / count).quantize(_TENTH, ROUND_HALF_UP) if count else None


def _budget_row(row: asyncpg.Record) -> BudgetRow:
    allowed, committed = row["allowed"], row["committed"]
    return BudgetRow(
        key=f"{row['cost_centre_id']}:{row['month']}",
        cost_centre_id=row["cost_centre_id"],
        label=row["label"],
        month=row["month"],
        requests=row["requests"],
        committed=committed,
        allowed=allowed or _ZERO,
        over_budget=row["over_budget"],
        has_budget=allowed is not None,
        remaining=None if allowed is None else allowed - committed,
        used=None if allowed is None else percent(committed, allowed),
        exceeded=allowed is not None and committed > allowed,
    )
