"""Quotations on the wire. Money is text with two decimals, unit prices with up to four, quantities with up to three."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Input, LiveList, Output, Ref
from esteio.modules.procurement.rules.vocabulary import DiscountKind
from esteio.modules.procurement.schemas.rounds import Money, RequestRef, RoundState

QuotationState = Literal["invited", "active", "declined", "expired", "cancelled", "winner", "lost"]
DiscountName = Literal["none", "percent", "fixed"]
DeliveryDays = Annotated[int, Meta(ge=0, le=999)]
PaymentDay = Annotated[int, Meta(ge=0, le=720)]
ShortNote = Annotated[str, Meta(max_length=1_000)]
MessageText = Annotated[str, Meta(min_length=1, max_length=4_000)]
PersonName = Annotated[str, Meta(max_length=200)]


class AnswerItemInput(Input, frozen=True, kw_only=True):
    """What a supplier says of one item. Of one that is not available nothing else counts."""

    item_id: UUID
    available: bool = True
    unit_price: Annotated[Decimal, Meta(examples=["38.9000"])] = Decimal(0)
    """R$, up to four decimals."""
    quantity: Annotated[Decimal | None, Meta(examples=["120.000"])] = None
    """Up to three decimals; null: as much as was asked for."""
    quantity_reason: ShortNote = ""
    """Needed when the quantity is far from the one asked for (`quantityChangePercent` of the policy)."""
    discount: Money = Decimal(0)
    """Of the whole line, R$."""
    freight: Money = Decimal(0)
    taxes: Money = Decimal(0)
    brand: Annotated[str, Meta(max_length=200)] = ""
    delivery_days: DeliveryDays | None = None
    """Days from the order; that of the whole quotation when null."""
    note: ShortNote = ""


class AnswerInput(Input, frozen=True, kw_only=True):
    """`POST /api/public/quotations/{token}/answer` and `PUT /api/quotations/{id}/answer`: the whole answer, which takes
    the place of one that was given before."""

    items: Annotated[list[AnswerItemInput], Meta(min_length=1, max_length=500)]
    """Those that are not named are not available."""
    discount_kind: DiscountKind = DiscountKind.NONE
    discount_value: Annotated[Decimal, Meta(examples=["2.5"])] = Decimal(0)
    """% of the subtotal, or R$, by `discountKind`."""
    freight: Money = Decimal(0)
    """Over the whole, beside that of items."""
    taxes: Money = Decimal(0)
    payment_days: Annotated[tuple[PaymentDay, ...], Meta(max_length=12)] = ()
    """Days from the invoice on which equal parts are paid: [28], [30, 60, 90]; empty: on delivery."""
    payment_terms: Annotated[str, Meta(max_length=500)] = ""
    delivery_days: DeliveryDays | None = None
    """Days from the order until all is delivered."""
    valid_until: datetime.date | None = None
    notes: Annotated[str, Meta(max_length=5_000)] = ""
    name: PersonName = ""
    """Who answers for the supplier."""


class MessageInput(Input, frozen=True, kw_only=True):
    """`POST /api/quotations/{id}/messages`."""

    text: MessageText


class RoundOfQuotation(Output, frozen=True, kw_only=True):
    """The round that a quotation is of."""

    id: UUID
    code: str
    status: RoundState
    closes_at: datetime.datetime


class QuotationRow(Output, frozen=True, kw_only=True):
    """A quotation in the list."""

    id: UUID
    status: QuotationState
    round: RoundOfQuotation
    purchase_request: RequestRef
    supplier: Ref
    subtotal: Money
    """Items less their discounts, R$."""
    discount: Money
    """Over the whole."""
    freight: Money
    """Over the whole; items may have their own beside."""
    taxes: Money
    """Over the whole; items may have their own beside."""
    total: Money
    """What everything offered costs when it is here; 0.00 without an answer."""
    payment_days: list[int]
    payment_terms: str
    delivery_days: int | None
    valid_until: datetime.date | None
    declined_reason: str
    opened_at: datetime.datetime | None
    """When the supplier first looked."""
    answered_at: datetime.datetime | None
    answered_by: str
    files: int
    """How many hang on it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int
    can: list[str]
    """What people with the reader's rights may do: `answer` and `decline` for the supplier, `cancel`, `invite_again`,
    `share`, `message`, `attach`."""


class QuotationPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/quotations`."""

    data: list[QuotationRow]


class QuotationItem(Output, frozen=True, kw_only=True):
    """An item that was asked for, and what the supplier says of it."""

    item_id: UUID
    position: int | None
    """Null: it was taken out of the request later."""
    description: str
    specification: str
    unit: str
    asked_quantity: Decimal
    available: bool | None
    """Null without an answer."""
    unit_price: Decimal | None
    quantity: Decimal | None
    quantity_reason: str | None
    discount: Money | None
    freight: Money | None
    taxes: Money | None
    brand: str | None
    delivery_days: int | None
    note: str | None
    total: Money | None
    """Unit price times quantity less discount."""


class Attachment(Output, frozen=True, kw_only=True):
    """A file that hangs on a quotation; `GET /api/files/{id}` gives an address to read it from."""

    id: UUID
    name: str
    content_type: str
    size: int
    created_at: datetime.datetime


class SupplierContact(Output, frozen=True, kw_only=True):
    """How the supplier is reached."""

    email: str
    phone: str
    contact_name: str


class Quotation(QuotationRow, frozen=True, kw_only=True):
    """`GET /api/quotations/{id}`."""

    discount_kind: DiscountName
    discount_value: Decimal
    notes: str
    contact: SupplierContact
    items: list[QuotationItem]
    attachments: list[Attachment]


class QuotationMessage(Output, frozen=True, kw_only=True):
    """What supplier and buyer write to each other about a quotation."""

    id: UUID
    quotation_id: UUID
    from_supplier: bool
    person: Ref | None
    """Of the organisation; null when the supplier wrote."""
    name: str
    text: str
    at: datetime.datetime


class QuotationMessagePage(LiveList, frozen=True, kw_only=True):
    """`GET /api/quotation-messages`."""

    data: list[QuotationMessage]


class QuotationLink(Output, frozen=True, kw_only=True):
    """The supplier's link, to hand on by other ways than mail."""

    url: str
    closes_at: datetime.datetime
    """Until when one may answer there, unless the round is extended."""
