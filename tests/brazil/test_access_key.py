from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.brazil import access_key
from esteio.brazil.errors import InvalidAccessKey

PRINTED = "3315 0308 3707 7900 0149 5500 1000 1100 9310 0241 0775"
"""A key that its issuer published as an example."""
BASES = st.from_regex(r"[0-9]{6}[0-9A-Z]{12}[0-9]{25}", fullmatch=True)


class TestNormalise:
    def test_takes_a_key_as_it_is_printed(self) -> None:
        assert access_key.normalise(PRINTED) == PRINTED.replace(" ", "")
        assert access_key.normalise(PRINTED.replace(" ", "-")) == PRINTED.replace(" ", "")

    @pytest.mark.parametrize(
        "written", ["", "1" * 43, "1" * 45, PRINTED[:-1] + "6", PRINTED.replace("3315", "33A5"), "٣" * 44, "9" * 99_999]
    )
    def test_refuses_what_is_no_key_in_portuguese(self, written: str) -> None:
        with pytest.raises(InvalidAccessKey, match="chave de acesso"):
            access_key.normalise(written)

    @given(BASES)
    def test_a_cnpj_with_letters_has_its_place(self, base: str) -> None:
        key = base + access_key.check_digit(base)
        assert access_key.normalise(key.lower()) == key
        assert access_key.normalise(access_key.formatted(key)) == key

    @given(st.text(max_size=60))
    def test_any_text_is_a_key_or_refused(self, text: str) -> None:
        with contextlib.suppress(InvalidAccessKey):
            assert len(access_key.normalise(text)) == 44


class TestParse:
    def test_tells_the_parts(self) -> None:
        key = access_key.parse(PRINTED)
        assert (key.state, key.year_month, key.document) == ("33", "1503", "08370779000149")
        assert (key.model, key.series, key.number) == ("55", "001", "000110093")
        assert (key.emission, key.code, key.check_digit) == ("1", "00241077", "5")

    @given(BASES)
    def test_loses_nothing(self, base: str) -> None:
        key = base + access_key.check_digit(base)
        parts = access_key.parse(key)
        assert "".join(getattr(parts, name) for name in parts.__struct_fields__) == key


class TestCheckDigit:
    @given(st.from_regex(r"[0-9]{43}", fullmatch=True), st.integers(0, 42), st.integers(1, 9))
    def test_catches_every_change_of_one_digit_when_it_is_not_zero(self, base: str, at: int, by: int) -> None:
        digit = access_key.check_digit(base)
        changed = base[:at] + str((int(base[at]) + by) % 10) + base[at + 1 :]
        # Remainders 0 and 1 both give 0: of those two one cannot be told from the other.
        assert access_key.check_digit(changed) != digit or digit == "0"
