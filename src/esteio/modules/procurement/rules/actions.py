"""What people may do with a request now: the moves of its state, and what does not move it.

A row is the same for everybody with the same rights (docs/decisions/0025), so it says what whoever holds the
reader's rights `can` do, and what certain people may besides (`canAlso`), because the request is theirs or waits for
their signature.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from esteio.modules.procurement import permissions
from esteio.modules.procurement.rules.states import MOVES, PENDING, Condition, Who
from esteio.modules.procurement.rules.vocabulary import RequestStatus

S = RequestStatus

EDITABLE: frozenset[RequestStatus] = frozenset({S.DRAFT, S.QUOTATION})
"""States in which a request may be altered; once its need was approved, that takes it back to A1 (`revise`)."""
ENDED: frozenset[RequestStatus] = frozenset({S.CLOSED, S.CANCELLED, S.ARCHIVED})
"""States in which nothing is bought any more."""
SIGNING: tuple[str, ...] = ("approve", "reject")
"""What whoever a request waits for may do."""

_NEEDS_ANSWERS = "award"


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
