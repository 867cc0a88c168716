"""Decimals as Brazilians write them: dot between thousands, comma before the decimals."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from esteio.brazil.errors import InvalidNumber

_MAX_DIGITS = 30
"""Longer than any amount or area; keeps a hostile text from becoming a huge integer."""
_WRITTEN = re.compile(
    r"(?P<sign>[+\-\u2212]?)\s*"
    r"(?:(?P<grouped>[1-9][0-9]{0,2}(?:\.[0-9]{3})+)|(?P<plain>[0-9]+))"
    r"(?:,(?P<decimals>[0-9]+))?"
)
_POINT = re.compile(r"(?P<sign>[+\-\u2212]?)\s*(?P<plain>[0-9]+)\.(?P<decimals>[0-9]{1,2})")
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


def parse_decimal(text: str) -> Decimal:
    """The number of "1.200,50", "1200,5", "1.200" (one thousand two hundred), "-3" or "180.5".

    A dot with exactly three digits after it stands between thousands; with one or two it is read as a decimal
    point, since no thousands end that way. Anything else that could be read in two ways ("1,200.50", "1.2000",
    "0.500") raises InvalidNumber, and so does a number of more than 30 digits.
    """
    stripped = text.strip()
    if sum(char.isdigit() for char in stripped) > _MAX_DIGITS:
        raise InvalidNumber("Este número é grande demais.")
    match = _WRITTEN.fullmatch(stripped) or _POINT.fullmatch(stripped)
    if match is None:
        raise InvalidNumber("Não é um número. Escreva assim: 1.200,50.")
    parts = match.groupdict()
    whole = (parts.get("grouped") or parts["plain"]).replace(".", "")
    value = Decimal(f"{whole}.{parts['decimals'] or '0'}" if parts["decimals"] else whole)
    return -value if parts["sign"] in ("-", "\u2212") else value


def format_decimal(value: Decimal, places: int | None = None) -> str:
    """The number as "1.200,50".

    `places` is how many decimals are shown, rounded half up; None shows those the number has, without zeros at
    the end. Raises InvalidNumber for NaN, infinity, and more than 30 digits before the comma.
    """
    if not value.is_finite() or value.adjusted() >= _MAX_DIGITS:
        raise InvalidNumber("Este número não pode ser escrito.")
    shown = value if places is None else value.quantize(Decimal(1).scaleb(-places), context=_EXACT)
    text = f"{shown:,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if not shown:
        text = text.removeprefix("-")  # a rounded minus nothing is nothing
    return text.translate(str.maketrans(",.", ".,"))
