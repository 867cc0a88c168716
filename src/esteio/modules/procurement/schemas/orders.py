"""Purchase orders on the wire. Money is text with two decimals, unit prices with four, quantities with three."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Address, Input, LiveList, Output, Ref
from esteio.modules.procurement.schemas.references import CentreRef

OrderState = Literal["draft", "sent", "confirmed", "completed", "cancelled"]
FulfilmentState = Literal["pending", "partial", "fulfilled"]
OrderCode = Annotated[str, Meta(examples=["PED-2026-001"])]
Money = Annotated[Decimal, Meta(examples=["2850.00"])]
Quantity = Annotated[Decimal, Meta(examples=["120.000"])]
Reason = Annotated[str, Meta(min_length=10, max_length=2_000)]
MessageText = Annotated[str, Meta(min_length=1, max_length=4_000)]


class CodeRef(Output, frozen=True, kw_only=True):
    """Something that is known by its number."""

    id: UUID
    code: str


class PurchaseRef(Output, frozen=True, kw_only=True):
    """The request that an order buys for."""

    id: UUID
    code: str
    title: str


class OrderRow(Output, frozen=True, kw_only=True):
    """An order in the list."""

    id: UUID
    code: OrderCode
    status: OrderState
    fulfilment: FulfilmentState
    """How much of it is here, by its receipts; giving up a balance does not change it."""
    closed_short: bool
    """Its balance was given up."""
    supplier: Ref
    purchase_request: PurchaseRef
    cost_centre: CentreRef
    buyer: Ref | None
    total: Money
    expected_on: datetime.date | None
    """When it should be here."""
    promised_on: datetime.date | None
    """When its supplier says that it will."""
    late: bool
    """It should have been here, by what was found this morning."""
    sent_at: datetime.datetime | None
    confirmed_at: datetime.datetime | None
    completed_at: datetime.datetime | None
    cancelled_at: datetime.datetime | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int
    can: list[str]
    """What people with the reader's rights may do now: `edit`, `send`, `confirm`, `cancel`, `return_to_quotation`,
    `close_short`, `share` (the link), `write` (to the supplier), `receive`."""


class OrderPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/purchase-orders`."""

    data: list[OrderRow]


class OrderItem(Output, frozen=True, kw_only=True):
    """An item of an order, as it was awarded."""

    id: UUID
    item_id: UUID
    """Of the request."""
    position: int
    description: str
    unit: str
    brand: str
    quantity: Quantity
    unit_price: Annotated[Decimal, Meta(examples=["38.9000"])]
    discount: Money
    freight: Money
    taxes: Money
    total: Money
    delivery_days: int | None
    """In how many days from the order it was promised."""
    received: Quantity
    """What came and was accepted."""
    given_up: Quantity
    """What will not come on this order."""
    balance: Quantity
    """What is still to come."""


class Order(Output, frozen=True, kw_only=True):
    """An order, whole."""

    id: UUID
    code: OrderCode
    status: OrderState
    fulfilment: FulfilmentState
    closed_short: bool
    supplier: Ref
    purchase_request: PurchaseRef
    cost_centre: CentreRef
    buyer: Ref | None
    total: Money
    """subtotal - discount + freight + taxes."""
    expected_on: datetime.date | None
    promised_on: datetime.date | None
    late: bool
    sent_at: datetime.datetime | None
    confirmed_at: datetime.datetime | None
    completed_at: datetime.datetime | None
    cancelled_at: datetime.datetime | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int
    award_id: UUID
    quotation_id: UUID
    subtotal: Money
    discount: Money
    freight: Money
    taxes: Money
    payment_days: list[int]
    payment_terms: str
    delivery_address: Address
    notes: str
    """For the supplier, who reads them on the paper."""
    items: list[OrderItem]
    confirmed_by: str
    cancelled_reason: str
    document_sha256: str | None
    """Of what the supplier was sent."""
    following: CodeRef | None
    """The request that buys what of it did not come."""
    created_by: Ref | None
    can: list[str]


class OrdersIssued(Output, frozen=True, kw_only=True):
    """`POST /api/purchase-requests/{id}/orders`: one a supplier."""

    data: list[CodeRef]


class IssueInput(Input, frozen=True, kw_only=True):
    """`POST /api/purchase-requests/{id}/orders`; the body may be left out."""

    version: int | None = None
    """Of the request that was read; the same as `If-Match`."""


class OrderInput(Input, frozen=True, kw_only=True):
    """`PUT /api/purchase-orders/{id}`, while it is a draft. Prices and quantities are those that were signed."""

    delivery_address: Address
    expected_on: datetime.date | None = None
    """When it should be here; null: by the delivery times that were quoted, counted from the day it is sent."""
    notes: Annotated[str, Meta(max_length=4_000)] = ""


class OrderSendInput(Input, frozen=True, kw_only=True):
    """`POST /api/purchase-orders/{id}/send`; the body may be left out."""

    message: Annotated[str, Meta(max_length=4_000)] = ""
    """Stands in the mail above the link."""


class ByHandConfirmation(Input, frozen=True, kw_only=True):
    """`POST /api/purchase-orders/{id}/confirm`: what the supplier told the buyer."""

    name: Annotated[str, Meta(max_length=200)] = ""
    """Who confirmed; the supplier when empty."""
    promised_on: datetime.date | None = None
    comment: Annotated[str, Meta(max_length=2_000)] = ""


class EndingInput(Input, frozen=True, kw_only=True):
    """`POST /api/purchase-orders/{id}/cancel`, `return-to-quotation` and `close-short`."""

    reason: Reason


class OrderMessageInput(Input, frozen=True, kw_only=True):
    """`POST /api/purchase-orders/{id}/messages`: to the supplier, by mail and on its page."""

    text: MessageText


class OrderShareLink(Output, frozen=True, kw_only=True):
    """The supplier's link."""

    url: str
    expires_at: datetime.datetime


class OrderEventPerson(Output, frozen=True, kw_only=True):
    """Who did it: somebody of the organisation, or the supplier by name; both empty for the program."""

    id: UUID | None
    name: str


class OrderEvent(Output, frozen=True, kw_only=True):
    """A line of the history."""

    id: UUID
    at: datetime.datetime
    kind: str
    from_status: OrderState | None
    to_status: OrderState | None
    person: OrderEventPerson
    text: str
    detail: dict[str, object]


class OrderHistory(Output, frozen=True, kw_only=True):
    """`GET /api/purchase-orders/{id}/history`, the newest first."""

    data: list[OrderEvent]
    next_cursor: str | None
