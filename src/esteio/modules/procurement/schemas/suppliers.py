"""Suppliers on the wire."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Address, Input, LiveList, Name, Output
from esteio.modules.procurement.rules.vocabulary import SupplierKind

Category = Annotated[str, Meta(min_length=1, max_length=60)]
PaymentDay = Annotated[int, Meta(ge=0, le=365)]


class SupplierInput(Input, frozen=True, kw_only=True):
    """`POST /api/suppliers` and `PUT /api/suppliers/{id}`. A person (PF) has a CPF, a firm (PJ) and a shop on the
    internet (ONLINE) a CNPJ."""

    kind: SupplierKind
    name: Name
    trade_name: Annotated[str, Meta(max_length=200)] = ""
    document: Annotated[str, Meta(max_length=20)] = ""
    """CPF or CNPJ (numeric or alphanumeric), with or without punctuation."""
    email: Annotated[str, Meta(max_length=320)] = ""
    """Where invitations and orders go."""
    phone: Annotated[str, Meta(max_length=30)] = ""
    website: Annotated[str, Meta(max_length=300)] = ""
    """Address of the page; a shop on the internet has one."""
    contact_name: Annotated[str, Meta(max_length=200)] = ""
    address: Address = Address()
    categories: Annotated[list[Category], Meta(max_length=20)] = []  # noqa: RUF012 - msgspec copies it
    """What it sells."""
    payment_days: Annotated[list[PaymentDay], Meta(max_length=12)] = []  # noqa: RUF012
    """Days after the invoice at which it usually is paid: `[30, 60]`."""
    score: Annotated[Decimal | None, Meta(examples=["8.5"])] = None
    """From 0 to 10, with one decimal, by those who buy."""
    notes: Annotated[str, Meta(max_length=5000)] = ""


class SupplierRow(Output, frozen=True, kw_only=True):
    """A supplier in the list."""

    id: UUID
    kind: SupplierKind
    name: str
    trade_name: str
    document: str | None
    """Without punctuation."""
    email: str
    phone: str
    website: str
    contact_name: str
    city: str
    uf: str
    categories: list[str]
    payment_days: list[int]
    score: Decimal | None
    archived: bool
    created_at: datetime
    updated_at: datetime
    version: int
    can: list[str]


class Supplier(Output, frozen=True, kw_only=True):
    """Somebody who sells to the organisation."""

    id: UUID
    kind: SupplierKind
    name: str
    trade_name: str
    document: str
    """Punctuated, or empty."""
    email: str
    phone: str
    website: str
    contact_name: str
    address: Address
    categories: list[str]
    payment_days: list[int]
    score: Decimal | None
    notes: str
    archived: bool
    created_at: datetime
    updated_at: datetime
    version: int
    can: list[str]


class SupplierPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/suppliers`."""

    data: list[SupplierRow]
