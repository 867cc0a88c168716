"""What may become of one supplier's quotation, and what a person may do with it or with its round.

::

    invited -answer-> active -answer-> active;  invited, active -decline-> declined -answer-> active
    invited -expire-> expired (the round closed);  expired -extend-> invited;  expired -answer-> active (buyer only)
    invited, active, declined, expired -cancel-> cancelled;  declined, expired, cancelled -invite_again-> invited
    active -win-> winner | -lose-> lost;  invited -lose-> expired;  winner, lost -reopen-> active
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from esteio.core.errors import Conflict
from esteio.modules.procurement.permissions import QUOTATIONS_AWARD, QUOTATIONS_RUN
from esteio.modules.procurement.rules.vocabulary import QuotationStatus, RoundStatus

S = QuotationStatus


class QuotationMove(msgspec.Struct, frozen=True):
    """One allowed move."""

    action: str
    source: QuotationStatus
    target: QuotationStatus


MOVES: tuple[QuotationMove, ...] = tuple(
    QuotationMove(action, source, target)
    for action, sources, target in (
        ("answer", (S.INVITED, S.ACTIVE, S.DECLINED, S.EXPIRED), S.ACTIVE),
        ("decline", (S.INVITED, S.ACTIVE), S.DECLINED),
        ("expire", (S.INVITED,), S.EXPIRED),
        ("extend", (S.EXPIRED,), S.INVITED),
        ("invite_again", (S.DECLINED, S.EXPIRED, S.CANCELLED), S.INVITED),
        ("cancel", (S.INVITED, S.ACTIVE, S.DECLINED, S.EXPIRED), S.CANCELLED),
        ("win", (S.ACTIVE,), S.WINNER),
        ("lose", (S.ACTIVE,), S.LOST),
        ("lose", (S.INVITED,), S.EXPIRED),
        ("reopen", (S.WINNER, S.LOST), S.ACTIVE),
    )
    for source in sources
)

_REFUSALS = {
    "answer": "Esta cotação não recebe mais resposta.",
    "decline": "Só se recusa uma cotação que ainda espera resposta ou que foi respondida.",
    "expire": "Só vence uma cotação que não foi respondida.",
    "extend": "Só se prorroga uma cotação que venceu sem resposta.",
    "invite_again": "Este fornecedor já está convidado nesta cotação.",
    "cancel": "Esta cotação não pode mais ser cancelada.",
    "win": "Só uma cotação respondida pode vencer.",
    "lose": "Só perde uma cotação que ainda estava em jogo.",
    "reopen": "Só volta ao jogo uma cotação que já foi decidida.",
}

ANSWERED: frozenset[QuotationStatus] = frozenset({S.ACTIVE, S.WINNER, S.LOST})
"""What counts as an answer."""
INVITED: frozenset[QuotationStatus] = frozenset(S) - {S.CANCELLED}
"""What counts as invited."""
LINK_WORKS: frozenset[QuotationStatus] = frozenset({S.INVITED, S.ACTIVE, S.DECLINED})
"""While the round is open and its time has not come."""


def require_quotation_move(status: QuotationStatus, action: str) -> QuotationMove:
    """The move that the action makes from this state.

    Raises:
        Conflict: not from here; its `extra` has `state`. KeyError: no such action.
    """
    refusal = _REFUSALS[action]
    for move in MOVES:
        if move.source is status and move.action == action:
            return move
    raise Conflict(refusal, state=status.value)


def may_move(status: QuotationStatus, action: str) -> bool:
    """Whether the action leads anywhere from this state."""
    return any(move.source is status and move.action == action for move in MOVES)


def quotation_actions(status: QuotationStatus, round_status: RoundStatus, permissions: Collection[str]) -> list[str]:
    """What the buyer's side may do with a quotation, in the order in which it is offered."""
    if QUOTATIONS_RUN not in permissions or round_status is not RoundStatus.OPEN:
        return []
    actions = [action for action in ("answer", "decline", "cancel", "invite_again") if may_move(status, action)]
    if status in LINK_WORKS:
        actions += ["share", "message", "attach"]
    return actions


def round_actions(status: RoundStatus, permissions: Collection[str], *, has_answers: bool) -> list[str]:
    """What people may do with a round, in the order in which it is offered."""
    if status is not RoundStatus.OPEN:
        return []
    actions = ["invite", "extend", "remind", "cancel"] if QUOTATIONS_RUN in permissions else []
    return [*actions, "award"] if has_answers and QUOTATIONS_AWARD in permissions else actions
