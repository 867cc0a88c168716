from __future__ import annotations

import pytest

from esteio.brazil import uf
from esteio.brazil.errors import InvalidState


class TestUf:
    @pytest.mark.parametrize("written", ["SP", "sp", " Sp ", "São Paulo", "sao  paulo", "SAO PAULO"])
    def test_is_found_by_letters_and_by_name(self, written: str) -> None:
        assert uf.normalise(written) == "SP"

    @pytest.mark.parametrize("written", ["", "XX", "Brasil", "S", "Campinas"])
    def test_refuses_the_rest(self, written: str) -> None:
        assert uf.find_state(written) is None
        with pytest.raises(InvalidState, match="estado"):
            uf.normalise(written)

    def test_there_are_twenty_seven_in_the_order_of_their_letters(self) -> None:
        letters = [state.uf for state in uf.STATES]
        assert len(letters) == 27
        assert letters == sorted(set(letters))
        assert len({state.capital for state in uf.STATES}) == 27
