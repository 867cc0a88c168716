"""What happens to an orçamento, told twice: to the people who work on it (its history) and to the trail."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from esteio.core.access import Actor
from esteio.core.audit import NOWHERE, AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.modules.estimating.store import orcamentos as store


class EventKind(StrEnum):
    """The lines of a history; names never change."""

    CREATED = "created"
    CHANGED = "changed"
    DISCOUNT_ASKED = "discount_asked"
    DISCOUNT_APPROVED = "discount_approved"
    DISCOUNT_REFUSED = "discount_refused"
    SENT = "sent"
    LINK_RENEWED = "link_renewed"
    OPENED = "opened"
    """The client opened the link, for the first time."""
    COMMENTED = "commented"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"
    REPLACED = "replaced"


class Client(msgspec.Struct, frozen=True):
    """Somebody who came by the public link, under the name that they gave, if any."""

    name: str = ""


PROGRAM = None
"""Nobody: what follows from something else, or from the calendar."""


async def note(
    tx: Tx,
    orcamento_id: UUID,
    kind: EventKind,
    who: Actor | Client | None,
    origin: Origin = NOWHERE,
    *,
    text: str = "",
    detail: dict[str, Any] | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> UUID:
    """Tell of one event; returns the line of the history.

    `text` is what a person wrote; it and the name of a client stay out of the trail, as all personal data does. Of a
    client the history keeps address and program, which is what a signature from afar consists of.
    """
    person_id = who.user_id if isinstance(who, Actor) else None
    told = {**(detail or {}), **({"before": before} if before else {}), **({"after": after} if after else {})}
    if isinstance(who, Client):
        told |= {"address": origin.address, "userAgent": origin.user_agent[:500]}
    event_id = await store.insert_event(
        tx,
        orcamento_id,
        kind=kind,
        person_id=person_id,
        person_name=who.name if who else "",
        text=text,
        detail=msgspec.json.encode(told).decode(),
    )
    record(
        tx,
        AuditEntry(
            action=f"orcamentos.{kind}",
            tenant_id=tx.tenant_id,
            user_id=person_id,
            thing="orcamento",
            thing_id=orcamento_id,
            before=before,
            after=after,
            detail=detail,
            origin=origin,
        ),
    )
    return event_id
