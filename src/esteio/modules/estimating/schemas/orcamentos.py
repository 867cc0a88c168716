"""Orçamentos on the wire. Money is text with two decimals, areas and percentages are decimal text."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Input, LiveList, Name, Output, Ref
from esteio.modules.estimating.rules.comparison import Difference
from esteio.modules.estimating.rules.composition import Composition
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.methods import MethodResult, PriceWarning
from esteio.modules.estimating.rules.payment import CommercialTerms, Instalment
from esteio.modules.estimating.rules.policy import InstalmentTerm
from esteio.modules.estimating.rules.pricing import OtherMethod
from esteio.modules.estimating.rules.schedule import Schedule
from esteio.modules.estimating.rules.vocabulary import PaymentPlan, StageSystem
from esteio.modules.estimating.schemas.briefings import ReadBriefing

Status = Literal["RASCUNHO", "ENVIADO", "APROVADO", "REJEITADO", "EXPIRADO", "SUBSTITUIDO"]
DiscountState = Literal["none", "pending", "approved", "refused"]
Prose = Annotated[str, Meta(max_length=10_000)]
Reason = Annotated[str, Meta(min_length=3, max_length=2_000)]
Codigo = Annotated[str, Meta(examples=["ORC-202511-001"])]
Money = Annotated[Decimal, Meta(examples=["28520.00"])]


class BriefingRef(Output, frozen=True, kw_only=True):
    """The briefing that an orçamento was made from."""

    id: UUID
    number: int
    title: str


class OrcamentoRow(Output, frozen=True, kw_only=True):
    """An orçamento in the list."""

    id: UUID
    codigo: Codigo
    """`ORC-AAAAMM-NNN`, the same for all versions."""
    versao: int
    status: Status
    title: str
    client: Ref
    briefing: BriefingRef
    area_m2: Decimal
    building_type: str
    subtotal: Money
    """Before the discount, R$."""
    total: Money
    """What the client pays, R$."""
    discount_status: DiscountState
    valid_until: datetime.date | None
    """Last day on which the client may accept; null until it is sent."""
    sent_at: datetime.datetime | None
    decided_at: datetime.datetime | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int
    """Of the row, for `If-Match`; not the version of the offer, which is `versao`."""
    can: list[str]
    """What people with the reader's rights may do now: `edit`, `approve_discount`, `refuse_discount`, `send`,
    `approve`, `reject`, `share`, `new_version`."""
    cannot: dict[UUID, list[str]]
    """Person -> what of `can` does not hold for them, such as approving a discount of their own."""


class OrcamentoPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/orcamentos`."""

    data: list[OrcamentoRow]


class PricingView(Output, frozen=True, kw_only=True):
    """How the price came about."""

    methodology_name: str
    methodology_version: int
    priced_on: datetime.date
    deciding: MethodResult
    others: list[OtherMethod]
    """The methods that do not decide, beside it."""
    duration_weeks: int
    warnings: list[PriceWarning]


class PaymentView(Output, frozen=True, kw_only=True):
    """How the price is paid; the instalments add to the total to the cent."""

    plan: PaymentPlan
    instalments: list[Instalment]


class DiscountView(Output, frozen=True, kw_only=True):
    """The discount and whose word it has."""

    amount: Money
    percent: Decimal
    status: DiscountState
    asked_by: Ref | None
    decided_by: Ref | None


class Decision(Output, frozen=True, kw_only=True):
    """The client's answer."""

    at: datetime.datetime
    name: str
    document: str | None
    """CPF, digits only."""
    reason: str
    recorded_by: Ref | None
    """Who of the studio recorded it; null when the client answered by the link."""


class OwnFigures(Output, frozen=True, kw_only=True):
    """The figures of an orçamento that a draft's form begins from; from the policy until the draft changes them."""

    stage_system: StageSystem
    instalments: list[InstalmentTerm]
    valid_days: int
    discount_limit_percent: Decimal
    """A larger discount waits for approval."""


