"""The price: who decides, what stands beside it, what is pointed out, and what is stored."""

from __future__ import annotations

import datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from project_strategies import HOUSE, POLICY, areas, house, policies, policy_with, projects

from esteio.core.errors import InvalidInput
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.methods import WarningCode, technical_hours
from esteio.modules.estimating.rules.policy import PricePolicy
from esteio.modules.estimating.rules.pricing import Pricing, price, read_pricing
from esteio.modules.estimating.rules.vocabulary import Complexity, Discipline, Extra, Method

ON = datetime.date(2025, 2, 10)


def codes(pricing: Pricing) -> list[WarningCode]:
    return [warning.code for warning in pricing.warnings]


class TestPrice:
    def test_the_worked_case_of_the_page(self) -> None:
        pricing = price(HOUSE, POLICY, ON)
        (line,) = pricing.deciding.lines
        assert line.work is not None
        assert line.work.hours == 160
        assert line.work.technical_cost / line.work.by_level.total == 115
        assert line.work.technical_cost == Decimal("18400.00")
        assert pricing.total == Decimal("28520.00")
        assert pricing.deciding.price_per_m2 == Decimal("142.60")
        assert pricing.duration_weeks == 8
        assert (pricing.methodology_name, pricing.methodology_version) == ("horas_tecnicas", 1)
        assert (pricing.priced_on, pricing.facts, pricing.policy) == (ON, HOUSE, POLICY)

    @pytest.mark.parametrize("method", Method)
    def test_the_method_of_the_policy_decides_and_the_others_stand_beside_it(self, method: Method) -> None:
        pricing = price(HOUSE, msgspec.structs.replace(POLICY, deciding_method=method), ON)
        assert pricing.deciding.method is method
        assert {pricing.deciding.method, *(other.method for other in pricing.others)} == set(Method)
        totals = {
            Method.TECHNICAL_HOURS_V1: "28520.00",
            Method.MARKET_M2_V1: "48000.00",
            Method.WORKS_SHARE_V1: "31500.00",
        }
        assert str(pricing.total) == totals[method]
        for other in pricing.others:
            assert other.result is not None
            assert str(other.result.total) == totals[other.method]

    def test_another_method_that_lacks_a_fact_says_so_and_stops_nothing(self) -> None:
        pricing = price(house(uf=""), POLICY, ON)
        assert pricing.total == Decimal("28520.00")
        assert [(other.result, "UF" in other.missing) for other in pricing.others] == [(None, True), (None, True)]

    @pytest.mark.parametrize("method", [Method.MARKET_M2_V1, Method.WORKS_SHARE_V1])
    def test_the_deciding_method_that_lacks_a_fact_asks_for_it(self, method: Method) -> None:
        with pytest.raises(InvalidInput) as caught:
            price(house(uf=""), msgspec.structs.replace(POLICY, deciding_method=method), ON)
        assert set(caught.value.fields) == {"uf"}


class TestWarnings:
    def test_a_method_further_than_30_percent_is_pointed_out(self) -> None:
        pricing = price(HOUSE, POLICY, ON)
        # 48,000 / 28,520 = +68.3%; 31,500 / 28,520 = +10.4%
        assert [(str(o.difference_percent), o.apart) for o in pricing.others] == [("68.3", True), ("10.4", False)]
        assert codes(pricing) == [WarningCode.METHODS_APART]
        assert pricing.warnings[0].text == (
            "Mercado por m² dá R$ 48.000,00, 68,3% acima de horas técnicas (R$ 28.520,00); o limite é 30%."
        )

    @pytest.mark.parametrize(("limit", "apart"), [("30", False), ("29.99", True)])
    def test_at_the_limit_it_is_not_yet_apart(self, limit: str, apart: bool) -> None:
        # market decides with 48,000; share of works with a CUB of 2,240 gives 33,600, exactly 30% below
        policy = policy_with("limits", methods_apart_percent=Decimal(limit))
        cub = tuple(
            msgspec.structs.replace(entry, value=Decimal(2240), example=False) for entry in policy.works_share.cub
        )
        policy = msgspec.structs.replace(
            policy,
            deciding_method=Method.MARKET_M2_V1,
            works_share=msgspec.structs.replace(policy.works_share, cub=cub),
        )
        other = next(o for o in price(HOUSE, policy, ON).others if o.method is Method.WORKS_SHARE_V1)
        assert (str(other.difference_percent), other.apart) == ("-30.0", apart)

    @pytest.mark.parametrize(
        ("low", "high", "flagged"),
        [
            ("50", "500", False),
            ("142.60", "500", False),
            ("142.61", "500", True),
            ("50", "142.60", False),
            ("50", "142.59", True),
        ],
    )
    def test_a_price_per_m2_out_of_the_band_is_flagged(self, low: str, high: str, flagged: bool) -> None:
        policy = policy_with("limits", price_per_m2_low=Decimal(low), price_per_m2_high=Decimal(high))
        assert (WarningCode.PRICE_PER_M2_OUT_OF_BAND in codes(price(HOUSE, policy, ON))) is flagged

    @given(facts=projects())
    def test_outside_50_to_500_is_always_flagged(self, facts: ProjectFacts) -> None:
        pricing = price(facts, POLICY, ON)
        outside = not 50 <= pricing.total / facts.area_m2 <= 500
        assert (WarningCode.PRICE_PER_M2_OUT_OF_BAND in codes(pricing)) is outside

    @pytest.mark.parametrize(("weeks", "short"), [(None, False), (8, False), (7, True)])
    def test_a_deadline_that_cannot_be_kept_is_pointed_out(self, weeks: int | None, short: bool) -> None:
        assert (WarningCode.DEADLINE_SHORT in codes(price(house(deadline_weeks=weeks), POLICY, ON))) is short


