"""What follows from what came: how much of an order is here, whether it is completed, where its request goes.

None of it is typed. Whoever calls holds the locks of `order_holding.hold_order`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from uuid import UUID

import asyncpg

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.core.history import PROGRAM
from esteio.modules.procurement.errors import ReceiptsUnchecked
from esteio.modules.procurement.rules.orders import require_order_move
from esteio.modules.procurement.rules.receiving import (
    OrderedLine,
    OrderStanding,
    ending_move,
    fulfilment_of,
    receiving_conditions,
    request_move,
)
from esteio.modules.procurement.rules.vocabulary import Fulfilment, OrderStatus, RequestStatus
from esteio.modules.procurement.service import awards, moves
from esteio.modules.procurement.service.order_history import note
from esteio.modules.procurement.service.order_holding import HeldOrder
from esteio.modules.procurement.store import order_items as item_store
from esteio.modules.procurement.store import orders as store
from esteio.modules.procurement.store import receipts as receipt_store


async def list_lines(tx: Tx, order_id: UUID) -> list[OrderedLine]:
    """What was ordered and what of it is here."""
    return [
        OrderedLine(id=row["id"], quantity=row["quantity"], received=row["received"])
        for row in await item_store.list_items(tx, order_id)
    ]


async def require_checked(tx: Tx, order_ids: Sequence[UUID]) -> None:
    """Raise `ReceiptsUnchecked` while a receipt of these orders is neither done nor cancelled: its count may change."""
    unchecked = await receipt_store.list_unchecked(tx, order_ids)
    if unchecked:
        raise ReceiptsUnchecked(
            f"Conclua ou cancele antes os recebimentos em conferência: {', '.join(unchecked)}.", receipts=unchecked
        )


async def close(tx: Tx, request: asyncpg.Record, actor: Actor, origin: Origin, text: str) -> None:
    """Close a locked request of which all came; raises `Conflict`, `NotAllowed`, `ReceiptsUnchecked`."""
    orders = await store.list_of_award(tx, request["id"], request["award_id"])
    await moves.move(tx, request, "close", actor, origin, text=text)
    await require_checked(tx, [order["id"] for order in orders])


async def recount(tx: Tx, held: HeldOrder, origin: Origin) -> HeldOrder:
    """Have the order follow its receipts; completed, once all came and all was checked."""
    order = held.order
    await item_store.count_received(tx, order["id"])
    fulfilment = fulfilment_of(await list_lines(tx, order["id"]))
    values: dict[str, object] = {}
    if fulfilment != order["fulfilment"]:
        values["fulfilment"] = fulfilment
    move = None
    if fulfilment is Fulfilment.FULFILLED and not await receipt_store.list_unchecked(tx, [order["id"]]):
        move = require_order_move(OrderStatus(order["status"]), "complete", fulfilment)
        values |= {"status": move.target, "completed_at": datetime.datetime.now(datetime.UTC)}
    if not values:
        return held
    after = await store.update_order(tx, order["id"], values)
    if move is not None:
        await note(tx, order["id"], move.action, PROGRAM, origin, from_status=move.source, to_status=move.target)
    return HeldOrder(held.request, after)


async def follow(
    tx: Tx,
    request: asyncpg.Record,
    actor: Actor,
    origin: Origin,
    *,
    arrived: bool = False,
    text: str = "",
) -> asyncpg.Record:
    """Have the locked request follow its orders; the request as it is then.

    `arrived`: goods were just counted. Once no order is open it ends: closed, whole or short, back in quotation, or
    handed over to the requests that buy the rest; `text` is what a person gave as the reason.
    """
    orders = await store.list_of_award(tx, request["id"], request["award_id"])
    standings = [standing_of(order) for order in orders]
    holding = receiving_conditions(standings)
    action = request_move(RequestStatus(request["status"]), holding, arrived=arrived)
    if action is not None:
        request = await moves.move(tx, request, action, actor, origin, holding=holding)
    end = ending_move(RequestStatus(request["status"]), standings)
    if end == "return_to_quotation":
        return await awards.undo(tx, request, actor, origin, holding=holding, text=text)
    if end is not None:
        # It follows from what became of the orders, whoever did the last of it.
        return await moves.move(tx, request, end, PROGRAM, origin, holding=holding, text=text)
    return request


def standing_of(order: asyncpg.Record) -> OrderStanding:
    """How an order stands among those of its request."""
    return OrderStanding(
        status=OrderStatus(order["status"]),
        fulfilment=Fulfilment(order["fulfilment"]),
        handed_over=order["following_id"] is not None,
    )
