"""Ending an order before all of it came: cancelled, back to quotation, or closed with its balance given up.

Nothing here says that goods came. What is to be bought again is asked for by a request of its own, or, when it is all
that the request bought, by the request itself, which returns to its quotation.
"""

from __future__ import annotations

import datetime
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput
from esteio.core.wire import check_text
from esteio.modules.procurement.rules.orders import WITH_SUPPLIER, OrderMove
from esteio.modules.procurement.rules.receiving import (
    LEAST_REASON_CHARS,
    ending_move,
    receiving_conditions,
    request_move,
)
from esteio.modules.procurement.rules.states import require_move
from esteio.modules.procurement.rules.vocabulary import Fulfilment, OrderStatus, RequestStatus
from esteio.modules.procurement.service import fulfilment, order_sending, order_telling, requests
from esteio.modules.procurement.service.order_history import note
from esteio.modules.procurement.service.order_holding import HeldOrder, hold_order, require_next
from esteio.modules.procurement.store import order_items as item_store
from esteio.modules.procurement.store import orders as store


async def cancel(tx: Tx, actor: Actor, order_id: UUID, reason: str, version: int | None, origin: Origin) -> None:
    """Cancel an order of which nothing came; what it was to bring is not bought again by itself.

    When no other order of the request is left, the request returns to its quotation. Raises `NotFound`,
    `VersionConflict`, `Conflict`, `ReceiptsUnchecked`, `InvalidInput` for a reason that says nothing.
    """
    await _end(tx, actor, order_id, "cancel", reason, version, origin)


async def close_short(tx: Tx, actor: Actor, order_id: UUID, reason: str, version: int | None, origin: Origin) -> None:
    """Give up the balance of an order that came in part; nobody buys it. Raises as `cancel`."""
    await _end(tx, actor, order_id, "close_short", reason, version, origin)


async def return_to_quotation(
    tx: Tx, actor: Actor, order_id: UUID, reason: str, version: int | None, origin: Origin
) -> None:
    """Have what did not come bought from somebody else.

    Nothing came: the order is cancelled. A part came: it is closed with its balance given up. If nothing came of the
    request's other orders either, and none of them is open, the request itself returns to its quotation; else one of
    its own opens, whose need is approved already. Raises as `cancel`.
    """
    await _end(tx, actor, order_id, "return_to_quotation", reason, version, origin)


async def _end(
    tx: Tx, actor: Actor, order_id: UUID, action: str, reason: str, version: int | None, origin: Origin
) -> None:
    text = check_text("reason", reason).strip()
    if len(text) < LEAST_REASON_CHARS:
        raise InvalidInput(fields={"reason": f"Conte o motivo com pelo menos {LEAST_REASON_CHARS} caracteres."})
    held = await hold_order(tx, order_id, version)
    move = await require_next(tx, held.order, action)
    await fulfilment.require_checked(tx, [order_id])
    following = None
    if action == "return_to_quotation" and not await _returns_whole(tx, held, move):
        following = await _open_following(tx, actor, held, text, origin)
    if move.target is OrderStatus.COMPLETED:
        await item_store.give_up_balance(tx, order_id)
    now = datetime.datetime.now(datetime.UTC)
    ended: dict[str, object] = (
        {"completed_at": now, "closed_short": True}
        if move.target is OrderStatus.COMPLETED
        # The page of a cancelled order says so: it is printed anew.
        else {"cancelled_at": now, "cancelled_reason": text, "pdf_file_id": None}
    )
    await store.update_order(
        tx, order_id, {**ended, "status": move.target, "following_id": following["id"] if following else None}
    )
    event_id = await note(
        tx,
        order_id,
        move.action,
        actor,
        origin,
        text=text,
        detail={"following": {"id": str(following["id"]), "code": following["code"]}} if following else None,
        from_status=move.source,
        to_status=move.target,
    )
    if move.source in WITH_SUPPLIER:
        await order_sending.mail(tx, actor, event_id)
    await order_telling.ended(tx, actor, held, text)
    await fulfilment.follow(tx, held.request, actor, origin, text=text)


async def _returns_whole(tx: Tx, held: HeldOrder, move: OrderMove) -> bool:
    """Whether the request itself returns to its quotation when this order ends: nothing of it is left elsewhere."""
    standings = [
        msgspec.structs.replace(standing, status=move.target) if order["id"] == held.order["id"] else standing
        for order in await store.list_of_award(tx, held.request["id"], held.request["award_id"])
        for standing in (fulfilment.standing_of(order),)
    ]
    status = RequestStatus(held.request["status"])
    holding = receiving_conditions(standings)
    action = request_move(status, holding, arrived=False)
    if action is not None:
        status = require_move(status, action, holding).target
    return ending_move(status, standings) == "return_to_quotation"


async def _open_following(tx: Tx, actor: Actor, held: HeldOrder, text: str, origin: Origin) -> asyncpg.Record:
    items = [
        requests.FollowingItem(
            description=row["description"],
            specification=row["specification"],
            category=row["category"],
            unit=row["unit"],
            quantity=row["quantity"] - row["received"],
            estimated_unit_price=row["unit_price"],
        )
        for row in await item_store.list_items(tx, held.order["id"])
        if row["received"] < row["quantity"]
    ]
    what = "Saldo" if held.order["fulfilment"] == Fulfilment.PARTIAL else "Itens"
    return await requests.create_following(
        tx,
        actor,
        held.request,
        items,
        title=f"{what} do pedido {held.order['code']}: {held.request['title']}",
        inherits_a1=True,
        origin=origin,
        reason=text,
    )
