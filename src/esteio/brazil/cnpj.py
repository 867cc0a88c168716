"""CNPJ: the number of a firm, twelve digits or letters and two check digits.

Since July 2026 new numbers may have letters in the first twelve places (Instrução Normativa RFB 2.229/2024);
old ones stay as they are, and one rule serves both: each character is worth its ASCII code less 48, and the
check digits are modulo 11 as always. Characters whose worth is eleven apart (6 and A, A and L) weigh the same, so
that the check digits cannot tell one from the other; for the rest see `cpf.py`.
"""

from __future__ import annotations

import re

from esteio.brazil.errors import InvalidDocument

_SEPARATORS = re.compile(r"[\s.\-/]+")
_CHARACTERS = re.compile(r"[0-9A-Za-z]{12}[0-9]{2}")
_WEIGHTS = (5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)


def check_digits(base: str) -> str:
    """The two check digits of twelve digits or upper-case letters."""
    first = _check_digit(base, _WEIGHTS)
    return first + _check_digit(base + first, (6, *_WEIGHTS))


def normalise(text: str) -> str:
    """The fourteen characters of a CNPJ, letters in upper case, from a text with or without punctuation.

    Raises InvalidDocument when the length or a character is wrong, when the check digits are, and for one
    digit repeated.
    """
    written = _SEPARATORS.sub("", text)
    if not _CHARACTERS.fullmatch(written):
        raise InvalidDocument("O CNPJ tem 12 números ou letras e mais 2 números. Confira se falta ou sobra algum.")
    characters = written.upper()
    if len(set(characters)) == 1 or check_digits(characters[:12]) != characters[12:]:
        raise InvalidDocument("Este CNPJ não existe. Confira os números e as letras.")
    return characters


def is_valid(text: str) -> bool:
    """Whether `normalise` would accept the text."""
    try:
        normalise(text)
    except InvalidDocument:
        return False
    return True


def formatted(text: str) -> str:
    """The CNPJ as people write it: 12.ABC.345/01DE-35. Raises InvalidDocument."""
    c = normalise(text)
    return f"{c[:2]}.{c[2:5]}.{c[5:8]}/{c[8:12]}-{c[12:]}"


def _check_digit(characters: str, weights: tuple[int, ...]) -> str:
    total = sum((ord(char) - ord("0")) * weight for char, weight in zip(characters, weights, strict=True))
    remainder = total % 11
    return "0" if remainder < 2 else str(11 - remainder)
