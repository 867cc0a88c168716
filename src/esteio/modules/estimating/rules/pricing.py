"""The price of a project: the method that decides, the others beside it, and what a person should look at."""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import partial
from typing import Any

import msgspec

from esteio.brazil.money import format_money
from esteio.brazil.numbers import format_decimal
from esteio.core.errors import InvalidInput
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.methods import (
    MethodResult,
    PriceWarning,
    WarningCode,
    market,
    technical_hours,
    works_share,
)
from esteio.modules.estimating.rules.policy import LimitFigures, PricePolicy, policy_of_document
from esteio.modules.estimating.rules.schedule import duration_weeks
from esteio.modules.estimating.rules.vocabulary import Method
from esteio.modules.estimating.rules.wording import METHODS, area_text, percent_text

_LEAST_AREA_M2 = Decimal("0.01")
"""Anything smaller is no building but a slip, and would make R$/m² a figure that nobody can read."""


class OtherMethod(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A method that does not decide: what it gives, or why it cannot say."""

    method: Method
    result: MethodResult | None
    missing: str = ""
    """Why there is no result, in Portuguese; empty where there is one."""
    difference_percent: Decimal | None = None
    """How far from the deciding total, %, to a tenth; negative below it."""
    apart: bool = False
    """Further than the policy allows without a warning."""


class Pricing(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """All that made a price, whole: stored with the orçamento, so that a later policy never alters it."""

    methodology_name: str
    """As `horas_tecnicas`."""
    methodology_version: int
    priced_on: datetime.date
    facts: ProjectFacts
    policy: PricePolicy
    deciding: MethodResult
    others: tuple[OtherMethod, ...]
    duration_weeks: int
    warnings: tuple[PriceWarning, ...]

    @property
    def total(self) -> Decimal:
        """The price, R$, before any discount."""
        return self.deciding.total


def price(facts: ProjectFacts, policy: PricePolicy, on: datetime.date) -> Pricing:
    """Price the project on a day by the method that the policy names; `policy` must have passed `validate_policy`.

    Raises:
        InvalidInput: facts that cannot be priced (see `check_facts`), or without which the deciding method
            cannot speak (state, CUB). What another method lacks is said beside it and stops nothing.
    """
    check_facts(facts, policy)
    methods = {
        Method.TECHNICAL_HOURS_V1: technical_hours,
        Method.MARKET_M2_V1: market,
        Method.WORKS_SHARE_V1: partial(works_share, on=on),
    }
    deciding = methods[policy.deciding_method](facts, policy)
    others: list[OtherMethod] = []
    for method, run in methods.items():
        if method is policy.deciding_method:
            continue
        try:
            others.append(_beside(deciding, run(facts, policy), policy.limits))
        except InvalidInput as lacking:
            others.append(OtherMethod(method=method, result=None, missing=lacking.detail))
    weeks = duration_weeks(facts.area_m2, facts.complexity, policy)
    name, _, version = policy.deciding_method.rpartition("_v")
    return Pricing(
        methodology_name=name,
        methodology_version=int(version),
        priced_on=on,
        facts=facts,
        policy=policy,
        deciding=deciding,
        others=tuple(others),
        duration_weeks=weeks,
        warnings=(
            *deciding.warnings,
            *_band_warning(deciding, facts, policy.limits),
            *_apart_warnings(deciding, others, policy.limits),
            *_deadline_warning(facts, weeks),
        ),
    )


def read_pricing(stored: bytes | str) -> Pricing:
    """Read a stored pricing; its policy is read as `read_policy` does, so that older and newer ones stay readable.

    Raises:
        msgspec.ValidationError: not a pricing. msgspec.DecodeError: not JSON.
    """
    document = msgspec.json.decode(stored, type=dict[str, Any])
    document["policy"] = policy_of_document(document.get("policy"))
    return msgspec.convert(document, Pricing)


def check_facts(facts: ProjectFacts, policy: PricePolicy) -> None:
    """Return when the facts can be priced.

    Raises:
        InvalidInput: area not above zero or over the policy's largest, no discipline, or one named twice;
            `fields` has the camelCase names of the facts.
    """
    fields: dict[str, str] = {}
    largest = policy.limits.max_area_m2
    if not facts.area_m2.is_finite() or facts.area_m2 < _LEAST_AREA_M2:
        fields["areaM2"] = "Informe a área em m², maior que zero."
    elif facts.area_m2 > largest:
        fields["areaM2"] = f"A área passa de {area_text(largest)}: este porte pede um orçamento à parte."
    if not facts.disciplines:
        fields["disciplines"] = "Escolha ao menos uma disciplina."
    elif len(set(facts.disciplines)) < len(facts.disciplines):
        fields["disciplines"] = "Há disciplina repetida."
    chosen = (*facts.disciplines, *facts.optional_disciplines)
    if "disciplines" not in fields and len(set(chosen)) < len(chosen):
        fields["optionalDisciplines"] = "Uma disciplina opcional está repetida ou já faz parte do total."
    if facts.budget is not None and not (facts.budget.is_finite() and facts.budget >= 0):
        fields["budget"] = "Informe a verba em reais, ou deixe em branco."
    if len(set(facts.extras)) < len(facts.extras):
        fields["extras"] = "Há adicional repetido."
    if fields:
        raise InvalidInput("Os dados do projeto não permitem calcular o preço.", fields=fields)


def _beside(deciding: MethodResult, other: MethodResult, limits: LimitFigures) -> OtherMethod:
    difference = (other.total - deciding.total) * 100 / deciding.total
    return OtherMethod(
        method=other.method,
        result=other,
        difference_percent=difference.quantize(Decimal("0.1")),
        apart=abs(difference) > limits.methods_apart_percent,
    )


def _apart_warnings(deciding: MethodResult, others: list[OtherMethod], limits: LimitFigures) -> list[PriceWarning]:
    return [
        PriceWarning(
            code=WarningCode.METHODS_APART,
            text=f"{METHODS[other.method]} dá {format_money(other.result.total)}, "
            f"{format_decimal(abs(other.difference_percent), 1)}% "
            f"{'acima' if other.difference_percent > 0 else 'abaixo'} de {METHODS[deciding.method].lower()} "
            f"({format_money(deciding.total)}); o limite é {percent_text(limits.methods_apart_percent)}.",
        )
        for other in others
        if other.apart and other.result is not None and other.difference_percent is not None
    ]


def _band_warning(deciding: MethodResult, facts: ProjectFacts, limits: LimitFigures) -> list[PriceWarning]:
    low, high = limits.price_per_m2_low, limits.price_per_m2_high
    # Compared as totals: R$/m² rounded to the cent would hide a price just outside.
    if low * facts.area_m2 <= deciding.total <= high * facts.area_m2:
        return []
    text = (
        f"{format_money(deciding.price_per_m2)}/m² está fora da faixa usual, "
        f"de {format_money(low)} a {format_money(high)}."
    )
    return [PriceWarning(code=WarningCode.PRICE_PER_M2_OUT_OF_BAND, text=text)]


def _deadline_warning(facts: ProjectFacts, weeks: int) -> list[PriceWarning]:
    if facts.deadline_weeks is None or facts.deadline_weeks >= weeks:
        return []
    text = f"O cliente pede {facts.deadline_weeks} semanas; o prazo calculado é de {weeks}."
    return [PriceWarning(code=WarningCode.DEADLINE_SHORT, text=text)]
