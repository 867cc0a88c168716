"""What happens to a request, told twice: to the people who work on it (its history) and to the trail."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from esteio.core.access import Actor
from esteio.core.audit import NOWHERE, AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.modules.procurement.store import requests as store


class EventKind(StrEnum):
    """The lines of a history that tell of no move; a move's line has the name of its action. Names never change."""

    CREATED = "created"
    CHANGED = "changed"
    ITEMS_CHANGED = "items_changed"
    BUYER_ASSIGNED = "buyer_assigned"
    ROUND_OPENED = "round_opened"
    SUPPLIERS_INVITED = "suppliers_invited"
    ROUND_EXTENDED = "round_extended"
    SUPPLIERS_REMINDED = "suppliers_reminded"
    ROUND_CLOSED = "round_closed"
    ROUND_CANCELLED = "round_cancelled"
    QUOTATION_ANSWERED = "quotation_answered"
    QUOTATION_DECLINED = "quotation_declined"
    QUOTATION_CANCELLED = "quotation_cancelled"
    QUOTATION_LINK_RENEWED = "quotation_link_renewed"
    FOLLOWED = "followed"
    """Another request opened for what this one leaves."""
    ESCALATED = "escalated"
    """It waited too long for a signature: who stands above may sign."""


class Supplier(msgspec.Struct, frozen=True):
    """Somebody who came by a supplier's link, under the supplier's name."""

    name: str


PROGRAM = None
"""Nobody: what follows from something else, or from the calendar."""


async def note(
    tx: Tx,
    request_id: UUID,
    kind: str,
    who: Actor | Supplier | None,
    origin: Origin = NOWHERE,
    *,
    text: str = "",
    detail: dict[str, Any] | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    from_status: str | None = None,
    to_status: str | None = None,
) -> UUID:
    """Tell of one event; returns the line of the history.

    `kind` is an `EventKind` or the action of a move, which has its states as `from_status` and `to_status`. What a
    person wrote (`text`) stays out of the trail, as all personal data does. Of who came by a link the history keeps
    address and program.
    """
    person_id = who.user_id if isinstance(who, Actor) else None
    told = {**(detail or {}), **({"before": before} if before else {}), **({"after": after} if after else {})}
    if isinstance(who, Supplier):
        told |= {"address": origin.address, "userAgent": origin.user_agent[:500]}
    event_id = await store.insert_event(
        tx,
        request_id,
        kind=kind,
        from_status=from_status,
        to_status=to_status,
        person_id=person_id,
        person_name=who.name if who else "",
        text=text,
        detail=msgspec.json.encode(told).decode(),
    )
    record(
        tx,
        AuditEntry(
            action=f"purchase_requests.{kind}",
            tenant_id=tx.tenant_id,
            user_id=person_id,
            thing="purchase_request",
            thing_id=request_id,
            before={"status": from_status, **(before or {})} if from_status else before,
            after={"status": to_status, **(after or {})} if to_status else after,
            detail=detail,
            origin=origin,
        ),
    )
    return event_id
