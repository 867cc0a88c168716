"""What may follow what, every state with every action."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pytest

from esteio.core.errors import Conflict
from esteio.modules.estimating.permissions import PERMISSIONS
from esteio.modules.estimating.rules.states import (
    ANSWERABLE,
    BRIEFING_MOVES,
    ORCAMENTO_MOVES,
    Move,
    allowed_actions,
    find_move,
    require_move,
)
from esteio.modules.estimating.rules.vocabulary import BriefingState as B
from esteio.modules.estimating.rules.vocabulary import OrcamentoState as O

BRIEFING = {
    (B.EM_ANDAMENTO, "complete"): B.CONCLUIDO,
    (B.EM_EDICAO, "complete"): B.CONCLUIDO,
    (B.CONCLUIDO, "edit"): B.EM_EDICAO,
    (B.ORCAMENTO_ELABORACAO, "edit"): B.EM_EDICAO,
    (B.CONCLUIDO, "generate"): B.ORCAMENTO_ELABORACAO,
    (B.ORCAMENTO_ELABORACAO, "generate_version"): B.ORCAMENTO_ELABORACAO,
    (B.ORCAMENTO_ELABORACAO, "release"): B.CONCLUIDO,
    (B.ORCAMENTO_ELABORACAO, "start_project"): B.PROJETO_INICIADO,
    (B.EM_EDICAO, "start_project"): B.PROJETO_INICIADO,
    (B.CONCLUIDO, "start_project"): B.PROJETO_INICIADO,
}
ORCAMENTO = {
    (O.RASCUNHO, "send"): O.ENVIADO,
    (O.ENVIADO, "approve"): O.APROVADO,
    (O.ENVIADO, "reject"): O.REJEITADO,
    (O.ENVIADO, "expire"): O.EXPIRADO,
    (O.RASCUNHO, "replace"): O.SUBSTITUIDO,
    (O.ENVIADO, "replace"): O.SUBSTITUIDO,
}
ALL = {**BRIEFING, **ORCAMENTO}


def every(states: Iterable[B | O], table: dict[tuple[B | O, str], B | O]) -> list[tuple[B | O, str]]:
    return list(product(states, sorted({action for _, action in table})))


class TestMoves:
    @pytest.mark.parametrize(("state", "action"), [*every(B, BRIEFING), *every(O, ORCAMENTO)])
    def test_every_state_with_every_action(self, state: B | O, action: str) -> None:
        target = ALL.get((state, action))
        if target is not None:
            move = require_move(state, action)
            assert (move.source, move.target, move.action) == (state, target, action)
            assert find_move(state, action) == move
            return
        assert find_move(state, action) is None
        with pytest.raises(Conflict) as caught:
            require_move(state, action)
        assert caught.value.extra["state"] == state.value
        assert set(caught.value.extra["allowed"]) <= {a for s, a in ALL if s is state}
        assert caught.value.detail.endswith(".")

    def test_the_refusal_is_that_of_the_action(self) -> None:
        with pytest.raises(Conflict, match="Só um orçamento em rascunho pode ser enviado") as caught:
            require_move(O.ENVIADO, "send")
        assert caught.value.extra["allowed"] == ["approve", "reject"]

    def test_only_a_concluded_briefing_generates(self) -> None:
        for state in set(B) - {B.CONCLUIDO}:
            with pytest.raises(Conflict, match="Só um briefing concluído gera orçamento"):
                require_move(state, "generate")

    @pytest.mark.parametrize("state", [B.CONCLUIDO, O.ENVIADO])
    def test_an_action_that_does_not_exist_is_a_fault_of_the_program(self, state: B | O) -> None:
        with pytest.raises(ValueError, match="no action"):
            require_move(state, "explode")

    def test_an_action_of_the_other_machine_does_not_exist_here(self) -> None:
        with pytest.raises(ValueError, match="no action 'send' for BriefingState"):
            require_move(B.CONCLUIDO, "send")


class TestTables:
    @pytest.mark.parametrize("table", [BRIEFING_MOVES, ORCAMENTO_MOVES])
    def test_one_action_leads_to_one_place_with_one_permission_and_refusal(self, table: tuple[Move[B], ...]) -> None:
        assert len({(move.source, move.action) for move in table}) == len(table)
        for action in {move.action for move in table}:
            same = [move for move in table if move.action == action]
            assert len({(move.permission, move.refusal, move.target) for move in same}) == 1

    @pytest.mark.parametrize(("table", "start"), [(BRIEFING_MOVES, B.EM_ANDAMENTO), (ORCAMENTO_MOVES, O.RASCUNHO)])
    def test_every_state_can_be_reached(self, table: tuple[Move[B], ...], start: B | O) -> None:
        reached = {start}
        for _ in table:
            reached |= {move.target for move in table if move.source in reached}
        assert reached == set(type(start))

    def test_what_is_over_is_over(self) -> None:
        assert set(B) - {move.source for move in BRIEFING_MOVES} == {B.PROJETO_INICIADO}
        over = {O.APROVADO, O.REJEITADO, O.EXPIRADO, O.SUBSTITUIDO}
        assert set(O) - {move.source for move in ORCAMENTO_MOVES} == over

    def test_answers_change_only_where_completing_follows(self) -> None:
        assert {move.source for move in BRIEFING_MOVES if move.action == "complete"} == ANSWERABLE


EVERYTHING = {move.permission for move in (*BRIEFING_MOVES, *ORCAMENTO_MOVES)}


class TestAllowedActions:
    @pytest.mark.parametrize(
        ("state", "actions"),
        [
            (B.EM_ANDAMENTO, ["complete"]),
            (B.EM_EDICAO, ["complete"]),
            (B.CONCLUIDO, ["edit", "generate"]),
            (B.ORCAMENTO_ELABORACAO, ["edit", "generate_version"]),
            (B.PROJETO_INICIADO, []),
            (O.RASCUNHO, ["send"]),
            (O.ENVIADO, ["approve", "reject"]),
            (O.APROVADO, []),
            (O.SUBSTITUIDO, []),
        ],
    )
    def test_with_every_permission_but_never_what_only_the_program_does(self, state: B | O, actions: list[str]) -> None:
        assert allowed_actions(state, EVERYTHING) == actions

    def test_only_what_the_person_may(self) -> None:
        assert allowed_actions(B.CONCLUIDO, {"estimating.orcamentos.create", "other"}) == ["generate"]
        assert allowed_actions(B.CONCLUIDO, set()) == []

    def test_every_permission_of_a_move_is_one_that_a_role_can_have(self) -> None:
        assert EVERYTHING - {""} <= {permission.key for permission in PERMISSIONS}
