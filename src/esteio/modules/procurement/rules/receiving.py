"""What came: how much may be received, what is left, what becomes of receipt, order and request by it.

::

    physical -hand_in-> fiscal -finish-> done
    physical, fiscal -cancel-> cancelled (what it had counted did not come)

A receipt counts from the moment it is written down until it is cancelled; done, it stays. Goods that were refused at
the door did not come. A balance that is given up did not come either: fulfilment looks at receipts alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import ROUND_DOWN, Decimal
from uuid import UUID

import msgspec

from esteio.core.errors import Conflict
from esteio.modules.procurement import permissions
from esteio.modules.procurement.rules.orders import OPEN
from esteio.modules.procurement.rules.states import Condition
from esteio.modules.procurement.rules.vocabulary import Fulfilment, OrderStatus, ReceiptStatus, RequestStatus

S = ReceiptStatus

COUNTED: tuple[ReceiptStatus, ...] = (S.PHYSICAL, S.FISCAL, S.DONE)
"""States of a receipt whose goods are here."""
UNCHECKED: tuple[ReceiptStatus, ...] = (S.PHYSICAL, S.FISCAL)
LEAST_REASON_CHARS = 10
_THOUSANDTH = Decimal("0.001")
_HUNDRED = Decimal(100)


class ReceiptMove(msgspec.Struct, frozen=True, kw_only=True):
    """One allowed move."""

    action: str
    source: ReceiptStatus
    target: ReceiptStatus
    permission: str


RECEIPT_MOVES: tuple[ReceiptMove, ...] = (
    ReceiptMove(action="hand_in", source=S.PHYSICAL, target=S.FISCAL, permission=permissions.RECEIPTS_COUNT),
    ReceiptMove(action="finish", source=S.FISCAL, target=S.DONE, permission=permissions.RECEIPTS_CHECK),
    # What came is for those to say who count; once it was found right, it stays.
    ReceiptMove(action="cancel", source=S.PHYSICAL, target=S.CANCELLED, permission=permissions.RECEIPTS_COUNT),
    ReceiptMove(action="cancel", source=S.FISCAL, target=S.CANCELLED, permission=permissions.RECEIPTS_COUNT),
)

_REFUSALS = {
    "hand_in": "Só a contagem em andamento passa à conferência fiscal.",
    "finish": "Só um recebimento em conferência fiscal pode ser concluído.",
    "cancel": "Um recebimento concluído ou cancelado não pode mais ser cancelado.",
}


def require_receipt_move(status: ReceiptStatus, action: str) -> ReceiptMove:
    """The move that the action makes of a receipt in this state.

    Raises:
        Conflict: not from here; its `extra` has `state` and `allowed`. KeyError: no such action.
    """
    refusal = _REFUSALS[action]
    for move in RECEIPT_MOVES:
        if move.source is status and move.action == action:
            return move
    raise Conflict(refusal, state=status.value, allowed=[m.action for m in RECEIPT_MOVES if m.source is status])


def receipt_actions(status: ReceiptStatus, granted: Collection[str]) -> list[str]:
    """What people with these permissions may do with a receipt (`can` of a row)."""
    actions = ["edit"] if status is S.PHYSICAL and permissions.RECEIPTS_COUNT in granted else []
    return actions + [m.action for m in RECEIPT_MOVES if m.source is status and m.permission in granted]


RECEIPT_PERMISSIONS: frozenset[str] = frozenset(move.permission for move in RECEIPT_MOVES)


class OrderedLine(msgspec.Struct, frozen=True, kw_only=True):
    """An item of an order: what was ordered, and what of it is here by the receipts that count."""

    id: UUID
    quantity: Decimal
    received: Decimal

    @property
    def balance(self) -> Decimal:
        """What has not come; never below zero."""
        return max(self.quantity - self.received, Decimal("0.000"))


def most_receivable(quantity: Decimal, tolerance_percent: Decimal) -> Decimal:
    """The most of an item that is received: what was ordered and the tolerance, down to the thousandth."""
    return (quantity * (_HUNDRED + tolerance_percent) / _HUNDRED).quantize(_THOUSANDTH, ROUND_DOWN)


def may_still_come(line: OrderedLine, tolerance_percent: Decimal) -> Decimal:
    """How much more of an item may be received; never below zero, also where the policy has become stricter."""
    return max(most_receivable(line.quantity, tolerance_percent) - line.received, Decimal("0.000"))


def fulfilment_of(lines: Sequence[OrderedLine]) -> Fulfilment:
    """How much of an order is here: all of every item, something, or nothing."""
    if all(line.received >= line.quantity for line in lines):
        return Fulfilment.FULFILLED
    if any(line.received for line in lines):
        return Fulfilment.PARTIAL
    return Fulfilment.PENDING


class OrderStanding(msgspec.Struct, frozen=True, kw_only=True):
    """How one of a request's orders stands."""

    status: OrderStatus
    fulfilment: Fulfilment
    handed_over: bool = False
    """Another request buys what of it did not come."""


def receiving_conditions(orders: Sequence[OrderStanding]) -> frozenset[Condition]:
    """Of a request with these orders (all of its award, the cancelled too): what came of it, as `states` asks.

    An order that was cancelled, or closed with a balance, keeps the request from ever being received whole.
    """
    if orders and all(order.fulfilment is Fulfilment.FULFILLED for order in orders):
        return frozenset({Condition.ALL_RECEIVED})
    if any(order.fulfilment is not Fulfilment.PENDING for order in orders):
        return frozenset({Condition.SOMETHING_RECEIVED})
    return frozenset({Condition.NOTHING_RECEIVED})


_RANKS = {
    RequestStatus.ORDERED: Condition.NOTHING_RECEIVED,
    RequestStatus.PARTIALLY_RECEIVED: Condition.SOMETHING_RECEIVED,
    RequestStatus.RECEIVED: Condition.ALL_RECEIVED,
}
_ORDER = tuple(_RANKS.values())


def request_move(status: RequestStatus, holding: Collection[Condition], *, arrived: bool) -> str | None:
    """The move by which a request follows what came: `receive`, `take_back_receipt`, or None where it stays.

    `arrived`: goods were just counted, which is told even where the request was partly received before.
    """
    if status not in _RANKS:
        return None
    before, now = _ORDER.index(_RANKS[status]), next(at for at, each in enumerate(_ORDER) if each in holding)
    if now > before or (now == before == 1 and arrived):
        return "receive"
    return "take_back_receipt" if now < before else None


def ending_move(status: RequestStatus, orders: Sequence[OrderStanding]) -> str | None:
    """The move that ends a request of whose orders none is open any more; None while one is, or where it has ended.

    Received: `close`. In part: `close_short`, which says nothing of the rest. Of nothing: back to quotation, unless
    other requests buy some of it already, when all that is left of it is theirs (`hand_over`).
    """
    if any(order.status in OPEN for order in orders):
        return None
    match status:
        case RequestStatus.RECEIVED:
            return "close"
        case RequestStatus.PARTIALLY_RECEIVED:
            return "close_short"
        case RequestStatus.ORDERED:
            return "hand_over" if any(order.handed_over for order in orders) else "return_to_quotation"
        case _:
            return None
