from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.brazil import phone
from esteio.brazil.errors import InvalidPhone

AREA_CODES = st.sampled_from(["11", "19", "21", "31", "41", "48", "51", "61", "71", "81", "85", "92"])


class TestPhone:
    @pytest.mark.parametrize(
        ("written", "kept", "shown"),
        [
            ("(11) 98765-4321", "+5511987654321", "(11) 98765-4321"),
            ("11 98765 4321", "+5511987654321", "(11) 98765-4321"),
            ("+55 11 98765-4321", "+5511987654321", "(11) 98765-4321"),
            ("011987654321", "+5511987654321", "(11) 98765-4321"),
            ("1138765432", "+551138765432", "(11) 3876-5432"),
            ("0800 123 4567", "+558001234567", "0800 123 4567"),
            ("+1 650 253 0000", "+16502530000", "+1 650-253-0000"),
        ],
    )
    def test_is_kept_as_e164_and_shown_as_people_write(self, written: str, kept: str, shown: str) -> None:
        assert phone.normalise(written) == kept
        assert phone.formatted(written) == shown

    @pytest.mark.parametrize("written", ["11 8765-4321", "(11) 8765.4321", "+55 11 8765-4321"])
    def test_an_old_mobile_number_gains_the_ninth_digit(self, written: str) -> None:
        assert phone.normalise(written) == "+5511987654321"

    @pytest.mark.parametrize("written", ["98765-4321", "8765-4321"])
    def test_asks_for_the_area_code(self, written: str) -> None:
        with pytest.raises(InvalidPhone, match="DDD"):
            phone.normalise(written)

    @pytest.mark.parametrize(
        "written",
        ["", "abc", "123", "(00) 98765-4321", "11 18765-4321", "1" * 41, "11 98765-4321 ramal 5", "11\x00987654321"],
    )
    def test_refuses_the_rest(self, written: str) -> None:
        assert not phone.is_valid(written)

    @given(AREA_CODES, st.integers(910_000_000, 999_999_999))
    def test_what_is_formatted_reads_back(self, area_code: str, number: int) -> None:
        kept = f"+55{area_code}{number}"
        assert phone.normalise(phone.formatted(kept)) == kept

    @given(st.text(max_size=60))
    def test_any_text_is_a_number_or_refused(self, text: str) -> None:
        if phone.is_valid(text):
            assert phone.normalise(phone.normalise(text)) == phone.normalise(text)
