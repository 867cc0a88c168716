from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.brazil.business_days import (
    NATIONAL,
    Calendar,
    add_business_days,
    holidays_of,
    is_business_day,
    next_business_day,
)
from esteio.brazil.errors import InvalidState
from esteio.brazil.uf import STATES

DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))
CALENDARS = st.sampled_from([NATIONAL, *(Calendar(uf=state.uf) for state in STATES), Calendar("SP", "São Paulo")])


class TestIsBusinessDay:
    @pytest.mark.parametrize(
        ("day", "calendar", "expected"),
        [
            (date(2026, 11, 23), NATIONAL, True),
            (date(2026, 11, 21), NATIONAL, False),  # Saturday
            (date(2026, 11, 20), NATIONAL, False),  # Consciência Negra, national since 2024
            (date(2026, 4, 3), NATIONAL, False),  # Sexta-feira Santa
            (date(2026, 7, 9), NATIONAL, True),
            (date(2026, 7, 9), Calendar("SP"), False),  # Revolução Constitucionalista
            (date(2026, 4, 23), Calendar("RJ"), False),  # São Jorge
            (date(2027, 1, 25), Calendar("SP"), True),
            (date(2027, 1, 25), Calendar("sp", "sao paulo"), False),  # anniversary of the city
            (date(2026, 7, 9), Calendar("SP", "São Paulo"), False),  # the state's holds in the city
            (date(2027, 1, 25), Calendar("SP", "Campinas"), True),
            (date(2026, 7, 14), Calendar("SP", "Campinas", frozenset({date(2026, 7, 14)})), False),
            (date(2026, 2, 16), NATIONAL, False),  # carnival Monday, an optional point
            (date(2026, 2, 17), NATIONAL, False),
            (date(2026, 2, 18), NATIONAL, True),  # Ash Wednesday is worked
            (date(2026, 6, 4), NATIONAL, False),  # Corpus Christi, an optional point
            (date(2026, 6, 4), Calendar(optional_points_off=False), True),
            (date(2026, 6, 4), Calendar("SP", "São Paulo", optional_points_off=False), False),  # there by law
            (date(2026, 2, 17), Calendar("SP", optional_points_off=False), True),
            (date(2026, 2, 17), Calendar("RJ", optional_points_off=False), False),  # there by law
            (date(2026, 12, 24), NATIONAL, True),
        ],
    )
    def test_knows_country_state_and_city(self, day: date, calendar: Calendar, expected: bool) -> None:
        assert is_business_day(day, calendar) is expected

    def test_refuses_a_state_that_does_not_exist(self) -> None:
        with pytest.raises(InvalidState):
            is_business_day(date(2026, 11, 23), Calendar("XX"))

    def test_names_the_holidays_in_portuguese(self) -> None:
        assert holidays_of(2026)[date(2026, 12, 25)] == "Natal"
        assert holidays_of(2026)[date(2026, 6, 4)] == "Corpus Christi"


class TestCounting:
    def test_does_not_count_the_first_day(self) -> None:
        assert add_business_days(date(2026, 11, 23), 1) == date(2026, 11, 24)

    def test_jumps_over_weekend_and_holiday(self) -> None:
        assert add_business_days(date(2026, 11, 19), 1) == date(2026, 11, 23)

    def test_none_is_the_next_business_day(self) -> None:
        assert add_business_days(date(2026, 11, 20), 0) == next_business_day(date(2026, 11, 20)) == date(2026, 11, 23)

    @pytest.mark.parametrize("count", [-1, 10_001])
    def test_refuses_a_count_out_of_bounds(self, count: int) -> None:
        with pytest.raises(ValueError, match="business days"):
            add_business_days(date(2026, 11, 20), count)

    @given(DAYS, st.integers(1, 120), CALENDARS)
    def test_ends_on_a_business_day_with_as_many_between(self, day: date, count: int, calendar: Calendar) -> None:
        end = add_business_days(day, count, calendar)
        assert is_business_day(end, calendar)
        passed = sum(is_business_day(day + timedelta(n), calendar) for n in range(1, (end - day).days + 1))
        assert passed == count

    @given(DAYS, st.integers(0, 40), st.integers(1, 40), CALENDARS)
    def test_counting_on_is_counting_the_sum(self, day: date, first: int, second: int, calendar: Calendar) -> None:
        start = next_business_day(day, calendar)
        assert add_business_days(add_business_days(start, first, calendar), second, calendar) == add_business_days(
            start, first + second, calendar
        )
