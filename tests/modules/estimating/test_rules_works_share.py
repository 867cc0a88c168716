"""Share of works v1: worked cases to the cent, which CUB counts, and the invariants."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_strategies import POLICY, areas, house, policies, policy_with, projects, share_points

from esteio.core.errors import InvalidInput
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.methods import WarningCode, works_share
from esteio.modules.estimating.rules.methods.works_share import cub_on, fee_area
from esteio.modules.estimating.rules.policy import CubValue, PricePolicy, SharePoint
from esteio.modules.estimating.rules.vocabulary import BuildingType, Discipline, Standard, Uf

ON = datetime.date(2025, 2, 10)
ARQ, EST = Discipline.ARQUITETURA, Discipline.ESTRUTURAL

WORKED = {
    "at a point of the table: 200 x 2,100 x 7.5%": (house(), "31500.00"),
    "half way to the next: 300 x 2,100 x 7.15%": (house(area_m2=300), "45045.00"),
    # 6.0 - 0.6 x 200 / 700 = 5.828571...%; 1,000 x 2,350 x 1.35 = 3,172,500
    "a high house in Minas Gerais": (house(area_m2=1000, standard=Standard.ALTO, uf="MG"), "184911.43"),
    "with structure: 31,500 x (100% + 32.5%)": (house(disciplines=(ARQ, EST)), "41737.50"),
    # before the first point its percentage holds: 150 x 1,600 ... SC 2,850 x 1.6 = 4,560; 90 x 4,560 x 8.5%
    "a hospital under the first point": (
        house(area_m2=90, building_type=BuildingType.HOSPITAL, uf="SC"),
        "34884.00",
    ),
    "at the last point: 100,000 x 2,100 x 3%": (house(area_m2=100000), "6300000.00"),
}


class TestWorkedCases:
    @pytest.mark.parametrize(("facts", "total"), WORKED.values(), ids=WORKED)
    def test_to_the_cent(self, facts: ProjectFacts, total: str) -> None:
        assert str(works_share(facts, POLICY, ON).total) == total

    def test_optional_costs_80_percent(self) -> None:
        # 31,500 x 32.5% x 80%
        result = works_share(house(optional_disciplines=(EST,)), POLICY, ON)
        assert [str(line.price) for line in result.optional_lines] == ["8190.00"]
        assert result.total == Decimal("31500.00")

    def test_says_how_the_price_came_about(self) -> None:
        steps = [(s.label, s.formula, s.value) for s in works_share(house(area_m2=300), POLICY, ON).explanation]
        assert steps[:3] == [
            (
                "Custo estimado da obra",
                "300 m² × CUB/m² SP 01/2025 R$ 2.100,00 × 1 (adequação)",
                "R$ 630.000,00",
            ),
            ("Honorário de referência da arquitetura", "R$ 630.000,00 × 7,15% (pela área)", "R$ 45.045,00"),
            ("Arquitetura", "100% do honorário de referência", "R$ 45.045,00"),
        ]


def cub(month: str, value: int, uf: Uf = Uf.SP) -> CubValue:
    return CubValue(uf=uf, month=datetime.date.fromisoformat(f"{month}-01"), value=Decimal(value))


class TestCub:
    TABLE = (cub("2025-03", 2200), cub("2025-01", 2100), cub("2025-02", 2150), cub("2025-04", 9000, Uf.RJ))

    @pytest.mark.parametrize(
        ("on", "value"), [("2025-01-31", 2100), ("2025-02-01", 2150), ("2025-03-01", 2200), ("2031-12-31", 2200)]
    )
    def test_the_latest_month_not_after_the_price_counts(self, on: str, value: int) -> None:
        assert cub_on(self.TABLE, house(), datetime.date.fromisoformat(on)).value == value

    @pytest.mark.parametrize(("uf", "on"), [("SP", "2024-12-31"), ("RJ", "2025-03-31"), ("BA", "2025-03-31")])
    def test_none_in_force_is_said(self, uf: str, on: str) -> None:
        with pytest.raises(InvalidInput, match=f"Não há CUB/m² de {uf}") as caught:
            cub_on(self.TABLE, house(uf=uf), datetime.date.fromisoformat(on))
        assert set(caught.value.fields) == {"uf"}

    def test_no_state_is_asked_for(self) -> None:
        with pytest.raises(InvalidInput, match="UF"):
            works_share(house(uf=""), POLICY, ON)

    def test_an_example_value_is_named(self) -> None:
        assert [w.code for w in works_share(house(), POLICY, ON).warnings] == [WarningCode.EXAMPLE_FIGURES]

    @pytest.mark.parametrize(("on", "stale"), [("2025-06-30", False), ("2025-07-01", True)])
    def test_an_old_value_is_pointed_out(self, on: str, stale: bool) -> None:
        policy = policy_with("works_share", cub=self.TABLE)
        result = works_share(house(), policy, datetime.date.fromisoformat(on))
        assert [w.code for w in result.warnings] == ([WarningCode.CUB_STALE] if stale else [])

    @pytest.mark.parametrize(("budget", "low"), [(None, False), ("420000", False), ("419999.99", True)])
    def test_a_budget_below_the_works_is_pointed_out(self, budget: str | None, low: bool) -> None:
        facts = house(budget=None if budget is None else Decimal(budget))
        codes = [w.code for w in works_share(facts, POLICY, ON).warnings]
        assert (WarningCode.BUDGET_BELOW_WORKS in codes) is low


def plain_fee_area(area: Decimal, points: tuple[SharePoint, ...]) -> Fraction:
    """Area x interpolated percentage, without smoothing."""
    x = Fraction(area)
    table = [(Fraction(p.area_m2), Fraction(p.percent) / 100) for p in points]
    if x <= table[0][0]:
        return x * table[0][1]
    for (a, p), (b, q) in pairwise(table):
        if x <= b:
            return x * (p + (q - p) * (x - a) / (b - a))
    return x * table[-1][1]


STEEP = (SharePoint(area_m2=Decimal(100), percent=Decimal(10)), SharePoint(area_m2=Decimal(200), percent=Decimal(2)))


class TestFeeArea:
    @pytest.mark.parametrize(
        ("area", "expected"),
        [
            # 10% - 0.08% x (a - 100): area x percentage tops at 112.5 m² with 10.125, and is back there at 506.25 m²
            ("100", "10"),
            ("110", "10.12"),
            ("112.5", "10.125"),
            ("150", "10.125"),
            ("200", "10.125"),
            ("506.25", "10.125"),
            ("600", "12"),
        ],
    )
    def test_stays_at_the_top_where_the_percentage_falls_too_fast(self, area: str, expected: str) -> None:
        assert fee_area(Decimal(area), STEEP) == Fraction(expected)

    @given(area=areas)
    def test_is_the_plain_rule_with_the_default_points(self, area: Decimal) -> None:
        points = POLICY.works_share.percent_by_area
        assert fee_area(area, points) == plain_fee_area(area, points)

    @given(one=areas, other=areas, points=share_points())
    def test_never_falls(self, one: Decimal, other: Decimal, points: tuple[SharePoint, ...]) -> None:
        low, high = sorted((one, other))
        assert fee_area(low, points) <= fee_area(high, points)

    @given(area=areas, points=share_points(), samples=st.lists(st.fractions(0, 1), max_size=20))
    def test_is_the_highest_of_the_plain_rule_so_far(
        self, area: Decimal, points: tuple[SharePoint, ...], samples: list[Fraction]
    ) -> None:
        reached = fee_area(area, points)
        assert reached >= plain_fee_area(area, points)
        for share in samples:
            smaller = Decimal(int(Fraction(area) * share * 100)) / 100
            assert reached >= plain_fee_area(smaller, points)


class TestInvariants:
    @given(facts=projects(), other=areas, policy=policies())
    def test_a_larger_area_never_costs_less(self, facts: ProjectFacts, other: Decimal, policy: PricePolicy) -> None:
        low, high = sorted((facts.area_m2, other))
        small = works_share(msgspec.structs.replace(facts, area_m2=low), policy, ON)
        large = works_share(msgspec.structs.replace(facts, area_m2=high), policy, ON)
        assert small.total <= large.total

    @given(facts=projects(), policy=policies())
    def test_lines_add_to_the_total(self, facts: ProjectFacts, policy: PricePolicy) -> None:
        result = works_share(facts, policy, ON)
        assert sum(line.price for line in result.lines) == result.total
        assert tuple(line.discipline for line in result.lines) == facts.disciplines
