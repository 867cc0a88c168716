"""Numbers as a number question takes them: JSON numbers, or text as it is written in Brazil."""

from __future__ import annotations

from decimal import Decimal

from esteio.brazil.errors import InvalidNumber
from esteio.brazil.numbers import parse_decimal

CEILING = Decimal(10) ** 12
"""No area, count or sum of a briefing comes near it; it keeps absurd numbers out of the database."""


def read_number(value: object, unit: str = "") -> Decimal | None:
    """The number that `value` states, without trailing zeros, or None when it states none without doubt.

    Takes int, float, Decimal and text ("1.200,50", "1200.5", "R$ 3.000", and the unit of the question after it). At
    most two decimal places: so "1.200" can only be twelve hundred, "1,200" is refused rather than guessed at, and a
    stored number read again is the same number.
    """
    number = _from_text(value, unit) if isinstance(value, str) else _from_json(value)
    if number is None or not number.is_finite() or abs(number) >= CEILING:
        return None
    cents = number.quantize(Decimal("0.01"))
    if cents != number:
        return None
    whole = cents.to_integral_value()
    return (whole if whole == cents else cents) + 0  # + 0 turns -0 into 0


def _from_json(value: object) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, Decimal | int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    return None


def _from_text(text: str, unit: str) -> Decimal | None:
    bare = text.strip().removeprefix("R$")
    if unit and bare.lower().endswith(unit.lower()):
        bare = bare[: -len(unit)]
    try:
        number = parse_decimal(bare)
    except InvalidNumber:
        return None
    # Three written decimals, even "1,200", may be thousands of someone used to another country's comma.
    return number if number.as_tuple().exponent in (0, -1, -2) else None
