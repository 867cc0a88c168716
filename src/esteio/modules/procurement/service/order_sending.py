"""Sending an order to its supplier, the supplier's link, what both write, and the confirmation."""

from __future__ import annotations

import datetime
from uuid import UUID

import asyncpg

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.canonical import canonical, sha256
from esteio.core.db import Tx
from esteio.core.errors import Conflict, InvalidInput
from esteio.core.history import Visitor
from esteio.core.jobs import enqueue
from esteio.core.wire import check_text, written
from esteio.http.services import Services
from esteio.modules.procurement.errors import TooManyOrderMessages
from esteio.modules.procurement.order_jobs import OrderMail, send_order_mail
from esteio.modules.procurement.rules.orders import WITH_SUPPLIER, delivery_day
from esteio.modules.procurement.rules.vocabulary import OrderStatus
from esteio.modules.procurement.schemas.orders import (
    ByHandConfirmation,
    OrderMessageInput,
    OrderSendInput,
    OrderShareLink,
)
from esteio.modules.procurement.service import order_telling, orders
from esteio.modules.procurement.service.order_document import compose
from esteio.modules.procurement.service.order_history import HISTORY, OrderEventKind, note
from esteio.modules.procurement.service.order_holding import HeldOrder, hold_order, require_next
from esteio.modules.procurement.service.order_links import link_url, new_link
from esteio.modules.procurement.store import order_documents as document_store
from esteio.modules.procurement.store import order_items as item_store
from esteio.modules.procurement.store import orders as store
from esteio.modules.workspace.api import get_today

MOST_MESSAGES = 200
"""Of each side of one order: the link may fall into hands that write without end."""
FARTHEST = datetime.timedelta(days=3 * 366)


async def send(tx: Tx, actor: Actor, order_id: UUID, data: OrderSendInput, version: int | None, origin: Origin) -> None:
    """Fix what the supplier sees of a draft, date it from today, and have it mailed, if there is an address.

    Raises `NotFound`, `VersionConflict`, `Conflict` unless it is a draft.
    """
    held = await hold_order(tx, order_id, version)
    order = held.order
    move = await require_next(tx, order, "send")
    today = await get_today(tx)
    delivery_days = await item_store.list_delivery_days(tx, order_id)
    expected_on = order["expected_on"] or delivery_day(today, delivery_days, held.request["needed_on"])
    document = await compose(tx, order, issued_on=today, expected_on=expected_on)
    digest = sha256(document)
    after = await store.update_order(
        tx,
        order_id,
        {
            "status": move.target,
            "sent_at": datetime.datetime.now(datetime.UTC),
            "expected_on": expected_on,
            "document": canonical(document).decode(),
            "document_sha256": digest,
            **new_link(),
        },
    )
    supplier = await document_store.get_supplier(tx, order["supplier_id"])
    event_id = await note(
        tx,
        order_id,
        move.action,
        actor,
        origin,
        text=check_text("message", data.message).strip(),
        detail={"total": str(order["total"]), "sha256": digest, "mailed": bool(supplier["email"])},
        from_status=move.source,
        to_status=move.target,
    )
    await mail(tx, actor, event_id)
    await order_telling.sent(tx, actor, HeldOrder(held.request, after))


async def mail(tx: Tx, actor: Actor, event_id: UUID) -> None:
    """Have the supplier told by mail of a line of its order's history."""
    payload = OrderMail(event_id=event_id)
    await enqueue(tx, send_order_mail, payload, tenant_id=tx.tenant_id, actor_id=actor.user_id)


async def share(services: Services, tx: Tx, order_id: UUID) -> OrderShareLink:
    """The link of an order that is with its supplier, to hand on by other ways than mail.

    Raises `NotFound`, `Conflict` unless it is there.
    """
    return _shared(services, _require_with_supplier(await orders.require(tx, order_id)))


async def renew_link(services: Services, tx: Tx, actor: Actor, order_id: UUID, origin: Origin) -> OrderShareLink:
    """A new link; the one before stops working at once. Raises as `share`."""
    held = await hold_order(tx, order_id)
    _require_with_supplier(held.order)
    # The printed order carries the link, so it is printed anew.
    after = await store.update_order(tx, order_id, new_link())
    await note(tx, order_id, OrderEventKind.LINK_RENEWED, actor, origin)
    return _shared(services, after)


