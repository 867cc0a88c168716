"""The supplier's page of an order on the wire: what was sent, and what the supplier says to it."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta

from esteio.core.wire import Input, Output
from esteio.modules.procurement.schemas.orders import MessageText, Money, Quantity

SupplierName = Annotated[str, Meta(min_length=2, max_length=200)]


class PageBuyer(Output, frozen=True, kw_only=True):
    """Who orders."""

    name: str
    letterhead: list[str]
    accent: str


class PageSupplier(Output, frozen=True, kw_only=True):
    """From whom."""

    name: str
    document: str
    address: str


class PageLine(Output, frozen=True, kw_only=True):
    """An item; `amount` is quantity times price, R$."""

    description: str
    specification: str
    brand: str
    unit: str
    quantity: Quantity
    unit_price: Decimal
    amount: Money


class OrderBody(Output, frozen=True, kw_only=True):
    """What was sent; it never changes."""

    buyer: PageBuyer
    supplier: PageSupplier
    code: str
    purchase: str
    """Number of the request, to be named on the invoice."""
    contact: str
    """Who buys."""
    issued_on: datetime.date
    expected_on: datetime.date | None
    delivery_address: str
    payment: str
    lines: list[PageLine]
    subtotal: Money
    discount: Money
    freight: Money
    taxes: Money
    total: Money
    notes: str


class PageConfirmation(Output, frozen=True, kw_only=True):
    """The supplier's confirmation."""

    at: datetime.datetime
    name: str
    promised_on: datetime.date | None


class PageMessage(Output, frozen=True, kw_only=True):
    """What one side wrote to the other."""

    at: datetime.datetime
    from_supplier: bool
    name: str
    text: str


class PublicOrder(Output, frozen=True, kw_only=True):
    """`GET /api/public/orders/{token}`."""

    status: Literal["sent", "confirmed", "completed"]
    logo_url: str
    """Of the organisation's logo, for an hour; empty without one."""
    order: OrderBody
    sha256: str
    """Of what was sent; a confirmation is of exactly this."""
    confirmation: PageConfirmation | None
    messages: list[PageMessage]
    can: list[str]
    """What the supplier may do now: `confirm`, `ask`."""


class Confirmation(Input, frozen=True, kw_only=True):
    """`POST /api/public/orders/{token}/confirm`."""

    name: SupplierName
    promised_on: datetime.date | None = None
    """When it will be delivered, if not on the day that the order says."""
    comment: Annotated[str, Meta(max_length=2_000)] = ""


class Question(Input, frozen=True, kw_only=True):
    """`POST /api/public/orders/{token}/messages`."""

    text: MessageText
    name: Annotated[str, Meta(max_length=200)] = ""
    """The supplier when empty."""


class ConfirmationReceipt(Output, frozen=True, kw_only=True):
    """What remains of a confirmation, for the supplier to keep."""

    code: str
    status: Literal["confirmed"]
    at: datetime.datetime
    name: str
    promised_on: datetime.date | None
    sha256: str
    """Of what was confirmed."""
