"""The demo content as data; what puts it into the database is elsewhere.

Names, documents and telephones are invented; e-mails lie in domains reserved for examples (RFC 2606).
"""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files
from typing import Literal

import msgspec

from esteio.modules.estimating.rules.vocabulary import BriefingState, OrcamentoState, Uf

DemoAnswer = str | bool | int | float | list[str]
"""As a browser would send it; it still goes through `check_answer`."""


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class DemoAddress(_Record, frozen=True, kw_only=True):
    """Where a client is; `cep` as 00000-000."""

    street: str
    number: str
    complement: str = ""
    district: str
    city: str
    uf: Uf
    cep: str


class DemoClient(_Record, frozen=True, kw_only=True):
    """A client; `document` is a valid CPF (PF) or CNPJ (PJ), punctuated, and `phone` as people write it."""

    key: str
    kind: Literal["PF", "PJ"]
    name: str
    trade_name: str = ""
    contact: str = ""
    document: str
    email: str
    phone: str
    address: DemoAddress
    notes: str = ""


class DemoOrcamento(_Record, frozen=True, kw_only=True):
    """One version of an orçamento, made from the briefing's answers and then brought into `state`."""

    state: OrcamentoState
    created_days_ago: int
    """A sent one was sent, an approved or rejected one answered, soon after."""
    discount_pct: Decimal = Decimal(0)
    reason: str = ""
    """Why the client said no."""


class DemoBriefing(_Record, frozen=True, kw_only=True):
    """A briefing with its answers (question id -> value) and the versions of its orçamento, oldest first."""

    key: str
    client_key: str
    template_key: str
    title: str
    state: BriefingState
    created_days_ago: int
    answers: dict[str, DemoAnswer]
    orcamentos: tuple[DemoOrcamento, ...] = ()


class DemoOrganisation(_Record, frozen=True, kw_only=True):
    """A studio. The briefings are in the order of their numbers: the first becomes number 1."""

    name: str
    clients: tuple[DemoClient, ...]
    briefings: tuple[DemoBriefing, ...]


def load_demo_organisations() -> tuple[DemoOrganisation, ...]:
    """ArcFlow Arquitetura, whose briefing 1 gives a price without a question, and Estúdio Lima Interiores."""
    folder = files("esteio.modules.estimating.demo")
    return tuple(
        msgspec.json.decode((folder / name).read_bytes(), type=DemoOrganisation)
        for name in ("arcflow.json", "estudio_lima.json")
    )
