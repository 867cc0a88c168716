"""The document of an order: composed when it is sent and kept whole, and printed.

Page, paper and the hash that a supplier confirms are all made from what was kept, so that a later change of
letterhead or supplier changes none of them.
"""

from __future__ import annotations

import datetime
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.access import Scope
from esteio.core.db import Tx
from esteio.core.errors import NotFound
from esteio.core.paper import KeptPaper, Pdf, formatted_phone, named_document, read_kept, run_setting
from esteio.core.wire import Address, address_line
from esteio.http.printing import Printing
from esteio.modules.procurement.paper.order_document import OrderDocument, OrderLine, OrderSupplier
from esteio.modules.procurement.paper.order_render import render_order
from esteio.modules.procurement.rules.orders import WITH_SUPPLIER, AwardedLine, payment_text
from esteio.modules.procurement.rules.vocabulary import OrderStatus
from esteio.modules.procurement.service.order_links import link_url
from esteio.modules.procurement.store import order_documents as document_store
from esteio.modules.procurement.store import order_items as item_store
from esteio.modules.procurement.store import orders as store
from esteio.modules.procurement.store import requests as request_store
from esteio.modules.workspace.api import find_logo_key, get_letterhead, get_today

PAPER = KeptPaper(table="purchase_orders", column="pdf_file_id", thing="purchase_order")


async def compose(
    tx: Tx,
    order: asyncpg.Record,
    *,
    issued_on: datetime.date,
    expected_on: datetime.date | None,
    draft: bool = False,
) -> OrderDocument:
    """What the supplier is to be shown: nothing of other suppliers, of budgets, of who signed."""
    request = await request_store.find_request(tx, order["request_id"])
    if request is None:
        raise RuntimeError("requests are not deleted")
    lines = tuple(_line(row) for row in await item_store.list_items(tx, order["id"]))
    return OrderDocument(
        buyer=await get_letterhead(tx),
        supplier=await _supplier(tx, order["supplier_id"]),
        code=order["code"],
        purchase=request["code"],
        contact=await document_store.find_person_name(tx, order["buyer_id"]),
        issued_on=issued_on,
        expected_on=expected_on,
        delivery_address=address_line(msgspec.json.decode(order["delivery_address"], type=Address)),
        payment=payment_text(order["payment_days"], order["payment_terms"]),
        lines=lines,
        subtotal=order["subtotal"],
        discount=order["discount"],
        freight=order["freight"],
        taxes=order["taxes"],
        total=order["total"],
        notes=order["notes"],
        draft=draft,
    )


def read_document(row: asyncpg.Record) -> OrderDocument:
    """What was sent."""
    return msgspec.json.decode(row["document"], type=OrderDocument)


async def print_pdf(printing: Printing, scope: Scope, order_id: UUID) -> Pdf:
    """The order as a PDF: what was sent, kept as a file once it was printed; a draft as it stands, which says so.

    Of a cancelled order every page says CANCELADO. Holds no connection while the page is set. Raises `NotFound`.
    """
    async with printing.db.transaction(scope) as tx:
        row = await store.find_order(tx, order_id)
        if row is None:
            raise NotFound("Esse pedido não existe.")
        key = await PAPER.find_key(tx, row)
        document = await _printable(tx, row)
        logo_key = await find_logo_key(tx)
    name = f"{row['code']}.pdf"
    if (kept := await read_kept(printing.files, name, key)) is not None:
        return kept
    head = document.buyer
    if logo_key is not None:
        head = msgspec.structs.replace(head, logo=await printing.files.read(logo_key))
    with_supplier = OrderStatus(row["status"]) in WITH_SUPPLIER
    url = link_url(printing.settings, printing.tokens, row) if with_supplier else ""
    document = msgspec.structs.replace(document, buyer=head, page_url=url)
    pdf = Pdf(name, await run_setting(render_order, document))
    if with_supplier:
        await PAPER.keep(printing.db, printing.files, row, pdf)
    return pdf


async def _printable(tx: Tx, row: asyncpg.Record) -> OrderDocument:
    if row["document"] is None:
        today = await get_today(tx)
        document = await compose(tx, row, issued_on=today, expected_on=row["expected_on"], draft=True)
    else:
        document = read_document(row)
    return msgspec.structs.replace(document, cancelled=row["status"] == OrderStatus.CANCELLED)


async def _supplier(tx: Tx, supplier_id: UUID) -> OrderSupplier:
    row = await document_store.get_supplier(tx, supplier_id)
    contact = (row["contact_name"], formatted_phone(row["phone"]), row["email"])
    return OrderSupplier(
        name=row["name"],
        document=named_document(row["document"] or ""),
        address=address_line(msgspec.json.decode(row["address"], type=Address)),
        contact=" · ".join(part for part in contact if part),
    )


def _line(row: asyncpg.Record) -> OrderLine:
    return OrderLine(
        description=row["description"],
        specification=row["specification"],
        brand=row["brand"],
        unit=row["unit"],
        quantity=row["quantity"],
        unit_price=row["unit_price"],
        amount=awarded_line(row).goods,
    )


def awarded_line(row: asyncpg.Record) -> AwardedLine:
    """The line of an award or an order, as its rows hold it."""
    return AwardedLine(
        quantity=row["quantity"],
        unit_price=row["unit_price"],
        discount=row["discount"],
        freight=row["freight"],
        taxes=row["taxes"],
        total=row["total"],
    )
