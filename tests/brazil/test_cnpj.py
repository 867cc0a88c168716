from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from esteio.brazil import cnpj
from esteio.brazil.errors import InvalidDocument

BASES = st.from_regex(r"[0-9A-Z]{12}", fullmatch=True).filter(lambda base: len(set(base)) > 1)


class TestNormalise:
    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("11.222.333/0001-81", "11222333000181"),
            ("11222333000181", "11222333000181"),
            ("12.ABC.345/01DE-35", "12ABC34501DE35"),
            ("12abc34501de35", "12ABC34501DE35"),
        ],
    )
    def test_takes_numbers_and_letters(self, written: str, kept: str) -> None:
        assert cnpj.normalise(written) == kept

    @pytest.mark.parametrize(
        "written",
        ["", "11222333000182", "12ABC34501DE3X", "12ABC34501DE36", "00000000000000", "12ÁBC34501DE35", "1234"],
    )
    def test_refuses_what_is_no_cnpj_in_portuguese(self, written: str) -> None:
        assert not cnpj.is_valid(written)
        with pytest.raises(InvalidDocument, match="CNPJ"):
            cnpj.normalise(written)

    @given(BASES)
    def test_what_is_formatted_reads_back(self, base: str) -> None:
        number = base + cnpj.check_digits(base)
        assert cnpj.normalise(cnpj.formatted(number)) == number
        assert cnpj.normalise(cnpj.formatted(number).lower()) == number


class TestCheckDigits:
    def test_of_the_example_of_the_receita_federal(self) -> None:
        assert cnpj.check_digits("12ABC34501DE") == "35"

    @given(BASES, st.integers(0, 11), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    def test_catch_every_change_they_can_when_the_first_is_not_zero(self, base: str, at: int, changed: str) -> None:
        number = base + cnpj.check_digits(base)
        assume(number[12] != "0")
        # characters eleven apart weigh the same: no sum modulo 11 can tell them apart
        assume((ord(changed) - ord(number[at])) % 11)
        assert not cnpj.is_valid(number[:at] + changed + number[at + 1 :])

    @given(st.from_regex(r"[0-9]{12}", fullmatch=True), st.integers(0, 13), st.integers(1, 9))
    def test_catch_every_change_of_one_digit_in_a_numeric_one(self, base: str, at: int, by: int) -> None:
        number = base + cnpj.check_digits(base)
        assume(number[12] != "0")
        changed = str((int(number[at]) + by) % 10)
        assert not cnpj.is_valid(number[:at] + changed + number[at + 1 :])
