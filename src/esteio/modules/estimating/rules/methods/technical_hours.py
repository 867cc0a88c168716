"""Method 1, technical hours v1: the hours of each discipline, priced by level, plus what runs beside them.

    hours = ceil(area x h/m² x type x complexity x discipline x scale)
    total = technical cost x (1 + indirect + taxes + contingency + profit)

Source: the domain page of estimating; cost of service is the second modality of the CAU/BR fee tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from esteio.brazil.money import format_money
from esteio.brazil.numbers import format_decimal
from esteio.core.allocation import apportion, to_cents
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.methods.result import (
    DisciplineLine,
    HoursSpent,
    LevelHours,
    MethodResult,
    PricePart,
    Step,
    finished,
)
from esteio.modules.estimating.rules.policy import LevelFigures, PricePolicy, ScaleStep
from esteio.modules.estimating.rules.vocabulary import Discipline, Method
from esteio.modules.estimating.rules.wording import (
    DISCIPLINES,
    area_text,
    percent_text,
)


def technical_hours(facts: ProjectFacts, policy: PricePolicy) -> MethodResult:
    """The price by technical hours. Optional disciplines take `optional_percent` of the hours.

    A larger area never costs less: the scaled area never falls (`scaled_area`), and every step from there
    (ceil, level hours rounded up, rates, rounding to the cent) keeps the order.
    """
    figures = policy.technical_hours
    area = scaled_area(facts.area_m2, figures.scale)
    steps = [_scale_step(facts.area_m2, area)]
    work: dict[Discipline, HoursSpent] = {}
    for discipline in facts.disciplines:
        work[discipline] = _work(area, discipline, facts, policy, Decimal(100))
        steps.extend(_discipline_steps(area, discipline, work[discipline], facts, policy))
    technical = sum((spent.technical_cost for spent in work.values()), Decimal("0.00"))
    billed = sum(spent.by_level.total for spent in work.values())
    steps.append(Step(label="Custo técnico", formula="soma das disciplinas", value=format_money(technical)))
    steps.append(
        Step(
            label="Valor médio da hora",
            formula=f"{format_money(technical)} ÷ {billed} h",
            value=format_money(technical / billed),
        )
    )
    parts, total = _parts(technical, policy)
    added = " + ".join(percent_text(amount) for _, _, amount in _additions(policy))
    steps.append(
        Step(
            label="Indiretos, tributos, contingência e lucro",
            formula=f"{format_money(technical)} × ({added})",
            value=format_money(total - technical),
        )
    )
    optional = [_optional_line(area, discipline, facts, policy) for discipline in facts.optional_disciplines]
    steps.extend(_optional_step(line, policy) for line in optional)
    return finished(
        Method.TECHNICAL_HOURS_V1,
        facts,
        policy,
        exact=total,
        weights=[work[discipline].technical_cost for discipline in facts.disciplines],
        optional=optional,
        steps=steps,
        work=work,
        parts=parts,
    )


def scaled_area(area_m2: Decimal, scale: Sequence[ScaleStep]) -> Decimal:
    """Area x scale factor, m², smoothed so that it never falls as the area grows.

    The plain rule breaks at its steps: 1,000 m² count as 1,000 but 1,001 m² as 900.9, and the larger building
    would cost less. So the scaled area stays at what the step before reached (1,000) until the plain rule passes
    it (at 1,111.11 m²); beyond such a plateau the stated factor holds unchanged. With the default steps the
    plateaus are 1,000-1,111.11 m², 2,000-2,250 m² and 5,000-5,714.28 m².
    """
    reached, factor = Decimal(0), Decimal(1)
    for step in scale:
        if area_m2 <= step.above_m2:
            break
        reached = max(reached, step.above_m2 * factor)
        factor = step.factor
    return max(reached, area_m2 * factor)


def _multipliers(discipline: Discipline, facts: ProjectFacts, policy: PricePolicy) -> list[tuple[Decimal, str]]:
    figures = policy.technical_hours
    factors = [
        (figures.hours_per_m2[facts.complexity], "h/m²"),
        (figures.type_factor[facts.building_type], "tipo"),
    ]
    if figures.complexity_factor_applies:
        factors.append((policy.complexity_factor[facts.complexity], "complexidade"))
    factors.append((figures.discipline_factor[discipline], "disciplina"))
    return factors


def _work(
    area: Decimal, discipline: Discipline, facts: ProjectFacts, policy: PricePolicy, share_percent: Decimal
) -> HoursSpent:
    exact = area * share_percent / 100
    for factor, _ in _multipliers(discipline, facts, policy):
        exact *= factor
    hours = _ceil(exact)
    family = policy.families[discipline]
    team, rates = policy.technical_hours.team[family], policy.technical_hours.rates[family]
    by_level = LevelHours(
        senior=_ceil(hours * team.senior / 100),
        pleno=_ceil(hours * team.pleno / 100),
        junior=_ceil(hours * team.junior / 100),
        estagiario=_ceil(hours * team.estagiario / 100),
    )
    return HoursSpent(hours=hours, by_level=by_level, technical_cost=_cost(by_level, rates))


def _optional_line(area: Decimal, discipline: Discipline, facts: ProjectFacts, policy: PricePolicy) -> DisciplineLine:
    spent = _work(area, discipline, facts, policy, policy.optional_percent)
    price = to_cents(spent.technical_cost * (1 + _added_percent(policy) / 100))
    return DisciplineLine(discipline=discipline, price=price, work=spent)


def _optional_step(line: DisciplineLine, policy: PricePolicy) -> Step:
    share = percent_text(policy.optional_percent)
    formula = f"{share} das horas"
    if line.work:
        technical, added = format_money(line.work.technical_cost), percent_text(_added_percent(policy))
        formula = f"{share} das horas = {line.work.hours} h; {technical} + {added}"
    label = f"Opcional, fora do total: {DISCIPLINES[line.discipline]}"
    return Step(label=label, formula=formula, value=format_money(line.price))


def _cost(hours: LevelHours, rates: LevelFigures) -> Decimal:
    return to_cents(
        hours.senior * rates.senior
        + hours.pleno * rates.pleno
        + hours.junior * rates.junior
        + hours.estagiario * rates.estagiario
    )


def _ceil(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_CEILING))


def _additions(policy: PricePolicy) -> tuple[tuple[str, str, Decimal], ...]:
    figures = policy.technical_hours
    return (
        ("indirect", "Custos indiretos", figures.indirect_percent),
        ("taxes", "Tributos", figures.taxes_percent),
        ("contingency", "Contingência", figures.contingency_percent),
        ("profit", "Lucro", figures.profit_percent),
    )


def _added_percent(policy: PricePolicy) -> Decimal:
    return sum((percent for _, _, percent in _additions(policy)), Decimal(0))


def _parts(technical: Decimal, policy: PricePolicy) -> tuple[list[PricePart], Decimal]:
    """The total before the minimum, and what it pays for; the parts add to it to the cent."""
    additions = _additions(policy)
    total = to_cents(technical * (1 + _added_percent(policy) / 100))
    amounts = apportion(total - technical, [percent for _, _, percent in additions])
    parts = [PricePart(key="technical", label="Custo técnico", amount=technical)]
    parts.extend(
        PricePart(key=key, label=label, amount=amount)
        for (key, label, _), amount in zip(additions, amounts, strict=True)
    )
    return parts, total


def _scale_step(area_m2: Decimal, scaled: Decimal) -> Step:
    formula = "área do projeto" if scaled == area_m2 else f"{area_text(area_m2)} com o fator de escala"
    return Step(label="Área considerada", formula=formula, value=area_text(scaled))


def _discipline_steps(
    area: Decimal, discipline: Discipline, spent: HoursSpent, facts: ProjectFacts, policy: PricePolicy
) -> tuple[Step, Step]:
    factors = " × ".join(
        f"{format_decimal(factor)} ({name})" for factor, name in _multipliers(discipline, facts, policy)
    )
    family = policy.families[discipline]
    team, rates = policy.technical_hours.team[family], policy.technical_hours.rates[family]
    levels = (
        ("sênior", spent.by_level.senior, team.senior, rates.senior),
        ("pleno", spent.by_level.pleno, team.pleno, rates.pleno),
        ("júnior", spent.by_level.junior, team.junior, rates.junior),
        ("estagiário", spent.by_level.estagiario, team.estagiario, rates.estagiario),
    )
    people = " + ".join(
        f"{hours} h {name} ({percent_text(share)}) × {format_money(rate)}" for name, hours, share, rate in levels
    )
    name = DISCIPLINES[discipline]
    return (
        Step(
            label=f"Horas: {name}",
            formula=f"{area_text(area)} × {factors}, arredondado para cima",
            value=f"{spent.hours} h",
        ),
        Step(label=f"Equipe: {name}", formula=people, value=format_money(spent.technical_cost)),
    )
