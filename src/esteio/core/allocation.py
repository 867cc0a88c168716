"""Dividing money so that the parts add to the whole to the cent, and rounding it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

_HALF = Fraction(1, 2)


def to_cents(amount: Decimal | Fraction) -> Decimal:
    """Round to the cent, half up (away from zero), exactly: never through a limited number of digits."""
    exact = abs(Fraction(amount) * 100)
    cents = Decimal((exact + _HALF).__floor__()).scaleb(-2)
    return -cents if amount < 0 else cents


def apportion(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Divide `total` (in whole cents) in proportion to `weights`, by the largest remainder (Hamilton).

    The parts come in the order of the weights, add to `total` to the cent, and each is its exact share rounded
    down or up to the cent; equal remainders favour the earlier part. A weight of zero gets nothing.

    Raises:
        ValueError: total negative or not in whole cents, a weight negative, or nothing to divide by.
    """
    cents = Fraction(total) * 100
    if cents.denominator != 1 or cents < 0:
        raise ValueError(f"cannot divide {total}: not a positive amount in whole cents")
    shares = [Fraction(weight) for weight in weights]
    whole = sum(shares, Fraction(0))
    if any(share < 0 for share in shares):
        raise ValueError("cannot divide by a negative weight")
    if not whole:
        if cents or not shares:
            raise ValueError("cannot divide without a weight above zero")
        return [to_cents(cents) for _ in shares]
    exact = [cents * share / whole for share in shares]
    parts = [quota.__floor__() for quota in exact]
    by_remainder = sorted(range(len(parts)), key=lambda index: (parts[index] - exact[index], index))
    for index in by_remainder[: cents.numerator - sum(parts)]:
        parts[index] += 1
    return [Decimal(part).scaleb(-2) for part in parts]
