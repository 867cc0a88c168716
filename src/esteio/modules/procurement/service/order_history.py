"""What happens to an order, told twice: to the people who work on it (its history) and to the trail."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from esteio.core.access import Actor
from esteio.core.audit import NOWHERE, AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.modules.procurement.service.history import Supplier
from esteio.modules.procurement.store import orders as store


class OrderEventKind(StrEnum):
    """The lines of an order's history that tell of no move; a move's line has the name of its action. Names never
    change."""

    ISSUED = "issued"
    CHANGED = "changed"
    LINK_RENEWED = "link_renewed"
    OPENED = "opened"
    """The supplier opened the link, for the first time."""
    ASKED = "asked"
    """The supplier wrote."""
    ANSWERED = "answered"
    """The buyer wrote."""
    RECEIPT_COUNTED = "receipt_counted"
    RECEIPT_RECOUNTED = "receipt_recounted"
    RECEIPT_HANDED_IN = "receipt_handed_in"
    RECEIPT_DONE = "receipt_done"
    RECEIPT_CANCELLED = "receipt_cancelled"
    INVOICE_LINKED = "invoice_linked"
    INVOICE_UNLINKED = "invoice_unlinked"
    INVOICE_MAPPED = "invoice_mapped"
    """Somebody said which items of the order its lines are."""
    INVOICE_CANCELLED = "invoice_cancelled"
    INVOICE_RESTORED = "invoice_restored"


async def note(
    tx: Tx,
    order_id: UUID,
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

    `kind` is an `OrderEventKind` or the action of a move, which has its states as `from_status` and `to_status`. What a
    person wrote (`text`) stays out of the trail, as all personal data does. Of who came by a link the history keeps
    address and program.
    """
    person_id = who.user_id if isinstance(who, Actor) else None
    told = {**(detail or {}), **({"before": before} if before else {}), **({"after": after} if after else {})}
    if isinstance(who, Supplier):
        told |= {"address": origin.address, "userAgent": origin.user_agent[:500]}
    event_id = await store.insert_event(
        tx,
        order_id,
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
            action=f"purchase_orders.{kind}",
            tenant_id=tx.tenant_id,
            user_id=person_id,
            thing="purchase_order",
            thing_id=order_id,
            before={"status": from_status, **(before or {})} if from_status else before,
            after={"status": to_status, **(after or {})} if to_status else after,
            detail=detail,
            origin=origin,
        ),
    )
    return event_id
