"""What makes a price policy inconsistent, each finding at the path of its figure in the JSON document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from esteio.brazil.numbers import format_decimal
from esteio.core.errors import InvalidInput
from esteio.modules.estimating.rules.policy.figures import LevelFigures, MarketRate, StageShare
from esteio.modules.estimating.rules.policy.structure import (
    LimitFigures,
    MarketFigures,
    PaymentFigures,
    PricePolicy,
    StageFigures,
    TechnicalHoursFigures,
    TermsFigures,
    WorksShareFigures,
)
from esteio.modules.estimating.rules.vocabulary import (
    BuildingType,
    Complexity,
    Discipline,
    Extra,
    Family,
    Standard,
    Uf,
)

_LARGEST_MONEY = Decimal(1_000_000_000)
_LARGEST_AREA_M2 = Decimal(100_000)
_MOST_PLACES = 6
_LONGEST_LISTS = {"stages": 20, "instalments": 60, "scale": 20, "points": 50, "cub": 2000}

K = TypeVar("K", bound=StrEnum)
V = TypeVar("V")


def validate_policy(policy: PricePolicy) -> None:
    """Return when every figure is usable and they agree with each other.

    Raises:
        InvalidInput: `fields` maps the camelCase path of each wrong figure, such as
            `technicalHours.team.arquitetura` or `worksShare.percentByArea[2].areaM2`, to what to do (pt-BR).
    """
    found = _Findings()
    found.rising("complexityFactor", policy.complexity_factor, found.factor)
    found.complete("families", policy.families, Discipline)
    found.percent("optionalPercent", policy.optional_percent)
    _technical_hours(found, policy.technical_hours)
    _market(found, policy.market)
    _works_share(found, policy.works_share)
    _stages(found, policy.stages)
    _payment(found, policy.payment)
    _terms(found, policy.terms)
    _limits(found, policy.limits)
    found.number("schedule.rootDivisor", policy.schedule.root_divisor, above=Decimal(0), most=Decimal(1000))
    # Every stage takes at least one of the five business days of a week.
    longest = max(len(policy.stages.standard), len(policy.stages.engineering), len(policy.stages.nbr_16636), 1)
    found.whole("schedule.minimumWeeks", policy.schedule.minimum_weeks, -(-longest // 5), 520)
    if found.fields:
        count = len(found.fields)
        raise InvalidInput(
            "Um valor da política de preços precisa de correção."
            if count == 1
            else f"{count} valores da política de preços precisam de correção.",
            fields=found.fields,
        )


class _Findings:
    """Collects the first finding of each path."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}

    def add(self, path: str, what: str) -> None:
        self.fields.setdefault(path, what)

    def number(
        self,
        path: str,
        value: Decimal,
        *,
        above: Decimal | None = None,
        least: Decimal = Decimal(0),
        most: Decimal,
        places: int = _MOST_PLACES,
    ) -> bool:
        """Whether the value is usable; says why not."""
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int):
            self.add(path, "Informe um número.")
        elif above is not None and value <= above:
            self.add(path, f"Informe um valor maior que {format_decimal(above)}.")
        elif value < least:
            self.add(path, f"Informe um valor a partir de {format_decimal(least)}.")
        elif value > most:
            self.add(path, f"Informe um valor até {format_decimal(most)}.")
        elif -exponent > places:
            self.add(path, f"Use no máximo {places} casas decimais.")
        else:
            return True
        return False

    def percent(self, path: str, value: Decimal, most: Decimal = Decimal(100)) -> bool:
        return self.number(path, value, most=most)

    def factor(self, path: str, value: Decimal) -> bool:
        return self.number(path, value, above=Decimal(0), most=Decimal(100))

    def money(self, path: str, value: Decimal) -> bool:
        return self.number(path, value, above=Decimal(0), most=_LARGEST_MONEY, places=2)

    def whole(self, path: str, value: int, least: int, most: int) -> None:
        if not least <= value <= most:
            self.add(path, f"Informe um número inteiro de {least} a {most}.")

    def text(self, path: str, value: str, longest: int) -> None:
        if not value.strip():
            self.add(path, "Preencha este campo.")
        elif len(value) > longest:
            self.add(path, f"Use no máximo {longest} caracteres.")
        elif not value.isprintable():
            self.add(path, "Retire os caracteres que não se podem imprimir.")

    def complete(self, path: str, table: Mapping[K, object], rows: Iterable[K]) -> None:
        for row in rows:
            if row not in table:
                self.add(f"{path}.{row}", "Falta este valor.")

    def table(self, path: str, table: Mapping[K, V], rows: Iterable[K], check: Callable[[str, V], object]) -> None:
        self.complete(path, table, rows)
        for key, value in table.items():
            check(f"{path}.{key}", value)

    def rising(self, path: str, table: Mapping[Complexity, Decimal], check: Callable[[str, Decimal], bool]) -> None:
        """By complexity: complete, each usable, and none under the one of a lower complexity."""
        self.complete(path, table, Complexity)
        last = Decimal(0)
        for key in Complexity:
            value = table.get(key)
            if value is None or not check(f"{path}.{key}", value):
                return
            if value < last:
                self.add(f"{path}.{key}", "Não pode ser menor que o da complexidade anterior.")
            last = value

    def length(self, path: str, rows: Sequence[object], kind: str, least: int = 1) -> None:
        most = _LONGEST_LISTS[kind]
        if not least <= len(rows) <= most:
            self.add(path, f"Informe de {least} a {most} linhas.")


