"""Market by m² v1: worked cases to the cent, and the invariants."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from project_strategies import POLICY, areas, house, policies, projects

from esteio.core.errors import InvalidInput
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.methods import WarningCode, market
from esteio.modules.estimating.rules.policy import PricePolicy
from esteio.modules.estimating.rules.vocabulary import Discipline, Extra, Standard

ARQ, EST = Discipline.ARQUITETURA, Discipline.ESTRUTURAL
ALL_EXTRAS = (Extra.PISCINA, Extra.ELEVADOR, Extra.AUTOMACAO, Extra.CERTIFICACAO)

WORKED = {
    "mean rate in São Paulo: 200 x 200 x 1.2": (house(), "48000.00"),
    "with structure: 200 x (200 + 65) x 1.2": (house(disciplines=(ARQ, EST)), "63600.00"),
    "high standard, pool and lift in Ceará: 150 x 325 x 1.25 x 0.9": (
        house(area_m2=150, standard=Standard.ALTO, extras=(Extra.PISCINA, Extra.ELEVADOR), uf="CE"),
        "54843.75",
    ),
    "low rate in Bahia: 100 x 115 x 0.9": (house(area_m2=100, standard=Standard.SIMPLES, uf="BA"), "10350.00"),
    "all extras: 200 x 200 x 1.75 x 1.2": (house(extras=ALL_EXTRAS), "84000.00"),
    "an area with decimals, Santa Catarina: 333.33 x 200 x 1.1": (house(area_m2="333.33", uf="SC"), "73332.60"),
    "under the minimum: 70 x 40 x 0.9 = 2,520": (
        house(area_m2=70, standard=Standard.SIMPLES, uf="BA", disciplines=(EST,)),
        "8500.00",
    ),
}


class TestWorkedCases:
    @pytest.mark.parametrize(("facts", "total"), WORKED.values(), ids=WORKED)
    def test_to_the_cent(self, facts: ProjectFacts, total: str) -> None:
        assert str(market(facts, POLICY).total) == total

    def test_lines_follow_their_rates(self) -> None:
        lines = market(house(disciplines=(EST, ARQ)), POLICY).lines
        assert [(line.discipline, str(line.price)) for line in lines] == [(EST, "15600.00"), (ARQ, "48000.00")]

    def test_optional_costs_80_percent_with_extras_and_region(self) -> None:
        # 200 x 65 x 1.1 x 1.2 x 80%
        result = market(house(optional_disciplines=(EST,), extras=(Extra.PISCINA,)), POLICY)
        assert [str(line.price) for line in result.optional_lines] == ["13728.00"]
        assert result.total == Decimal("52800.00")

    def test_says_how_the_price_came_about(self) -> None:
        steps = [(s.label, s.formula, s.value) for s in market(house(extras=(Extra.PISCINA,)), POLICY).explanation]
        assert steps[:3] == [
            ("Base: Arquitetura", "200 m² × R$ 200,00/m² (padrão médio)", "R$ 40.000,00"),
            ("Adicional: Piscina", "sobre a base", "+10%"),
            ("Região", "SP", "× 1,2"),
        ]


class TestWarnings:
    def test_rates_of_the_page_need_none(self) -> None:
        assert market(house(disciplines=(ARQ, EST)), POLICY).warnings == ()

    def test_an_example_rate_is_named(self) -> None:
        (warning,) = market(house(disciplines=(ARQ, Discipline.GAS)), POLICY).warnings
        assert warning.code is WarningCode.EXAMPLE_FIGURES
        assert "(Gás)" in warning.text


class TestState:
    @pytest.mark.parametrize("uf", ["", "XX", "sp"])
    def test_is_asked_for_and_never_assumed(self, uf: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            market(house(uf=uf), POLICY)
        assert set(caught.value.fields) == {"uf"}


class TestInvariants:
    @given(facts=projects(), other=areas, policy=policies())
    def test_a_larger_area_never_costs_less(self, facts: ProjectFacts, other: Decimal, policy: PricePolicy) -> None:
        low, high = sorted((facts.area_m2, other))
        small = market(msgspec.structs.replace(facts, area_m2=low), policy)
        large = market(msgspec.structs.replace(facts, area_m2=high), policy)
        assert small.total <= large.total

    @given(facts=projects(), policy=policies())
    def test_lines_add_to_the_total(self, facts: ProjectFacts, policy: PricePolicy) -> None:
        result = market(facts, policy)
        assert sum(line.price for line in result.lines) == result.total
        assert tuple(line.discipline for line in result.lines) == facts.disciplines
        assert tuple(line.discipline for line in result.optional_lines) == facts.optional_disciplines
