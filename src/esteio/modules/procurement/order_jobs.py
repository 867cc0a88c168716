"""Background work of orders: mails to suppliers, and deliveries that are late."""

from __future__ import annotations

from typing import cast
from uuid import UUID

import asyncpg
import msgspec

from esteio.brazil.dates import format_date
from esteio.core.access import Scope
from esteio.core.db import Database, Tx
from esteio.core.files import FileStore
from esteio.core.jobs import JobContext, job, schedule
from esteio.core.mail import Attachment, Mailer, MailMessage
from esteio.core.tokens import Tokens
from esteio.http.printing import Printing
from esteio.modules.procurement.rules.orders import WITH_SUPPLIER
from esteio.modules.procurement.rules.vocabulary import OrderStatus
from esteio.modules.procurement.service import order_telling
from esteio.modules.procurement.service.order_document import print_pdf
from esteio.modules.procurement.service.order_history import HISTORY
from esteio.modules.procurement.service.order_links import link_url
from esteio.modules.procurement.store import order_documents as document_store
from esteio.modules.procurement.store import orders as store
from esteio.modules.workspace.api import get_letterhead, get_today, list_every
from esteio.settings import Settings

LATE_AT_ONCE = 200


class OrderMail(msgspec.Struct, frozen=True):
    """Of which line of an order's history the supplier is told."""

    event_id: UUID


class NoOrder(msgspec.Struct, frozen=True):
    """A job that needs no word."""


class _Told(msgspec.Struct, frozen=True):
    """What a mail is written from."""

    order: asyncpg.Record
    kind: str
    words: str
    """What the buyer wrote with it."""
    supplier: asyncpg.Record
    buyer: str


@job("procurement.orders.mail", timeout_s=120)
async def send_order_mail(context: JobContext, payload: OrderMail) -> None:
    """Mail the supplier what became of its order, if it is still so. A second run sends the same mail again."""
    services = context.services
    settings, tokens, database = services[Settings], services[Tokens], services[Database]
    scope = Scope(tenant_id=context.tenant_id)
    async with database.transaction(scope) as tx:
        told = await _find(tx, payload.event_id)
    if told is None or not told.supplier["email"]:
        return
    subject, text = _written(told)
    attachments: tuple[Attachment, ...] = ()
    if OrderStatus(told.order["status"]) in WITH_SUPPLIER:
        text += "\nPara ver, confirmar ou perguntar, abra (não é preciso ter conta):\n"
        text += f"{link_url(settings, tokens, told.order)}\n"
        if told.kind == "send":
            printing = Printing(settings, tokens, services[FileStore], database)
            pdf = await print_pdf(printing, scope, told.order["id"])
            attachments = (Attachment(f"Pedido {pdf.name}", "application/pdf", pdf.data),)
    await services[Mailer].send(
        MailMessage(to=told.supplier["email"], subject=subject, text=text, attachments=attachments)
    )


@job("procurement.orders.tell-late", timeout_s=600)
async def tell_late(context: JobContext, payload: NoOrder) -> None:
    """Tell of deliveries whose day has passed, by each organisation's clock. A second run finds none that is left."""
    database = context.services[Database]
    for organisation in await list_every(database):
        told = LATE_AT_ONCE
        while told == LATE_AT_ONCE:
            async with database.transaction(organisation.scope) as tx:
                told = await tell_of_late(tx)


async def tell_of_late(tx: Tx) -> int:
    """Tell of an organisation's late orders, up to `LATE_AT_ONCE` of those that nobody was told of; how many."""
    late = await store.list_late(tx, await get_today(tx), LATE_AT_ONCE)
    for order in late:
        await order_telling.late(tx, order)
    await store.set_late_told(tx, [order["id"] for order in late])
    return len(late)


each_morning = schedule(tell_late, "0 6 * * *", NoOrder())


async def _find(tx: Tx, event_id: UUID) -> _Told | None:
    event = await HISTORY.find(tx, event_id)
    order = await store.find_order(tx, event["thing_id"]) if event else None
    if event is None or order is None:
        return None
    withdrawn = OrderStatus(order["status"]) is OrderStatus.CANCELLED
    if event["kind"] in ("send", "answered") and withdrawn:
        return None
    supplier = await document_store.get_supplier(tx, order["supplier_id"])
    head = await get_letterhead(tx)
    return _Told(order, cast("str", event["kind"]), cast("str", event["text"]), supplier, head.name)


def _written(told: _Told) -> tuple[str, str]:
    """Subject and text."""
    order, code, buyer = told.order, told.order["code"], told.buyer
    hello = f"Olá, {told.supplier['name']}!\n\n"
    words = f"{told.words}\n\n" if told.words else ""
    match told.kind:
        case "send":
            until = f" A entrega é esperada até {format_date(order['expected_on'])}." if order["expected_on"] else ""
            text = f"{words}O pedido {code} de {buyer} segue anexo, em PDF.{until}\n"
            return f"Pedido de compra {code} · {buyer}", hello + text
        case "answered":
            return f"Mensagem sobre o pedido {code} · {buyer}", f"{hello}{buyer} escreveu:\n\n{words}"
        case _ if order["status"] == OrderStatus.CANCELLED:
            text = f"{buyer} cancelou o pedido {code}; não o entregue.\n\nMotivo: {told.words}\n"
            return f"Pedido {code} cancelado · {buyer}", hello + text
        case _:
            text = (
                f"{buyer} encerrou o pedido {code} com o que já chegou; o que falta não é mais esperado.\n\n"
                f"Motivo: {told.words}\n"
            )
            return f"Pedido {code} encerrado · {buyer}", hello + text
