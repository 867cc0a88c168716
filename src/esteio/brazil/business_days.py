"""Business days (dias úteis): Monday to Friday less the holidays of the country, the state and the city.

National and state holidays, and those of the city of São Paulo, come from the `holidays` library, which cites the
law of each; it knows no other city, so those of other cities are given as `municipal` days.

Carnival Monday and Tuesday and Corpus Christi are no national holidays but optional points (pontos
facultativos). They count as days off unless a calendar says otherwise, as they do for banks (Resolução CMN
4.880/2020): almost every office and site is closed, and a promise made across them would be broken. Ash
Wednesday, the Servants' Day and the eves of Christmas and New Year are worked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

import msgspec

from esteio.brazil.folding import fold
from esteio.brazil.uf import normalise as normalise_uf

_SATURDAY = 5
_OBSERVED_OPTIONAL_POINTS = frozenset({"Carnaval", "Corpus Christi"})
_CITIES_OF_THE_LIBRARY = {("sao paulo", "SP"): "São Paulo Capital"}
MAX_DAYS = 10_000
"""Longest count of business days: forty years."""


class Calendar(msgspec.Struct, frozen=True):
    """Where days are counted."""

    uf: str = ""
    """State, two letters; empty for national holidays only."""
    city: str = ""
    """Name of the city; adds the holidays of São Paulo (capital), the only one the library knows."""
    municipal: frozenset[date] = frozenset()
    """Further days off, such as the holidays of another city or a studio's own recess."""
    optional_points_off: bool = True
    """Whether carnival and Corpus Christi are days off."""


NATIONAL = Calendar()


def holidays_of(year: int, calendar: Calendar = NATIONAL) -> Mapping[date, str]:
    """The days off of a year with their names in Portuguese, weekends among them, without `municipal`.

    Raises InvalidState when the calendar's state does not exist.
    """
    uf = normalise_uf(calendar.uf) if calendar.uf else ""
    place = _CITIES_OF_THE_LIBRARY.get((fold(calendar.city), uf), uf)
    return _holidays(year, place, calendar.optional_points_off)


def is_business_day(day: date, calendar: Calendar = NATIONAL) -> bool:
    """Whether work goes on that day. Raises InvalidState."""
    return day.weekday() < _SATURDAY and day not in calendar.municipal and day not in holidays_of(day.year, calendar)


def next_business_day(day: date, calendar: Calendar = NATIONAL) -> date:
    """The day itself when it is a business day, else the first one after it. Raises InvalidState."""
    while not is_business_day(day, calendar):
        day += timedelta(days=1)
    return day


def add_business_days(day: date, count: int, calendar: Calendar = NATIONAL) -> date:
    """The `count`-th business day after a day, which is itself not counted; 0 is `next_business_day(day)`.

    Raises ValueError below 0 and above MAX_DAYS, and InvalidState.
    """
    if not 0 <= count <= MAX_DAYS:
        raise ValueError(f"count of business days out of 0..{MAX_DAYS}: {count}")
    if count == 0:
        return next_business_day(day, calendar)
    for _ in range(count):
        day = next_business_day(day + timedelta(days=1), calendar)
    return day


@lru_cache(maxsize=512)
def _holidays(year: int, place: str, optional_points_off: bool) -> Mapping[date, str]:
    # 3 MB of code, of which a process that counts no days has no use.
    from holidays import country_holidays  # noqa: PLC0415
    from holidays.constants import OPTIONAL, PUBLIC  # noqa: PLC0415

    subdivision = place or None
    days = dict(country_holidays("BR", subdiv=subdivision, years=year, categories=PUBLIC, language="pt_BR"))
    if optional_points_off:
        optional = country_holidays("BR", subdiv=subdivision, years=year, categories=OPTIONAL, language="pt_BR")
        days |= {day: name for day, name in optional.items() if name in _OBSERVED_OPTIONAL_POINTS}
    return MappingProxyType(dict(sorted(days.items())))
