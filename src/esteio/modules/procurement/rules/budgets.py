"""Budgets of cost centres: what a period allows, what is committed in it, and what one more purchase would leave."""

from __future__ import annotations

from decimal import Decimal

import msgspec

WHOLE_YEAR = 0
"""The month of a budget for a year; it does not count for months that have one of their own."""


class BudgetView(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What a purchase would leave of a budget. Amounts are R$."""

    allowed: Decimal | None
    """What the period may spend; None where nobody set a budget, which then allows everything."""
    committed: Decimal
    """What the period's other requests take of it."""
    remaining: Decimal | None
    """What would be left after the purchase; negative when it is exceeded."""
    exceeded: bool


def view_budget(allowed: Decimal | None, committed: Decimal, amount: Decimal) -> BudgetView:
    """What a purchase of `amount` would leave."""
    if allowed is None:
        return BudgetView(allowed=None, committed=committed, remaining=None, exceeded=False)
    remaining = allowed - committed - amount
    return BudgetView(allowed=allowed, committed=committed, remaining=remaining, exceeded=remaining < 0)
