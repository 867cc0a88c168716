"""Dates and moments as people here read them, on the clock of São Paulo."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from esteio.brazil.errors import InvalidDate

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
"""The legal time of Brasília; three hours behind UTC, without summer time since 2019."""

_WRITTEN = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_NEAR_DAYS = {-1: "ontem", 0: "hoje", 1: "amanhã"}


def parse_date(text: str) -> date:
    """The day of "22/11/2026" (also with dots or dashes, and "1/2/2026"). Raises InvalidDate."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise InvalidDate("Não é uma data. Escreva assim: 22/11/2026.")
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        raise InvalidDate("Esta data não existe no calendário.") from error


def format_date(day: date) -> str:
    """22/11/2026."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_moment(moment: datetime, now: datetime) -> str:
    """ "hoje, 14:32", "ontem, 09:05", "amanhã, 08:00", else "22/11/2026, 14:32", all by São Paulo's clock.

    Raises ValueError when one of the two has no time zone: guessing it would show a wrong hour.
    """
    if moment.tzinfo is None or now.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be shown")
    local = moment.astimezone(SAO_PAULO)
    distance = (local.date() - now.astimezone(SAO_PAULO).date()).days
    return f"{_NEAR_DAYS.get(distance) or format_date(local.date())}, {local:%H:%M}"
