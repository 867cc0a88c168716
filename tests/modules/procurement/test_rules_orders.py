"""Orders: every state with every action, what people may do, and sums that are those of the award."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.core.errors import Conflict
from esteio.modules.procurement import permissions
from esteio.modules.procurement.rules.orders import (
    MOVING_PERMISSIONS,
    ORDER_MOVES,
    AwardedLine,
    delivery_day,
    order_actions,
    order_totals,
    payment_text,
    require_order_move,
)
from esteio.modules.procurement.rules.vocabulary import Fulfilment as F
from esteio.modules.procurement.rules.vocabulary import OrderStatus as S

MOVES = {
    (S.DRAFT, "send", None): S.SENT,
    (S.SENT, "confirm", None): S.CONFIRMED,
    **{(state, "cancel", F.PENDING): S.CANCELLED for state in (S.DRAFT, S.SENT, S.CONFIRMED)},
    **{(state, "return_to_quotation", F.PENDING): S.CANCELLED for state in (S.DRAFT, S.SENT, S.CONFIRMED)},
    **{(state, "return_to_quotation", F.PARTIAL): S.COMPLETED for state in (S.SENT, S.CONFIRMED)},
    **{(state, "close_short", F.PARTIAL): S.COMPLETED for state in (S.SENT, S.CONFIRMED)},
    **{(state, "complete", F.FULFILLED): S.COMPLETED for state in (S.SENT, S.CONFIRMED)},
}
ACTIONS = sorted({action for _, action, _ in MOVES})
EVERYTHING = frozenset(permission.key for permission in permissions.PERMISSIONS)
DAY = datetime.date(2026, 11, 23)


class TestMoves:
    @pytest.mark.parametrize(("state", "action", "fulfilment"), list(product(S, ACTIONS, F)))
    def test_every_state_with_every_action(self, state: S, action: str, fulfilment: F) -> None:
        target = MOVES.get((state, action, None)) or MOVES.get((state, action, fulfilment))
        if target is not None:
            assert require_order_move(state, action, fulfilment).target is target
            return
        with pytest.raises(Conflict) as caught:
            require_order_move(state, action, fulfilment)
        assert caught.value.extra["state"] == state
        assert "complete" not in caught.value.extra["allowed"]

    def test_the_table_holds_nothing_else(self) -> None:
        assert {(move.source, move.action, move.when) for move in ORDER_MOVES} == set(MOVES)

    def test_what_ended_stays_ended(self) -> None:
        assert not {move.source for move in ORDER_MOVES} & {S.COMPLETED, S.CANCELLED}

    def test_an_unknown_action_is_a_mistake_of_the_program(self) -> None:
        with pytest.raises(KeyError):
            require_order_move(S.DRAFT, "fly", F.PENDING)


class TestActions:
    def test_a_draft_is_changed_sent_or_given_up(self) -> None:
        assert order_actions(S.DRAFT, F.PENDING, EVERYTHING) == ["edit", "send", "cancel", "return_to_quotation"]

    def test_what_came_in_part_is_closed_or_bought_again_never_cancelled(self) -> None:
        found = order_actions(S.CONFIRMED, F.PARTIAL, EVERYTHING)
        assert found == ["return_to_quotation", "close_short", "share", "write", "receive"]

    def test_what_ended_lets_nobody_do_anything(self) -> None:
        for state, fulfilment in product((S.COMPLETED, S.CANCELLED), F):
            assert order_actions(state, fulfilment, EVERYTHING) == []

    @given(st.sampled_from(S), st.sampled_from(F), st.frozensets(st.sampled_from(sorted(EVERYTHING))))
    def test_what_is_offered_is_allowed_and_held(self, state: S, fulfilment: F, granted: frozenset[str]) -> None:
        for action in order_actions(state, fulfilment, granted):
            if action in ACTIONS:
                assert require_order_move(state, action, fulfilment).permission in granted

    def test_nobody_moves_an_order_without_a_right(self) -> None:
        assert MOVING_PERMISSIONS <= EVERYTHING
        for state, fulfilment in product(S, F):
            assert order_actions(state, fulfilment, frozenset()) == []


def cents(most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most).map(lambda value: Decimal(value).scaleb(-2))


@st.composite
def awarded(draw: st.DrawFn) -> AwardedLine:
    """A line as an award freezes it: never below zero, rounded somewhere on the way."""
    quantity = Decimal(draw(st.integers(1, 10_000_000))).scaleb(-3)
    unit_price = Decimal(draw(st.integers(0, 50_000_000))).scaleb(-4)
    goods = (quantity * unit_price).quantize(Decimal("0.01"))
    discount = min(draw(cents(100_000)), goods)
    freight, taxes = draw(cents(1_000_000)), draw(cents(1_000_000))
    total = goods - discount + freight + taxes
    return AwardedLine(
        quantity=quantity, unit_price=unit_price, discount=discount, freight=freight, taxes=taxes, total=total
    )


class TestTotals:
    @given(st.lists(st.tuples(awarded(), st.integers(0, 4)), min_size=1, max_size=30))
    def test_a_requests_orders_add_up_to_its_award_to_the_cent(self, lines: list[tuple[AwardedLine, int]]) -> None:
        award = sum((line.total for line, _ in lines), Decimal(0))
        orders = [order_totals([line for line, of in lines if of == supplier]) for supplier in {of for _, of in lines}]
        assert sum((order.total for order in orders), Decimal(0)) == award
        for order in orders:
            assert order.total == order.subtotal - order.discount + order.freight + order.taxes
            assert min(order.subtotal, order.discount, order.freight, order.taxes, order.total) >= 0

    def test_a_total_that_was_signed_is_not_multiplied_anew(self) -> None:
        # 3 of 33.3333 are 99.9999: 100.00; somebody gave it for 99.99, and that is what was signed.
        line = AwardedLine(
            quantity=Decimal(3),
            unit_price=Decimal("33.3333"),
            discount=Decimal(0),
            freight=Decimal(0),
            taxes=Decimal(0),
            total=Decimal("99.99"),
        )
        assert order_totals([line]).subtotal == Decimal("99.99")


class TestDeliveryDay:
    def test_is_that_of_the_slowest_item(self) -> None:
        assert delivery_day(DAY, [3, None, 10], None) == datetime.date(2026, 12, 3)

    def test_is_the_day_of_need_where_nothing_was_promised(self) -> None:
        assert delivery_day(DAY, [None], datetime.date(2026, 11, 30)) == datetime.date(2026, 11, 30)

    def test_is_nobodys_where_the_need_has_passed(self) -> None:
        assert delivery_day(DAY, [], DAY - datetime.timedelta(days=1)) is None
        assert delivery_day(DAY, [], None) is None


class TestPaymentText:
    @pytest.mark.parametrize(
        ("days", "terms", "expected"),
        [
            ([], "", "na entrega"),
            ([0], "", "na entrega"),
            ([30], "", "30 dias"),
            ([30, 60, 90], "boleto", "30/60/90 dias · boleto"),
            ([], "pix", "na entrega · pix"),
        ],
    )
    def test_is_what_people_say(self, days: list[int], terms: str, expected: str) -> None:
        assert payment_text(days, terms) == expected
