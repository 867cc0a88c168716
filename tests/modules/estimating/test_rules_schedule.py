"""Duration, and stages on Brazilian business days."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_strategies import HOUSE, POLICY, areas, hundredths, policy_with

from esteio.brazil.business_days import Calendar, is_business_day
from esteio.modules.estimating.rules.composition import StageAmount, compose
from esteio.modules.estimating.rules.methods import technical_hours
from esteio.modules.estimating.rules.schedule import duration_weeks, lay_schedule
from esteio.modules.estimating.rules.vocabulary import Complexity

SAO_PAULO = Calendar(uf="SP", city="São Paulo")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def stage(code: str, amount: Decimal | int) -> StageAmount:
    return StageAmount(code=code, name=code, percent=Decimal(0), amount=Decimal(amount))


class TestDuration:
    @pytest.mark.parametrize(
        ("area", "complexity", "weeks"),
        [
            ("200", Complexity.MEDIA, 8),  # 14.14 / 5 = 2.8: the least is 8
            ("1600", Complexity.MEDIA, 8),  # 40 / 5 = 8 exactly
            ("1600.01", Complexity.MEDIA, 9),
            ("2500", Complexity.MEDIA, 10),  # 50 / 5
            ("2501", Complexity.MEDIA, 11),
            ("10000", Complexity.ALTA, 26),  # 100 / 5 x 1.3
            ("5000", Complexity.BAIXA, 12),  # 70.71 / 5 x 0.8 = 11.3
            ("100000", Complexity.MUITO_ALTA, 102),  # 316.23 / 5 x 1.6 = 101.2
        ],
    )
    def test_of_the_page(self, area: str, complexity: Complexity, weeks: int) -> None:
        assert duration_weeks(Decimal(area), complexity, POLICY) == weeks

    def test_figures_are_the_policy_s(self) -> None:
        policy = policy_with("schedule", minimum_weeks=4, root_divisor=Decimal(2))
        assert duration_weeks(Decimal(100), Complexity.MEDIA, policy) == 5

    @given(area=areas, complexity=st.sampled_from(Complexity))
    def test_is_the_formula_without_a_root(self, area: Decimal, complexity: Complexity) -> None:
        """ceil(x) is the n with n - 1 < x <= n; squared, so that no root is needed."""
        weeks = duration_weeks(area, complexity, POLICY)
        squared = Fraction(area) * Fraction(POLICY.complexity_factor[complexity]) ** 2 / 25
        assert squared <= weeks**2
        assert weeks == 8 or (weeks > 8 and (weeks - 1) ** 2 < squared)


class TestSchedule:
    def test_the_worked_case_across_carnival(self) -> None:
        """Forty days from Monday 2 February 2026: 4, 10, 10, 16. Carnival is on 16 and 17 February, Good Friday
        on 3 April; both are passed over."""
        table = compose(technical_hours(HOUSE, POLICY).lines, POLICY)
        laid = lay_schedule(table.stages, 8, day("2026-01-31"), SAO_PAULO)
        assert [(s.code, s.business_days, str(s.start), str(s.end)) for s in laid.stages] == [
            ("LV", 4, "2026-02-02", "2026-02-05"),
            ("EP", 10, "2026-02-06", "2026-02-23"),
            ("AP", 10, "2026-02-24", "2026-03-09"),
            ("PE", 16, "2026-03-10", "2026-03-31"),
        ]
        assert (laid.weeks, laid.business_days, str(laid.start), str(laid.end)) == (8, 40, "2026-02-02", "2026-03-31")

    def test_state_and_municipal_holidays_count(self) -> None:
        """9 July is a holiday of the state of São Paulo; 10 July one of this city."""
        stages = [stage("A", 1)]
        week = day("2026-07-06")
        elsewhere = lay_schedule(stages, 1, week, Calendar(uf="MG"))
        state = lay_schedule(stages, 1, week, Calendar(uf="SP"))
        city = lay_schedule(stages, 1, week, Calendar(uf="SP", municipal=frozenset({day("2026-07-10")})))
        assert [str(laid.end) for laid in (elsewhere, state, city)] == ["2026-07-10", "2026-07-13", "2026-07-14"]

    def test_a_stage_worth_next_to_nothing_still_has_a_day(self) -> None:
        laid = lay_schedule([stage("A", "0.01"), stage("B", 5000), stage("C", 0)], 2, day("2026-03-02"), SAO_PAULO)
        assert [s.business_days for s in laid.stages] == [1, 8, 1]

    @pytest.mark.parametrize("count", [0, 6])
    def test_refuses_no_stage_and_more_stages_than_days(self, count: int) -> None:
        with pytest.raises(ValueError, match="cannot lay"):
            lay_schedule([stage(str(n), 1) for n in range(count)], 1, day("2026-03-02"), SAO_PAULO)

    @given(
        amounts=st.lists(hundredths("0", "90000"), min_size=1, max_size=12).filter(any),
        weeks=st.integers(3, 60),
        start=st.dates(day("2024-01-01"), day("2032-01-01")),
        uf=st.sampled_from(["", "SP", "BA", "RS"]),
        municipal=st.frozensets(st.dates(day("2024-01-01"), day("2034-01-01")), max_size=5),
    )
    def test_stages_follow_each_other_on_business_days_and_use_them_all(
        self, amounts: list[Decimal], weeks: int, start: datetime.date, uf: str, municipal: frozenset[datetime.date]
    ) -> None:
        calendar = Calendar(uf=uf, municipal=municipal)
        laid = lay_schedule([stage(str(n), a) for n, a in enumerate(amounts)], weeks, start, calendar)
        span = [laid.start + datetime.timedelta(days=n) for n in range((laid.end - laid.start).days + 1)]
        working = [each for each in span if is_business_day(each, calendar)]
        assert len(working) == laid.business_days == weeks * 5
        assert laid.start >= start
        expected = iter(working)
        for each in laid.stages:
            days = [next(expected) for _ in range(each.business_days)]
            assert (days[0], days[-1]) == (each.start, each.end)
        assert laid.stages[-1].end == laid.end
