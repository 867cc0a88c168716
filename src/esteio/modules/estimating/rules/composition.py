"""The price divided twice: over the disciplines, and each discipline over the stages of its work."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from esteio.core.allocation import apportion
from esteio.modules.estimating.rules.methods import DisciplineLine
from esteio.modules.estimating.rules.policy import PricePolicy, StageShare
from esteio.modules.estimating.rules.vocabulary import Discipline, Family, StageSystem

_ENGINEERING = frozenset({Family.ESTRUTURA, Family.INSTALACOES})


class StageAmount(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What a stage costs, R$."""

    code: str
    name: str
    percent: Decimal
    """Of a discipline: the policy's. Of the whole: to the hundredth, adding to 100."""
    amount: Decimal


class ComposedDiscipline(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A discipline and its stages, which add to its price to the cent."""

    discipline: Discipline
    price: Decimal
    stages: tuple[StageAmount, ...]


class Composition(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The table of the proposal: disciplines down, stages across; both add to `total` to the cent."""

    total: Decimal
    disciplines: tuple[ComposedDiscipline, ...]
    stages: tuple[StageAmount, ...]
    """Over all disciplines, in the order of the work."""


def compose(lines: Sequence[DisciplineLine], policy: PricePolicy) -> Composition:
    """Divide each line into its stages by the largest remainder, and add the stages up.

    Raises:
        ValueError: no line, or all prices zero.
    """
    disciplines = tuple(_composed(line, policy) for line in lines)
    total = sum((line.price for line in lines), Decimal(0))
    amounts: dict[str, Decimal] = {}
    for composed in disciplines:
        for stage in composed.stages:
            amounts[stage.code] = amounts.get(stage.code, Decimal(0)) + stage.amount
    stages = [(code, name) for code, name in _stages_in_order(policy) if code in amounts]
    percents = apportion(Decimal(100), [amounts[code] for code, _ in stages])
    return Composition(
        total=total,
        disciplines=disciplines,
        stages=tuple(
            StageAmount(code=code, name=name, percent=percent, amount=amounts[code])
            for (code, name), percent in zip(stages, percents, strict=True)
        ),
    )


def stage_table(discipline: Discipline, policy: PricePolicy) -> tuple[StageShare, ...]:
    """The stages of a discipline and their shares: one table for all under NBR 16636, else by family."""
    if policy.stages.system is StageSystem.NBR_16636:
        return policy.stages.nbr_16636
    if policy.families[discipline] in _ENGINEERING:
        return policy.stages.engineering
    return policy.stages.standard


def _composed(line: DisciplineLine, policy: PricePolicy) -> ComposedDiscipline:
    table = stage_table(line.discipline, policy)
    amounts = apportion(line.price, [stage.percent for stage in table])
    return ComposedDiscipline(
        discipline=line.discipline,
        price=line.price,
        stages=tuple(
            StageAmount(code=stage.code, name=stage.name, percent=stage.percent, amount=amount)
            for stage, amount in zip(table, amounts, strict=True)
        ),
    )


def _stages_in_order(policy: PricePolicy) -> list[tuple[str, str]]:
    """Code and name of every stage in the order of the work: the standard table's, then what only engineering has."""
    if policy.stages.system is StageSystem.NBR_16636:
        tables = policy.stages.nbr_16636
    else:
        tables = (*policy.stages.standard, *policy.stages.engineering)
    names: dict[str, str] = {}
    for stage in tables:
        names.setdefault(stage.code, stage.name)
    return list(names.items())
