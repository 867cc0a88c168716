from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.brazil.folding import fold


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [("São  Paulo", "sao paulo"), (" AÇÃO\n", "acao"), ("250 m²", "250 m2"), ("Nº 5ª", "no 5a"), ("", "")],
    )
    def test_drops_accents_case_and_extra_space(self, text: str, folded: str) -> None:
        assert fold(text) == folded

    @given(st.text())
    def test_folding_twice_changes_nothing(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)
