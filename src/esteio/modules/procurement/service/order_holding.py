"""Taking an order in hand, in the order in which everyone locks: request, order (then receipts, invoices).

Whatever changes an order's state has locked its request first, so that of two acts on the orders of one request the
second finds what the first did.
"""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.core.errors import Conflict, NotFound, VersionConflict
from esteio.modules.procurement.rules.orders import OrderMove, require_order_move
from esteio.modules.procurement.rules.vocabulary import Fulfilment, OrderStatus
from esteio.modules.procurement.service.order_history import HISTORY
from esteio.modules.procurement.store import orders as store
from esteio.modules.procurement.store import requests as request_store


class HeldOrder(NamedTuple):
    """Locked rows."""

    request: asyncpg.Record
    order: asyncpg.Record


async def hold_order(tx: Tx, order_id: UUID, version: int | None = None) -> HeldOrder:
    """Lock an order and its request; raises `NotFound`, `VersionConflict` with the present version and state."""
    found = await store.find_order(tx, order_id)
    if found is None:
        raise NotFound("Esse pedido não existe.")
    request = await request_store.lock_request(tx, found["request_id"])
    order = await store.lock_order(tx, order_id)
    if request is None or order is None:
        raise RuntimeError("orders and their requests are not deleted")
    if version is not None and version != order["version"]:
        raise VersionConflict(version=order["version"], state=order["status"])
    return HeldOrder(request, order)


async def require_next(tx: Tx, order: asyncpg.Record, action: str) -> OrderMove:
    """The move that the action makes of the locked order.

    Raises `Conflict` where the table has none; its `extra` says state, what is allowed and what happened last.
    """
    try:
        return require_order_move(OrderStatus(order["status"]), action, Fulfilment(order["fulfilment"]))
    except Conflict as error:
        # Whoever came second is told what the first one did.
        last = await HISTORY.find_last_move(tx, order["id"])
        happened = last and {
            "action": last["kind"],
            "at": last["at"],
            "person": {"id": last["person_id"], "name": last["person_name"]},
        }
        error.extra |= {"version": order["version"], "happened": happened}
        raise
