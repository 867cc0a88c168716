"""Telling people what becomes of an order: who buys, and who asked for it."""

from __future__ import annotations

import datetime
from uuid import UUID

import asyncpg

from esteio.brazil.dates import format_date
from esteio.core.access import Actor
from esteio.core.db import Tx
from esteio.core.module import NoticeKind
from esteio.modules.procurement import notices, permissions
from esteio.modules.procurement.service.order_holding import HeldOrder
from esteio.modules.procurement.store.order_documents import get_supplier
from esteio.modules.workspace.api import Notice, NoticeAction, NoticeType, announce


async def sent(tx: Tx, actor: Actor, held: HeldOrder) -> None:
    """Somebody sent an order to its supplier."""
    message = f"{actor.name} enviou o pedido {held.order['code']} a {await _supplier(tx, held.order)}."
    await _tell(tx, notices.ORDER_SENT, held.order, _owners(held), message, caused_by=actor.user_id)


async def confirmed(tx: Tx, held: HeldOrder, promised_on: datetime.date | None, recorded_by: UUID | None) -> None:
    """The supplier confirmed; `recorded_by` is who of the organisation noted it."""
    supplier, code = await _supplier(tx, held.order), held.order["code"]
    expected_on: datetime.date | None = held.order["expected_on"]
    type_ = NoticeType.SUCCESS
    if promised_on is None:
        message = f"{supplier} confirmou o pedido {code}."
    elif expected_on is None or promised_on <= expected_on:
        message = f"{supplier} confirmou o pedido {code} e promete entregar em {format_date(promised_on)}."
    else:
        message = (
            f"{supplier} confirmou o pedido {code} e promete entregar em {format_date(promised_on)}, "
            f"depois do previsto ({format_date(expected_on)})."
        )
        type_ = NoticeType.WARNING
    await _tell(
        tx,
        notices.ORDER_CONFIRMED,
        held.order,
        _owners(held),
        message,
        caused_by=recorded_by,
        type_=type_,
    )


async def asked(tx: Tx, held: HeldOrder, name: str, text: str) -> None:
    """The supplier wrote."""
    message = f"{name} escreveu sobre o pedido {held.order['code']}: {text}"
    await _tell(tx, notices.QUOTATION_QUESTION, held.order, (held.order["buyer_id"],), message)


async def ended(tx: Tx, actor: Actor, held: HeldOrder, reason: str) -> None:
    """Somebody cancelled an order, or gave up its balance; `held` is the order before."""
    what = "cancelou" if held.order["fulfilment"] == "pending" else "encerrou com saldo"
    message = f"{actor.name} {what} o pedido {held.order['code']}: {reason}"
    await _tell(
        tx,
        notices.ORDER_CANCELLED,
        held.order,
        _owners(held),
        message,
        caused_by=actor.user_id,
        type_=NoticeType.WARNING,
    )


async def late(tx: Tx, order: asyncpg.Record) -> None:
    """An order is not here that should be; `order` also has `requester_id`."""
    message = (
        f"O pedido {order['code']}, de {await _supplier(tx, order)}, devia ter chegado até "
        f"{format_date(order['expected_on'])}."
    )
    people = (order["buyer_id"], order["requester_id"])
    await _tell(tx, notices.DELIVERY_LATE, order, people, message, type_=NoticeType.WARNING)


async def _supplier(tx: Tx, order: asyncpg.Record) -> str:
    return (await get_supplier(tx, order["supplier_id"]))["name"]


def _owners(held: HeldOrder) -> tuple[UUID | None, ...]:
    return (held.order["buyer_id"], held.request["requester_id"])


async def _tell(
    tx: Tx,
    kind: NoticeKind,
    order: asyncpg.Record,
    people: tuple[UUID | None, ...],
    message: str,
    *,
    caused_by: UUID | None = None,
    type_: NoticeType = NoticeType.INFO,
) -> None:
    await announce(
        tx,
        Notice(
            kind=kind,
            permission=permissions.ORDERS_READ,
            to=people,
            caused_by=caused_by,
            message=message,
            type=type_,
            action=NoticeAction("Ver o pedido", f"/pedidos/{order['id']}"),
            thing="purchase_order",
            thing_id=order["id"],
        ),
    )
