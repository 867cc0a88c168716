"""All that a printed order says, as values: who, from whom, what, how much, where to, when."""

from __future__ import annotations

import datetime
from decimal import Decimal

import msgspec

from esteio.core.paper import Letterhead


class OrderSupplier(msgspec.Struct, frozen=True, kw_only=True):
    """From whom."""

    name: str
    document: str = ""
    """With its name, as `CNPJ 12.345.678/0001-95`."""
    address: str = ""
    contact: str = ""
    """Whom to ask for, telephone and e-mail."""


class OrderLine(msgspec.Struct, frozen=True, kw_only=True):
    """An item; `amount` is what its goods cost before discount, freight and taxes, R$."""

    description: str
    specification: str = ""
    brand: str = ""
    unit: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal


class OrderDocument(msgspec.Struct, frozen=True, kw_only=True):
    """An order, whole: page and paper show this and nothing else.

    Raises ValueError when the lines do not add to the subtotal, or the parts to the total: a supplier must never be
    sent two truths.
    """

    buyer: Letterhead
    """Who orders."""
    supplier: OrderSupplier
    code: str
    purchase: str
    """Number of the request, to be named on the invoice."""
    contact: str
    """Who buys."""
    issued_on: datetime.date
    expected_on: datetime.date | None
    delivery_address: str
    payment: str
    lines: tuple[OrderLine, ...]
    subtotal: Decimal
    discount: Decimal
    freight: Decimal
    taxes: Decimal
    total: Decimal
    notes: str
    """Plain text; a blank line begins a paragraph."""
    page_url: str = ""
    """Where the supplier confirms; empty: no QR code."""
    draft: bool = False
    """Says RASCUNHO across every page."""
    cancelled: bool = False
    """Says CANCELADO across every page."""

    def __post_init__(self) -> None:
        found = sum((line.amount for line in self.lines), Decimal(0))
        if found != self.subtotal:
            raise ValueError(f"the lines add to {found}, the subtotal says {self.subtotal}")
        if self.total != self.subtotal - self.discount + self.freight + self.taxes:
            raise ValueError(f"the parts do not add to {self.total}")
