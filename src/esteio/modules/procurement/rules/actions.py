"""What people may do with a request now: the moves of its state, and what does not move it.

A row is the same for everybody with the same rights (docs/decisions/0025), so it says what whoever holds the
reader's rights `can` do, and what certain people may besides (`canAlso`), because the request is theirs or waits for
their signature.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

import msgspec

from esteio.modules.procurement import permissions
from esteio.modules.procurement.rules.states import MOVES, PENDING, Condition, Move, Who
from esteio.modules.procurement.rules.vocabulary import RequestStatus

S = RequestStatus

EDITABLE: frozenset[RequestStatus] = frozenset({S.DRAFT, S.QUOTATION})
"""States in which a request may be altered; once its need was approved, that takes it back to A1 (`revise`)."""
ENDED: frozenset[RequestStatus] = frozenset({S.CLOSED, S.CANCELLED, S.ARCHIVED})
"""States in which nothing is bought any more."""
SIGNING: tuple[str, ...] = ("approve", "reject")
"""What whoever a request waits for may do."""

_NEEDS_ANSWERS = "award"
_ON_A_SCREEN = frozenset(
    {(S.QUOTATION, "award"), (S.PARTIALLY_RECEIVED, "close_short"), (S.ORDERED, "return_to_quotation")}
)
"""What takes more than a card says: whom to award, which order to give up or to take back."""


class Abilities(msgspec.Struct, frozen=True):
    """What may be done with a request."""

    can: tuple[str, ...]
    """By everybody with these rights, in the order in which it is offered."""
    own: tuple[str, ...]
    """Besides, by its requester, if they have these rights."""


def request_abilities(
    status: RequestStatus, granted: Collection[str], *, has_items: bool, has_answers: bool
) -> Abilities:
    """What people with these permissions may do in this state, but for signing (`SIGNING`).

    `has_answers`: at least one supplier answered in the open round.
    """
    can: list[str] = []
    own: list[str] = []

    def offer(action: str, permission: str, who: Who = Who.ANYONE) -> None:
        if permissions.REQUESTS_MANAGE in granted if who is Who.OWNER else permission in granted:
            can.append(action)
        elif who is Who.OWNER and permission in granted:
            own.append(action)

    if status is S.DRAFT:
        offer("edit", permissions.REQUESTS_CREATE, Who.OWNER)
    for move in MOVES:
        if move.source is not status or move.who in (Who.PROGRAM, Who.SIGNER):
            continue
        if move.when is Condition.HAS_ITEMS and not has_items:
            continue
        if move.action == _NEEDS_ANSWERS and not has_answers:
            continue
        if move.action not in (*can, *own):
            offer(move.action, move.permission, move.who)
    if status is S.QUOTATION:
        offer("invite", permissions.QUOTATIONS_RUN)
    if status not in ENDED:
        offer("assign_buyer", permissions.REQUESTS_MANAGE)
    offer("comment", permissions.REQUESTS_CREATE)
    offer("duplicate", permissions.REQUESTS_CREATE)
    return Abilities(tuple(can), tuple(own))


class Asks(StrEnum):
    """What a move asks for beside the card."""

    NOTHING = "nothing"
    REASON = "reason"
    """At least 10 characters."""
    SCREEN = "screen"
    """More than a card says; `MOVE_NEEDS_MORE`."""


class CardMove(msgspec.Struct, frozen=True):
    """A move as a kanban offers it."""

    action: str
    offered_as: str
    """As it stands in a row's `can` or `canAlso`."""
    source: RequestStatus
    target: RequestStatus
    asks: Asks


def card_moves() -> list[CardMove]:
    """Every move that people make, in the order of the table."""
    return [
        CardMove(
            action=move.action,
            offered_as=next((word for word in SIGNING if move.action.startswith(word)), move.action),
            source=move.source,
            target=move.target,
            asks=_asks(move),
        )
        for move in MOVES
        if move.who is not Who.PROGRAM
    ]


def _asks(move: Move) -> Asks:
    if (move.source, move.action) in _ON_A_SCREEN:
        return Asks.SCREEN
    return Asks.REASON if move.action.startswith("reject") else Asks.NOTHING


def waits_for_signature(status: RequestStatus) -> bool:
    """Whether certain people may sign it now."""
    return status in PENDING


ABLE_BY: frozenset[str] = frozenset(
    {
        permissions.REQUESTS_CREATE,
        permissions.REQUESTS_MANAGE,
        permissions.QUOTATIONS_RUN,
        *(move.permission for move in MOVES if move.permission and move.who is not Who.SIGNER),
    }
)
"""Whoever holds different ones of these can do different things with a request."""
