"""CEP: the post code, eight digits; its beginning says the state."""

from __future__ import annotations

import re
from bisect import bisect_right

from esteio.brazil.errors import InvalidPostalCode

_SEPARATORS = re.compile(r"[\s.\-]+")
_DIGITS = re.compile(r"[0-9]{8}")

# First five digits, inclusive, from the Correios' table of ranges by state. What lies between two ranges
# (below 01000, 78900-78999, which was Rondônia until 2009) is given to nobody.
_RANGES = (
    (1000, 19999, "SP"),
    (20000, 28999, "RJ"),
    (29000, 29999, "ES"),
    (30000, 39999, "MG"),
    (40000, 48999, "BA"),
    (49000, 49999, "SE"),
    (50000, 56999, "PE"),
    (57000, 57999, "AL"),
    (58000, 58999, "PB"),
    (59000, 59999, "RN"),
    (60000, 63999, "CE"),
    (64000, 64999, "PI"),
    (65000, 65999, "MA"),
    (66000, 68899, "PA"),
    (68900, 68999, "AP"),
    (69000, 69299, "AM"),
    (69300, 69399, "RR"),
    (69400, 69899, "AM"),
    (69900, 69999, "AC"),
    (70000, 72799, "DF"),
    (72800, 72999, "GO"),
    (73000, 73699, "DF"),
    (73700, 76799, "GO"),
    (76800, 76999, "RO"),
    (77000, 77999, "TO"),
    (78000, 78899, "MT"),
    (79000, 79999, "MS"),
    (80000, 87999, "PR"),
    (88000, 89999, "SC"),
    (90000, 99999, "RS"),
)
_FIRSTS = tuple(first for first, _, _ in _RANGES)


def normalise(text: str) -> str:
    """The eight digits of a CEP; raises InvalidPostalCode when there are not eight or no state has them."""
    digits = _SEPARATORS.sub("", text)
    if not _DIGITS.fullmatch(digits):
        raise InvalidPostalCode("O CEP tem 8 números. Confira se falta ou sobra algum.")
    _state(digits)
    return digits


def is_valid(text: str) -> bool:
    """Whether `normalise` would accept the text; says nothing of whether the street exists."""
    try:
        normalise(text)
    except InvalidPostalCode:
        return False
    return True


def formatted(text: str) -> str:
    """The CEP as people write it: 13010-050. Raises InvalidPostalCode."""
    digits = normalise(text)
    return f"{digits[:5]}-{digits[5:]}"


def uf(text: str) -> str:
    """The two letters of the state that the CEP lies in. Raises InvalidPostalCode."""
    return _state(normalise(text))


def _state(digits: str) -> str:
    prefix = int(digits[:5])
    place = bisect_right(_FIRSTS, prefix) - 1
    if place < 0 or prefix > _RANGES[place][1]:
        raise InvalidPostalCode("Este CEP não pertence a nenhum estado. Confira os números.")
    return _RANGES[place][2]
