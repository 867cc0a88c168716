"""The history of a request."""

from __future__ import annotations

from enum import StrEnum

from esteio.core.history import History


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


HISTORY = History(table="purchase_request_events", owner="request_id", thing="purchase_request", moves=True)
note = HISTORY.note
