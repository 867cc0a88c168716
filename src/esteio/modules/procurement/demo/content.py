"""What the made-up firm buys and from whom, as data.

Firms, documents and telephones are invented; e-mails lie in domains reserved for examples (RFC 2606). Prices are what
such goods cost about in São Paulo.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

FOLDER = files("esteio.modules.procurement.demo")


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    pass


class Good(msgspec.Struct, frozen=True, array_like=True):
    """Something to buy, its price (R$ a unit) and how much of it a request asks for."""

    description: str
    unit: str
    price: Decimal
    least: int
    most: int
    specification: str


class Category(_Record, frozen=True, kw_only=True):
    """Goods that are bought together, from the same suppliers."""

    name: str
    titles: tuple[str, ...]
    reasons: tuple[str, ...]
    """Why they are needed, as who asks for them writes it."""
    brands: tuple[str, ...]
    items: tuple[Good, ...]


class Centre(msgspec.Struct, frozen=True, array_like=True):
    """A cost centre, its department, and the building site that its requests name."""

    code: str
    name: str
    department: str
    place: str


class Catalogue(_Record, frozen=True, kw_only=True):
    """Everything that is written in a request's life."""

    categories: tuple[Category, ...]
    places: tuple[str, ...]
    spots: tuple[str, ...]
    departments: tuple[str, ...]
    cost_centres: tuple[Centre, ...]
    refusals: tuple[str, ...]
    cancellations: tuple[str, ...]
    declines: tuple[str, ...]
    exceptions: tuple[str, ...]
    shortages: tuple[str, ...]
    comments: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]


class DemoSupplier(_Record, frozen=True, kw_only=True):
    """A supplier; `document` is a valid CNPJ (PJ) or CPF (PF), punctuated, and `phone` as people write it."""

    kind: Literal["PJ", "PF", "ONLINE"]
    name: str
    trade_name: str
    document: str
    email: str
    phone: str
    website: str
    contact_name: str
    street: str
    number: str
    city: str
    uf: str
    cep: str
    categories: tuple[str, ...]
    payment_days: tuple[int, ...]
    level: Decimal
    """What it asks for what costs 1 elsewhere."""
    answers: int
    """Of a hundred invitations."""
    punctual: int
    """Of a hundred deliveries."""


@cache
def load_catalogue() -> Catalogue:
    """The goods, places and sentences."""
    return msgspec.json.decode((FOLDER / "catalogue.json").read_bytes(), type=Catalogue)


@cache
def load_suppliers() -> tuple[DemoSupplier, ...]:
    """The forty suppliers."""
    return msgspec.json.decode((FOLDER / "suppliers.json").read_bytes(), type=tuple[DemoSupplier, ...])
