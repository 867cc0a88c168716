"""Dividing money so that the parts add to the whole to the cent, and rounding it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import reduce

EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=ROUND_HALF_UP)
"""For sums and products that keep all their digits; not for quotients, which would never end."""
_CENT = Decimal("0.01")
_NOTHING = Decimal("0.00")


def to_cents(amount: Decimal | Fraction) -> Decimal:
    """Round to the cent, half up (away from zero), exactly: never through a limited number of digits."""
    if isinstance(amount, Decimal):
        return amount.quantize(_CENT, None, EXACT) or _NOTHING
    return _half_up(amount.numerator, amount.denominator)


def portion(amount: Decimal, part: Decimal, whole: Decimal) -> Decimal:
    """`amount` x `part` / `whole` to the cent, half up, exactly; raises `ZeroDivisionError` for no whole."""
    numerator, denominator = EXACT.multiply(amount, part).as_integer_ratio()
    divisor, scale = whole.as_integer_ratio()
    return _half_up(numerator * scale, denominator * divisor)


def apportion(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Divide `total` (in whole cents) in proportion to `weights`, by the largest remainder (Hamilton).

    The parts come in the order of the weights, add to `total` to the cent, and each is its exact share rounded
    down or up to the cent; equal remainders favour the earlier part. A weight of zero gets nothing.

    Raises:
        ValueError: total negative or not in whole cents, a weight negative, or nothing to divide by.
    """
    if total < 0 or total != to_cents(total):
        raise ValueError(f"cannot divide {total}: not a positive amount in whole cents")
    if any(weight < 0 for weight in weights):
        raise ValueError("cannot divide by a negative weight")
    cents = int(total.scaleb(2, EXACT))
    # A sum has as many places as the weight that has most: by them all become whole numbers in the same proportion.
    summed = reduce(EXACT.add, weights, Decimal(0))
    if not summed:
        if cents or not weights:
            raise ValueError("cannot divide without a weight above zero")
        return [_NOTHING] * len(weights)
    if not cents:
        return [_NOTHING] * len(weights)
    exponent = summed.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    shares = [int(weight.scaleb(places, EXACT)) for weight in weights]
    whole = sum(shares)
    quotas = [divmod(cents * share, whole) for share in shares]
    parts = [part for part, _ in quotas]
    left = cents - sum(parts)
    if left:
        for index in sorted(range(len(parts)), key=lambda index: -quotas[index][1])[:left]:
            parts[index] += 1
    return [Decimal(part).scaleb(-2, EXACT) for part in parts]


def _half_up(numerator: int, denominator: int) -> Decimal:
    cents = Decimal((200 * abs(numerator) + abs(denominator)) // (2 * abs(denominator))).scaleb(-2, EXACT)
    return cents.copy_negate() if (numerator < 0) != (denominator < 0) and cents else cents
