"""Disciplines over stages: a table whose rows and columns add to the total."""

from __future__ import annotations

import datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from project_strategies import HOUSE, POLICY, house, policies, policy_with, projects

from esteio.modules.estimating.rules.composition import Composition, compose, stage_table
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.methods import technical_hours
from esteio.modules.estimating.rules.policy import PricePolicy
from esteio.modules.estimating.rules.pricing import price
from esteio.modules.estimating.rules.vocabulary import Discipline, StageSystem

NBR = policy_with("stages", system=StageSystem.NBR_16636)
ARQ, EST = Discipline.ARQUITETURA, Discipline.ESTRUTURAL


def composition(facts: ProjectFacts, policy: PricePolicy) -> Composition:
    return compose(technical_hours(facts, policy).lines, policy)


class TestWorkedCases:
    def test_the_worked_case_in_four_stages(self) -> None:
        stages = [(s.code, str(s.percent), str(s.amount)) for s in composition(HOUSE, POLICY).stages]
        assert stages == [
            ("LV", "10.00", "2852.00"),
            ("EP", "25.00", "7130.00"),
            ("AP", "25.00", "7130.00"),
            ("PE", "40.00", "11408.00"),
        ]

    def test_the_worked_case_in_the_eight_stages_of_nbr_16636(self) -> None:
        stages = [(s.code, str(s.amount)) for s in composition(HOUSE, NBR).stages]
        assert stages == [
            ("LV", "1426.00"),
            ("PN", "1426.00"),
            ("EV", "2852.00"),
            ("EP", "4278.00"),
            ("AP", "5704.00"),
            ("PL", "2852.00"),
            ("PB", "4278.00"),
            ("PE", "5704.00"),
        ]

    def test_structure_has_its_own_shares(self) -> None:
        # 24,629.50: 5% 1,231.475; 15% 3,694.425; 30% 7,388.85; 50% 12,314.75. The cent left goes to the first half.
        table = composition(house(disciplines=(ARQ, EST)), POLICY)
        assert [str(s.amount) for s in table.disciplines[1].stages] == ["1231.48", "3694.42", "7388.85", "12314.75"]
        assert [str(s.amount) for s in table.stages] == ["4083.48", "10824.42", "14518.85", "23722.75"]
        assert table.total == Decimal("53149.50")


class TestStageTable:
    @pytest.mark.parametrize("discipline", Discipline)
    def test_follows_the_family(self, discipline: Discipline) -> None:
        plain = {
            Discipline.ARQUITETURA,
            Discipline.INTERIORES,
            Discipline.LUMINOTECNICA,
            Discipline.PAISAGISMO,
        }
        expected = POLICY.stages.standard if discipline in plain else POLICY.stages.engineering
        assert stage_table(discipline, POLICY) == expected
        assert stage_table(discipline, NBR) == POLICY.stages.nbr_16636

    def test_stages_come_in_the_order_of_the_work_whichever_discipline_is_first(self) -> None:
        late = tuple(stage for stage in POLICY.stages.engineering if stage.code in {"AP", "PE"})
        policy = policy_with("stages", engineering=late)
        assert [s.code for s in composition(house(disciplines=(EST, ARQ)), policy).stages] == ["LV", "EP", "AP", "PE"]


class TestInvariants:
    @given(facts=projects(), policy=policies())
    def test_rows_and_columns_add_to_the_total(self, facts: ProjectFacts, policy: PricePolicy) -> None:
        pricing = price(facts, policy, datetime.date(2025, 2, 10))
        table = compose(pricing.deciding.lines, policy)
        assert table.total == pricing.total
        assert sum(row.price for row in table.disciplines) == table.total
        assert sum(stage.amount for stage in table.stages) == table.total
        assert sum(stage.percent for stage in table.stages) == 100
        for row in table.disciplines:
            assert sum(stage.amount for stage in row.stages) == row.price
            assert sum(stage.percent for stage in row.stages) == 100
        assert len({stage.code for stage in table.stages}) == len(table.stages)
        assert msgspec.json.decode(msgspec.json.encode(table), type=Composition) == table

    def test_nothing_cannot_be_composed(self) -> None:
        with pytest.raises(ValueError, match="cannot divide"):
            compose([], POLICY)
