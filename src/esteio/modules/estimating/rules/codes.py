"""The code of an orçamento, the same for all its versions: `ORC-AAAAMM-NNN`."""

from __future__ import annotations

import datetime

from esteio.brazil.dates import SAO_PAULO


def code_period(moment: datetime.datetime) -> str:
    """The month that codes are counted in, by São Paulo's clock: `202511`. The moment has a time zone."""
    return f"{moment.astimezone(SAO_PAULO):%Y%m}"


def orcamento_code(period: str, number: int) -> str:
    """The code with that number of that month; past 999 it grows to four digits."""
    return f"ORC-{period}-{number:03}"
