"""What may follow what: the tables of moves of a briefing and of an orçamento.

Briefing::

    EM_ANDAMENTO -complete-> CONCLUIDO <-complete / edit-> EM_EDICAO
    CONCLUIDO -generate-> ORCAMENTO_ELABORACAO -start_project-> PROJETO_INICIADO
    ORCAMENTO_ELABORACAO -generate_version-> itself, -edit-> EM_EDICAO, -release-> CONCLUIDO

Orçamento, one version::

    RASCUNHO -send-> ENVIADO -approve-> APROVADO | -reject-> REJEITADO | -expire-> EXPIRADO
    RASCUNHO, ENVIADO -replace-> SUBSTITUIDO (a new version takes its place)
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Generic, TypeVar, cast

import msgspec

from esteio.core.errors import Conflict
from esteio.modules.estimating.rules.vocabulary import BriefingState, OrcamentoState

State = TypeVar("State", BriefingState, OrcamentoState)


class Move(msgspec.Struct, Generic[State], frozen=True):
    """One allowed move."""

    action: str
    source: State
    target: State
    permission: str
    """What a person needs; empty where the program moves by itself, following another move or the calendar."""
    refusal: str
    """What a person reads who tries it in any other state."""


_COMPLETE = "Só um briefing em andamento ou em edição pode ser concluído."
_EDIT = "Só um briefing concluído ou em elaboração de orçamento pode ser reaberto para edição."
_START = "O projeto só começa a partir de um orçamento aprovado de um briefing que ainda não virou projeto."

BRIEFING_MOVES: tuple[Move[BriefingState], ...] = (
    Move(
        "complete",
        BriefingState.EM_ANDAMENTO,
        BriefingState.CONCLUIDO,
        "estimating.briefings.conclude",
        _COMPLETE,
    ),
    Move(
        "complete",
        BriefingState.EM_EDICAO,
        BriefingState.CONCLUIDO,
        "estimating.briefings.conclude",
        _COMPLETE,
    ),
    Move("edit", BriefingState.CONCLUIDO, BriefingState.EM_EDICAO, "estimating.briefings.edit", _EDIT),
    # A briefing may change while its orçamento is drawn up or with the client: what comes of it is a new version.
    Move("edit", BriefingState.ORCAMENTO_ELABORACAO, BriefingState.EM_EDICAO, "estimating.briefings.edit", _EDIT),
    Move(
        "generate",
        BriefingState.CONCLUIDO,
        BriefingState.ORCAMENTO_ELABORACAO,
        "estimating.orcamentos.create",
        "Só um briefing concluído gera orçamento.",
    ),
    Move(
        "generate_version",
        BriefingState.ORCAMENTO_ELABORACAO,
        BriefingState.ORCAMENTO_ELABORACAO,
        "estimating.orcamentos.create",
        "Só um briefing com orçamento em elaboração gera uma nova versão.",
    ),
    # Back, once no version is a draft or with the client any more (rejected or expired).
    Move(
        "release",
        BriefingState.ORCAMENTO_ELABORACAO,
        BriefingState.CONCLUIDO,
        "",
        "O briefing não está em elaboração de orçamento.",
    ),
    Move(
        "start_project",
        BriefingState.ORCAMENTO_ELABORACAO,
        BriefingState.PROJETO_INICIADO,
        "",
        _START,
    ),
    # An offer that was sent binds until it lapses (Código Civil, art. 427), so the client may still approve it
    # while the studio has reopened the briefing, or closed it again without a new version.
    Move("start_project", BriefingState.EM_EDICAO, BriefingState.PROJETO_INICIADO, "", _START),
    Move("start_project", BriefingState.CONCLUIDO, BriefingState.PROJETO_INICIADO, "", _START),
)

_REPLACE = "Só um orçamento em rascunho ou enviado dá lugar a uma nova versão."

ORCAMENTO_MOVES: tuple[Move[OrcamentoState], ...] = (
    Move(
        "send",
        OrcamentoState.RASCUNHO,
        OrcamentoState.ENVIADO,
        "estimating.orcamentos.send",
        "Só um orçamento em rascunho pode ser enviado.",
    ),
    Move(
        "approve",
        OrcamentoState.ENVIADO,
        OrcamentoState.APROVADO,
        "estimating.orcamentos.decide",
        "Só um orçamento enviado, ainda válido, pode ser aprovado.",
    ),
    Move(
        "reject",
        OrcamentoState.ENVIADO,
        OrcamentoState.REJEITADO,
        "estimating.orcamentos.decide",
        "Só um orçamento enviado pode ser rejeitado.",
    ),
    Move("expire", OrcamentoState.ENVIADO, OrcamentoState.EXPIRADO, "", "Só um orçamento enviado pode expirar."),
    # A draft gives way when a new version is generated, a sent one when the new version is sent.
    Move("replace", OrcamentoState.RASCUNHO, OrcamentoState.SUBSTITUIDO, "", _REPLACE),
    Move("replace", OrcamentoState.ENVIADO, OrcamentoState.SUBSTITUIDO, "", _REPLACE),
)

MOVING_PERMISSIONS: frozenset[str] = frozenset(move.permission for move in ORCAMENTO_MOVES if move.permission)
"""Whoever holds different ones of these can do different things with an orçamento."""

ANSWERABLE: frozenset[BriefingState] = frozenset({BriefingState.EM_ANDAMENTO, BriefingState.EM_EDICAO})
"""States of a briefing in which answers may change."""


def require_move(state: State, action: str) -> Move[State]:
    """The move that the action makes from this state.

    Raises:
        Conflict: not from here. Its detail is the refusal of the action, its `extra` has `state` and `allowed`,
            the actions that a person may take instead. ValueError: no such action.
    """
    move = find_move(state, action)
    if move is not None:
        return move
    refusals = [other.refusal for other in _moves(state) if other.action == action]
    if not refusals:
        raise ValueError(f"no action {action!r} for {type(state).__name__}")
    allowed = [other.action for other in _moves(state) if other.source is state and other.permission]
    raise Conflict(refusals[0], state=state.value, allowed=allowed)


def find_move(state: State, action: str) -> Move[State] | None:
    """The move that the action makes from this state, or None. For what follows another move only where it applies."""
    return next((move for move in _moves(state) if move.source is state and move.action == action), None)


def allowed_actions(state: State, permissions: Collection[str]) -> list[str]:
    """What a person with these permissions may do from this state, in the order of the table (`can` of a row)."""
    return [
        move.action
        for move in _moves(state)
        if move.source is state and move.permission and move.permission in permissions
    ]


def _moves(state: State) -> tuple[Move[State], ...]:
    table = BRIEFING_MOVES if isinstance(state, BriefingState) else ORCAMENTO_MOVES
    return cast("tuple[Move[State], ...]", table)
