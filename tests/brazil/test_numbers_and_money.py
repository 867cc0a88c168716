from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.brazil.errors import InvalidNumber
from esteio.brazil.money import format_money, parse_money
from esteio.brazil.numbers import format_decimal, parse_decimal

CENTAVOS = st.integers(-(10**14), 10**14).map(lambda cents: Decimal(cents).scaleb(-2))


class TestParseDecimal:
    @pytest.mark.parametrize(
        ("written", "value"),
        [
            ("1.200,50", "1200.50"),
            ("1200,5", "1200.5"),
            ("1.200", "1200"),
            ("1.200.000", "1200000"),
            ("1200", "1200"),
            ("0,5", "0.5"),
            ("180.5", "180.5"),
            ("28520.50", "28520.50"),
            ("-3", "-3"),
            ("\u2212 3,5", "-3.5"),
            (" 7 ", "7"),
            ("007", "7"),
        ],
    )
    def test_reads_numbers_as_written_here(self, written: str, value: str) -> None:
        assert parse_decimal(written) == Decimal(value)

    @pytest.mark.parametrize(
        "written",
        ["", "abc", "1,200.50", "1.2000", "0.500", "1,2,3", "1.2.3", "1..2", ",5", "5,", "1e5", "NaN", "١٢", "9" * 31],
    )
    def test_refuses_what_can_be_read_in_two_ways(self, written: str) -> None:
        with pytest.raises(InvalidNumber):
            parse_decimal(written)

    @given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
    def test_what_is_formatted_reads_back(self, value: Decimal) -> None:
        assert parse_decimal(format_decimal(value)) == value

    @given(st.text(max_size=40))
    def test_any_text_is_a_number_or_refused(self, text: str) -> None:
        try:
            value = parse_decimal(text)
        except InvalidNumber:
            return
        assert value.is_finite()


class TestFormatDecimal:
    @pytest.mark.parametrize(
        ("value", "places", "shown"),
        [
            ("1200.50", None, "1.200,5"),
            ("1200.50", 2, "1.200,50"),
            ("1200", None, "1.200"),
            ("1E+3", None, "1.000"),
            ("0.125", 2, "0,13"),
            ("-0.001", 2, "0,00"),
            ("-1234567.8", 1, "-1.234.567,8"),
        ],
    )
    def test_dot_between_thousands_comma_before_decimals(self, value: str, places: int | None, shown: str) -> None:
        assert format_decimal(Decimal(value), places) == shown

    @pytest.mark.parametrize("value", ["NaN", "Infinity", "1E+30", "1E+999999"])
    def test_refuses_what_is_no_amount(self, value: str) -> None:
        with pytest.raises(InvalidNumber):
            format_decimal(Decimal(value), 2)


class TestMoney:
    @pytest.mark.parametrize(
        ("written", "value"),
        [
            ("R$ 28.520,00", "28520"),
            ("R$\u00a028.520,00", "28520"),
            ("r$28520", "28520"),
            ("28520,5", "28520.5"),
            ("1,5 mil", "1500"),
            ("2 milhões", "2000000"),
            ("2 milhoes de reais", "2000000"),
            ("1,2 mi", "1200000"),
            ("300 reais", "300"),
            ("-R$ 3,00", "-3"),
            ("R$ -3,00", "-3"),
        ],
    )
    def test_reads_an_amount(self, written: str, value: str) -> None:
        assert parse_money(written) == Decimal(value)

    @pytest.mark.parametrize("written", ["", "R$", "grátis", "US$ 300", "R$ 3,001", "R$ 10 a 20", "10%", "--3"])
    def test_refuses_the_rest(self, written: str) -> None:
        with pytest.raises(InvalidNumber):
            parse_money(written)

    @pytest.mark.parametrize(
        ("value", "shown"),
        [("28520", "R$ 28.520,00"), ("-3", "-R$ 3,00"), ("0.005", "R$ 0,01"), ("-0.004", "R$ 0,00")],
    )
    def test_shows_two_decimals(self, value: str, shown: str) -> None:
        assert format_money(Decimal(value)) == shown

    @given(CENTAVOS)
    def test_what_is_formatted_reads_back(self, value: Decimal) -> None:
        assert parse_money(format_money(value)) == value
