"""What may follow what: the one table of moves of a purchase request.

::

    draft -submit-> pending_a1 -approve_a1-> quotation -award-> pending_a2
    pending_a2 -approve_a2-> [pending_a3 -approve_a3->] approved
    approved -order-> ordered -receive-> [partially_received -receive->] received -close-> closed
    pending_* -reject-> draft | -reject_and_archive-> archived;  pending_a1 -withdraw-> draft
    quotation -revise-> pending_a1 (items changed after the need was approved)
    pending_a2, pending_a3, approved, ordered -return_to_quotation-> quotation (nothing came yet)
    partially_received -close_short-> closed (the balance becomes a request of its own)
    ordered -hand_over-> cancelled (nothing came, and all of it became requests of their own)
    before it is ordered -cancel-> cancelled;  draft, closed, cancelled -archive-> archived -restore-> where it was

A card that is moved on the kanban is the same call: `moves_between` names what leads from one column to another.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

import msgspec

from esteio.core.errors import Conflict
from esteio.modules.procurement import permissions
from esteio.modules.procurement.rules.vocabulary import RequestStatus

S = RequestStatus


class Who(StrEnum):
    """Who of those that hold the permission may."""

    ANYONE = "anyone"
    OWNER = "owner"
    """The requester; somebody else needs `procurement.requests.manage`."""
    SIGNER = "signer"
    """Never the requester, and nobody who has signed in this round (`rules/signers.py`)."""
    PROGRAM = "program"
    """Nobody: it follows from another act."""


class Condition(StrEnum):
    """What must be so for a move that only sometimes applies."""

    HAS_ITEMS = "has_items"
    ABOVE_LIMIT = "above_limit"
    """The awarded total is above the limit of the policy."""
    WITHIN_LIMIT = "within_limit"
    NOTHING_RECEIVED = "nothing_received"
    SOMETHING_RECEIVED = "something_received"
    ALL_RECEIVED = "all_received"
    WAS_OPEN = "was_open"
    """It was archived as a draft, or by a rejection."""
    WAS_CLOSED = "was_closed"
    WAS_CANCELLED = "was_cancelled"


class Told(StrEnum):
    """What people are told of a move; to whom, `service/telling.py` says."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    """It waits for a signature: those whose turn it is (`service/approvals.py`)."""
    RECEIVED = "received"


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """One allowed move."""

    action: str
    source: RequestStatus
    target: RequestStatus
    permission: str = ""
    who: Who = Who.ANYONE
    when: Condition | None = None
    announces: Told | None = None


def _from(
    sources: tuple[RequestStatus, ...],
    action: str,
    target: RequestStatus,
    permission: str,
    who: Who = Who.ANYONE,
    when: Condition | None = None,
    announces: Told | None = None,
) -> tuple[Move, ...]:
    return tuple(
        Move(
            action=action,
            source=source,
            target=target,
            permission=permission,
            who=who,
            when=when,
            announces=announces,
        )
        for source in sources
    )


PENDING = (S.PENDING_A1, S.PENDING_A2, S.PENDING_A3)
_BEFORE_ORDER = (S.DRAFT, *PENDING, S.QUOTATION, S.APPROVED)
_SIGNING = {
    S.PENDING_A1: permissions.APPROVALS_NEED,
    S.PENDING_A2: permissions.APPROVALS_PURCHASE,
    S.PENDING_A3: permissions.APPROVALS_DIRECTOR,
}
"""What a signature of each stage asks for; in A3 `procurement.approvals.ceo` does as well (`rules/signers.py`)."""

MOVES: tuple[Move, ...] = (
    *_from(
        (S.DRAFT,),
        "submit",
        S.PENDING_A1,
        permissions.REQUESTS_CREATE,
        Who.OWNER,
        Condition.HAS_ITEMS,
        Told.SUBMITTED,
    ),
    *_from((S.PENDING_A1,), "withdraw", S.DRAFT, permissions.REQUESTS_CREATE, Who.OWNER),
    *_from(
        (S.PENDING_A1,),
        "approve_a1",
        S.QUOTATION,
        permissions.APPROVALS_NEED,
        Who.SIGNER,
        None,
        Told.APPROVED,
    ),
    *_from(
        (S.PENDING_A2,),
        "approve_a2",
        S.APPROVED,
        permissions.APPROVALS_PURCHASE,
        Who.SIGNER,
        Condition.WITHIN_LIMIT,
        Told.APPROVED,
    ),
    *_from(
        (S.PENDING_A2,),
        "approve_a2",
        S.PENDING_A3,
        permissions.APPROVALS_PURCHASE,
        Who.SIGNER,
        Condition.ABOVE_LIMIT,
        Told.WAITING,
    ),
    *_from(
        (S.PENDING_A3,),
        "approve_a3",
        S.APPROVED,
        permissions.APPROVALS_DIRECTOR,
        Who.SIGNER,
        None,
        Told.APPROVED,
    ),
    *(
        move
        for source, permission in _SIGNING.items()
        for action, target in (("reject", S.DRAFT), ("reject_and_archive", S.ARCHIVED))
        for move in _from((source,), action, target, permission, Who.SIGNER, None, Told.REJECTED)
    ),
    *_from((S.QUOTATION,), "revise", S.PENDING_A1, permissions.REQUESTS_CREATE, Who.OWNER, Condition.HAS_ITEMS),
    *_from((S.QUOTATION,), "award", S.PENDING_A2, permissions.QUOTATIONS_AWARD, announces=Told.WAITING),
    *_from((S.PENDING_A2, S.PENDING_A3), "return_to_quotation", S.QUOTATION, permissions.QUOTATIONS_AWARD),
    *_from(
        (S.APPROVED, S.ORDERED),
        "return_to_quotation",
        S.QUOTATION,
        permissions.ORDERS_EDIT,
        when=Condition.NOTHING_RECEIVED,
    ),
    *_from((S.APPROVED,), "order", S.ORDERED, permissions.ORDERS_EDIT),
    *_from(
        (S.ORDERED, S.PARTIALLY_RECEIVED),
        "receive",
        S.PARTIALLY_RECEIVED,
        "",
        Who.PROGRAM,
        Condition.SOMETHING_RECEIVED,
        Told.RECEIVED,
    ),
    *_from(
        (S.ORDERED, S.PARTIALLY_RECEIVED),
        "receive",
        S.RECEIVED,
        "",
        Who.PROGRAM,
        Condition.ALL_RECEIVED,
        Told.RECEIVED,
    ),
    # A receipt was cancelled: what it had counted did not come.
    *_from(
        (S.PARTIALLY_RECEIVED, S.RECEIVED),
        "take_back_receipt",
        S.ORDERED,
        "",
        Who.PROGRAM,
        Condition.NOTHING_RECEIVED,
    ),
    *_from(
        (S.PARTIALLY_RECEIVED, S.RECEIVED),
        "take_back_receipt",
        S.PARTIALLY_RECEIVED,
        "",
        Who.PROGRAM,
        Condition.SOMETHING_RECEIVED,
    ),
    *_from((S.RECEIVED,), "close", S.CLOSED, permissions.RECEIPTS_CHECK),
    *_from((S.PARTIALLY_RECEIVED,), "close_short", S.CLOSED, permissions.ORDERS_EDIT),
    # Nothing came, and other requests buy what its orders were to bring (`rules/receiving.py`).
    *_from((S.ORDERED,), "hand_over", S.CANCELLED, "", Who.PROGRAM, Condition.NOTHING_RECEIVED),
    *_from(_BEFORE_ORDER, "cancel", S.CANCELLED, permissions.REQUESTS_CREATE, Who.OWNER, None, Told.CANCELLED),
    *_from((S.DRAFT, S.CLOSED, S.CANCELLED), "archive", S.ARCHIVED, permissions.REQUESTS_CREATE, Who.OWNER),
    *_from((S.ARCHIVED,), "restore", S.DRAFT, permissions.REQUESTS_CREATE, Who.OWNER, Condition.WAS_OPEN),
    *_from((S.ARCHIVED,), "restore", S.CLOSED, permissions.REQUESTS_CREATE, Who.OWNER, Condition.WAS_CLOSED),
    *_from((S.ARCHIVED,), "restore", S.CANCELLED, permissions.REQUESTS_CREATE, Who.OWNER, Condition.WAS_CANCELLED),
)

_REFUSALS = {
    "submit": "Só um rascunho com ao menos um item pode ser enviado para aprovação.",
    "withdraw": "Só uma solicitação que espera a aprovação da necessidade volta a rascunho.",
    "approve_a1": "Esta solicitação não espera a aprovação da necessidade.",
    "approve_a2": "Esta solicitação não espera a aprovação da compra.",
    "approve_a3": "Esta solicitação não espera a segunda assinatura.",
    "reject": "Esta solicitação não espera aprovação.",
    "reject_and_archive": "Esta solicitação não espera aprovação.",
    "revise": "Só uma solicitação em cotação volta à aprovação por mudança de itens.",
    "award": "Só uma solicitação em cotação pode ter vencedores escolhidos.",
    "return_to_quotation": "Só volta à cotação uma compra já decidida da qual nada chegou.",
    "order": "Só uma solicitação aprovada vira pedido.",
    "receive": "Só se recebe o que foi pedido.",
    "take_back_receipt": "Não há recebimento a desfazer.",
    "close": "Só uma solicitação toda recebida pode ser encerrada.",
    "close_short": "Só uma solicitação recebida em parte pode ser encerrada com saldo.",
    "hand_over": "Só passa inteira a outras uma solicitação pedida da qual nada chegou.",
    "cancel": "Depois do pedido não se cancela a solicitação: devolva o pedido à cotação antes.",
    "archive": "Só se arquiva rascunho, solicitação encerrada ou cancelada.",
    "restore": "Esta solicitação não está arquivada.",
}


def require_move(status: RequestStatus, action: str, holding: Collection[Condition] = ()) -> Move:
    """The move that the action makes from this state, of which `holding` is so.

    Raises:
        Conflict: not from here. Its detail says what the action asks for, its `extra` has `state` and `allowed`,
            the actions that a person may take instead. KeyError: no such action.
    """
    refusal = _REFUSALS[action]
    for move in MOVES:
        if move.source is status and move.action == action and (move.when is None or move.when in holding):
            return move
    raise Conflict(refusal, state=status.value, allowed=actions_from(status))


def actions_from(status: RequestStatus) -> list[str]:
    """What people may do in this state, each once, in the order of the table."""
    found = [move.action for move in MOVES if move.source is status and move.who is not Who.PROGRAM]
    return list(dict.fromkeys(found))


def moves_between(status: RequestStatus, target: RequestStatus) -> list[Move]:
    """The moves by which people move a card from one column to another: who asked takes back, who signs rejects.

    Raises:
        Conflict: no one action leads there; its `extra` has `state` and `allowed`, the columns it may go to.
    """
    people = [move for move in MOVES if move.source is status and move.who is not Who.PROGRAM]
    if found := [move for move in people if move.target is target]:
        return found
    reachable = list(dict.fromkeys(move.target.value for move in people))
    raise Conflict("Esta solicitação não pode ir direto para essa coluna.", state=status.value, allowed=reachable)
