"""Comparisons and awards on the wire. Money is text with two decimals, unit prices with four, quantities with three."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Input, Output, Ref
from esteio.modules.procurement.rules.awarding import Balance, Basket
from esteio.modules.procurement.rules.comparison import Column, ComparisonMap, Row
from esteio.modules.procurement.schemas.rounds import Money, RequestRef, RoundState

Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", examples=["9f86d081884c7d659a2feaa0c55ad015" * 2])]
Why = Annotated[str, Meta(max_length=2_000)]


class ComparedRound(Output, frozen=True, kw_only=True):
    """The round whose answers are compared."""

    id: UUID
    code: Annotated[str, Meta(examples=["COT-2026-001"])]
    status: RoundState
    closes_at: datetime.datetime
    version: int
    """For `If-Match` of the award."""


class WithoutAnswer(Output, frozen=True, kw_only=True):
    """A supplier that was invited and has no column in the map."""

    quotation_id: UUID
    supplier: Ref
    status: Literal["invited", "declined", "expired", "cancelled"]
    declined_reason: str


class Comparison(Output, frozen=True, kw_only=True):
    """`GET /api/quotation-rounds/{id}/comparison`: the map, and what it suggests."""

    round: ComparedRound
    purchase_request: RequestRef
    sha256: Sha256
    """Of the map: say it as `seenSha256` in the award, which is refused when the map has changed since."""
    monthly_rate_percent: Decimal
    """By which terms of payment are brought to their present value."""
    least_answers: int
    """Fewer than these need an `exceptionReason`."""
    columns: list[Column]
    """Suppliers that answered, the first to answer first."""
    rows: list[Row]
    without_answer: list[WithoutAnswer]
    cheapest_split: Basket | None
    """Each item where it costs least; null while nobody offers anything."""
    cheapest_single: Basket | None
    """Everything from one supplier: of those that cover most items the cheapest."""
    award_id: UUID | None
    """Of the award that decided this round and stands."""
    can: list[str]
    """What people with the reader's rights may do: `award`."""


class ChoiceInput(Input, frozen=True, kw_only=True):
    """An item from a supplier."""

    item_id: UUID
    quotation_id: UUID
    quantity: Annotated[Decimal | None, Meta(examples=["120.000"])] = None
    """Up to three decimals, at most what the supplier offers; null: as the supplier offers it."""


class WhatIfInput(Input, frozen=True, kw_only=True):
    """`POST /api/quotation-rounds/{id}/comparison/what-if`: `choices`, or `quotationId` for all of one supplier."""

    choices: Annotated[tuple[ChoiceInput, ...], Meta(max_length=2_000)] = ()
    quotation_id: UUID | None = None
    leave_out: Annotated[tuple[UUID, ...], Meta(max_length=500)] = ()
    """Items of which nothing is bought now, or no more than is chosen: a request of their own asks for the rest."""


class AwardInput(WhatIfInput, frozen=True, kw_only=True):
    """`POST /api/quotation-rounds/{id}/award`. Every item is chosen or left out."""

    reason: Why = ""
    exception_reason: Why = ""
    """Why fewer answers than the policy asks for are enough; at least 10 characters where it is needed."""
    seen_sha256: Sha256 | None = None
    """`sha256` of the map that was decided by."""


class ReturnInput(Input, frozen=True, kw_only=True):
    """`POST /api/purchase-requests/{id}/return-to-quotation`."""

    reason: Annotated[str, Meta(min_length=3, max_length=2_000)]


class Reckoned(Output, frozen=True, kw_only=True):
    """What a choice comes to, and how it stands beside the cheapest."""

    basket: Basket
    above_cheapest_split: Money | None
    """Present value above that of the cheapest split, R$; below zero where less is bought."""
    above_cheapest_single: Money | None


class AwardItem(Output, frozen=True, kw_only=True):
    """An item as it was awarded, R$. `total` is quantity x unit price, to the cent, - discount + freight + taxes."""

    id: UUID
    item_id: UUID
    quotation_id: UUID
    supplier: Ref
    position: int
    description: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    discount: Money
    freight: Money
    taxes: Money
    total: Money
    first_total: Money
    """What the supplier that answered first asked for as much."""
    highest_total: Money
    lowest_total: Money
    brand: str
    delivery_days: int | None


class AwardSummary(Output, frozen=True, kw_only=True):
    """An award among those of its request."""

    id: UUID
    round_id: UUID
    total: Money
    reason: str
    awarded_by: Ref
    at: datetime.datetime
    stands: bool
    """False once it was undone."""
    following_id: UUID | None
    """The request that buys what was left out."""


class Awards(Output, frozen=True, kw_only=True):
    """`GET /api/purchase-requests/{id}/awards`, the newest first."""

    data: list[AwardSummary]


class RoundRef(Output, frozen=True, kw_only=True):
    """The round that was decided."""

    id: UUID
    code: str


class Award(Output, frozen=True, kw_only=True):
    """An award, whole, as it was decided; nothing alters it."""

    id: UUID
    purchase_request: RequestRef
    round: RoundRef
    total: Money
    """What its items come to, R$."""
    reason: str
    exception_reason: str
    awarded_by: Ref
    at: datetime.datetime
    stands: bool
    items: list[AwardItem]
    left_out: list[Balance]
    following: RequestRef | None
    comparison: ComparisonMap
    """The map that was decided by."""
