"""The history of an order."""

from __future__ import annotations

from enum import StrEnum

from esteio.core.history import History


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


HISTORY = History(table="purchase_order_events", owner="order_id", thing="purchase_order", moves=True)
note = HISTORY.note
