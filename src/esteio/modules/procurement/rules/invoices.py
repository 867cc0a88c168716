"""What can be done with an invoice, and whose it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from esteio.modules.procurement.permissions import RECEIPTS_CHECK


class InvoiceState(StrEnum):
    """Where an invoice stands; worked out from what names it, never stored."""

    FREE = "free"
    """It belongs to no order yet."""
    LINKED = "linked"
    IN_USE = "in_use"
    """A receipt that is being checked names it."""
    CHECKED = "checked"
    """A receipt was done with it: what was matched does not change."""
    CANCELLED = "cancelled"


S = InvoiceState

INVOICE_ACTIONS: Mapping[str, tuple[str, ...]] = {
    S.FREE: ("link", "cancel"),
    S.LINKED: ("link", "map", "cancel"),
    S.IN_USE: ("map",),
    S.CHECKED: (),
    S.CANCELLED: ("restore",),
}
"""By its state, for whoever may check receipts."""


def invoice_actions(permissions: Collection[str], state: InvoiceState) -> list[str]:
    """What somebody with these permissions can do with an invoice in this state."""
    return list(INVOICE_ACTIONS[state]) if RECEIPTS_CHECK in permissions else []


def same_party(one: str, other: str) -> bool:
    """Whether two normalised documents are of one firm or person: the same CPF, or CNPJs that share their root.

    The first eight characters of a CNPJ are the firm, the next four one of its branches (Instrução Normativa RFB
    2.119/2022), and any of them may issue and receive for it.
    """
    if len(one) == len(other) == 14:
        return one[:8] == other[:8]
    return one == other
