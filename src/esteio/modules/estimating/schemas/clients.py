"""Clients on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Address, Input, LiveList, Name, Output


class ClientInput(Input, frozen=True, kw_only=True):
    """`POST /api/clients` and `PUT /api/clients/{id}`. A person (PF) has a CPF, a company (PJ) a CNPJ."""

    kind: Literal["PF", "PJ"]
    name: Name
    trade_name: Annotated[str, Meta(max_length=200)] = ""
    document: Annotated[str, Meta(max_length=20)] = ""
    """CPF or CNPJ (numeric or alphanumeric), with or without punctuation."""
    email: Annotated[str, Meta(max_length=320)] = ""
    phone: Annotated[str, Meta(max_length=30)] = ""
    address: Address = Address()
    notes: Annotated[str, Meta(max_length=5000)] = ""


class Client(Output, frozen=True, kw_only=True):
    """Somebody for whom the studio works."""

    id: UUID
    kind: Literal["PF", "PJ"]
    name: str
    trade_name: str
    document: str
    """Punctuated, or empty."""
    email: str
    phone: str
    address: Address
    notes: str
    archived: bool
    created_at: datetime
    updated_at: datetime
    version: int


class ClientRow(Output, frozen=True, kw_only=True):
    """A client in the list."""

    id: UUID
    kind: Literal["PF", "PJ"]
    name: str
    trade_name: str
    document: str | None
    email: str
    phone: str
    city: str
    uf: str
    archived: bool
    briefings: int
    created_at: datetime
    updated_at: datetime
    version: int


class ClientPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/clients`."""

    data: list[ClientRow]
