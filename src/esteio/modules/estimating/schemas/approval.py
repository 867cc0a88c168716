"""The client's page on the wire: what was sent, and the client's answers. Nothing of how the price came about."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Input, Output
from esteio.modules.estimating.schemas.orcamentos import Money

ClientText = Annotated[str, Meta(min_length=1, max_length=2_000)]
ClientName = Annotated[str, Meta(min_length=3, max_length=200)]


class ProposalStudio(Output, frozen=True, kw_only=True):
    """Who offers."""

    name: str
    letterhead: list[str]
    accent: str


class ProposalClient(Output, frozen=True, kw_only=True):
    """To whom."""

    name: str
    document: str
    address: str


class ProposalProject(Output, frozen=True, kw_only=True):
    """What for."""

    title: str
    area_m2: Decimal
    building_type: str
    standard: str
    place: str


class ProposalLine(Output, frozen=True, kw_only=True):
    """A discipline and its price, R$."""

    name: str
    amount: Money


class ProposalAdjustment(Output, frozen=True, kw_only=True):
    """What stands between the disciplines and the total, R$; below zero for a discount."""

    label: str
    amount: Money


class ProposalStage(Output, frozen=True, kw_only=True):
    """A stage of a discipline, its share in % and R$."""

    name: str
    percent: Decimal
    amount: Money


class ProposalStages(Output, frozen=True, kw_only=True):
    """The stages of one discipline."""

    discipline: str
    stages: list[ProposalStage]


class ProposalBar(Output, frozen=True, kw_only=True):
    """A bar of the schedule, first and last day included."""

    label: str
    start: datetime.date
    end: datetime.date
    weeks: Decimal


class ProposalInstalment(Output, frozen=True, kw_only=True):
    """A part of the total, R$."""

    label: str
    amount: Money
    due_on: datetime.date | None


class ProposalCash(Output, frozen=True, kw_only=True):
    """What is paid all at once."""

    percent: Decimal
    total: Money


class ProposalBody(Output, frozen=True, kw_only=True):
    """What the studio sent; it never changes."""

    studio: ProposalStudio
    client: ProposalClient
    project: ProposalProject
    code: str
    version: int
    issued_on: datetime.date
    valid_until: datetime.date
    scope: str
    disciplines: list[ProposalLine]
    optional_disciplines: list[ProposalLine]
    adjustments: list[ProposalAdjustment]
    total: Money
    price_per_m2: Money
    duration_weeks: int
    stages: list[ProposalStages]
    schedule: list[ProposalBar]
    instalments: list[ProposalInstalment]
    cash: ProposalCash | None
    terms: list[str]


class ProposalComment(Output, frozen=True, kw_only=True):
    """What the client wrote."""

    at: datetime.datetime
    name: str
    text: str


class ProposalAnswer(Output, frozen=True, kw_only=True):
    """How the client decided."""

    at: datetime.datetime
    name: str


class PublicProposal(Output, frozen=True, kw_only=True):
    """`GET /api/public/proposals/{token}`."""

    status: Literal["ENVIADO", "APROVADO", "REJEITADO"]
    logo_url: str
    """Of the organisation's logo, for an hour; empty without one."""
    proposal: ProposalBody
    sha256: str
    """Of what was sent; an approval is of exactly this."""
    decision: ProposalAnswer | None
    comments: list[ProposalComment]
    can: list[str]
    """What the client may do now: `approve`, `decline`, `comment`."""


class Approval(Input, frozen=True, kw_only=True):
    """`POST /api/public/proposals/{token}/approve`."""

    name: ClientName
    cpf: Annotated[str, Meta(max_length=20, examples=["529.982.247-25"])]
    comment: Annotated[str, Meta(max_length=2_000)] = ""


class Refusal(Input, frozen=True, kw_only=True):
    """`POST /api/public/proposals/{token}/decline`."""

    reason: Annotated[str, Meta(min_length=10, max_length=2_000)]
    name: Annotated[str, Meta(max_length=200)] = ""
    """The client of the proposal when empty."""


class Comment(Input, frozen=True, kw_only=True):
    """`POST /api/public/proposals/{token}/comments`."""

    text: ClientText
    name: Annotated[str, Meta(max_length=200)] = ""


class Receipt(Output, frozen=True, kw_only=True):
    """What remains of an answer, for the client to keep."""

    id: UUID
    code: str
    version: int
    status: Literal["APROVADO", "REJEITADO"]
    at: datetime.datetime
    name: str
    sha256: str
    """Of what was signed or declined."""
