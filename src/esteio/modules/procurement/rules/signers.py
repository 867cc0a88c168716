"""Who may sign what waits for approval: the ladder of each stage, and who of it is out.

A stage has rungs, from those who answer for it upwards (domain page, "Approvals"; decision 26)::

    A1, the need        approvers of the cost centre -> directors -> CEOs
    A2, the purchase    holders of `procurement.approvals.purchase` -> directors -> CEOs
    A3, a large one     directors -> CEOs

The lowest rung on which somebody may sign is asked; one signature is enough. Who has waited too long (escalation) may
get it from the next rung as well. Out is the requester, and whoever has signed, or was signed for, in this round.
Somebody who is away is signed for by a delegate, who must not be out either; a delegation is not passed on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

import msgspec

from esteio.modules.procurement.rules.vocabulary import RequestStatus, Stage

STAGES = {
    RequestStatus.PENDING_A1: Stage.A1,
    RequestStatus.PENDING_A2: Stage.A2,
    RequestStatus.PENDING_A3: Stage.A3,
}
"""Which signature a state waits for."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A request that waits for a signature."""

    stage: Stage
    requester_id: UUID
    signed: frozenset[UUID]
    """Who has signed in this round, and for whom was signed."""
    escalated: bool = False


class Holders(msgspec.Struct, frozen=True, kw_only=True):
    """Who answers for what, by right of their own. Active members only."""

    need: frozenset[UUID] = frozenset()
    """Approvers of the request's cost centre who hold `procurement.approvals.need`."""
    purchase: frozenset[UUID] = frozenset()
    directors: frozenset[UUID] = frozenset()
    ceos: frozenset[UUID] = frozenset()


class Delegate(msgspec.Struct, frozen=True, order=True):
    """Somebody signs for somebody who is away today."""

    from_id: UUID
    to_id: UUID


class Signer(msgspec.Struct, frozen=True):
    """Somebody who may sign."""

    person_id: UUID
    on_behalf_of: UUID | None = None
    """Who is away; None when it is their own to sign."""
    escalated: bool = False
    """Only because it has waited too long."""


def signers(waiting: Waiting, holders: Holders, delegates: Sequence[Delegate]) -> list[Signer]:
    """Everybody who may sign now, each once, by id: in their own name rather than in another's, on the lower rung
    rather than on the higher. Empty when nobody may: then somebody must be given the right.
    """
    out = waiting.signed | {waiting.requester_id}
    rungs = [rung for people in _ladder(waiting.stage, holders) if (rung := _rung(people, out, delegates))]
    found: dict[UUID, Signer] = {}
    for place, rung in enumerate(rungs[: 2 if waiting.escalated else 1]):
        for person_id, on_behalf_of in rung.items():
            found.setdefault(person_id, Signer(person_id, on_behalf_of, escalated=place > 0))
    return [found[person_id] for person_id in sorted(found)]


def _ladder(stage: Stage, holders: Holders) -> tuple[Collection[UUID], ...]:
    above = (holders.directors, holders.ceos)
    match stage:
        case Stage.A1:
            return (holders.need, *above)
        case Stage.A2:
            return (holders.purchase, *above)
        case Stage.A3:
            return above


def _rung(people: Collection[UUID], out: frozenset[UUID], delegates: Sequence[Delegate]) -> dict[UUID, UUID | None]:
    """Who of a rung may sign, with whom they sign for."""
    own = [person_id for person_id in people if person_id not in out]
    found: dict[UUID, UUID | None] = dict.fromkeys(own)
    for delegate in sorted(delegates):
        if delegate.from_id in own and delegate.to_id not in out:
            found.setdefault(delegate.to_id, delegate.from_id)
    return found
