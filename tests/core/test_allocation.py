"""Dividing money: parts that add to the whole to the cent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.core.allocation import apportion, portion, to_cents


def hundredths(least: str, most: str) -> st.SearchStrategy[Decimal]:
    return st.decimals(least, most, places=2, allow_nan=False, allow_infinity=False)


weights = st.lists(st.decimals("0", "1000000", allow_nan=False, allow_infinity=False), min_size=1, max_size=25).filter(
    any
)


class TestApportion:
    @pytest.mark.parametrize(
        ("total", "parts", "expected"),
        [
            ("10.00", "1 1 1", "3.34 3.33 3.33"),
            ("28520.00", "10 25 25 40", "2852.00 7130.00 7130.00 11408.00"),
            ("28520", "1 1 1", "9506.67 9506.67 9506.66"),
            ("0.01", "1 2 1", "0.00 0.01 0.00"),
            ("0.02", "0 1 0 1", "0.00 0.01 0.00 0.01"),
            ("100.00", "0.5 0.25 0.25", "50.00 25.00 25.00"),
            ("0", "3 4", "0.00 0.00"),
            ("0", "0 0", "0.00 0.00"),
            # quotas 0.4, 0.4, 9.2 cents: the two that are equal share nothing, the earlier takes the cent
            ("0.10", "4 4 92", "0.01 0.00 0.09"),
        ],
    )
    def test_divides_by_the_largest_remainder(self, total: str, parts: str, expected: str) -> None:
        divided = apportion(Decimal(total), [Decimal(part) for part in parts.split()])
        assert [str(part) for part in divided] == expected.split()

    @given(total=hundredths("0", "100000000"), shares=weights)
    def test_adds_to_the_total_and_each_part_is_within_a_cent(self, total: Decimal, shares: list[Decimal]) -> None:
        parts = apportion(total, shares)
        assert sum(parts) == total
        whole = sum(map(Fraction, shares))
        for part, share in zip(parts, shares, strict=True):
            assert abs(Fraction(part) - Fraction(total) * Fraction(share) / whole) < Fraction(1, 100)
            assert part.as_tuple().exponent == -2

    @given(total=hundredths("0", "100000"), shares=weights)
    def test_a_larger_weight_never_gets_less(self, total: Decimal, shares: list[Decimal]) -> None:
        parts = apportion(total, sorted(shares, reverse=True))
        assert parts == sorted(parts, reverse=True)

    @given(total=hundredths("0", "100000"), shares=weights)
    def test_a_weight_of_zero_gets_nothing(self, total: Decimal, shares: list[Decimal]) -> None:
        assert apportion(total, [*shares, Decimal(0)])[-1] == 0

    @pytest.mark.parametrize(
        ("total", "parts"), [("10.001", [1]), ("-1", [1]), ("1", [1, -1]), ("1", [0, 0]), ("1", []), ("0", [])]
    )
    def test_refuses_what_cannot_be_divided(self, total: str, parts: list[int]) -> None:
        with pytest.raises(ValueError, match="cannot divide"):
            apportion(Decimal(total), [Decimal(part) for part in parts])


amounts = st.decimals("-1E15", "1E15", allow_nan=False, allow_infinity=False, places=7)


class TestPortion:
    @given(amount=amounts, part=weights.map(max), whole=weights.map(max))
    def test_is_the_exact_share_to_the_cent_half_up(self, amount: Decimal, part: Decimal, whole: Decimal) -> None:
        exact = Fraction(amount) * Fraction(part) / Fraction(whole)
        assert portion(amount, part, whole) == to_cents(exact)


class TestToCents:
    @given(amount=amounts)
    def test_a_decimal_and_the_same_as_a_fraction_are_rounded_alike(self, amount: Decimal) -> None:
        assert to_cents(amount) == to_cents(Fraction(amount))
        assert abs(Fraction(to_cents(amount)) - Fraction(amount)) <= Fraction(1, 200)

    @pytest.mark.parametrize(
        ("amount", "expected"),
        [("0.005", "0.01"), ("0.0049999999999999999999999999999999", "0.00"), ("-0.005", "-0.01"), ("7", "7.00")],
    )
    def test_rounds_half_away_from_zero(self, amount: str, expected: str) -> None:
        assert str(to_cents(Decimal(amount))) == expected

    def test_rounds_a_fraction_exactly(self) -> None:
        assert to_cents(Fraction(200, 3)) == Decimal("66.67")
