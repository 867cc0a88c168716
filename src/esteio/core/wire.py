"""What every area's wire structs are made of: JSON in camelCase, unknown members refused, text that can be stored."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

Name = Annotated[str, Meta(min_length=1, max_length=200)]
EmailText = Annotated[str, Meta(min_length=3, max_length=320, pattern=r"^[^@\s\x00]+@[^@\s\x00]+\.[^@\s\x00]+$")]


class Input(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What a caller sends."""


class Output(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What a caller gets."""


class Address(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Where an organisation or client is; CEP with or without hyphen."""

    street: Annotated[str, Meta(max_length=200)] = ""
    number: Annotated[str, Meta(max_length=20)] = ""
    complement: Annotated[str, Meta(max_length=100)] = ""
    district: Annotated[str, Meta(max_length=100)] = ""
    city: Annotated[str, Meta(max_length=100)] = ""
    uf: Annotated[str, Meta(max_length=2)] = ""
    cep: Annotated[str, Meta(max_length=9)] = ""
