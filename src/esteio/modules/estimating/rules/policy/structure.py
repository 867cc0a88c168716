"""`PricePolicy`: every figure that a price, its stages, its schedule and its terms are made of.

An organisation edits a copy; an orçamento keeps the one it was made with, so that a later change of policy
never alters it. Percentages are written as people say them: 15 means 15%.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import field

from esteio.modules.estimating.rules.policy import defaults
from esteio.modules.estimating.rules.policy.figures import (
    CubValue,
    InstalmentTerm,
    LevelFigures,
    MarketRate,
    PolicyPart,
    ScaleStep,
    SharePoint,
    StageShare,
)
from esteio.modules.estimating.rules.vocabulary import (
    BuildingType,
    Complexity,
    Discipline,
    Extra,
    Family,
    Method,
    PaymentPlan,
    StageSystem,
    Standard,
    Uf,
)


class TechnicalHoursFigures(PolicyPart, frozen=True):
    """Method 1, technical hours v1."""

    hours_per_m2: Mapping[Complexity, Decimal] = field(default_factory=defaults.hours_per_m2)
    complexity_factor_applies: bool = True
    """Whether the complexity factor multiplies the hours beside h/m² by complexity; v1 uses both."""
    type_factor: Mapping[BuildingType, Decimal] = field(default_factory=defaults.type_factor)
    discipline_factor: Mapping[Discipline, Decimal] = field(default_factory=defaults.discipline_factor)
    scale: tuple[ScaleStep, ...] = field(default_factory=defaults.scale)
    """By rising area; below the first step the factor is 1."""
    rates: Mapping[Family, LevelFigures] = field(default_factory=defaults.hourly_rates)
    """R$ an hour."""
    team: Mapping[Family, LevelFigures] = field(default_factory=defaults.team_mix)
    """% of the hours; each family adds to 100."""
    indirect_percent: Decimal = Decimal(10)
    taxes_percent: Decimal = Decimal(15)
    contingency_percent: Decimal = Decimal(5)
    profit_percent: Decimal = Decimal(25)
    """The four are added to each other, then to the technical cost: 55% by default."""


class MarketFigures(PolicyPart, frozen=True):
    """Method 2, market by m² v1."""

    rates: Mapping[Discipline, Mapping[BuildingType, MarketRate]] = field(default_factory=defaults.market_rates)
    extras: Mapping[Extra, Decimal] = field(default_factory=defaults.market_extras)
    """% on the base; several are added."""
    regions: Mapping[Uf, Decimal] = field(default_factory=defaults.regions)


class WorksShareFigures(PolicyPart, frozen=True):
    """Method 3, share of works v1."""

    cub: tuple[CubValue, ...] = field(default_factory=defaults.cub)
    """In any order; the latest month not after the date of the price counts."""
    cub_stale_after_months: int = 3
    """An older CUB than this gives a warning."""
    adequacy_by_standard: Mapping[Standard, Decimal] = field(default_factory=defaults.adequacy_by_standard)
    adequacy_by_type: Mapping[BuildingType, Decimal] = field(default_factory=defaults.adequacy_by_type)
    """The adequacy factor is the product of the two."""
    percent_by_area: tuple[SharePoint, ...] = field(default_factory=defaults.works_percent_by_area)
    """By rising area; constant before the first and after the last."""
    discipline_percent: Mapping[Discipline, Decimal] = field(default_factory=defaults.works_discipline_percent)
    """% of architecture's fee."""


class StageFigures(PolicyPart, frozen=True):
    """How the price of a discipline is divided into stages; each table adds to 100%."""

    system: StageSystem = StageSystem.LV_EP_AP_PE
    standard: tuple[StageShare, ...] = field(default_factory=defaults.standard_stages)
    """Architecture, interiors, lighting, landscape."""
    engineering: tuple[StageShare, ...] = field(default_factory=defaults.engineering_stages)
    """Structure and installations."""
    nbr_16636: tuple[StageShare, ...] = field(name="nbr16636", default_factory=defaults.nbr_16636_stages)


class ScheduleFigures(PolicyPart, frozen=True):
    """Duration in weeks = max(minimum_weeks, ceil(sqrt(area) / root_divisor x complexity factor))."""

    minimum_weeks: int = 8
    root_divisor: Decimal = Decimal(5)


class PaymentFigures(PolicyPart, frozen=True):
    """Instalments, discounts and what a late payment costs."""

    plan: PaymentPlan = PaymentPlan.POR_DATA
    instalments: tuple[InstalmentTerm, ...] = field(default_factory=defaults.instalments)
    """By rising days; used by the plan `por_data`."""
    cash_discount_percent: Decimal = Decimal(8)
    discount_limit_percent: Decimal = Decimal(15)
    """A larger discount needs approval."""
    late_fine_percent: Decimal = Decimal(2)
    late_interest_percent_month: Decimal = Decimal(1)
    """Simple interest, by the day: a thirtieth each."""


class TermsFigures(PolicyPart, frozen=True):
    """What the proposal promises beside the price."""

    valid_days: int = 30
    """Calendar days from the day it is sent."""
    revisions: int = 3
    """Rounds of revision that the price includes."""
    adjustment_index: str = "INCC-DI"
    adjustment_months: int = 12
    """Never under 12: Lei 10.192/2001, art. 2º, § 1º."""


class LimitFigures(PolicyPart, frozen=True):
    """Bounds of a price, and what is pointed out to the person who makes it."""

    minimum_total: Decimal = Decimal(8500)
    """R$, above zero; no method asks for less in total."""
    price_per_m2_low: Decimal = Decimal(50)
    price_per_m2_high: Decimal = Decimal(500)
    """R$/m²; a price outside the two is flagged, not refused."""
    max_area_m2: Decimal = Decimal(100_000)
    """A larger area is refused. A policy may lower it, never raise it."""
    methods_apart_percent: Decimal = Decimal(30)
    """Another method this far from the deciding one gives a warning."""


class PricePolicy(PolicyPart, frozen=True):
    """All figures of estimating of one organisation; `PricePolicy()` is what a new one starts with.

    Hashing is not supported (tables are mappings); compare with `==`.
    """

    deciding_method: Method = Method.TECHNICAL_HOURS_V1
    complexity_factor: Mapping[Complexity, Decimal] = field(default_factory=defaults.complexity_factor)
    """Multiplies technical hours where the policy says so, and the duration."""
    families: Mapping[Discipline, Family] = field(default_factory=defaults.families)
    optional_percent: Decimal = Decimal(80)
    """Optional disciplines: % of the hours (technical hours) or of the price (the other methods)."""
    technical_hours: TechnicalHoursFigures = field(default_factory=TechnicalHoursFigures)
    market: MarketFigures = field(default_factory=MarketFigures)
    works_share: WorksShareFigures = field(default_factory=WorksShareFigures)
    stages: StageFigures = field(default_factory=StageFigures)
    schedule: ScheduleFigures = field(default_factory=ScheduleFigures)
    payment: PaymentFigures = field(default_factory=PaymentFigures)
    terms: TermsFigures = field(default_factory=TermsFigures)
    limits: LimitFigures = field(default_factory=LimitFigures)
