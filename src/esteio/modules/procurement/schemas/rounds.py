"""Rounds of quotations on the wire."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Input, LiveList, Output, Ref

RoundState = Literal["open", "awarded", "cancelled"]
Money = Annotated[Decimal, Meta(examples=["5590.14"])]
SupplierIds = Annotated[list[UUID], Meta(min_length=1, max_length=50)]
Instructions = Annotated[str, Meta(max_length=5_000)]
WhyText = Annotated[str, Meta(min_length=3, max_length=2_000)]


class RoundInput(Input, frozen=True, kw_only=True):
    """`POST /api/purchase-requests/{id}/rounds`."""

    supplier_ids: SupplierIds
    closes_at: datetime.datetime | None = None
    """Until when suppliers may answer; the policy's days when not given."""
    instructions: Instructions = ""
    """What suppliers read above the items."""


class InviteInput(Input, frozen=True, kw_only=True):
    """`POST /api/quotation-rounds/{id}/invite`."""

    supplier_ids: SupplierIds


class ExtendInput(Input, frozen=True, kw_only=True):
    """`POST /api/quotation-rounds/{id}/extend`."""

    closes_at: datetime.datetime


class WhyInput(Input, frozen=True, kw_only=True):
    """Why a round or an invitation is cancelled, or declined on a supplier's behalf."""

    reason: WhyText


class RequestRef(Output, frozen=True, kw_only=True):
    """The purchase request that is quoted."""

    id: UUID
    code: str
    title: str


class Round(Output, frozen=True, kw_only=True):
    """A round: suppliers who are asked for prices of the same items until the same moment."""

    id: UUID
    code: Annotated[str, Meta(examples=["COT-2026-001"])]
    status: RoundState
    purchase_request: RequestRef
    closes_at: datetime.datetime
    closed_at: datetime.datetime | None
    """When its time was over; null while it runs."""
    reminded_at: datetime.datetime | None
    instructions: str
    exception_reason: str
    """Why fewer answers than the policy asks for were enough."""
    invited: int
    answered: int
    lowest_total: Money | None
    created_by: Ref | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int
    can: list[str]
    """What people with the reader's rights may do: `invite`, `extend`, `remind`, `cancel`, `award`."""


class RoundPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/quotation-rounds`."""

    data: list[Round]


class Reminded(Output, frozen=True, kw_only=True):
    """Whom a reminder went to."""

    reminded: int
    without_email: list[Ref]
    """Suppliers who have not answered and have no address: call them."""
