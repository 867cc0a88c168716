"""The supplier's page on the wire: what is asked for, and the supplier's own answer. Nothing of what the organisation
reckons or may spend, of its people's rights, and of other suppliers."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Input, Output
from esteio.modules.procurement.schemas.quotations import Attachment, DiscountName, MessageText, PersonName
from esteio.modules.procurement.schemas.rounds import Money


class PublicItem(Output, frozen=True, kw_only=True):
    """An item that is asked for."""

    id: UUID
    position: int
    description: str
    specification: str
    unit: str
    quantity: Decimal


class PublicAnswerItem(Output, frozen=True, kw_only=True):
    """What the supplier said of an item."""

    item_id: UUID
    available: bool
    unit_price: Decimal
    quantity: Decimal
    quantity_reason: str
    discount: Money
    freight: Money
    taxes: Money
    brand: str
    delivery_days: int | None
    note: str
    total: Money


class PublicAnswer(Output, frozen=True, kw_only=True):
    """The answer that counts now."""

    at: datetime.datetime
    name: str
    items: list[PublicAnswerItem]
    discount_kind: DiscountName
    discount_value: Decimal
    discount: Money
    freight: Money
    taxes: Money
    subtotal: Money
    total: Money
    payment_days: list[int]
    payment_terms: str
    delivery_days: int | None
    valid_until: datetime.date | None
    notes: str


class PublicMessage(Output, frozen=True, kw_only=True):
    """What was written, by either side."""

    at: datetime.datetime
    from_supplier: bool
    name: str
    text: str


class AnswerLimits(Output, frozen=True, kw_only=True):
    """By what an answer is judged, so that a page can say it beforehand; %."""

    quantity_change_percent: Decimal
    """A quantity further than this from the one asked for needs a reason."""
    item_discount_cap_percent: Decimal
    global_discount_cap_percent: Decimal


class PublicQuotation(Output, frozen=True, kw_only=True):
    """`GET /api/public/quotations/{token}`."""

    status: Literal["invited", "active", "declined"]
    code: str
    title: str
    buyer: str
    """The organisation that asks."""
    logo_url: str
    """Of the organisation's logo, for an hour; empty without one."""
    supplier: str
    instructions: str
    closes_at: datetime.datetime
    needed_on: datetime.date | None
    items: list[PublicItem]
    limits: AnswerLimits
    answer: PublicAnswer | None
    messages: list[PublicMessage]
    attachments: list[Attachment]
    can: list[str]
    """What the supplier may do now: `answer`, `decline`, `ask`, `attach`."""


class SupplierRefusal(Input, frozen=True, kw_only=True):
    """`POST /api/public/quotations/{token}/decline`."""

    reason: Annotated[str, Meta(min_length=3, max_length=2_000)]


class SupplierMessage(Input, frozen=True, kw_only=True):
    """`POST /api/public/quotations/{token}/messages`."""

    text: MessageText
    name: PersonName = ""
    """The supplier's when empty."""


class SupplierFile(Input, frozen=True, kw_only=True):
    """`POST /api/public/quotations/{token}/files`: what is about to be sent."""

    name: Annotated[str, Meta(min_length=1, max_length=255)]
    content_type: Annotated[str, Meta(min_length=1, max_length=100)]
    size: Annotated[int, Meta(ge=1)]
    """Bytes."""
    sha256: Annotated[str, Meta(min_length=64, max_length=64)]
    """Hexadecimal, small letters."""
