"""The access key (chave de acesso) of a fiscal document: 44 characters that say whose it is and which one.

State, year and month, issuer, model, series, number, form of emission, a random code and a check digit (Manual de
Orientação do Contribuinte da NF-e, 2.2.6). The CNPJ in it may have letters since July 2026 (Nota Técnica Conjunta
2025.001), each worth its ASCII code less 48, as in the CNPJ itself.
"""

from __future__ import annotations

import re

import msgspec

from esteio.brazil.errors import InvalidAccessKey

_SEPARATORS = re.compile(r"[\s.\-/]+")
_CHARACTERS = re.compile(r"[0-9]{6}[0-9A-Z]{12}[0-9]{26}")


class AccessKey(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a key, each with its zeros."""

    state: str
    """IBGE's two digits of the federative unit."""
    year_month: str
    """AAMM of the emission."""
    document: str
    """Fourteen characters: the issuer's CNPJ, or CPF after three zeros."""
    model: str
    """55 for an NF-e, 65 for an NFC-e, others for other documents."""
    series: str
    number: str
    emission: str
    code: str
    check_digit: str


def normalise(text: str) -> str:
    """The 44 characters of a key, letters in upper case, from a text with or without punctuation.

    Raises InvalidAccessKey when the length, a character or the check digit is wrong.
    """
    characters = _SEPARATORS.sub("", text[:200]).upper()
    if not _CHARACTERS.fullmatch(characters):
        raise InvalidAccessKey("A chave de acesso tem 44 números. Confira se falta ou sobra algum.")
    if check_digit(characters[:43]) != characters[43]:
        raise InvalidAccessKey("Esta chave de acesso não existe. Confira os números.")
    return characters


def parse(text: str) -> AccessKey:
    """The parts of a key. Raises InvalidAccessKey."""
    key = normalise(text)
    return AccessKey(
        state=key[:2],
        year_month=key[2:6],
        document=key[6:20],
        model=key[20:22],
        series=key[22:25],
        number=key[25:34],
        emission=key[34],
        code=key[35:43],
        check_digit=key[43],
    )


def formatted(text: str) -> str:
    """The key in groups of four, as it is printed. Raises InvalidAccessKey."""
    key = normalise(text)
    return " ".join(key[at : at + 4] for at in range(0, 44, 4))


def check_digit(base: str) -> str:
    """The check digit of the 43 characters before it: weights 2 to 9 from the right, modulo 11; 0 for 10 and 11."""
    total = sum((ord(char) - ord("0")) * (2 + at % 8) for at, char in enumerate(reversed(base)))
    remainder = total % 11
    return "0" if remainder < 2 else str(11 - remainder)
