"""The history of an orçamento."""

from __future__ import annotations

from enum import StrEnum

from esteio.core.history import History


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


HISTORY = History(table="orcamento_events", owner="orcamento_id", thing="orcamento")
note = HISTORY.note
