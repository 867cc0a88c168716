"""Orders: issuing them from an award, reading one, and changing a draft."""

from __future__ import annotations

import datetime
from itertools import groupby
from operator import itemgetter
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound
from esteio.core.links import new_nonce
from esteio.core.wire import Address, check_text, checked_address
from esteio.modules.procurement.errors import OrderNotADraft
from esteio.modules.procurement.rules.orders import order_totals
from esteio.modules.procurement.rules.vocabulary import OrderStatus, RequestStatus
from esteio.modules.procurement.schemas.orders import CodeRef, OrderInput, OrdersIssued
from esteio.modules.procurement.service import moves, requests
from esteio.modules.procurement.service.order_document import awarded_line
from esteio.modules.procurement.service.order_history import OrderEventKind, note
from esteio.modules.procurement.service.order_holding import hold_order
from esteio.modules.procurement.store import order_items as item_store
from esteio.modules.procurement.store import orders as store
from esteio.modules.procurement.store.numbers import next_code
from esteio.modules.workspace.api import get_address, get_today

FARTHEST = datetime.timedelta(days=3 * 366)


class OrderText(msgspec.Struct, frozen=True):
    """An order as JSON text, and the version of its row."""

    text: str
    version: int


async def get(tx: Tx, actor: Actor, order_id: UUID) -> OrderText:
    """One order, whole, with what the actor can do; raises `NotFound`."""
    row = await store.find_document(tx, order_id, actor.permissions)
    if row is None:
        raise NotFound("Esse pedido não existe.")
    return OrderText(row["document"], row["version"])


async def require(tx: Tx, order_id: UUID) -> asyncpg.Record:
    """The row of an order; raises `NotFound`."""
    row = await store.find_order(tx, order_id)
    if row is None:
        raise NotFound("Esse pedido não existe.")
    return row


async def issue(tx: Tx, actor: Actor, request_id: UUID, version: int | None, origin: Origin) -> OrdersIssued:
    """Draft the orders of an approved request, one for each supplier that won something.

    Their totals add up to that of the award. Raises `NotFound`, `VersionConflict`, `Conflict` unless it is approved.
    """
    row = await requests.get_locked(tx, request_id, version)
    approved = row["status"] == RequestStatus.APPROVED and row["award_id"] is not None
    awarded = await item_store.list_awarded(tx, row["award_id"]) if approved else []
    made = [
        await _insert(tx, actor, row, list(won), origin) for _, won in groupby(awarded, key=itemgetter("supplier_id"))
    ]
    await moves.move(tx, row, "order", actor, origin, detail={"orders": [order.code for order in made]})
    return OrdersIssued(data=made)


async def change(tx: Tx, actor: Actor, order_id: UUID, data: OrderInput, version: int | None, origin: Origin) -> None:
    """Say where to, until when and what else of a draft; prices and quantities stay those that were signed.

    Raises `NotFound`, `VersionConflict`, `OrderNotADraft`, `InvalidInput` naming each field.
    """
    held = await hold_order(tx, order_id, version)
    order = held.order
    if order["status"] != OrderStatus.DRAFT:
        raise OrderNotADraft(state=order["status"], version=order["version"])
    fields: dict[str, str] = {}
    address = checked_address(data.delivery_address, fields, "deliveryAddress")
    today = await get_today(tx)
    if data.expected_on is not None and not today <= data.expected_on <= today + FARTHEST:
        fields["expectedOn"] = "Escolha uma data de hoje em diante, a menos de três anos."
    if fields:
        raise InvalidInput(fields=fields)
    values: dict[str, object] = {
        "delivery_address": msgspec.json.encode(address).decode(),
        "expected_on": data.expected_on,
        "notes": check_text("notes", data.notes).strip(),
    }
    before = {**order, "delivery_address": _encoded(msgspec.json.decode(order["delivery_address"], type=Address))}
    differing = [name for name, value in values.items() if value != before[name]]
    if not differing:
        return
    await store.update_order(tx, order_id, {name: values[name] for name in differing})
    shown = {"expectedOn"} if "expected_on" in differing else set[str]()
    await note(
        tx,
        order_id,
        OrderEventKind.CHANGED,
        actor,
        origin,
        detail={"parts": sorted(differing)},
        before=dict.fromkeys(shown, order["expected_on"]),
        after=dict.fromkeys(shown, data.expected_on),
    )


async def _insert(tx: Tx, actor: Actor, request: asyncpg.Record, won: list[asyncpg.Record], origin: Origin) -> CodeRef:
    """The order for what one supplier won of the locked request."""
    first = won[0]
    totals = order_totals([awarded_line(row) for row in won])
    code = await next_code(tx, "PED", datetime.datetime.now(datetime.UTC))
    order_id = await store.insert_order(
        tx,
        {
            "code": code,
            "request_id": request["id"],
            "award_id": request["award_id"],
            "quotation_id": first["quotation_id"],
            "supplier_id": first["supplier_id"],
            "cost_centre_id": request["cost_centre_id"],
            **msgspec.structs.asdict(totals),
            "payment_days": first["payment_days"],
            "payment_terms": first["payment_terms"],
            "delivery_address": _encoded(await get_address(tx)),
            "link_nonce": new_nonce(),
            "buyer_id": request["buyer_id"] or actor.user_id,
            "created_by": actor.user_id,
        },
    )
    await item_store.insert_items(tx, order_id, won)
    await note(
        tx,
        order_id,
        OrderEventKind.ISSUED,
        actor,
        origin,
        detail={"code": code, "total": str(totals.total), "items": len(won), "request": request["code"]},
        to_status=OrderStatus.DRAFT,
    )
    return CodeRef(id=order_id, code=code)


def _encoded(address: Address) -> str:
    return msgspec.json.encode(address).decode()