def _technical_hours(found: _Findings, figures: TechnicalHoursFigures) -> None:
    at = "technicalHours"
    found.rising(f"{at}.hoursPerM2", figures.hours_per_m2, found.factor)
    found.table(f"{at}.typeFactor", figures.type_factor, BuildingType, found.factor)
    found.table(f"{at}.disciplineFactor", figures.discipline_factor, Discipline, found.factor)
    found.length(f"{at}.scale", figures.scale, "scale", least=0)
    area, factor = Decimal(0), Decimal(1)
    for index, step in enumerate(figures.scale):
        here = f"{at}.scale[{index}]"
        if found.number(f"{here}.aboveM2", step.above_m2, above=Decimal(0), most=_LARGEST_AREA_M2):
            if step.above_m2 <= area:
                found.add(f"{here}.aboveM2", "As faixas devem vir em ordem crescente de área, sem repetir.")
            area = step.above_m2
        if found.number(f"{here}.factor", step.factor, above=Decimal(0), most=Decimal(1)):
            if step.factor > factor:
                found.add(f"{here}.factor", "O fator não pode subir de uma faixa para a seguinte.")
            factor = step.factor

    def rates(path: str, levels: LevelFigures) -> None:
        for name, value in _by_level(levels):
            found.money(f"{path}.{name}", value)

    def mix(path: str, levels: LevelFigures) -> None:
        usable = [found.percent(f"{path}.{name}", value) for name, value in _by_level(levels)]
        if all(usable):
            _adds_to_100(found, path, [value for _, value in _by_level(levels)])

    found.table(f"{at}.rates", figures.rates, Family, rates)
    found.table(f"{at}.team", figures.team, Family, mix)
    for name, value in (
        ("indirectPercent", figures.indirect_percent),
        ("taxesPercent", figures.taxes_percent),
        ("contingencyPercent", figures.contingency_percent),
        ("profitPercent", figures.profit_percent),
    ):
        found.percent(f"{at}.{name}", value, most=Decimal(500))


def _by_level(levels: LevelFigures) -> tuple[tuple[str, Decimal], ...]:
    return (
        ("senior", levels.senior),
        ("pleno", levels.pleno),
        ("junior", levels.junior),
        ("estagiario", levels.estagiario),
    )


def _adds_to_100(found: _Findings, path: str, percentages: Iterable[Decimal]) -> None:
    total = sum(percentages, Decimal(0))
    if total != 100:
        found.add(path, f"Os percentuais somam {format_decimal(total)}; devem somar 100.")


def _market(found: _Findings, figures: MarketFigures) -> None:
    def rate(path: str, figure: MarketRate) -> None:
        low_to_high = (("low", figure.low), ("mean", figure.mean), ("high", figure.high))
        usable = [found.money(f"{path}.{name}", value) for name, value in low_to_high]
        if all(usable) and not figure.low <= figure.mean <= figure.high:
            found.add(path, "Os valores devem ir do menor para o maior: baixo, médio, alto.")

    def rates(path: str, by_type: Mapping[BuildingType, MarketRate]) -> None:
        found.table(path, by_type, BuildingType, rate)

    found.table("market.rates", figures.rates, Discipline, rates)
    found.table("market.extras", figures.extras, Extra, lambda path, value: found.percent(path, value, Decimal(500)))
    found.table("market.regions", figures.regions, Uf, found.factor)


