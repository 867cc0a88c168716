"""Two versions of an orçamento side by side: what changed in facts, prices and terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum

import msgspec

from esteio.brazil.dates import format_date
from esteio.brazil.money import format_money
from esteio.brazil.numbers import format_decimal
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.methods import DisciplineLine
from esteio.modules.estimating.rules.payment import CommercialTerms, Discount
from esteio.modules.estimating.rules.pricing import Pricing
from esteio.modules.estimating.rules.vocabulary import Discipline
from esteio.modules.estimating.rules.wording import (
    BUILDING_TYPES,
    COMPLEXITIES,
    DISCIPLINES,
    EXTRAS,
    METHODS,
    STANDARDS,
    area_text,
    percent_text,
)


class Section(StrEnum):
    """Where in the comparison a difference is shown."""

    FACTS = "facts"
    LINES = "lines"
    TOTALS = "totals"
    TERMS = "terms"


class OrcamentoVersion(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What is compared of one version."""

    pricing: Pricing
    terms: CommercialTerms
    discount: Discount | None = None


class Difference(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One figure or word that differs, as people read it; None where one version has no such thing."""

    section: Section
    key: str
    """Stable, as `total` or `lines.arquitetura`."""
    label: str
    before: str | None
    after: str | None
    delta: Decimal | None = None
    """After less before, in the unit of the figure; a missing line counts as zero. None for words."""


def compare(before: OrcamentoVersion, after: OrcamentoVersion) -> list[Difference]:
    """The differences from one version to another, by section, in the order of the proposal; empty when equal."""
    return [
        *_facts(before.pricing.facts, after.pricing.facts),
        *_lines(before.pricing, after.pricing),
        *_totals(before, after),
        *_terms(before.terms, after.terms),
    ]


def _number(
    section: Section,
    key: str,
    label: str,
    values: tuple[Decimal | int | None, Decimal | int | None],
    shown: Callable[[Decimal], str],
) -> list[Difference]:
    before, after = (None if value is None else Decimal(value) for value in values)
    if before == after:
        return []
    return [
        Difference(
            section=section,
            key=key,
            label=label,
            before=None if before is None else shown(before),
            after=None if after is None else shown(after),
            delta=(after or Decimal(0)) - (before or Decimal(0)),
        )
    ]


def _word(section: Section, key: str, label: str, values: tuple[str, str]) -> list[Difference]:
    before, after = values
    if before == after:
        return []
    return [Difference(section=section, key=key, label=label, before=before or None, after=after or None)]


def _facts(old: ProjectFacts, new: ProjectFacts) -> Iterable[Difference]:
    at = Section.FACTS
    types = BUILDING_TYPES[old.building_type], BUILDING_TYPES[new.building_type]
    complexities = COMPLEXITIES[old.complexity], COMPLEXITIES[new.complexity]
    optional = _names(old.optional_disciplines), _names(new.optional_disciplines)
    yield from _number(at, "areaM2", "Área", (old.area_m2, new.area_m2), area_text)
    yield from _word(at, "buildingType", "Tipologia", types)
    yield from _word(at, "standard", "Padrão", (STANDARDS[old.standard], STANDARDS[new.standard]))
    yield from _word(at, "complexity", "Complexidade", complexities)
    yield from _word(at, "disciplines", "Disciplinas", (_names(old.disciplines), _names(new.disciplines)))
    yield from _word(at, "optionalDisciplines", "Disciplinas opcionais", optional)
    yield from _word(at, "extras", "Adicionais", (_extras(old), _extras(new)))
    yield from _number(at, "deadlineWeeks", "Prazo pedido", (old.deadline_weeks, new.deadline_weeks), _weeks)
    yield from _number(at, "budget", "Verba da obra", (old.budget, new.budget), format_money)
    yield from _word(at, "city", "Cidade", (old.city, new.city))
    yield from _word(at, "uf", "UF", (old.uf, new.uf))


def _names(disciplines: Iterable[Discipline]) -> str:
    """In the order of the list of disciplines: the order in a proposal is not a difference of substance."""
    chosen = set(disciplines)
    return ", ".join(name for discipline, name in DISCIPLINES.items() if discipline in chosen)


def _extras(facts: ProjectFacts) -> str:
    return ", ".join(name for extra, name in EXTRAS.items() if extra in facts.extras)


def _weeks(count: Decimal) -> str:
    return f"{count} semana" if count == 1 else f"{count} semanas"


def _lines(old: Pricing, new: Pricing) -> Iterable[Difference]:
    yield from _line_prices("lines", "", old.deciding.lines, new.deciding.lines)
    optional = old.deciding.optional_lines, new.deciding.optional_lines
    yield from _line_prices("optionalLines", " (opcional)", *optional)


def _line_prices(
    key: str, suffix: str, before: Iterable[DisciplineLine], after: Iterable[DisciplineLine]
) -> Iterable[Difference]:
    old = {line.discipline: line for line in before}
    new = {line.discipline: line for line in after}
    for discipline, name in DISCIPLINES.items():
        lines = old.get(discipline), new.get(discipline)
        prices = _price(lines[0]), _price(lines[1])
        yield from _number(Section.LINES, f"{key}.{discipline}", f"{name}{suffix}", prices, format_money)
        hours = _hours(lines[0]), _hours(lines[1])
        label = f"Horas: {name}{suffix}"
        yield from _number(Section.LINES, f"{key}.{discipline}.hours", label, hours, lambda count: f"{count} h")


def _price(line: DisciplineLine | None) -> Decimal | None:
    return line.price if line else None


def _hours(line: DisciplineLine | None) -> int | None:
    return line.work.hours if line and line.work else None


def _totals(before: OrcamentoVersion, after: OrcamentoVersion) -> Iterable[Difference]:
    at = Section.TOTALS
    old, new = before.pricing, after.pricing
    per_m2 = old.deciding.price_per_m2, new.deciding.price_per_m2
    discounts = _discount(before), _discount(after)
    yield from _word(at, "methodology", "Metodologia", (_methodology(old), _methodology(new)))
    yield from _number(at, "total", "Total", (old.total, new.total), format_money)
    yield from _number(at, "pricePerM2", "Preço por m²", per_m2, lambda value: f"{format_money(value)}/m²")
    yield from _number(at, "discount", "Desconto", discounts, format_money)
    if any(discounts):
        nets = old.total - (discounts[0] or 0), new.total - (discounts[1] or 0)
        yield from _number(at, "netTotal", "Total com desconto", nets, format_money)
    yield from _number(at, "durationWeeks", "Duração", (old.duration_weeks, new.duration_weeks), _weeks)


def _methodology(pricing: Pricing) -> str:
    return f"{METHODS[pricing.deciding.method]}, versão {pricing.methodology_version}"


def _discount(version: OrcamentoVersion) -> Decimal | None:
    return version.discount.amount if version.discount else None


def _terms(old: CommercialTerms, new: CommercialTerms) -> Iterable[Difference]:
    at = Section.TERMS
    if old.valid_until != new.valid_until:
        yield Difference(
            section=at,
            key="validUntil",
            label="Validade",
            before=format_date(old.valid_until),
            after=format_date(new.valid_until),
            delta=Decimal((new.valid_until - old.valid_until).days),
        )
    fines = old.late_fine_percent, new.late_fine_percent
    interest = old.late_interest_percent_month, new.late_interest_percent_month
    months = old.adjustment_months, new.adjustment_months
    yield from _word(at, "payment", "Forma de pagamento", (old.payment, new.payment))
    cash = old.cash.percent, new.cash.percent
    yield from _number(at, "cashDiscountPercent", "Desconto à vista", cash, percent_text)
    yield from _number(at, "cashTotal", "Total à vista", (old.cash.total, new.cash.total), format_money)
    yield from _number(at, "revisions", "Revisões", (old.revisions, new.revisions), format_decimal)
    yield from _number(at, "lateFinePercent", "Multa por atraso", fines, percent_text)
    yield from _number(at, "lateInterestPercentMonth", "Juros de mora ao mês", interest, percent_text)
    yield from _word(at, "adjustmentIndex", "Índice de reajuste", (old.adjustment_index, new.adjustment_index))
    yield from _number(at, "adjustmentMonths", "Meses entre reajustes", months, format_decimal)
