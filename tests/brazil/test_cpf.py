from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from esteio.brazil import cpf
from esteio.brazil.errors import InvalidDocument

BASES = st.from_regex(r"[0-9]{9}", fullmatch=True).filter(lambda base: len(set(base)) > 1)


class TestNormalise:
    @pytest.mark.parametrize("written", ["529.982.247-25", "52998224725", " 529 982 247 25 ", "529.982.247/25"])
    def test_takes_the_usual_ways_of_writing(self, written: str) -> None:
        assert cpf.normalise(written) == "52998224725"

    @pytest.mark.parametrize(
        "written",
        ["", "5299822472", "529982247255", "52998224726", "11111111111", "529.982.247-2x", "٥٢٩٩٨٢٢٤٧٢٥"],
    )
    def test_refuses_what_is_no_cpf_in_portuguese(self, written: str) -> None:
        assert not cpf.is_valid(written)
        with pytest.raises(InvalidDocument, match="CPF"):
            cpf.normalise(written)

    @given(BASES)
    def test_what_is_formatted_reads_back(self, base: str) -> None:
        number = base + cpf.check_digits(base)
        assume(len(set(number)) > 1)
        assert cpf.normalise(cpf.formatted(number)) == number

    @given(st.text(max_size=40))
    def test_whatever_is_kept_is_eleven_digits(self, text: str) -> None:
        if cpf.is_valid(text):
            assert re.fullmatch("[0-9]{11}", cpf.normalise(text))


class TestCheckDigits:
    @given(BASES, st.integers(0, 10), st.integers(1, 9))
    def test_catch_every_change_of_one_digit_when_the_first_is_not_zero(self, base: str, at: int, by: int) -> None:
        number = base + cpf.check_digits(base)
        assume(number[9] != "0")
        changed = str((int(number[at]) + by) % 10)
        assert not cpf.is_valid(number[:at] + changed + number[at + 1 :])

    def test_cannot_tell_a_few_pairs_apart_when_the_first_is_zero(self) -> None:
        # remainders 0 and 1 share the digit 0, and the first place weighs eleven, so nothing, in the second sum
        assert cpf.is_valid("820.096.753-04")
        assert cpf.is_valid("720.096.753-04")
