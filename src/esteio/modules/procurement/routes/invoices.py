"""HTTP of invoices (NF-e) and of the match."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post, put
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from esteio.core.files.store import content_disposition
from esteio.http.routing import AsActor, IfMatch, InContext, InTx, WithServices, answers, problem_responses, version_of
from esteio.live.reads import LivePageQuery
from esteio.modules.procurement import permissions
from esteio.modules.procurement.live import INVOICES
from esteio.modules.procurement.schemas.invoices import (
    Invoice,
    InvoiceCancellation,
    InvoiceInput,
    InvoiceLink,
    InvoiceMapping,
    InvoicePage,
    OrderMatch,
)
from esteio.modules.procurement.service import invoices, match

XML = "application/xml"
XML_ANSWER = {
    200: ResponseSpec(data_container=bytes, description="As it was sent.", media_type=XML, generate_examples=False)
}


@get(
    "/api/invoices",
    permission=permissions.RECEIPTS_READ,
    tags=["invoices"],
    responses={**answers(InvoicePage), **problem_responses(401, 403, 422, 429)},
)
async def list_invoices(
    live_page: LivePageQuery,
    order_id: Annotated[UUID | None, QueryParameter(name="orderId")] = None,
    supplier_id: Annotated[UUID | None, QueryParameter(name="supplierId")] = None,
    linked: FromQuery[bool | None] = None,
    from_day: Annotated[date | None, QueryParameter(name="from", description="Issued on this day or later.")] = None,
    to_day: Annotated[date | None, QueryParameter(name="to", description="Issued on this day or earlier.")] = None,
    cancelled: FromQuery[bool] = False,
) -> Response[bytes]:
    """Invoices, the newest first; the cancelled only with `cancelled=true`."""
    filters = {
        "orderId": order_id,
        "supplierId": supplier_id,
        "linked": linked,
        "from": from_day,
        "to": to_day,
        "cancelled": cancelled,
    }
    return await live_page.answer(INVOICES, **filters)


@post(
    "/api/invoices",
    permission=permissions.RECEIPTS_COUNT,
    tags=["invoices"],
    responses=problem_responses(400, 401, 403, 409, 413, 422, 429, 503),
)
async def add_invoice(
    data: JSONBody[InvoiceInput], services: WithServices, tx: InTx, actor: AsActor, context: InContext
) -> Invoice:
    """Read the XML of an NF-e. Its lines are taken for the items of its order that they seem to be (`suggested`)."""
    return await invoices.add(services, tx, actor, data, context.origin)


@get(
    "/api/invoices/{invoice_id:uuid}",
    permission=permissions.RECEIPTS_READ,
    tags=["invoices"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def get_invoice(invoice_id: FromPath[UUID], tx: InTx, actor: AsActor) -> Invoice:
    """One invoice with its lines."""
    return await invoices.get(tx, actor, invoice_id)


@get(
    "/api/invoices/{invoice_id:uuid}/xml",
    permission=permissions.RECEIPTS_READ,
    tags=["invoices"],
    media_type=XML,
    responses={**XML_ANSWER, **problem_responses(401, 403, 404, 422, 429, 503)},
)
async def get_invoice_xml(invoice_id: FromPath[UUID], services: WithServices, tx: InTx) -> Response[bytes]:
    """The NF-e as its supplier sent it."""
    file = await invoices.read_xml(services, tx, invoice_id)
    return Response(file.data, media_type=XML, headers={"content-disposition": content_disposition(file.name)})


@post(
    "/api/invoices/{invoice_id:uuid}/link",
    permission=permissions.RECEIPTS_CHECK,
    status_code=200,
    tags=["invoices"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429),
)
async def link_invoice(
    invoice_id: FromPath[UUID],
    data: JSONBody[InvoiceLink],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Invoice:
    """Say which order an invoice belongs to; its lines are taken for that order's items anew."""
    return await invoices.link(tx, actor, invoice_id, data.order_id, version_of(if_match), context.origin)


@put(
    "/api/invoices/{invoice_id:uuid}/items",
    permission=permissions.RECEIPTS_CHECK,
    tags=["invoices"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429),
)
async def put_invoice_items(
    invoice_id: FromPath[UUID],
    data: JSONBody[InvoiceMapping],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Invoice:
    """Say of every line which item of the order it is, and how many of the order's units its unit is."""
    return await invoices.put_mapping(tx, actor, invoice_id, data.items, version_of(if_match), context.origin)


@post(
    "/api/invoices/{invoice_id:uuid}/cancel",
    permission=permissions.RECEIPTS_CHECK,
    status_code=200,
    tags=["invoices"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429),
)
async def cancel_invoice(
    invoice_id: FromPath[UUID],
    data: JSONBody[InvoiceCancellation],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Invoice:
    """Note that an invoice does not count: its issuer cancelled it, or it was entered by mistake."""
    return await invoices.cancel(tx, actor, invoice_id, data.reason, version_of(if_match), context.origin)


@post(
    "/api/invoices/{invoice_id:uuid}/restore",
    permission=permissions.RECEIPTS_CHECK,
    status_code=200,
    tags=["invoices"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 422, 429),
)
async def restore_invoice(
    invoice_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext, if_match: IfMatch = None
) -> Invoice:
    """Let a cancelled invoice count again, on the order that it was on."""
    return await invoices.restore(tx, actor, invoice_id, version_of(if_match), context.origin)


@get(
    "/api/purchase-orders/{order_id:uuid}/match",
    permission=permissions.RECEIPTS_READ,
    tags=["invoices"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def get_match(order_id: FromPath[UUID], tx: InTx) -> OrderMatch:
    """An order, what came of it and what its invoices charge, beside each other, with every difference."""
    return await match.of_order(tx, order_id)


INVOICE_ROUTES = (
    list_invoices,
    add_invoice,
    get_invoice,
    get_invoice_xml,
    link_invoice,
    put_invoice_items,
    cancel_invoice,
    restore_invoice,
    get_match,
)
