"""The price policy on the wire. Figures are decimal text; percentages are written as people say them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from esteio.core.wire import Input, Output, Ref
from esteio.modules.estimating.rules.composition import Composition
from esteio.modules.estimating.rules.payment import CommercialTerms
from esteio.modules.estimating.rules.policy import PricePolicy
from esteio.modules.estimating.rules.schedule import Schedule
from esteio.modules.estimating.rules.vocabulary import BuildingType, Complexity, Discipline, Extra, Standard, Uf
from esteio.modules.estimating.schemas.orcamentos import PaymentView, PricingView


class PolicyInput(Input, frozen=True, kw_only=True):
    """`PUT /api/price-policy`."""

    policy: PricePolicy
    note: Annotated[str, Meta(max_length=500)] = ""
    """What changed and why."""


class Policy(Output, frozen=True, kw_only=True):
    """The figures that prices are made with."""

    number: int
    """Counts the organisation's versions; 0 is the policy that ships, until it is changed."""
    policy: PricePolicy
    note: str
    created_at: datetime.datetime | None
    created_by: Ref | None


class PolicyVersion(Output, frozen=True, kw_only=True):
    """A version among the others."""

    number: int
    note: str
    created_at: datetime.datetime
    created_by: Ref | None


class PolicyVersions(Output, frozen=True, kw_only=True):
    """`GET /api/price-policy/versions`, the newest first."""

    data: list[PolicyVersion]


class FactsInput(Input, frozen=True, kw_only=True):
    """A project to try a policy on."""

    area_m2: Annotated[Decimal, Meta(examples=["200"])]
    building_type: BuildingType = BuildingType.UNIFAMILIAR
    standard: Standard = Standard.MEDIO
    complexity: Complexity = Complexity.MEDIA
    disciplines: Annotated[list[Discipline], Meta(min_length=1, max_length=20)]
    optional_disciplines: Annotated[tuple[Discipline, ...], Meta(max_length=20)] = ()
    extras: Annotated[tuple[Extra, ...], Meta(max_length=20)] = ()
    deadline_weeks: int | None = None
    budget: Decimal | None = None
    city: Annotated[str, Meta(max_length=80)] = ""
    uf: Uf | None = None


class PreviewInput(Input, frozen=True, kw_only=True):
    """`POST /api/price-policy/preview`."""

    facts: FactsInput
    policy: PricePolicy | None = None
    """The policy in force when absent."""


class Preview(Output, frozen=True, kw_only=True):
    """What the project would cost; nothing is stored."""

    pricing: PricingView
    composition: Composition
    schedule: Schedule
    payment: PaymentView
    terms: CommercialTerms
