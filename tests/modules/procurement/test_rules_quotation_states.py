"""What may become of a quotation: the table, and what is offered of it."""

from __future__ import annotations

import pytest

from esteio.core.errors import Conflict
from esteio.modules.procurement.permissions import QUOTATIONS_AWARD, QUOTATIONS_READ, QUOTATIONS_RUN
from esteio.modules.procurement.rules.quotation_states import (
    ANSWERED,
    INVITED,
    LINK_WORKS,
    MOVES,
    may_move,
    quotation_actions,
    require_quotation_move,
    round_actions,
)
from esteio.modules.procurement.rules.vocabulary import QuotationStatus, RoundStatus

ACTIONS = sorted({move.action for move in MOVES})


class TestTable:
    def test_leads_from_one_state_by_one_action_to_one_state(self) -> None:
        ways = [(move.source, move.action) for move in MOVES]
        assert len(ways) == len(set(ways))

    def test_reaches_every_state_from_the_invitation(self) -> None:
        reached = {QuotationStatus.INVITED}
        for _ in QuotationStatus:
            reached |= {move.target for move in MOVES if move.source in reached}
        assert reached == set(QuotationStatus)

    @pytest.mark.parametrize("action", ACTIONS)
    @pytest.mark.parametrize("status", list(QuotationStatus))
    def test_is_all_that_may_happen(self, status: QuotationStatus, action: str) -> None:
        known = [move for move in MOVES if move.source is status and move.action == action]
        assert may_move(status, action) == bool(known)
        if known:
            assert require_quotation_move(status, action) is known[0]
        else:
            with pytest.raises(Conflict) as refused:
                require_quotation_move(status, action)
            assert refused.value.extra == {"state": status.value}

    def test_knows_no_other_action(self) -> None:
        with pytest.raises(KeyError):
            require_quotation_move(QuotationStatus.INVITED, "approve")

    def test_decides_only_what_was_answered(self) -> None:
        for move in MOVES:
            if move.target in (QuotationStatus.WINNER, QuotationStatus.LOST):
                assert move.source is QuotationStatus.ACTIVE
        assert {move.source for move in MOVES if move.action == "win"} < ANSWERED < INVITED
        assert not LINK_WORKS & {QuotationStatus.WINNER, QuotationStatus.LOST, QuotationStatus.CANCELLED}


class TestOffers:
    @pytest.mark.parametrize("status", list(QuotationStatus))
    def test_nothing_to_who_may_not_or_after_the_round(self, status: QuotationStatus) -> None:
        assert quotation_actions(status, RoundStatus.OPEN, {QUOTATIONS_READ, QUOTATIONS_AWARD}) == []
        for ended in (RoundStatus.AWARDED, RoundStatus.CANCELLED):
            assert quotation_actions(status, ended, {QUOTATIONS_RUN}) == []
            assert round_actions(ended, {QUOTATIONS_RUN, QUOTATIONS_AWARD}, has_answers=True) == []

    @pytest.mark.parametrize("status", list(QuotationStatus))
    def test_only_moves_that_there_are(self, status: QuotationStatus) -> None:
        offered = quotation_actions(status, RoundStatus.OPEN, {QUOTATIONS_RUN})
        moves = [action for action in offered if action not in {"share", "message", "attach"}]
        assert all(may_move(status, action) for action in moves)
        assert ("share" in offered) == (status in LINK_WORKS)

    def test_of_a_round_by_right(self) -> None:
        assert round_actions(RoundStatus.OPEN, {QUOTATIONS_AWARD}, has_answers=True) == ["award"]
        assert round_actions(RoundStatus.OPEN, {QUOTATIONS_AWARD}, has_answers=False) == []
        assert round_actions(RoundStatus.OPEN, {QUOTATIONS_RUN}, has_answers=True) == [
            "invite",
            "extend",
            "remind",
            "cancel",
        ]