class TestFacts:
    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            (house(area_m2="100000.01"), "areaM2"),
            (house(area_m2="0"), "areaM2"),
            (house(area_m2="-5"), "areaM2"),
            (house(area_m2="NaN"), "areaM2"),
            (house(area_m2="Infinity"), "areaM2"),
            (house(area_m2="1E-40"), "areaM2"),
            (house(disciplines=()), "disciplines"),
            (house(disciplines=(Discipline.GAS, Discipline.GAS)), "disciplines"),
            (house(optional_disciplines=(Discipline.ARQUITETURA,)), "optionalDisciplines"),
            (house(optional_disciplines=(Discipline.GAS, Discipline.GAS)), "optionalDisciplines"),
            (house(extras=(Extra.PISCINA, Extra.PISCINA)), "extras"),
            (house(budget=Decimal("NaN")), "budget"),
        ],
    )
    def test_that_cannot_be_priced_are_named(self, facts: ProjectFacts, field: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            price(facts, POLICY, ON)
        assert list(caught.value.fields) == [field]

    def test_100000_m2_is_the_largest_area(self) -> None:
        assert price(house(area_m2=100_000), POLICY, ON).total > 0
        with pytest.raises(InvalidInput):
            price(house(area_m2=6000), policy_with("limits", max_area_m2=Decimal(5000)), ON)


class TestStored:
    @given(facts=projects(), policy=policies())
    def test_reads_back_equal(self, facts: ProjectFacts, policy: PricePolicy) -> None:
        pricing = price(facts, policy, ON)
        assert read_pricing(msgspec.json.encode(pricing)) == pricing

    def test_a_later_policy_does_not_alter_it(self) -> None:
        stored = msgspec.json.encode(price(HOUSE, POLICY, ON))
        dearer = policy_with("technical_hours", profit_percent=Decimal(40))
        assert price(HOUSE, dearer, ON).total > read_pricing(stored).total == Decimal("28520.00")
        assert price(HOUSE, read_pricing(stored).policy, ON) == read_pricing(stored)

    def test_reads_with_a_policy_of_another_release(self) -> None:
        stored = msgspec.json.decode(msgspec.json.encode(price(HOUSE, POLICY, ON)))
        stored["policy"]["later"] = True
        del stored["policy"]["market"]["rates"]["gas"]
        assert read_pricing(msgspec.json.encode(stored)).policy == POLICY

    @pytest.mark.parametrize("stored", [b"{}", b"[]", b"null"])
    def test_refuses_what_is_no_pricing(self, stored: bytes) -> None:
        with pytest.raises(msgspec.ValidationError):
            read_pricing(stored)


class TestInvariants:
    @given(facts=projects(), other=areas, policy=policies())
    def test_a_larger_area_never_costs_less_by_the_deciding_method(
        self, facts: ProjectFacts, other: Decimal, policy: PricePolicy
    ) -> None:
        low, high = sorted((facts.area_m2, other))
        small = price(msgspec.structs.replace(facts, area_m2=low), policy, ON)
        large = price(msgspec.structs.replace(facts, area_m2=high), policy, ON)
        assert small.total <= large.total
        assert small.duration_weeks <= large.duration_weeks

    @given(facts=projects(), policy=policies())
    def test_each_method_alone_gives_what_stands_beside_the_price(
        self, facts: ProjectFacts, policy: PricePolicy
    ) -> None:
        pricing = price(facts, policy, ON)
        results = [pricing.deciding, *(other.result for other in pricing.others)]
        assert technical_hours(facts, policy) in results

    @given(facts=projects())
    def test_a_higher_complexity_never_costs_less_in_technical_hours(self, facts: ProjectFacts) -> None:
        totals = [
            technical_hours(msgspec.structs.replace(facts, complexity=complexity), POLICY).total
            for complexity in Complexity
        ]
        assert totals == sorted(totals)
