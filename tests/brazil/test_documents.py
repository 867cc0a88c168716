"""CPF or CNPJ, as people write it."""

from __future__ import annotations

import pytest

from esteio.brazil.documents import formatted_document


class TestFormatted:
    @pytest.mark.parametrize(
        ("kept", "shown"),
        [
            ("52998224725", "529.982.247-25"),
            ("11222333000181", "11.222.333/0001-81"),
            ("12ABC34501DE35", "12.ABC.345/01DE-35"),
            ("", ""),
            ("11111111111", "11111111111"),
            ("a passport", "a passport"),
        ],
    )
    def test_what_is_neither_stands_as_it_is(self, kept: str, shown: str) -> None:
        assert formatted_document(kept) == shown