class Orcamento(Output, frozen=True, kw_only=True):
    """An orçamento, whole."""

    id: UUID
    codigo: Codigo
    versao: int
    status: Status
    title: str
    client: Ref
    briefing: BriefingRef
    area_m2: Decimal
    building_type: str
    subtotal: Money
    total: Money
    discount_status: DiscountState
    valid_until: datetime.date | None
    sent_at: datetime.datetime | None
    decided_at: datetime.datetime | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int
    methodology: str
    """Method and its version, as `horas_tecnicas_v1`."""
    policy_number: int
    """The price policy that it began from; 0 is the one that ships."""
    facts: ProjectFacts
    extraction: ReadBriefing
    """What the briefing's answers said when it was made, with their sources."""
    pricing: PricingView
    composition: Composition
    schedule: Schedule
    payment: PaymentView
    terms: CommercialTerms
    discount: DiscountView
    figures: OwnFigures
    scope: str
    """What is offered, in words that the client reads."""
    notes: str
    """For the studio only."""
    decision: Decision | None
    proposal_sha256: str | None
    """Of what the client was sent, and signs."""
    created_by: Ref | None
    can: list[str]


class GenerationInput(Input, frozen=True, kw_only=True):
    """`POST /api/orcamentos/gerar-briefing/{ref}`; the body may be left out."""

    title: Annotated[str, Meta(max_length=200)] = ""
    """The briefing's title when empty."""
    starts_on: datetime.date | None = None
    """When the work would begin; today when absent."""


class DiscountChange(Input, frozen=True, kw_only=True):
    """One of the two; 0 takes the discount out."""

    percent: Decimal | None = None
    amount: Decimal | None = None
    """R$."""


class PaymentChange(Input, frozen=True, kw_only=True):
    """Absent members stay."""

    plan: PaymentPlan | None = None
    instalments: Annotated[list[InstalmentTerm], Meta(min_length=1, max_length=60)] | None = None
    cash_discount_percent: Decimal | None = None
    late_fine_percent: Decimal | None = None
    late_interest_percent_month: Decimal | None = None


class TermsChange(Input, frozen=True, kw_only=True):
    """Absent members stay."""

    valid_days: int | None = None
    """From the day it is sent."""
    revisions: int | None = None
    adjustment_index: Annotated[str, Meta(max_length=30)] | None = None
    adjustment_months: int | None = None


class OrcamentoChange(Input, frozen=True, kw_only=True):
    """`PATCH /api/orcamentos/{id}`; absent members stay, and every part is calculated anew."""

    title: Name | None = None
    scope: Prose | None = None
    notes: Prose | None = None
    discount: DiscountChange | None = None
    stage_system: StageSystem | None = None
    payment: PaymentChange | None = None
    terms: TermsChange | None = None
    starts_on: datetime.date | None = None


class DiscountDecision(Input, frozen=True, kw_only=True):
    """`POST /api/orcamentos/{id}/discount/approve` and `refuse`; the body may be left out."""

    comment: Annotated[str, Meta(max_length=2_000)] = ""


class SendInput(Input, frozen=True, kw_only=True):
    """`POST /api/orcamentos/{id}/send`; the body may be left out."""

    message: Annotated[str, Meta(max_length=5_000)] = ""
    """Stands in the mail above the link."""


class DecisionInput(Input, frozen=True, kw_only=True):
    """`POST /api/orcamentos/{id}/approve` and `reject`: what the client told the studio."""

    reason: Reason
    """How and why: `Aprovado por e-mail em 12/11`."""
    name: Annotated[str, Meta(max_length=200)] = ""
    """Who decided; the client when empty."""


class ShareLink(Output, frozen=True, kw_only=True):
    """The client's link."""

    url: str
    expires_at: datetime.datetime


class VersionRow(Output, frozen=True, kw_only=True):
    """A version among the others."""

    id: UUID
    codigo: str
    versao: int
    status: Status
    title: str
    total: Money
    created_at: datetime.datetime
    sent_at: datetime.datetime | None
    decided_at: datetime.datetime | None


class Versions(Output, frozen=True, kw_only=True):
    """`GET /api/orcamentos/{id}/versions`, the newest first."""

    data: list[VersionRow]


class Comparison(Output, frozen=True, kw_only=True):
    """`GET /api/orcamentos/{id}/compare`: what changed from one version to the other."""

    before: VersionRow
    after: VersionRow
    differences: list[Difference]


class EventPerson(Output, frozen=True, kw_only=True):
    """Who did it: somebody of the studio, or the client by name; both empty for the program."""

    id: UUID | None
    name: str


class Event(Output, frozen=True, kw_only=True):
    """A line of the history."""

    id: UUID
    at: datetime.datetime
    kind: str
    person: EventPerson
    text: str
    detail: dict[str, object]


class History(Output, frozen=True, kw_only=True):
    """`GET /api/orcamentos/{id}/history`, the newest first."""

    data: list[Event]
    next_cursor: str | None
