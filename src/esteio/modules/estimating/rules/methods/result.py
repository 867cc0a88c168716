"""What a method answers, and the end that all methods share: minimum, lines that add to the total, R$/m²."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import msgspec

from esteio.brazil.money import format_money
from esteio.core.allocation import apportion, to_cents
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.policy import PricePolicy
from esteio.modules.estimating.rules.vocabulary import Discipline, Method
from esteio.modules.estimating.rules.wording import area_text


class WarningCode(StrEnum):
    """What the person who makes the price is told; the code never changes, the sentence may."""

    PRICE_PER_M2_OUT_OF_BAND = "price_per_m2_out_of_band"
    METHODS_APART = "methods_apart"
    MINIMUM_APPLIED = "minimum_applied"
    EXAMPLE_FIGURES = "example_figures"
    CUB_STALE = "cub_stale"
    BUDGET_BELOW_WORKS = "budget_below_works"
    DEADLINE_SHORT = "deadline_short"


class PriceWarning(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Something to look at; the price stands."""

    code: WarningCode
    text: str


class Step(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One line of how the price came about, in Portuguese."""

    label: str
    formula: str
    value: str


class LevelHours(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Whole hours of each level of professional."""

    senior: int
    pleno: int
    junior: int
    estagiario: int

    @property
    def total(self) -> int:
        """All hours; may pass the hours of the discipline, since each level is rounded up."""
        return self.senior + self.pleno + self.junior + self.estagiario


class HoursSpent(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The work behind a line of technical hours."""

    hours: int
    by_level: LevelHours
    technical_cost: Decimal
    """R$, hours by level x rates, before indirect costs, taxes, contingency and profit."""


class DisciplineLine(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The price of one discipline, R$; `work` only where the method counts hours."""

    discipline: Discipline
    price: Decimal
    work: HoursSpent | None = None


class PricePart(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A part of the total by what it pays for, R$."""

    key: str
    label: str
    amount: Decimal


class MethodResult(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A price by one method. `lines` add to `total` to the cent, and so do `parts` where there are any."""

    method: Method
    total: Decimal
    price_per_m2: Decimal
    """R$/m², to the cent."""
    before_minimum: Decimal
    """What the method alone gives, R$; below `total` only where the minimum of the policy holds."""
    lines: tuple[DisciplineLine, ...]
    optional_lines: tuple[DisciplineLine, ...]
    """Priced apart; not in the total, and the minimum does not touch them."""
    parts: tuple[PricePart, ...]
    """Technical cost, indirect, taxes, contingency, profit, completion to the minimum; empty without hours."""
    warnings: tuple[PriceWarning, ...]
    explanation: tuple[Step, ...]


def finished(
    method: Method,
    facts: ProjectFacts,
    policy: PricePolicy,
    *,
    exact: Decimal | Fraction,
    weights: Sequence[Decimal],
    optional: Sequence[DisciplineLine],
    steps: Sequence[Step],
    work: Mapping[Discipline, HoursSpent] | None = None,
    parts: Sequence[PricePart] = (),
    warnings: Sequence[PriceWarning] = (),
) -> MethodResult:
    """The result of a method whose unrounded total is `exact`, R$.

    The minimum of the policy holds for the total; the total is then divided over the disciplines in proportion to
    `weights` (one each, in the order of the facts), so that a total raised to the minimum raises every line.
    """
    before = to_cents(exact)
    total = max(before, to_cents(policy.limits.minimum_total))
    per_m2 = to_cents(Fraction(total) / Fraction(facts.area_m2))
    completion: list[PricePart] = []
    noted = list(warnings)
    shown = [*steps, Step(label="Preço pelo método", formula="soma das disciplinas", value=format_money(before))]
    if total > before:
        text = f"O método dá {format_money(before)}; vale o mínimo de {format_money(total)}."
        noted.append(PriceWarning(code=WarningCode.MINIMUM_APPLIED, text=text))
        formula = f"o maior entre {format_money(before)} e o mínimo de {format_money(total)}"
        shown.append(Step(label="Preço mínimo", formula=formula, value=format_money(total)))
        if parts:
            label = "Complemento até o mínimo"
            completion.append(PricePart(key="minimum", label=label, amount=total - before))
    shown.append(
        Step(
            label="Preço por m²",
            formula=f"{format_money(total)} ÷ {area_text(facts.area_m2)}",
            value=f"{format_money(per_m2)}/m²",
        )
    )
    worked = work or {}
    prices = apportion(total, weights)
    return MethodResult(
        method=method,
        total=total,
        price_per_m2=per_m2,
        before_minimum=before,
        lines=tuple(
            DisciplineLine(discipline=discipline, price=price, work=worked.get(discipline))
            for discipline, price in zip(facts.disciplines, prices, strict=True)
        ),
        optional_lines=tuple(optional),
        parts=(*parts, *completion),
        warnings=tuple(noted),
        explanation=tuple(shown),
    )
