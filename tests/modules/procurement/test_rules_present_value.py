"""What is paid later is worth less, by the policy's monthly rate."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from offer_strategies import amounts, rates, terms

from esteio.modules.procurement.rules.present_value import present_factor, present_value


class TestPresentFactor:
    @pytest.mark.parametrize(
        ("days", "rate", "expected"),
        [
            # 1 / 1.015; its square; the mean of its first three powers
            ((30,), "1.5", "0.9852216749"),
            ((60,), "1.5", "0.9706617486"),
            ((30, 60, 90), "1.5", "0.9707334724"),
            ((15,), "1.5", "0.9925833340"),
            ((0, 30), "1.5", "0.9926108374"),
            ((28,), "0", "1.0000000000"),
            ((0,), "1.5", "1.0000000000"),
            ((), "1.5", "1.0000000000"),
        ],
    )
    def test_discounts_by_compound_interest(self, days: tuple[int, ...], rate: str, expected: str) -> None:
        assert str(present_factor(days, Decimal(rate))) == expected

    @given(days=terms, rate=rates)
    def test_is_above_zero_and_at_most_one(self, days: tuple[int, ...], rate: Decimal) -> None:
        assert 0 < present_factor(days, rate) <= 1

    @given(days=terms.filter(bool), rate=rates, more=st.integers(0, 60))
    def test_later_is_never_worth_more(self, days: tuple[int, ...], rate: Decimal, more: int) -> None:
        assert present_factor(tuple(day + more for day in days), rate) <= present_factor(days, rate)

    @given(days=terms, rate=rates, more=rates)
    def test_dearer_money_never_makes_it_worth_more(self, days: tuple[int, ...], rate: Decimal, more: Decimal) -> None:
        assert present_factor(days, rate + more) <= present_factor(days, rate)

    @given(days=st.permutations([0, 15, 30, 45, 90]), rate=rates)
    def test_the_order_of_the_parts_does_not_matter(self, days: list[int], rate: Decimal) -> None:
        assert present_factor(days, rate) == present_factor(sorted(days), rate)

    @pytest.mark.parametrize(("days", "rate"), [((-1,), "1"), ((30,), "-0.1")])
    def test_refuses_time_and_money_that_run_backwards(self, days: tuple[int, ...], rate: str) -> None:
        with pytest.raises(ValueError, match="below zero"):
            present_factor(days, Decimal(rate))


class TestPresentValue:
    def test_of_a_bill_in_thirty_days(self) -> None:
        assert present_value(Decimal("1015.00"), present_factor((30,), Decimal("1.5"))) == Decimal("1000.00")

    @given(amount=amounts("10000000"), days=terms, rate=rates)
    def test_is_whole_cents_between_nothing_and_the_amount(
        self, amount: Decimal, days: tuple[int, ...], rate: Decimal
    ) -> None:
        worth = present_value(amount, present_factor(days, rate))
        assert 0 <= worth <= amount
        assert worth.as_tuple().exponent == -2

    @given(amount=amounts("10000000"), rate=rates)
    def test_at_once_is_the_amount(self, amount: Decimal, rate: Decimal) -> None:
        assert present_value(amount, present_factor((), rate)) == amount
