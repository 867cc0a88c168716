"""What a purchase leaves of a budget."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from esteio.modules.procurement.rules.budgets import view_budget

amounts = st.decimals(0, 1_000_000, places=2)


class TestView:
    @given(amounts, amounts, amounts)
    def test_adds_up_and_is_exceeded_below_zero(self, allowed: Decimal, committed: Decimal, amount: Decimal) -> None:
        view = view_budget(allowed, committed, amount)
        assert view.remaining is not None
        assert view.remaining + committed + amount == allowed
        assert view.exceeded == (committed + amount > allowed)

    @given(amounts, amounts)
    def test_without_a_budget_nothing_is_exceeded(self, committed: Decimal, amount: Decimal) -> None:
        view = view_budget(None, committed, amount)
        assert (view.allowed, view.remaining, view.exceeded) == (None, None, False)

    def test_the_last_centavo_may_be_spent(self) -> None:
        assert not view_budget(Decimal(100), Decimal("40.01"), Decimal("59.99")).exceeded
        assert view_budget(Decimal(100), Decimal("40.01"), Decimal("60.00")).exceeded
