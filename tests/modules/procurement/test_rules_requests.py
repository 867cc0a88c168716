"""The table of moves, what it offers to whom, and what items come to."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.core.errors import Conflict
from esteio.modules.procurement import permissions
from esteio.modules.procurement.permissions import PERMISSIONS
from esteio.modules.procurement.rules.actions import ABLE_BY, request_abilities
from esteio.modules.procurement.rules.codes import numbered_code
from esteio.modules.procurement.rules.items import RequestItem, check_items, estimated_total
from esteio.modules.procurement.rules.states import MOVES, Condition, Who, moves_between, require_move
from esteio.modules.procurement.rules.vocabulary import RequestStatus

S = RequestStatus
ALL = frozenset(permission.key for permission in PERMISSIONS)


class TestTable:
    def test_every_state_is_reached_and_left(self) -> None:
        assert {move.target for move in MOVES} | {S.DRAFT} == set(S)
        assert {move.source for move in MOVES} == set(S)

    @pytest.mark.parametrize("status", list(S))
    @pytest.mark.parametrize("action", sorted({move.action for move in MOVES}))
    def test_whatever_is_not_in_it_is_refused_with_what_is(self, status: RequestStatus, action: str) -> None:
        here = [move for move in MOVES if move.source is status and move.action == action]
        if here:
            assert require_move(status, action, set(Condition)) in here
            return
        with pytest.raises(Conflict) as refused:
            require_move(status, action, set(Condition))
        assert refused.value.extra["state"] == status.value
        assert set(refused.value.extra["allowed"]) == {  # pyright: ignore[reportArgumentType] - any object
            move.action for move in MOVES if move.source is status and move.who is not Who.PROGRAM
        }

    def test_two_moves_of_one_action_are_told_apart_by_their_conditions(self) -> None:
        for move in MOVES:
            others = [each for each in MOVES if (each.source, each.action) == (move.source, move.action)]
            conditions = [each.when for each in others]
            assert len(set(conditions)) == len(conditions)
            assert len(others) == 1 or None not in conditions

    def test_a_card_goes_by_the_same_table(self) -> None:
        for move in MOVES:
            if move.who is not Who.PROGRAM:
                between = moves_between(move.source, move.target)
                assert move in between
                assert all(each in MOVES and each.who is not Who.PROGRAM for each in between)

    def test_only_signers_approve_or_reject(self) -> None:
        for move in MOVES:
            assert (move.who is Who.SIGNER) == move.action.startswith(("approve", "reject"))


class TestAbilities:
    @given(
        st.sampled_from(list(S)),
        st.sets(st.sampled_from(sorted(ALL))),
        st.booleans(),
        st.booleans(),
    )
    def test_only_moves_of_the_state_by_rights_that_are_held(
        self, status: RequestStatus, granted: set[str], has_items: bool, has_answers: bool
    ) -> None:
        found = request_abilities(status, granted, has_items=has_items, has_answers=has_answers)
        offered = {move.action: move for move in MOVES if move.source is status}
        for action in found.can:
            if action in offered and offered[action].who is not Who.OWNER:
                assert offered[action].permission in granted
            if action in offered and offered[action].who is Who.OWNER:
                assert permissions.REQUESTS_MANAGE in granted
        assert not set(found.can) & set(found.own)
        assert not {"approve", "reject", "receive"} & {*found.can, *found.own}

    @given(st.sampled_from(list(S)), st.sets(st.sampled_from(sorted(ALL))))
    def test_nothing_but_the_rights_that_are_named_matters(self, status: RequestStatus, granted: set[str]) -> None:
        whole = request_abilities(status, granted, has_items=True, has_answers=True)
        assert whole == request_abilities(status, granted & ABLE_BY, has_items=True, has_answers=True)

    def test_what_cannot_be_sent_is_not_offered(self) -> None:
        found = request_abilities(S.DRAFT, {permissions.REQUESTS_CREATE}, has_items=False, has_answers=False)
        assert found.own == ("edit", "cancel", "archive")

    def test_an_award_is_offered_once_somebody_answered(self) -> None:
        rights = {permissions.QUOTATIONS_AWARD, permissions.QUOTATIONS_RUN}
        assert request_abilities(S.QUOTATION, rights, has_items=True, has_answers=False).can == ("invite",)
        assert request_abilities(S.QUOTATION, rights, has_items=True, has_answers=True).can == ("award", "invite")


def item(quantity: str = "1", price: str | None = "1") -> RequestItem:
    return RequestItem("Coisa", "", "", "un", Decimal(quantity), None if price is None else Decimal(price))


class TestItems:
    def test_each_line_is_rounded_half_up_before_it_is_added(self) -> None:
        assert estimated_total([item("0.5", "0.01"), item("0.5", "0.01")]) == Decimal("0.02")
        assert estimated_total([item("3", None)]) == Decimal(0)

    @given(st.lists(st.tuples(st.decimals(0, 10**6, places=3), st.decimals(0, 10**6, places=4)), max_size=30))
    def test_totals_are_whole_cents_and_never_negative(self, lines: list[tuple[Decimal, Decimal]]) -> None:
        total = estimated_total([RequestItem("x", "", "", "un", quantity, price) for quantity, price in lines])
        assert total >= 0
        assert total == total.quantize(Decimal("0.01"))

    def test_too_many_or_too_dear_is_said_of_the_whole(self) -> None:
        assert list(check_items([item()] * 501)) == ["items"]
        assert list(check_items([item("99999999999", "9999999999")])) == ["items"]


class TestCodes:
    def test_grow_past_999(self) -> None:
        assert numbered_code("SOL", "2026", 7) == "SOL-2026-007"
        assert numbered_code("PED", "2026", 1000) == "PED-2026-1000"
