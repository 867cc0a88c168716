"""A purchase order: what may follow what, what people may do with it, and what it adds up to.

::

    draft -send-> sent -confirm-> confirmed -complete-> completed (everything came, and was checked)
    sent -complete-> completed (goods may come before any confirmation)
    draft, sent, confirmed -cancel-> cancelled (nothing came)
    draft, sent, confirmed -return_to_quotation-> cancelled (nothing came) | completed (the balance is given up)
    sent, confirmed -close_short-> completed (a part came, the balance is given up)

How much came is never typed: it follows from receipts (`rules/receiving.py`), and giving up a balance changes nothing
of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from decimal import Decimal

import msgspec

from esteio.core.errors import Conflict
from esteio.modules.procurement import permissions
from esteio.modules.procurement.rules.vocabulary import Fulfilment, OrderStatus

S, F = OrderStatus, Fulfilment

OPEN: tuple[OrderStatus, ...] = (S.DRAFT, S.SENT, S.CONFIRMED)
"""States in which something may still become of an order."""
WITH_SUPPLIER: tuple[OrderStatus, ...] = (S.SENT, S.CONFIRMED)
"""States in which its supplier has it, and goods may come."""
LINK_DAYS = 180
"""How long the supplier's link works after it was made."""


class OrderMove(msgspec.Struct, frozen=True, kw_only=True):
    """One allowed move."""

    action: str
    source: OrderStatus
    target: OrderStatus
    permission: str = ""
    """What a person needs; empty where it follows from another act. The supplier confirms by a link, without any."""
    when: Fulfilment | None = None
    """How much must have come."""


def _from(
    sources: Sequence[OrderStatus],
    action: str,
    target: OrderStatus,
    permission: str = "",
    when: Fulfilment | None = None,
) -> tuple[OrderMove, ...]:
    return tuple(
        OrderMove(action=action, source=source, target=target, permission=permission, when=when) for source in sources
    )


ORDER_MOVES: tuple[OrderMove, ...] = (
    *_from((S.DRAFT,), "send", S.SENT, permissions.ORDERS_SEND),
    *_from((S.SENT,), "confirm", S.CONFIRMED, permissions.ORDERS_EDIT),
    *_from(OPEN, "cancel", S.CANCELLED, permissions.ORDERS_EDIT, F.PENDING),
    *_from(OPEN, "return_to_quotation", S.CANCELLED, permissions.ORDERS_EDIT, F.PENDING),
    *_from(WITH_SUPPLIER, "return_to_quotation", S.COMPLETED, permissions.ORDERS_EDIT, F.PARTIAL),
    *_from(WITH_SUPPLIER, "close_short", S.COMPLETED, permissions.ORDERS_EDIT, F.PARTIAL),
    *_from(WITH_SUPPLIER, "complete", S.COMPLETED, when=F.FULFILLED),
)

_REFUSALS = {
    "send": "Só um pedido em rascunho pode ser enviado.",
    "confirm": "Só um pedido enviado pode ser confirmado.",
    "cancel": "Só se cancela um pedido em aberto do qual nada chegou.",
    "return_to_quotation": "Só volta à cotação um pedido em aberto ao qual ainda falta chegar algo.",
    "close_short": "Só se encerra com saldo um pedido em aberto que chegou em parte.",
    "complete": "Só se conclui um pedido do qual tudo chegou.",
}

MOVING_PERMISSIONS: frozenset[str] = frozenset(move.permission for move in ORDER_MOVES if move.permission)


def require_order_move(status: OrderStatus, action: str, fulfilment: Fulfilment) -> OrderMove:
    """The move that the action makes of an order in this state, of which that much has come.

    Raises:
        Conflict: not from here. Its detail says what the action asks for, its `extra` has `state`, `fulfilment` and
            `allowed`, the actions that a person may take instead. KeyError: no such action.
    """
    refusal = _REFUSALS[action]
    for move in ORDER_MOVES:
        if move.source is status and move.action == action and move.when in (None, fulfilment):
            return move
    allowed = [move.action for move in _moves_from(status, fulfilment) if move.permission]
    raise Conflict(refusal, state=status.value, fulfilment=fulfilment.value, allowed=allowed)


def order_actions(status: OrderStatus, fulfilment: Fulfilment, granted: Collection[str]) -> list[str]:
    """What people with these permissions may do with an order, in the order in which it is offered (`can` of a row)."""
    actions: list[str] = []

    def offer(action: str, permission: str) -> None:
        if permission in granted:
            actions.append(action)

    if status is S.DRAFT:
        offer("edit", permissions.ORDERS_EDIT)
    for move in _moves_from(status, fulfilment):
        if move.permission:
            offer(move.action, move.permission)
    if status in WITH_SUPPLIER:
        offer("share", permissions.ORDERS_SEND)
        offer("write", permissions.ORDERS_SEND)
        offer("receive", permissions.RECEIPTS_COUNT)
    return actions


def _moves_from(status: OrderStatus, fulfilment: Fulfilment) -> list[OrderMove]:
    return [move for move in ORDER_MOVES if move.source is status and move.when in (None, fulfilment)]


class AwardedLine(msgspec.Struct, frozen=True, kw_only=True):
    """What of an award goes into an order, R$: `total` is quantity times price, less discount, plus freight and taxes,
    as it was awarded and signed."""

    quantity: Decimal
    unit_price: Decimal
    discount: Decimal
    freight: Decimal
    taxes: Decimal
    total: Decimal

    @property
    def goods(self) -> Decimal:
        """What the goods cost before discount, freight and taxes.

        Taken back from the total, not multiplied anew: what was signed is the total, and it must come out of the order
        to the cent.
        """
        return self.total + self.discount - self.freight - self.taxes


class OrderTotals(msgspec.Struct, frozen=True, kw_only=True):
    """What an order adds up to, R$: subtotal - discount + freight + taxes = total."""

    subtotal: Decimal
    discount: Decimal
    freight: Decimal
    taxes: Decimal
    total: Decimal


def order_totals(lines: Sequence[AwardedLine]) -> OrderTotals:
    """The sums of an order's lines; its total is the sum of theirs, so that a request's orders add up to its award."""

    def summed(amounts: Collection[Decimal]) -> Decimal:
        return sum(amounts, Decimal("0.00"))

    return OrderTotals(
        subtotal=summed([line.goods for line in lines]),
        discount=summed([line.discount for line in lines]),
        freight=summed([line.freight for line in lines]),
        taxes=summed([line.taxes for line in lines]),
        total=summed([line.total for line in lines]),
    )


def delivery_day(
    sent_on: datetime.date, delivery_days: Collection[int | None], needed_on: datetime.date | None
) -> datetime.date | None:
    """When an order sent on that day should be here: after the longest of the times that were promised for its items.

    Where none was promised, the day on which it is needed, unless that has passed; else None.
    """
    promised = [days for days in delivery_days if days is not None]
    if promised:
        return sent_on + datetime.timedelta(days=max(promised))
    return needed_on if needed_on is not None and needed_on >= sent_on else None


def payment_text(payment_days: Sequence[int], payment_terms: str) -> str:
    """How an order is paid, as paper says it: `30/60 dias`, without days `na entrega`, and what was written beside."""
    days = "/".join(str(day) for day in payment_days)
    words = "na entrega" if days in ("", "0") else f"{days} dias"
    written = payment_terms.strip()
    return words if written in ("", words) else f"{words} · {written}"
