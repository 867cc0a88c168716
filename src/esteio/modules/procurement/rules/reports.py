"""The period that a report is about, and the sums that its rows and totals share."""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from esteio.core.errors import InvalidInput

MONTHS = 12
"""Of the calendar, the present one included, that a report is about unless it is told another period."""
MOST_DAYS = 366 * 10
FIRST_YEAR, LAST_YEAR = 2000, 2100
_TENTH = Decimal("0.1")


class GroupBy(StrEnum):
    """What the rows of a report are."""

    MONTH = "month"
    COST_CENTRE = "costCentre"
    DEPARTMENT = "department"
    SUPPLIER = "supplier"
    CATEGORY = "category"


class Period(msgspec.Struct, frozen=True):
    """From the first moment of a day to the first one after another, on the organisation's clock."""

    from_day: datetime.date
    to_day: datetime.date
    starts: datetime.datetime
    ends: datetime.datetime


def period_of(
    from_day: datetime.date | None, to_day: datetime.date | None, today: datetime.date, zone: ZoneInfo
) -> Period:
    """The days asked for. Without an end it is today, or the first day if that comes later; without a beginning, the
    first day of the month eleven months before the end.

    Raises:
        InvalidInput: the end before the beginning, more than ten years, or a year before 2000 or after 2100.
    """
    for name, day in (("from", from_day), ("to", to_day)):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise InvalidInput(fields={name: f"Escolha um dia de {FIRST_YEAR} a {LAST_YEAR}."})
    last = to_day or max(today, from_day or today)
    first = from_day or _months_before(last, MONTHS - 1)
    if last < first:
        raise InvalidInput(fields={"to": "O fim do período vem antes do começo."})
    if (last - first).days > MOST_DAYS:
        raise InvalidInput(fields={"from": "Escolha um período de até dez anos."})
    return Period(first, last, _midnight(first, zone), _midnight(last + datetime.timedelta(days=1), zone))


def percent(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """`part` of `whole` in %, to a tenth, half up; None of nothing."""
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(_TENTH, ROUND_HALF_UP)


def _months_before(day: datetime.date, months: int) -> datetime.date:
    number = day.year * 12 + day.month - 1 - months
    return datetime.date(number // 12, number % 12 + 1, 1)


def _midnight(day: datetime.date, zone: ZoneInfo) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), zone)
