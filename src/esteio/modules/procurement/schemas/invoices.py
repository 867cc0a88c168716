"""Invoices (NF-e) and the match on the wire. Amounts are R$, as text."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Input, LiveList, Output, Ref
from esteio.modules.procurement.rules.match import Difference, MatchLine
from esteio.modules.procurement.rules.vocabulary import ReceiptStatus
from esteio.modules.procurement.schemas.orders import CodeRef

MAX_XML_CHARS = 900_000
"""What fits into a request; a larger note is uploaded as a file."""


class InvoiceInput(Input, frozen=True, kw_only=True):
    """`POST /api/invoices`: the XML of an authorised NF-e (`nfeProc`), either as text or as an uploaded file."""

    xml: Annotated[str, Meta(max_length=MAX_XML_CHARS)] | None = None
    file_id: UUID | None = None
    """A file that was uploaded (`POST /api/files`) for the thing `invoice`."""
    order_id: UUID | None = None
    """The order that it belongs to; without it, the one that the note itself names, if there is one."""


class InvoiceLink(Input, frozen=True, kw_only=True):
    """`POST /api/invoices/{id}/link`."""

    order_id: UUID | None
    """Null takes it from its order."""


class InvoiceCancellation(Input, frozen=True, kw_only=True):
    """`POST /api/invoices/{id}/cancel`."""

    reason: Annotated[str, Meta(min_length=10, max_length=1000)]


class LineMapping(Input, frozen=True, kw_only=True):
    """Which item of the order a line is."""

    id: UUID
    order_item_id: UUID | None
    """Null for what is no item of the order."""
    factor: Annotated[Decimal, Meta(examples=["1"])] = Decimal(1)
    """How many of the order's units one unit of the line is: 100 for a box of a hundred; up to six decimals."""


class InvoiceMapping(Input, frozen=True, kw_only=True):
    """`PUT /api/invoices/{id}/items`: every line of the invoice, once."""

    items: Annotated[list[LineMapping], Meta(min_length=1, max_length=990)]


class Issuer(Output, frozen=True, kw_only=True):
    """Who issued an invoice, as it says."""

    document: str
    """CNPJ or CPF without punctuation."""
    name: str


class InvoiceRow(Output, frozen=True, kw_only=True):
    """An invoice in the list."""

    id: UUID
    access_key: str
    number: str
    series: str
    issued_at: datetime
    issuer: Issuer
    supplier: Ref | None
    """Whose register has the issuer's document."""
    order: CodeRef | None
    products_total: Decimal
    discount: Decimal
    freight: Decimal
    """With insurance and other charges."""
    taxes: Decimal
    """Those that come on top of the prices."""
    total: Decimal
    items: int
    unmapped: int
    """Lines that are charged for and are no item of the order yet."""
    cancelled_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int
    can: list[str]


class InvoicePage(LiveList, frozen=True, kw_only=True):
    """`GET /api/invoices`."""

    data: list[InvoiceRow]


class InvoiceItem(Output, frozen=True, kw_only=True):
    """A line of an invoice, and which item of the order it is."""

    id: UUID
    position: int
    supplier_code: str
    description: str
    ncm: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    discount: Decimal
    total: Decimal
    """Before the discount."""
    order_item_id: UUID | None
    factor: Decimal
    suggested: bool
    """The program took it for that item, and nobody has confirmed it."""


class Invoice(InvoiceRow, frozen=True, kw_only=True):
    """An NF-e, whole."""

    recipient_document: str
    file_id: UUID | None
    cancelled_reason: str
    lines: list[InvoiceItem]


class MatchTotals(Output, frozen=True, kw_only=True):
    """What the order and its invoices come to."""

    products: Decimal
    """After discounts."""
    freight: Decimal
    taxes: Decimal
    total: Decimal


class MatchReceipt(Output, frozen=True, kw_only=True):
    """A receipt that the match counts."""

    id: UUID
    code: str
    status: ReceiptStatus
    invoice_id: UUID | None


class MatchInvoice(Output, frozen=True, kw_only=True):
    """An invoice that the match counts."""

    id: UUID
    number: str
    series: str
    issued_at: datetime
    total: Decimal


class OrderMatch(Output, frozen=True, kw_only=True):
    """`GET /api/purchase-orders/{id}/match`: order, receipts and invoices beside each other."""

    order: CodeRef
    price_tolerance_percent: Decimal
    lines: list[MatchLine]
    ordered: MatchTotals
    invoiced: MatchTotals
    receipts: list[MatchReceipt]
    invoices: list[MatchInvoice]
    differences: list[Difference]
    """Empty when all three agree as far as they go."""
