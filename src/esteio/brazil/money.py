"""Reais: read as people write them, shown as R$ 28.520,00."""

from __future__ import annotations

import re
from decimal import Decimal

from esteio.brazil.errors import InvalidNumber
from esteio.brazil.folding import fold
from esteio.brazil.numbers import format_decimal, parse_decimal

_AMOUNT = re.compile(
    r"(?P<sign>-?\s*(?:r\$)?|r\$\s*-)\s*(?P<number>[0-9.,]+)\s*"
    r"(?P<scale>mil|milhao|milhoes|mi|bilhao|bilhoes|bi)?"
    r"\s*(?:de\s+)?(?:reais|real)?"
)
_SCALES = {
    "mil": Decimal(1_000),
    "mi": Decimal(1_000_000),
    "milhao": Decimal(1_000_000),
    "milhoes": Decimal(1_000_000),
    "bi": Decimal(1_000_000_000),
    "bilhao": Decimal(1_000_000_000),
    "bilhoes": Decimal(1_000_000_000),
}


def parse_money(text: str) -> Decimal:
    """The amount in R$ of "R$ 28.520,00", "28520,5", "1,5 mil", "2 milhões" or "-R$ 3,00".

    Reads one amount and nothing else. Raises InvalidNumber when there is other text, when the number can be
    read in two ways, and when the amount has a fraction of a centavo.
    """
    match = _AMOUNT.fullmatch(fold(text))
    if match is None:
        raise InvalidNumber("Não é um valor em reais. Escreva assim: R$ 28.520,00.")
    value = parse_decimal(match["number"]) * _SCALES.get(match["scale"], Decimal(1))
    if "-" in match["sign"]:
        value = -value
    if value != round(value, 2):
        raise InvalidNumber("O valor tem fração de centavo. Escreva assim: R$ 28.520,00.")
    return value


def format_money(value: Decimal) -> str:
    """The amount as R$ 28.520,00, rounded half up to the centavo; -R$ 3,00 below zero. Raises InvalidNumber."""
    shown = format_decimal(value, 2)
    return f"-R$ {shown[1:]}" if shown.startswith("-") else f"R$ {shown}"
