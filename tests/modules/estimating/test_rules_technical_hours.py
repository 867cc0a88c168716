"""Technical hours v1: worked cases to the cent, and the invariants."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_strategies import HOUSE, POLICY, areas, house, hundredths, policies, policy_with, projects, scales

from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.methods import WarningCode, technical_hours
from esteio.modules.estimating.rules.methods.technical_hours import scaled_area
from esteio.modules.estimating.rules.policy import PricePolicy, ScaleStep
from esteio.modules.estimating.rules.vocabulary import BuildingType, Complexity, Discipline

ARQ, EST, ELE, HID = Discipline.ARQUITETURA, Discipline.ESTRUTURAL, Discipline.ELETRICA, Discipline.HIDRAULICA

# Worked by hand. Each row: facts; hours; hours by level; technical cost, total, R$/m².
WORKED = {
    # 200 x 0.8 = 160 h; 40 x 180 + 56 x 120 + 48 x 80 + 16 x 40 = 18,400; x 1.55
    "the case of the page": (house(), 160, (40, 56, 48, 16), "18400.00 28520.00 142.60"),
    # 300 x 1.2 x 1.3 = 468 h; 163.8, 140.4 and 46.8 h go up; 21,060 + 19,680 + 11,280 + 1,880 = 53,900; x 1.55
    "high complexity acts twice": (
        house(area_m2=300, complexity=Complexity.ALTA),
        468,
        (117, 164, 141, 47),
        "53900.00 83545.00 278.48",
    ),
    # 500 x 0.5 x 0.8 = 200 h; 50 x 180 + 70 x 120 + 60 x 80 + 20 x 40 = 23,000; x 1.55
    "low complexity": (
        house(area_m2=500, complexity=Complexity.BAIXA),
        200,
        (50, 70, 60, 20),
        "23000.00 35650.00 71.30",
    ),
    # 1,000 is not above 1,000: x 0.8 x 1.2 = 960 h; 43,200 + 40,320 + 23,040 + 3,840 = 110,400; x 1.55
    "multi-family at the edge of scale": (
        house(area_m2=1000, building_type=BuildingType.MULTIFAMILIAR),
        960,
        (240, 336, 288, 96),
        "110400.00 171120.00 171.12",
    ),
    # 1,200 x 0.9 = 1,080 m²; x 0.8 = 864 h; 38,880 + 36,360 + 20,800 + 3,480 = 99,520; x 1.55
    "above 1,000 m²": (house(area_m2=1200), 864, (216, 303, 260, 87), "99520.00 154256.00 128.55"),
    # 1,050 x 0.9 = 945 m² would be less than 1,000 m²: counts as 1,000; 800 h; 92,000; x 1.55
    "just above 1,000 m²": (house(area_m2=1050), 800, (200, 280, 240, 80), "92000.00 142600.00 135.81"),
    # 3,000 x 0.8 = 2,400 m²; x 1.8 x 1.5 x 1.6 = 10,368 h; 466,560 + 435,480 + 248,880 + 41,480 = 1,192,400; x 1.55
    "a shopping of very high complexity": (
        house(area_m2=3000, building_type=BuildingType.SHOPPING, complexity=Complexity.MUITO_ALTA),
        10368,
        (2592, 3629, 3111, 1037),
        "1192400.00 1848220.00 616.07",
    ),
    # 6,000 x 0.7 = 4,200 m²; x 1.2 x 1.6 x 1.3 = 10,483.2 -> 10,484 h; 471,780 + 440,400 + 251,680 + 41,960
    "a hospital above 5,000 m²": (
        house(area_m2=6000, building_type=BuildingType.HOSPITAL, complexity=Complexity.ALTA),
        10484,
        (2621, 3670, 3146, 1049),
        "1205820.00 1869021.00 311.50",
    ),
    # 250 x 1.2 x 1.3 x 0.4 = 156 h; 31.2, 46.8, 62.4 and 15.6 h go up; 4,800 + 4,700 + 4,095 + 480 = 14,075; x 1.55
    "landscape alone": (
        house(area_m2=250, complexity=Complexity.ALTA, disciplines=(Discipline.PAISAGISMO,)),
        156,
        (32, 47, 63, 16),
        "14075.00 21816.25 87.27",
    ),
    # 120 x 0.8 x 0.6 = 57.6 -> 58 h at architecture's rates; 2,700 + 2,520 + 1,440 + 240 = 6,900; x 1.55
    "interiors of an apartment": (
        house(area_m2=120, building_type=BuildingType.APARTAMENTO, disciplines=(Discipline.INTERIORES,)),
        58,
        (15, 21, 18, 6),
        "6900.00 10695.00 89.13",
    ),
    # 333.33 x 0.8 = 266.664 -> 267 h; 66.75, 93.45, 80.1 and 26.7 h go up; 12,060 + 11,280 + 6,480 + 1,080
    "an area with decimals": (house(area_m2="333.33"), 267, (67, 94, 81, 27), "30900.00 47895.00 143.69"),
}


class TestWorkedCases:
    @pytest.mark.parametrize(("facts", "hours", "levels", "money"), WORKED.values(), ids=WORKED)
    def test_to_the_cent(self, facts: ProjectFacts, hours: int, levels: tuple[int, ...], money: str) -> None:
        result = technical_hours(facts, POLICY)
        (line,) = result.lines
        assert line.work is not None
        assert line.work.hours == hours
        assert msgspec.structs.astuple(line.work.by_level) == levels
        assert f"{line.work.technical_cost} {result.total} {result.price_per_m2}" == money
        assert line.price == result.total

    def test_architecture_and_structure(self) -> None:
        # structure: 112 h -> 34, 45, 28 and 6; 6,800 + 6,300 + 2,520 + 270 = 15,890; x 1.55 = 24,629.50
        result = technical_hours(house(disciplines=(ARQ, EST)), POLICY)
        assert [(line.discipline, str(line.price)) for line in result.lines] == [(ARQ, "28520.00"), (EST, "24629.50")]
        assert result.total == Decimal("53149.50")

    def test_installations_beside_them(self) -> None:
        # each: 80 h -> 16, 24, 32 and 8; 2,560 + 2,640 + 2,240 + 280 = 7,720; x 1.55 = 11,966
        result = technical_hours(house(disciplines=(ARQ, EST, ELE, HID)), POLICY)
        assert [str(line.price) for line in result.lines] == ["28520.00", "24629.50", "11966.00", "11966.00"]
        assert result.total == Decimal("77081.50")

    def test_an_optional_discipline_takes_80_percent_of_the_hours_and_stays_out_of_the_total(self) -> None:
        # 200 x 0.8 x 0.3 x 80% = 38.4 -> 39 h -> 10, 14, 12 and 4; 4,600 x 1.55 = 7,130
        result = technical_hours(house(optional_disciplines=(Discipline.LUMINOTECNICA,)), POLICY)
        (line,) = result.optional_lines
        assert line.work is not None
        assert (line.work.hours, str(line.price)) == (39, "7130.00")
        assert result.total == Decimal("28520.00")

    def test_the_complexity_factor_can_be_left_out_by_policy(self) -> None:
        # 300 x 1.2 = 360 h -> 90, 126, 108 and 36; 41,400 x 1.55
        policy = policy_with("technical_hours", complexity_factor_applies=False)
        result = technical_hours(house(area_m2=300, complexity=Complexity.ALTA), policy)
        assert result.total == Decimal("64170.00")

    def test_a_small_price_is_raised_to_the_minimum_in_all_its_parts(self) -> None:
        # 100 x 0.5 x 0.8 = 40 h -> 10, 14, 12, 4: 4,600 x 1.55 = 7,130 < 8,500
        small = house(area_m2=100, complexity=Complexity.BAIXA)
        result = technical_hours(small, POLICY)
        assert (result.before_minimum, result.total) == (Decimal("7130.00"), Decimal(8500))
        assert [(part.key, str(part.amount)) for part in result.parts] == [
            ("technical", "4600.00"),
            ("indirect", "460.00"),
            ("taxes", "690.00"),
            ("contingency", "230.00"),
            ("profit", "1150.00"),
            ("minimum", "1370.00"),
        ]
        assert [warning.code for warning in result.warnings] == [WarningCode.MINIMUM_APPLIED]
        # 50 m²: 20 h -> 5, 7, 6, 2: 2,300; landscape 8 h -> 2, 3, 4, 1: 890; 8,500 x 2,300 / 3,190 = 6,128.526...
        pair = technical_hours(
            house(area_m2=50, complexity=Complexity.BAIXA, disciplines=(ARQ, Discipline.PAISAGISMO)), POLICY
        )
        assert [str(line.price) for line in pair.lines] == ["6128.53", "2371.47"]

    def test_says_how_the_price_came_about(self) -> None:
        steps = [(step.label, step.formula, step.value) for step in technical_hours(HOUSE, POLICY).explanation]
        assert steps == [
            ("Área considerada", "área do projeto", "200 m²"),
            (
                "Horas: Arquitetura",
                "200 m² × 0,8 (h/m²) × 1 (tipo) × 1 (complexidade) × 1 (disciplina), arredondado para cima",
                "160 h",
            ),
            (
                "Equipe: Arquitetura",
                "40 h sênior (25%) × R$ 180,00 + 56 h pleno (35%) × R$ 120,00"
                " + 48 h júnior (30%) × R$ 80,00 + 16 h estagiário (10%) × R$ 40,00",
                "R$ 18.400,00",
            ),
            ("Custo técnico", "soma das disciplinas", "R$ 18.400,00"),
            ("Valor médio da hora", "R$ 18.400,00 ÷ 160 h", "R$ 115,00"),
            ("Indiretos, tributos, contingência e lucro", "R$ 18.400,00 × (10% + 15% + 5% + 25%)", "R$ 10.120,00"),
            ("Preço pelo método", "soma das disciplinas", "R$ 28.520,00"),
            ("Preço por m²", "R$ 28.520,00 ÷ 200 m²", "R$ 142,60/m²"),
        ]


class TestScaledArea:
    @pytest.mark.parametrize(
        ("area", "scaled"),
        [
            ("1", "1"),
            ("1000", "1000"),
            ("1000.01", "1000"),
            ("1111.11", "1000"),
            ("1112", "1000.8"),
            ("2000", "1800"),
            ("2001", "1800"),
            ("2250", "1800"),
            ("2300", "1840"),
            ("5000", "4000"),
            ("5714", "4000"),
            ("5720", "4004"),
            ("100000", "70000"),
        ],
    )
    def test_keeps_the_stated_factor_away_from_the_step(self, area: str, scaled: str) -> None:
        assert scaled_area(Decimal(area), POLICY.technical_hours.scale) == Decimal(scaled)

    @given(one=areas, other=areas, scale=scales())
    def test_never_falls(self, one: Decimal, other: Decimal, scale: tuple[ScaleStep, ...]) -> None:
        low, high = sorted((one, other))
        assert scaled_area(low, scale) <= scaled_area(high, scale)

    @given(area=areas, scale=scales())
    def test_is_the_plain_rule_or_the_plateau_of_a_step_passed(
        self, area: Decimal, scale: tuple[ScaleStep, ...]
    ) -> None:
        factor = next((step.factor for step in reversed(scale) if area > step.above_m2), Decimal(1))
        befores = [Decimal(1), *(step.factor for step in scale)]
        plateaus = [step.above_m2 * f for step, f in zip(scale, befores, strict=False) if area > step.above_m2]
        assert scaled_area(area, scale) == max([area * factor, *plateaus])


class TestInvariants:
    @given(facts=projects(), other=areas, policy=policies())
    def test_a_larger_area_never_costs_less(self, facts: ProjectFacts, other: Decimal, policy: PricePolicy) -> None:
        low, high = sorted((facts.area_m2, other))
        small = technical_hours(msgspec.structs.replace(facts, area_m2=low), policy)
        large = technical_hours(msgspec.structs.replace(facts, area_m2=high), policy)
        assert small.total <= large.total
        for line, larger in zip(small.optional_lines, large.optional_lines, strict=True):
            assert line.price <= larger.price

    @given(step=st.sampled_from(["1000", "2000", "5000"]), over=hundredths("0.01", "900"), facts=projects())
    def test_not_even_across_a_step_of_scale(self, step: str, over: Decimal, facts: ProjectFacts) -> None:
        at = technical_hours(msgspec.structs.replace(facts, area_m2=Decimal(step)), POLICY)
        above = technical_hours(msgspec.structs.replace(facts, area_m2=Decimal(step) + over), POLICY)
        assert at.total <= above.total

    @given(facts=projects(), policy=policies())
    def test_lines_and_parts_add_to_the_total(self, facts: ProjectFacts, policy: PricePolicy) -> None:
        result = technical_hours(facts, policy)
        assert sum(line.price for line in result.lines) == result.total
        assert sum(part.amount for part in result.parts) == result.total
        assert result.total == max(result.before_minimum, policy.limits.minimum_total)
        assert tuple(line.discipline for line in result.lines) == facts.disciplines

    @given(facts=projects())
    def test_hours_are_those_of_the_formula(self, facts: ProjectFacts) -> None:
        """The formula of the page again, in fractions, away from plateaus."""
        area = facts.area_m2
        scale = Fraction("1") if area <= 1000 else Fraction("0.9") if area <= 2000 else Fraction("0.8")
        if area > 5000:
            scale = Fraction("0.7")
        if any(step < area < over for step, over in ((1000, 1112), (2000, 2250), (5000, 5715))):
            return
        figures = POLICY.technical_hours
        for line in technical_hours(facts, POLICY).lines:
            exact = Fraction(area) * scale
            exact *= Fraction(figures.hours_per_m2[facts.complexity])
            exact *= Fraction(POLICY.complexity_factor[facts.complexity])
            exact *= Fraction(figures.type_factor[facts.building_type])
            exact *= Fraction(figures.discipline_factor[line.discipline])
            assert line.work is not None
            assert line.work.hours == math.ceil(exact)
            assert line.work.hours <= line.work.by_level.total < line.work.hours + 4
