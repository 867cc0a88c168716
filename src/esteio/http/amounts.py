"""Amounts of money as lists are asked for by them: R$ as text, never a float."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from litestar.params import QueryParameter

_AMOUNT = r"^\d{1,12}(\.\d{1,2})?$"
Least = Annotated[str | None, QueryParameter(name="minTotal", pattern=_AMOUNT, description="R$ or more.")]
Most = Annotated[str | None, QueryParameter(name="maxTotal", pattern=_AMOUNT, description="R$ or less.")]


def by_total(least: str | None, most: str | None) -> dict[str, object]:
    """The filters `minTotal` and `maxTotal` of a list."""
    return {
        "minTotal": None if least is None else Decimal(least),
        "maxTotal": None if most is None else Decimal(most),
    }
