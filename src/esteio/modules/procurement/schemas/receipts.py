"""Receipts on the wire. Quantities are text with three decimals."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Input, LiveList, Output, Ref
from esteio.modules.procurement.schemas.orders import CodeRef, Quantity, Reason

ReceiptState = Literal["physical", "fiscal", "done", "cancelled"]
ReceiptCode = Annotated[str, Meta(examples=["REC-2026-001"])]


class CountInput(Input, frozen=True, kw_only=True):
    """What was counted of one item; up to three decimals."""

    order_item_id: UUID
    accepted: Quantity = Decimal(0)
    refused: Quantity = Decimal(0)
    """Sent back at the door: it did not come."""
    refused_reason: Annotated[str, Meta(max_length=500)] = ""


class ReceiptInput(Input, frozen=True, kw_only=True):
    """`POST /api/purchase-orders/{id}/receipts`, and `PUT /api/receipts/{id}` while it is being counted."""

    arrived_on: datetime.date | None = None
    """Today when null."""
    invoice_id: UUID | None = None
    """An invoice of the order, if it was entered already."""
    notes: Annotated[str, Meta(max_length=4_000)] = ""
    items: Annotated[list[CountInput], Meta(min_length=1, max_length=500)]
    """Items of the order that are not named did not come this time."""


class FinishInput(Input, frozen=True, kw_only=True):
    """`POST /api/receipts/{id}/finish`; the body may be left out."""

    invoice_id: UUID | None = None
    """The invoice of what came; the one that the receipt has when null."""
    difference_reason: Annotated[str, Meta(max_length=2_000)] = ""
    """Why differences are accepted; at least 10 characters where there are any, or there is no invoice."""


class ReceiptCancelInput(Input, frozen=True, kw_only=True):
    """`POST /api/receipts/{id}/cancel`."""

    reason: Reason


class InvoiceRef(Output, frozen=True, kw_only=True):
    """The invoice of a receipt."""

    id: UUID
    number: str
    access_key: str


class ReceiptRow(Output, frozen=True, kw_only=True):
    """A receipt in the list."""

    id: UUID
    code: ReceiptCode
    status: ReceiptState
    order: CodeRef
    supplier: Ref
    invoice: InvoiceRef | None
    arrived_on: datetime.date
    items: int
    """How many of the order's items it counted."""
    refused_items: int
    """Of how many something was refused."""
    received_by: Ref | None
    checked_by: Ref | None
    done_at: datetime.datetime | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int
    can: list[str]
    """What people with the reader's rights may do now: `edit`, `hand_in`, `finish`, `cancel`."""


class ReceiptPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/receipts`."""

    data: list[ReceiptRow]


class ReceiptLine(Output, frozen=True, kw_only=True):
    """What was counted of one item."""

    id: UUID
    order_item_id: UUID
    position: int
    description: str
    unit: str
    ordered: Quantity
    accepted: Quantity
    refused: Quantity
    refused_reason: str


class ReceiptAttachment(Output, frozen=True, kw_only=True):
    """A file that hangs on the receipt, a photograph most often; `GET /api/files/{id}` has its address."""

    id: UUID
    name: str
    content_type: str
    size: int
    created_at: datetime.datetime


class Receipt(Output, frozen=True, kw_only=True):
    """A receipt, whole."""

    id: UUID
    code: ReceiptCode
    status: ReceiptState
    order: CodeRef
    supplier: Ref
    invoice: InvoiceRef | None
    arrived_on: datetime.date
    items: int
    refused_items: int
    received_by: Ref | None
    checked_by: Ref | None
    done_at: datetime.datetime | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int
    notes: str
    difference_reason: str
    cancelled_reason: str
    lines: list[ReceiptLine]
    attachments: list[ReceiptAttachment]
    can: list[str]
