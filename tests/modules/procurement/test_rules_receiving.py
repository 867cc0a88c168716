"""Receiving: never above the tolerance, never pretending; what becomes of a request by what came."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.core.errors import Conflict
from esteio.modules.procurement.permissions import PERMISSIONS, RECEIPTS_CHECK, RECEIPTS_COUNT
from esteio.modules.procurement.rules.receiving import (
    RECEIPT_MOVES,
    OrderedLine,
    OrderStanding,
    ending_move,
    fulfilment_of,
    may_still_come,
    most_receivable,
    receipt_actions,
    receiving_conditions,
    request_move,
    require_receipt_move,
)
from esteio.modules.procurement.rules.states import Condition as C
from esteio.modules.procurement.rules.states import require_move
from esteio.modules.procurement.rules.vocabulary import Fulfilment as F
from esteio.modules.procurement.rules.vocabulary import OrderStatus, RequestStatus
from esteio.modules.procurement.rules.vocabulary import ReceiptStatus as S

MOVES = {
    (S.PHYSICAL, "hand_in"): S.FISCAL,
    (S.FISCAL, "finish"): S.DONE,
    (S.PHYSICAL, "cancel"): S.CANCELLED,
    (S.FISCAL, "cancel"): S.CANCELLED,
}
EVERYTHING = frozenset(permission.key for permission in PERMISSIONS)
R = RequestStatus
QUANTITY = st.integers(1, 99_999_999).map(lambda value: Decimal(value).scaleb(-3))
ARRIVAL = st.integers(0, 99_999_999).map(lambda value: Decimal(value).scaleb(-3))
TOLERANCE = st.integers(0, 1_000_000).map(lambda value: Decimal(value).scaleb(-4))


def line(quantity: object, received: object = 0) -> OrderedLine:
    return OrderedLine(id=UUID(int=1), quantity=Decimal(str(quantity)), received=Decimal(str(received)))


class TestMoves:
    @pytest.mark.parametrize(("state", "action"), list(product(S, ("hand_in", "finish", "cancel"))))
    def test_every_state_with_every_action(self, state: S, action: str) -> None:
        if (state, action) in MOVES:
            assert require_receipt_move(state, action).target is MOVES[state, action]
            return
        with pytest.raises(Conflict) as caught:
            require_receipt_move(state, action)
        assert caught.value.extra["state"] == state

    def test_the_table_holds_nothing_else(self) -> None:
        assert {(move.source, move.action): move.target for move in RECEIPT_MOVES} == MOVES

    def test_whoever_counts_does_not_check(self) -> None:
        assert receipt_actions(S.PHYSICAL, {RECEIPTS_COUNT}) == ["edit", "hand_in", "cancel"]
        assert receipt_actions(S.FISCAL, {RECEIPTS_COUNT}) == ["cancel"]
        assert receipt_actions(S.FISCAL, {RECEIPTS_CHECK}) == ["finish"]
        assert receipt_actions(S.DONE, EVERYTHING) == receipt_actions(S.CANCELLED, EVERYTHING) == []


class TestTolerance:
    @pytest.mark.parametrize(
        ("quantity", "percent", "most"),
        [("100", "5", "105"), ("10", "5", "10.5"), ("1", "0", "1"), ("0.333", "5", "0.349"), ("7", "0.01", "7.000")],
    )
    def test_is_of_what_was_ordered_down_to_the_thousandth(self, quantity: str, percent: str, most: str) -> None:
        assert most_receivable(Decimal(quantity), Decimal(percent)) == Decimal(most)

    @given(QUANTITY, TOLERANCE, st.lists(ARRIVAL, max_size=20))
    def test_what_is_received_never_passes_what_was_ordered_and_the_tolerance(
        self, quantity: Decimal, tolerance: Decimal, arrivals: list[Decimal]
    ) -> None:
        here = line(quantity)
        for arrival in arrivals:
            if arrival <= may_still_come(here, tolerance):
                here = line(quantity, here.received + arrival)
        assert here.received <= quantity * (100 + tolerance) / 100
        assert may_still_come(here, tolerance) >= 0
        assert here.balance >= 0

    @given(QUANTITY, TOLERANCE)
    def test_all_that_was_ordered_may_always_come(self, quantity: Decimal, tolerance: Decimal) -> None:
        assert may_still_come(line(quantity), tolerance) >= quantity

    def test_a_policy_that_became_stricter_takes_nothing_back(self) -> None:
        assert may_still_come(line(10, "10.5"), Decimal(0)) == 0


class TestFulfilment:
    def test_follows_what_came(self) -> None:
        assert fulfilment_of([line(2), line(3)]) is F.PENDING
        assert fulfilment_of([line(2, 2), line(3)]) is F.PARTIAL
        assert fulfilment_of([line(2, 2), line(3, "2.999")]) is F.PARTIAL
        assert fulfilment_of([line(2, 2), line(3, "3.1")]) is F.FULFILLED

    @given(st.lists(st.tuples(QUANTITY, ARRIVAL), min_size=1, max_size=10))
    def test_is_whole_only_when_no_balance_is_left(self, items: list[tuple[Decimal, Decimal]]) -> None:
        lines = [line(quantity, received) for quantity, received in items]
        assert (fulfilment_of(lines) is F.FULFILLED) == (not any(each.balance for each in lines))


standings = st.builds(
    OrderStanding, status=st.sampled_from(OrderStatus), fulfilment=st.sampled_from(F), handed_over=st.booleans()
)


def ended(fulfilment: F, *, handed_over: bool = False) -> OrderStanding:
    status = OrderStatus.CANCELLED if fulfilment is F.PENDING else OrderStatus.COMPLETED
    return OrderStanding(status=status, fulfilment=fulfilment, handed_over=handed_over)


class TestWhatBecomesOfTheRequest:
    @given(st.lists(standings, min_size=1, max_size=6))
    def test_exactly_one_thing_is_so(self, orders: list[OrderStanding]) -> None:
        assert len(receiving_conditions(orders)) == 1

    @given(st.lists(standings, min_size=1, max_size=6), st.sampled_from(F))
    def test_closing_a_balance_never_pretends_that_goods_came(self, orders: list[OrderStanding], other: F) -> None:
        short = ended(F.PARTIAL if other is F.FULFILLED else other)
        assert receiving_conditions([*orders, short]) != {C.ALL_RECEIVED}

    def test_everything_takes_every_order(self) -> None:
        whole = ended(F.FULFILLED)
        assert receiving_conditions([whole, whole]) == {C.ALL_RECEIVED}
        assert receiving_conditions([whole, ended(F.PENDING)]) == {C.SOMETHING_RECEIVED}
        assert receiving_conditions([]) == {C.NOTHING_RECEIVED}

    @given(st.sampled_from(R), st.lists(standings, min_size=1, max_size=6), st.booleans())
    def test_its_move_is_in_the_table_and_leads_to_what_is_so(
        self, status: R, orders: list[OrderStanding], arrived: bool
    ) -> None:
        holding = receiving_conditions(orders)
        action = request_move(status, holding, arrived=arrived)
        if action is not None:
            status = require_move(status, action, holding).target
        if status in (R.ORDERED, R.PARTIALLY_RECEIVED, R.RECEIVED):
            expected = {R.ORDERED: C.NOTHING_RECEIVED, R.PARTIALLY_RECEIVED: C.SOMETHING_RECEIVED}
            assert holding == {expected.get(status, C.ALL_RECEIVED)}

    def test_a_second_part_is_told_like_the_first(self) -> None:
        part = {C.SOMETHING_RECEIVED}
        assert request_move(R.PARTIALLY_RECEIVED, part, arrived=True) == "receive"
        assert request_move(R.PARTIALLY_RECEIVED, part, arrived=False) is None
        assert request_move(R.RECEIVED, {C.ALL_RECEIVED}, arrived=True) is None

    def test_what_has_ended_does_not_move(self) -> None:
        for status in (R.CLOSED, R.CANCELLED, R.ARCHIVED, R.QUOTATION):
            assert request_move(status, {C.ALL_RECEIVED}, arrived=True) is None
            assert ending_move(status, [ended(F.FULFILLED)]) is None


class TestTheEnd:
    def test_waits_for_every_order(self) -> None:
        waiting = OrderStanding(status=OrderStatus.SENT, fulfilment=F.FULFILLED)
        assert ending_move(R.RECEIVED, [ended(F.FULFILLED), waiting]) is None

    def test_is_closing_whole_or_short_as_it_came(self) -> None:
        assert ending_move(R.RECEIVED, [ended(F.FULFILLED)]) == "close"
        assert ending_move(R.PARTIALLY_RECEIVED, [ended(F.PARTIAL)]) == "close_short"

    def test_of_nothing_is_quotation_again_or_what_others_buy_already(self) -> None:
        assert ending_move(R.ORDERED, [ended(F.PENDING)]) == "return_to_quotation"
        assert ending_move(R.ORDERED, [ended(F.PENDING, handed_over=True), ended(F.PENDING)]) == "hand_over"

    @given(st.sampled_from((R.ORDERED, R.PARTIALLY_RECEIVED, R.RECEIVED)), st.lists(standings, min_size=1, max_size=5))
    def test_is_in_the_table(self, status: R, orders: list[OrderStanding]) -> None:
        holding = receiving_conditions(orders)
        action = request_move(status, holding, arrived=False)
        if action is not None:
            status = require_move(status, action, holding).target
        end = ending_move(status, orders)
        if end is not None:
            require_move(status, end, holding)
