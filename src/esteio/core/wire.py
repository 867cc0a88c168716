"""What every area's wire structs are made of: JSON in camelCase, unknown members refused, text that can be stored."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from esteio.brazil import cep, uf
from esteio.brazil.errors import InvalidText
from esteio.core.errors import InvalidInput

Name = Annotated[str, Meta(min_length=1, max_length=200)]
EMAIL_PATTERN = r"^[^@\s\x00]+@[^@\s\x00]+\.[^@\s\x00]+$"
"""Only what every address has: whether it exists is known when a mail arrives."""
_NEVER_STORED = re.compile("[\x00\ud800-\udfff]")
EmailText = Annotated[str, Meta(min_length=3, max_length=320, pattern=EMAIL_PATTERN)]


class Input(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What a caller sends."""


class Output(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What a caller gets."""


class Ref(Output, frozen=True, kw_only=True):
    """Something else, by id and name."""

    id: UUID
    name: str


class LiveList(Output, frozen=True, kw_only=True):
    """What the answer of every live list has beside its rows; see docs/live-protocol.md."""

    next_cursor: str | None
    """Of the next page; null on the last one."""
    is_delta: bool
    """Whether `data` is what changed since `since` and not the whole page: each row then has an `_operation`
    and, if a member of the organisation did it, `_by`, their `id` and `name`; of a row that is gone there are only
    these and its `id`."""
    has_more: bool
    """Of a delta: ask again with the new `cursor`."""
    cursor: str
    """For `since`, later."""
    etag: str
    timestamp: datetime


class Address(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Where an organisation or client is; CEP with or without hyphen."""

    street: Annotated[str, Meta(max_length=200)] = ""
    number: Annotated[str, Meta(max_length=20)] = ""
    complement: Annotated[str, Meta(max_length=100)] = ""
    district: Annotated[str, Meta(max_length=100)] = ""
    city: Annotated[str, Meta(max_length=100)] = ""
    uf: Annotated[str, Meta(max_length=2)] = ""
    cep: Annotated[str, Meta(max_length=9)] = ""


def checked_address(address: Address, fields: dict[str, str], prefix: str = "address") -> Address:
    """`address` with CEP and UF normalised; what is wrong is added to `fields`."""
    values = msgspec.structs.asdict(address)
    for name, normalise in (("cep", cep.normalise), ("uf", uf.normalise)):
        if values[name].strip():
            try:
                values[name] = normalise(values[name])
            except InvalidText as error:
                fields[f"{prefix}.{name}"] = str(error)
    return Address(**values)


def address_line(address: Address) -> str:
    """The address on one line, as paper shows it: street, district, city, CEP."""
    street = ", ".join(part for part in (address.street, address.number, address.complement) if part)
    city = "/".join(part for part in (address.city, address.uf) if part)
    code = ""
    if address.cep:
        try:
            code = f"CEP {cep.formatted(address.cep)}"
        except InvalidText:
            code = address.cep
    return " · ".join(part for part in (street, address.district, city, code) if part)


def is_storable(text: str) -> bool:
    """Whether PostgreSQL and UTF-8 can hold it: neither NUL bytes nor lone surrogates, which nobody can have typed."""
    return _NEVER_STORED.search(text) is None


def check_text(name: str, text: str) -> str:
    """`text` as it is; raises `InvalidInput` naming `name` unless it can be stored."""
    if not is_storable(text):
        raise InvalidInput(fields={name: "O texto tem um caractere que não pode ser usado."})
    return text


def written(field: str, text: str, remedy: str) -> str:
    """What somebody wrote, without blanks around it; raises `InvalidInput` with the remedy where that is nothing."""
    stripped = check_text(field, text).strip()
    if not stripped:
        raise InvalidInput(fields={field: remedy})
    return stripped


def is_email(text: str) -> bool:
    """Whether `text` has the shape of an e-mail address."""
    return re.fullmatch(EMAIL_PATTERN.strip("^$"), text) is not None