def _works_share(found: _Findings, figures: WorksShareFigures) -> None:
    at = "worksShare"
    found.length(f"{at}.cub", figures.cub, "cub", least=0)
    seen: set[tuple[Uf, object]] = set()
    for index, entry in enumerate(figures.cub):
        here = f"{at}.cub[{index}]"
        found.money(f"{here}.value", entry.value)
        if entry.source:
            found.text(f"{here}.source", entry.source, 200)
        if entry.month.day != 1:
            found.add(f"{here}.month", "Informe o primeiro dia do mês.")
        if (entry.uf, entry.month) in seen:
            found.add(f"{here}.month", f"Já há um CUB de {entry.uf} para este mês.")
        seen.add((entry.uf, entry.month))
    found.whole(f"{at}.cubStaleAfterMonths", figures.cub_stale_after_months, 1, 120)
    found.table(f"{at}.adequacyByStandard", figures.adequacy_by_standard, Standard, found.factor)
    found.table(f"{at}.adequacyByType", figures.adequacy_by_type, BuildingType, found.factor)
    found.length(f"{at}.percentByArea", figures.percent_by_area, "points")
    area, percent = Decimal(0), Decimal(100)
    for index, point in enumerate(figures.percent_by_area):
        here = f"{at}.percentByArea[{index}]"
        if found.number(f"{here}.areaM2", point.area_m2, above=Decimal(0), most=_LARGEST_AREA_M2):
            if point.area_m2 <= area:
                found.add(f"{here}.areaM2", "Os pontos devem vir em ordem crescente de área, sem repetir.")
            area = point.area_m2
        if found.number(f"{here}.percent", point.percent, above=Decimal(0), most=Decimal(100)):
            if point.percent > percent:
                found.add(f"{here}.percent", "O percentual não pode subir quando a área cresce.")
            percent = point.percent
    found.table(
        f"{at}.disciplinePercent",
        figures.discipline_percent,
        Discipline,
        lambda path, value: found.number(path, value, above=Decimal(0), most=Decimal(1000)),
    )


def _stages(found: _Findings, figures: StageFigures) -> None:
    for name, stages in (
        ("standard", figures.standard),
        ("engineering", figures.engineering),
        ("nbr16636", figures.nbr_16636),
    ):
        _stage_table(found, f"stages.{name}", stages)


def _stage_table(found: _Findings, path: str, stages: tuple[StageShare, ...]) -> None:
    found.length(path, stages, "stages")
    codes: set[str] = set()
    usable = True
    for index, stage in enumerate(stages):
        here = f"{path}[{index}]"
        found.text(f"{here}.code", stage.code, 10)
        found.text(f"{here}.name", stage.name, 80)
        if stage.code in codes:
            found.add(f"{here}.code", f"O código {stage.code} já foi usado nesta tabela.")
        codes.add(stage.code)
        usable &= found.number(f"{here}.percent", stage.percent, above=Decimal(0), most=Decimal(100))
    if usable:
        _adds_to_100(found, path, [stage.percent for stage in stages])


def _payment(found: _Findings, figures: PaymentFigures) -> None:
    found.length("payment.instalments", figures.instalments, "instalments")
    last = -1
    for index, term in enumerate(figures.instalments):
        here = f"payment.instalments[{index}]"
        found.whole(f"{here}.days", term.days, 0, 3650)
        if term.days <= last:
            found.add(f"{here}.days", "As parcelas devem vir em ordem de vencimento, sem repetir o dia.")
        last = term.days
        found.number(f"{here}.parts", term.parts, above=Decimal(0), most=Decimal(1000))
    found.percent("payment.cashDiscountPercent", figures.cash_discount_percent)
    found.percent("payment.discountLimitPercent", figures.discount_limit_percent)
    found.percent("payment.lateFinePercent", figures.late_fine_percent)
    found.percent("payment.lateInterestPercentMonth", figures.late_interest_percent_month)


def _terms(found: _Findings, figures: TermsFigures) -> None:
    found.whole("terms.validDays", figures.valid_days, 1, 365)
    found.whole("terms.revisions", figures.revisions, 0, 50)
    found.text("terms.adjustmentIndex", figures.adjustment_index, 30)
    # A clause under a year is void: Lei 10.192/2001, art. 2º, § 1º.
    found.whole("terms.adjustmentMonths", figures.adjustment_months, 12, 120)


def _limits(found: _Findings, figures: LimitFigures) -> None:
    found.money("limits.minimumTotal", figures.minimum_total)
    if (
        found.number("limits.pricePerM2Low", figures.price_per_m2_low, most=_LARGEST_MONEY)
        and found.money("limits.pricePerM2High", figures.price_per_m2_high)
        and figures.price_per_m2_low >= figures.price_per_m2_high
    ):
        found.add("limits.pricePerM2Low", "Deve ser menor que o limite de cima.")
    found.number("limits.maxAreaM2", figures.max_area_m2, above=Decimal(0), most=_LARGEST_AREA_M2)
    found.percent("limits.methodsApartPercent", figures.methods_apart_percent)