async def write(tx: Tx, actor: Actor, order_id: UUID, data: OrderMessageInput, origin: Origin) -> None:
    """Write to the supplier, by mail and on its page.

    Raises `NotFound`, `Conflict` unless the order is with it, `TooManyOrderMessages`, `InvalidInput`.
    """
    text = written("text", data.text, "Escreva a mensagem.")
    held = await hold_order(tx, order_id)
    _require_with_supplier(held.order)
    await _require_room(tx, order_id, OrderEventKind.ANSWERED)
    await mail(tx, actor, await note(tx, order_id, OrderEventKind.ANSWERED, actor, origin, text=text))


async def keep_question(tx: Tx, held: HeldOrder, who: Visitor, text: str, origin: Origin) -> None:
    """What the supplier writes of a locked order; raises `TooManyOrderMessages`, `InvalidInput`."""
    text = written("text", text, "Escreva a mensagem.")
    await _require_room(tx, held.order["id"], OrderEventKind.ASKED)
    await note(tx, held.order["id"], OrderEventKind.ASKED, who, origin, text=text)
    await order_telling.asked(tx, held, who.name, text)


async def confirm_by_hand(
    tx: Tx, actor: Actor, order_id: UUID, data: ByHandConfirmation, version: int | None, origin: Origin
) -> None:
    """Note that the supplier confirmed, by what it told the buyer.

    Raises `NotFound`, `VersionConflict`, `Conflict` unless it was sent and not confirmed, `InvalidInput`.
    """
    held = await hold_order(tx, order_id, version)
    name = " ".join(check_text("name", data.name).split())
    if not name:
        name = (await document_store.get_supplier(tx, held.order["supplier_id"]))["name"]
    await keep_confirmation(tx, held, actor, name, data.promised_on, data.comment, origin)


async def keep_confirmation(
    tx: Tx,
    held: HeldOrder,
    who: Actor | Visitor,
    name: str,
    promised_on: datetime.date | None,
    comment: str,
    origin: Origin,
) -> asyncpg.Record:
    """The confirmation of a locked order, under the supplier's `name`; the order as it is then.

    Raises `Conflict` unless it was sent and not confirmed, `InvalidInput` for a day that is past or far off.
    """
    order = held.order
    move = await require_next(tx, order, "confirm")
    today = await get_today(tx)
    if promised_on is not None and not today <= promised_on <= today + FARTHEST:
        raise InvalidInput(fields={"promisedOn": "Escolha uma data de hoje em diante, a menos de três anos."})
    after = await store.update_order(
        tx,
        order["id"],
        {
            "status": move.target,
            "confirmed_at": datetime.datetime.now(datetime.UTC),
            "confirmed_by": name,
            "confirmed_from": origin.address if isinstance(who, Visitor) else None,
            "promised_on": promised_on,
        },
    )
    recorded_by = who.user_id if isinstance(who, Actor) else None
    await note(
        tx,
        order["id"],
        move.action,
        who,
        origin,
        text=check_text("comment", comment).strip(),
        detail={
            "sha256": order["document_sha256"],
            "promisedOn": promised_on,
            "onBehalf": recorded_by is not None,
        },
        from_status=move.source,
        to_status=move.target,
    )
    await order_telling.confirmed(tx, held, promised_on, recorded_by)
    return after


def _require_with_supplier(order: asyncpg.Record) -> asyncpg.Record:
    if OrderStatus(order["status"]) not in WITH_SUPPLIER:
        raise Conflict("Este pedido não está com o fornecedor.", state=order["status"])
    return order


def _shared(services: Services, order: asyncpg.Record) -> OrderShareLink:
    return OrderShareLink(url=link_url(services.settings, services.tokens, order), expires_at=order["link_expires_at"])


async def _require_room(tx: Tx, order_id: UUID, kind: OrderEventKind) -> None:
    if await HISTORY.count(tx, order_id, kind) >= MOST_MESSAGES:
        raise TooManyOrderMessages
