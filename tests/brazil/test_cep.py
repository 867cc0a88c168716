from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.brazil import cep
from esteio.brazil.errors import InvalidPostalCode
from esteio.brazil.uf import STATES


class TestCep:
    @pytest.mark.parametrize("written", ["13010-050", "13010050", "13.010-050", " 13010 050"])
    def test_takes_the_usual_ways_of_writing(self, written: str) -> None:
        assert cep.normalise(written) == "13010050"
        assert cep.formatted(written) == "13010-050"

    @pytest.mark.parametrize("written", ["", "1301005", "130100500", "00000-000", "78900-000", "cep", "1３010-050"])
    def test_refuses_the_rest(self, written: str) -> None:
        assert not cep.is_valid(written)
        with pytest.raises(InvalidPostalCode, match="CEP"):
            cep.uf(written)

    @pytest.mark.parametrize(
        ("written", "uf"),
        [
            ("01310-100", "SP"),
            ("20040-002", "RJ"),
            ("29010-120", "ES"),
            ("30130-010", "MG"),
            ("69005-010", "AM"),
            ("69301-000", "RR"),
            ("69470-000", "AM"),
            ("70040-010", "DF"),
            ("72800-000", "GO"),
            ("73010-000", "DF"),
            ("73700-000", "GO"),
            ("76801-000", "RO"),
            ("78005-000", "MT"),
            ("79002-000", "MS"),
            ("90010-000", "RS"),
        ],
    )
    def test_its_beginning_says_the_state(self, written: str, uf: str) -> None:
        assert cep.uf(written) == uf

    def test_every_state_has_a_range(self) -> None:
        found = {cep.uf(f"{prefix:05}000") for prefix in range(100_000) if cep.is_valid(f"{prefix:05}000")}
        assert found == {state.uf for state in STATES}

    @given(st.integers(1_000_000, 99_999_999).map(lambda number: f"{number:08}").filter(cep.is_valid))
    def test_what_is_formatted_reads_back(self, digits: str) -> None:
        assert cep.normalise(cep.formatted(digits)) == digits
