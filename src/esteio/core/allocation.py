"""Dividing money so that the parts add to the whole to the cent, and rounding it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm


def to_cents(amount: Decimal | Fraction) -> Decimal:
    """Round to the cent, half up (away from zero), exactly: never through a limited number of digits."""
    numerator, denominator = amount.as_integer_ratio()
    cents = Decimal((200 * abs(numerator) + denominator) // (2 * denominator)).scaleb(-2)
    return -cents if numerator < 0 else cents


def apportion(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Divide `total` (in whole cents) in proportion to `weights`, by the largest remainder (Hamilton).

    The parts come in the order of the weights, add to `total` to the cent, and each is its exact share rounded
    down or up to the cent; equal remainders favour the earlier part. A weight of zero gets nothing.

    Raises:
        ValueError: total negative or not in whole cents, a weight negative, or nothing to divide by.
    """
    total_ratio = total.as_integer_ratio()
    cents, fraction = divmod(100 * total_ratio[0], total_ratio[1])
    if fraction or cents < 0:
        raise ValueError(f"cannot divide {total}: not a positive amount in whole cents")
    # Whole numbers in the same proportion, which are exact and a tenth of the work of fractions.
    ratios = [weight.as_integer_ratio() for weight in weights]
    scale = lcm(*(denominator for _, denominator in ratios))
    shares = [numerator * (scale // denominator) for numerator, denominator in ratios]
    whole = sum(shares)
    if any(share < 0 for share in shares):
        raise ValueError("cannot divide by a negative weight")
    if not whole:
        if cents or not shares:
            raise ValueError("cannot divide without a weight above zero")
        return [Decimal(0).scaleb(-2) for _ in shares]
    quotas = [divmod(cents * share, whole) for share in shares]
    parts = [part for part, _ in quotas]
    by_remainder = sorted(range(len(parts)), key=lambda index: (-quotas[index][1], index))
    for index in by_remainder[: cents - sum(parts)]:
        parts[index] += 1
    return [Decimal(part).scaleb(-2) for part in parts]
