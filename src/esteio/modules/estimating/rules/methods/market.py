"""Method 2, market by m² v1: area x R$/m² of the market x (1 + extras) x region.

Of the low, mean and high rate of a discipline and type, the standard of finish picks one: simples the low,
médio the mean, alto the high. Source: the domain page of estimating.
"""

from __future__ import annotations

from decimal import Decimal

from esteio.brazil.money import format_money
from esteio.brazil.numbers import format_decimal
from esteio.core.allocation import to_cents
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.methods.result import (
    DisciplineLine,
    MethodResult,
    PriceWarning,
    Step,
    WarningCode,
    finished,
)
from esteio.modules.estimating.rules.methods.state_of_project import state_of
from esteio.modules.estimating.rules.policy import MarketRate, PricePolicy
from esteio.modules.estimating.rules.vocabulary import Discipline, Method, Standard
from esteio.modules.estimating.rules.wording import (
    DISCIPLINES,
    EXTRAS,
    STANDARDS,
    area_text,
    percent_text,
)


def market(facts: ProjectFacts, policy: PricePolicy) -> MethodResult:
    """The price by market. Optional disciplines cost `optional_percent` of their price.

    A larger area never costs less: the price is in proportion to the area and rounded once, in the total.

    Raises:
        InvalidInput: no state (`uf`), which decides the region.
    """
    figures = policy.market
    region = figures.regions[state_of(facts)]
    extras = sum((figures.extras[extra] for extra in facts.extras), Decimal(0))
    factor = (1 + extras / 100) * region
    steps: list[Step] = []

    def exact(discipline: Discipline) -> Decimal:
        rate = _at_standard(figures.rates[discipline][facts.building_type], facts.standard)
        formula = f"{area_text(facts.area_m2)} × {format_money(rate)}/m² (padrão {STANDARDS[facts.standard].lower()})"
        base = facts.area_m2 * rate
        steps.append(
            Step(label=f"Base: {DISCIPLINES[discipline]}", formula=formula, value=format_money(to_cents(base)))
        )
        return base * factor

    prices = [exact(discipline) for discipline in facts.disciplines]
    for extra in facts.extras:
        text = f"+{percent_text(figures.extras[extra])}"
        steps.append(Step(label=f"Adicional: {EXTRAS[extra]}", formula="sobre a base", value=text))
    steps.append(Step(label="Região", formula=facts.uf, value=f"× {format_decimal(region)}"))
    optional: list[DisciplineLine] = []
    for discipline in facts.optional_disciplines:
        price = to_cents(exact(discipline) * policy.optional_percent / 100)
        optional.append(DisciplineLine(discipline=discipline, price=price))
        steps.append(
            Step(
                label=f"Opcional, fora do total: {DISCIPLINES[discipline]}",
                formula=f"{percent_text(policy.optional_percent)} do preço, com adicionais e região",
                value=format_money(price),
            )
        )
    return finished(
        Method.MARKET_M2_V1,
        facts,
        policy,
        exact=sum(prices, Decimal(0)),
        weights=prices,
        optional=optional,
        steps=steps,
        warnings=_example_warning(facts, policy),
    )


def _at_standard(rate: MarketRate, standard: Standard) -> Decimal:
    match standard:
        case Standard.SIMPLES:
            return rate.low
        case Standard.MEDIO:
            return rate.mean
        case Standard.ALTO:
            return rate.high


def _example_warning(facts: ProjectFacts, policy: PricePolicy) -> list[PriceWarning]:
    named = [
        DISCIPLINES[discipline]
        for discipline in (*facts.disciplines, *facts.optional_disciplines)
        if policy.market.rates[discipline][facts.building_type].example
    ]
    if not named:
        return []
    text = f"Preços de mercado de exemplo ({', '.join(named)}): informe os da sua praça na política de preços."
    return [PriceWarning(code=WarningCode.EXAMPLE_FIGURES, text=text)]
