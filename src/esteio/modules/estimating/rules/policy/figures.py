"""The small shapes that the tables of a price policy are made of. JSON is camelCase; decimals travel as text."""

from __future__ import annotations

import datetime
from decimal import Decimal

import msgspec

from esteio.modules.estimating.rules.vocabulary import Uf


class PolicyPart(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """A part of the policy document: closed, so that a misspelt figure is refused and not ignored."""


class LevelFigures(PolicyPart, frozen=True):
    """One figure for each level of professional: R$ an hour, or % of the hours."""

    senior: Decimal
    pleno: Decimal
    junior: Decimal
    estagiario: Decimal


class ScaleStep(PolicyPart, frozen=True):
    """Above this area (m², exclusive) the hours are multiplied by `factor`."""

    above_m2: Decimal
    factor: Decimal


class MarketRate(PolicyPart, frozen=True):
    """R$/m² of one discipline in one type of building, for the standards simples, médio and alto."""

    low: Decimal
    mean: Decimal
    high: Decimal
    example: bool = False
    """A starting value of ours, not a surveyed one: a price made with it says so."""


class CubValue(PolicyPart, frozen=True):
    """CUB/m² (Lei 4.591/1964, NBR 12721) of a state, R$/m², in force from `month` on."""

    uf: Uf
    month: datetime.date
    """First day of the month."""
    value: Decimal
    source: str = ""
    example: bool = False
    """A starting value of ours, not a published one: a price made with it says so."""


class SharePoint(PolicyPart, frozen=True):
    """At this area the architecture fee is this % of the works; straight lines between points."""

    area_m2: Decimal
    percent: Decimal


class StageShare(PolicyPart, frozen=True):
    """A stage of the design work and its % of a discipline's price."""

    code: str
    name: str
    percent: Decimal


class InstalmentTerm(PolicyPart, frozen=True):
    """An instalment due `days` calendar days after acceptance; amounts are in proportion to `parts`."""

    days: int
    parts: Decimal = Decimal(1)
