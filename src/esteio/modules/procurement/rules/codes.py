"""The numbers that people know things by: `SOL-AAAA-NNN` and its like, counted anew each year."""

from __future__ import annotations

import datetime
from typing import Literal

from esteio.brazil.dates import SAO_PAULO

CodeKind = Literal["SOL", "COT", "PED", "REC"]
"""Request, round of quotations, order, receipt."""


def code_year(moment: datetime.datetime) -> str:
    """The year that numbers are counted in, by São Paulo's clock. The moment has a time zone."""
    return f"{moment.astimezone(SAO_PAULO):%Y}"


def numbered_code(kind: CodeKind, year: str, number: int) -> str:
    """The code with that number of that year; past 999 it grows to four digits."""
    return f"{kind}-{year}-{number:03}"
