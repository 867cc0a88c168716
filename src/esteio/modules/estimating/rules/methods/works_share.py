"""Method 3, share of works v1: area x CUB/m² x adequacy factor x percentage that falls as the area grows.

Share of the works' cost is the first modality of the CAU/BR fee tables. The percentage is architecture's;
every other discipline is a percentage of architecture's fee.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from esteio.brazil.money import format_money
from esteio.brazil.numbers import format_decimal
from esteio.core.allocation import to_cents
from esteio.core.errors import InvalidInput
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
from esteio.modules.estimating.rules.policy import CubValue, PricePolicy, SharePoint
from esteio.modules.estimating.rules.vocabulary import Discipline, Method
from esteio.modules.estimating.rules.wording import (
    DISCIPLINES,
    area_text,
    month_text,
    percent_text,
)


def works_share(facts: ProjectFacts, policy: PricePolicy, on: datetime.date) -> MethodResult:
    """The price as a share of the cost of the works, with the CUB in force on the day `on`.

    Optional disciplines cost `optional_percent` of their price. A larger area never costs less: see `fee_area`.

    Raises:
        InvalidInput: no state (`uf`), or no CUB of it dated `on` or before.
    """
    figures = policy.works_share
    entry = cub_on(figures.cub, facts, on)
    adequacy = figures.adequacy_by_standard[facts.standard] * figures.adequacy_by_type[facts.building_type]
    cost = Fraction(facts.area_m2) * Fraction(entry.value) * Fraction(adequacy)
    charged = fee_area(facts.area_m2, figures.percent_by_area)
    architecture = charged * Fraction(entry.value) * Fraction(adequacy)
    percent = format_decimal(_decimal(charged * 100 / Fraction(facts.area_m2), places=4))
    steps = [
        Step(
            label="Custo estimado da obra",
            formula=f"{area_text(facts.area_m2)} × CUB/m² {entry.uf} {month_text(entry.month)} "
            f"{format_money(entry.value)} × {format_decimal(adequacy)} (adequação)",
            value=format_money(to_cents(cost)),
        ),
        Step(
            label="Honorário de referência da arquitetura",
            formula=f"{format_money(to_cents(cost))} × {percent}% (pela área)",
            value=format_money(to_cents(architecture)),
        ),
    ]

    def share(discipline: Discipline) -> Decimal:
        return figures.discipline_percent[discipline]

    steps.extend(
        Step(
            label=DISCIPLINES[discipline],
            formula=f"{percent_text(share(discipline))} do honorário de referência",
            value=format_money(to_cents(architecture * Fraction(share(discipline)) / 100)),
        )
        for discipline in facts.disciplines
    )
    optional: list[DisciplineLine] = []
    for discipline in facts.optional_disciplines:
        exact = architecture * Fraction(share(discipline)) / 100
        price = to_cents(exact * Fraction(policy.optional_percent) / 100)
        optional.append(DisciplineLine(discipline=discipline, price=price))
        steps.append(
            Step(
                label=f"Opcional, fora do total: {DISCIPLINES[discipline]}",
                formula=f"{percent_text(policy.optional_percent)} de {format_money(to_cents(exact))}",
                value=format_money(price),
            )
        )
    weights = [share(discipline) for discipline in facts.disciplines]
    return finished(
        Method.WORKS_SHARE_V1,
        facts,
        policy,
        exact=architecture * Fraction(sum(weights, Decimal(0))) / 100,
        weights=weights,
        optional=optional,
        steps=steps,
        warnings=_warnings(facts, policy, entry, to_cents(cost), on),
    )


def cub_on(table: Sequence[CubValue], facts: ProjectFacts, on: datetime.date) -> CubValue:
    """The CUB of the project's state in force on the day `on`: the latest month that is not after it.

    Raises:
        InvalidInput: no state, or no such entry.
    """
    uf = state_of(facts)
    known = [entry for entry in table if entry.uf is uf and entry.month <= on]
    if not known:
        detail = f"Não há CUB/m² de {uf} até {month_text(on)}. Informe-o na política de preços."
        raise InvalidInput(detail, fields={"uf": f"Falta o CUB/m² de {uf} na política de preços."})
    return max(known, key=lambda entry: entry.month)


def fee_area(area_m2: Decimal, points: Sequence[SharePoint]) -> Fraction:
    """Area x percentage, m²: the area whose whole cost is architecture's fee. Exact; never falls as area grows.

    The percentage lies on straight lines between the points, constant before the first and after the last.
    Between two points area x percentage is a parabola that may pass its top before the second point, where the
    percentage falls faster than the area grows; the larger building would cost less. So it stays at the
    highest value reached on the way, until the plain rule passes it again; elsewhere the stated percentages hold
    unchanged. The default points have no such stretch.
    """
    area = Fraction(area_m2)
    places = [(Fraction(point.area_m2), Fraction(point.percent) / 100) for point in points]
    first_area, first_share = places[0]
    if area <= first_area:
        return area * first_share
    reached = first_area * first_share
    for (left, share), (right, next_share) in pairwise(places):
        if area <= left:
            break
        slope = (next_share - share) / (right - left)
        end = min(area, right)
        if slope < 0:
            end = max(left, min(end, (left - share / slope) / 2))
        reached = max(reached, end * (share + slope * (end - left)))
    last_area, last_share = places[-1]
    return max(reached, area * last_share) if area > last_area else reached


def _decimal(value: Fraction, places: int) -> Decimal:
    return Decimal(round(value * 10**places)).scaleb(-places)


def _warnings(
    facts: ProjectFacts, policy: PricePolicy, entry: CubValue, cost: Decimal, on: datetime.date
) -> list[PriceWarning]:
    found: list[PriceWarning] = []
    cub = f"CUB/m² de {entry.uf} ({month_text(entry.month)})"
    if entry.example:
        text = f"O {cub} é um valor de exemplo: informe o publicado pelo Sinduscon na política de preços."
        found.append(PriceWarning(code=WarningCode.EXAMPLE_FIGURES, text=text))
    age = (on.year - entry.month.year) * 12 + on.month - entry.month.month
    if age > policy.works_share.cub_stale_after_months:
        text = f"O {cub} tem {age} meses: atualize a política de preços."
        found.append(PriceWarning(code=WarningCode.CUB_STALE, text=text))
    if facts.budget is not None and facts.budget < cost:
        text = (
            f"A verba do cliente para a obra ({format_money(facts.budget)}) "
            f"fica abaixo do custo estimado ({format_money(cost)})."
        )
        found.append(PriceWarning(code=WarningCode.BUDGET_BELOW_WORKS, text=text))
    return found
