"""The supplier's side of an order, by the public link and without an account: reading, confirming, asking."""

from __future__ import annotations

import asyncpg
import msgspec

from esteio.core.access import Scope
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput
from esteio.core.history import Visitor
from esteio.core.tokens import InvalidLink
from esteio.http.context import RequestContext
from esteio.http.printing import printing_of
from esteio.http.public_pages import PublicPage, visitor_name
from esteio.http.services import Services
from esteio.modules.procurement.errors import OrderWithdrawn
from esteio.modules.procurement.rules.orders import WITH_SUPPLIER
from esteio.modules.procurement.rules.vocabulary import OrderStatus
from esteio.modules.procurement.schemas.order_page import (
    Confirmation,
    ConfirmationReceipt,
    OrderBody,
    PageConfirmation,
    PageMessage,
    PublicOrder,
    Question,
)
from esteio.modules.procurement.service.order_document import Pdf, print_pdf, read_document
from esteio.modules.procurement.service.order_history import HISTORY, OrderEventKind, note
from esteio.modules.procurement.service.order_holding import HeldOrder, hold_order
from esteio.modules.procurement.service.order_links import ORDER_LINK
from esteio.modules.procurement.service.order_sending import keep_confirmation, keep_question
from esteio.modules.procurement.store import orders as store
from esteio.modules.workspace.api import get_logo_url

_MESSAGES = (OrderEventKind.ASKED, OrderEventKind.ANSWERED)


async def view(services: Services, context: RequestContext, token: str) -> PublicOrder:
    """What the supplier was sent and how it stands; the first look is noted.

    Raises `InvalidLink`, `ExpiredLink`, `LinkReplaced`, `OrderWithdrawn`.
    """
    tx, row = await _PAGE.open(services, context, token)
    document = read_document(row)
    if not await HISTORY.count(tx, row["id"], OrderEventKind.OPENED):
        await note(tx, row["id"], OrderEventKind.OPENED, Visitor(document.supplier.name), context.origin)
    return PublicOrder(
        status=row["status"],
        logo_url=await get_logo_url(services.files, tx),
        order=msgspec.convert(document, OrderBody, from_attributes=True),
        sha256=row["document_sha256"],
        confirmation=_confirmation(row),
        messages=[
            PageMessage(
                at=each["at"],
                from_supplier=each["kind"] == OrderEventKind.ASKED,
                name=each["person_name"],
                text=each["text"],
            )
            for each in await HISTORY.list_of(tx, row["id"], *_MESSAGES)
        ],
        can=_can(OrderStatus(row["status"])),
    )


async def pdf(services: Services, token: str) -> Pdf:
    """What the supplier was sent, on paper; raises as `view`."""
    claims = await _PAGE.check(services, token)
    return await print_pdf(printing_of(services), Scope(tenant_id=claims.tenant_id), claims.subject)


async def confirm(services: Services, context: RequestContext, token: str, data: Confirmation) -> ConfirmationReceipt:
    """Say that the order will be delivered as it was sent, and when; once.

    Raises as `view`, `Conflict` when it was confirmed before, `InvalidInput`.
    """
    name = visitor_name(data.name)
    if not name:
        raise InvalidInput(fields={"name": "Escreva o seu nome."})
    tx, held = await _hold(services, context, token)
    row = await keep_confirmation(tx, held, Visitor(name), name, data.promised_on, data.comment, context.origin)
    return ConfirmationReceipt(
        code=row["code"],
        status="confirmed",
        at=row["confirmed_at"],
        name=row["confirmed_by"],
        promised_on=row["promised_on"],
        sha256=row["document_sha256"],
    )


async def ask(services: Services, context: RequestContext, token: str, data: Question) -> None:
    """Write to the buyer; raises as `view`, `TooManyOrderMessages`, `InvalidInput`."""
    name = visitor_name(data.name)
    tx, held = await _hold(services, context, token)
    who = Visitor(name or read_document(held.order).supplier.name)
    await keep_question(tx, held, who, data.text, context.origin)


async def _hold(services: Services, context: RequestContext, token: str) -> tuple[Tx, HeldOrder]:
    """The order and its request, locked; of two acts at once the second finds what the first did."""
    tx, row = await _PAGE.open(services, context, token)
    held = await hold_order(tx, row["id"])
    _PAGE.require_still(services, token, held.order)
    return tx, held


def _require_open(row: asyncpg.Record) -> None:
    if row["document"] is None:
        raise InvalidLink
    if row["status"] == OrderStatus.CANCELLED:
        raise OrderWithdrawn


_PAGE = PublicPage(ORDER_LINK, store.find_order, _require_open)


def _confirmation(row: asyncpg.Record) -> PageConfirmation | None:
    if row["confirmed_at"] is None:
        return None
    return PageConfirmation(at=row["confirmed_at"], name=row["confirmed_by"], promised_on=row["promised_on"])


def _can(status: OrderStatus) -> list[str]:
    confirms = ["confirm"] if status is OrderStatus.SENT else []
    return [*confirms, "ask"] if status in WITH_SUPPLIER else []
