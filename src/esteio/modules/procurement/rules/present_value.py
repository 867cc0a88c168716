"""What a payment in the future is worth on the day of the award, at the monthly rate of the approval policy.

::

    factor        = mean of (1 + rate) ^ (-days / 30) over the days on which equal parts fall due
    present value = amount x factor, to the cent

Compound interest by the commercial month of 30 days, as banks here discount a bill of trade by its effective rate; days
count from the delivery that all suppliers are compared by, so what is paid at once is worth what it costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

_DAYS_A_MONTH = 30
_EXACT = Context(prec=40)
_CENT = Decimal("0.01")
_PLACES = Decimal(1).scaleb(-10)
"""Of a factor: it is shown and stored as it was used, and R$ 10 million stay right to the cent."""


def present_factor(payment_days: Sequence[int], monthly_rate_percent: Decimal) -> Decimal:
    """What R$ 1.00 in equal parts after so many days is worth now, from above 0 to 1, to ten places.

    No days: paid at once, which is 1. Raises ValueError for days or a rate below zero.
    """
    if monthly_rate_percent < 0 or any(days < 0 for days in payment_days):
        raise ValueError("neither days nor the rate are below zero")
    if not payment_days:
        return Decimal(1).quantize(_PLACES)
    growth = 1 + _EXACT.divide(monthly_rate_percent, Decimal(100))
    worth = [_EXACT.power(growth, _EXACT.divide(Decimal(-days), Decimal(_DAYS_A_MONTH))) for days in payment_days]
    return _EXACT.divide(sum(worth, Decimal(0)), Decimal(len(worth))).quantize(_PLACES)


def present_value(amount: Decimal, factor: Decimal) -> Decimal:
    """What an amount in R$ that is paid as `factor` says is worth now, to the cent."""
    return _EXACT.multiply(amount, factor).quantize(_CENT, ROUND_HALF_UP, _EXACT)
