"""Budgets on the wire."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Input, LiveList, Output
from esteio.modules.procurement.schemas.references import CentreRef

Year = Annotated[int, Meta(ge=2000, le=2100)]
Month = Annotated[int, Meta(ge=0, le=12)]
Note = Annotated[str, Meta(max_length=1000)]


class BudgetInput(Input, frozen=True, kw_only=True):
    """`POST /api/budgets`."""

    cost_centre_id: UUID
    year: Year
    month: Month = 0
    """0 is the whole year, without the months that have a budget of their own."""
    amount: Annotated[Decimal, Meta(examples=["15000.00"])]
    """R$."""
    note: Note = ""


class BudgetChange(Input, frozen=True, kw_only=True):
    """`PUT /api/budgets/{id}`."""

    amount: Annotated[Decimal, Meta(examples=["15000.00"])]
    """R$."""
    note: Note = ""


class BudgetRow(Output, frozen=True, kw_only=True):
    """What a cost centre may spend in a period, and what is left of it. Amounts are R$."""

    id: UUID
    cost_centre: CentreRef
    year: int
    month: int
    """0 is the whole year."""
    amount: Decimal
    note: str
    committed: Decimal
    """What the requests that were submitted in the period take."""
    remaining: Decimal
    """Negative when more is committed."""
    created_at: datetime
    updated_at: datetime
    version: int
    can: list[str]


class Budget(BudgetRow, frozen=True, kw_only=True):
    """`GET /api/budgets/{id}`."""


class BudgetPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/budgets`."""

    data: list[BudgetRow]
