"""CPF: the number of a natural person, eleven digits, the last two of them check digits (modulo 11).

The check digits do not catch every typing error: remainders 0 and 1 both give the digit 0, so that a few pairs
of valid numbers differ in one digit only. Whenever the first check digit is not 0, every change of one digit is
caught.
"""

from __future__ import annotations

import re

from esteio.brazil.errors import InvalidDocument

_SEPARATORS = re.compile(r"[\s.\-/]+")
_DIGITS = re.compile(r"[0-9]{11}")
_WEIGHTS = (10, 9, 8, 7, 6, 5, 4, 3, 2)


def check_digits(base: str) -> str:
    """The two check digits of nine digits."""
    first = _check_digit(base, _WEIGHTS)
    return first + _check_digit(base + first, (11, *_WEIGHTS))


def normalise(text: str) -> str:
    """The eleven digits of a CPF written with or without dots, dash and spaces.

    Raises InvalidDocument when there are not eleven digits, when the check digits are wrong, and for a digit
    repeated eleven times, which passes the sum but is never issued.
    """
    digits = _SEPARATORS.sub("", text)
    if not _DIGITS.fullmatch(digits):
        raise InvalidDocument("O CPF tem 11 números. Confira se falta ou sobra algum.")
    if len(set(digits)) == 1 or check_digits(digits[:9]) != digits[9:]:
        raise InvalidDocument("Este CPF não existe. Confira os números.")
    return digits


def is_valid(text: str) -> bool:
    """Whether `normalise` would accept the text."""
    try:
        normalise(text)
    except InvalidDocument:
        return False
    return True


def formatted(text: str) -> str:
    """The CPF as people write it: 529.982.247-25. Raises InvalidDocument."""
    digits = normalise(text)
    return f"{digits[:3]}.{digits[3:6]}.{digits[6:9]}-{digits[9:]}"


def _check_digit(digits: str, weights: tuple[int, ...]) -> str:
    remainder = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return "0" if remainder < 2 else str(11 - remainder)
