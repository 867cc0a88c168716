"""HTTP of purchase orders."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post, put
from litestar.di import Provide
from litestar.params import FromPath, JSONBody, QueryParameter

from esteio.core.access import Actor
from esteio.core.db import Tx
from esteio.http.amounts import Least, Most, by_total
from esteio.http.printing import PDF, PDF_ANSWER, pdf_response, printing_of
from esteio.http.routing import (
    AsActor,
    Filters,
    IfMatch,
    InContext,
    InTx,
    PageQuery,
    WithServices,
    answers,
    json_text,
    problem_responses,
    version_of,
)
from esteio.live.reads import LivePageQuery
from esteio.modules.procurement import permissions
from esteio.modules.procurement.live import ORDERS
from esteio.modules.procurement.schemas.orders import (
    ByHandConfirmation,
    EndingInput,
    IssueInput,
    Order,
    OrderHistory,
    OrderInput,
    OrderMessageInput,
    OrderPage,
    OrderSendInput,
    OrderShareLink,
    OrdersIssued,
)
from esteio.modules.procurement.service import order_ending, order_sending, orders
from esteio.modules.procurement.service.order_document import print_pdf
from esteio.modules.procurement.service.order_history import HISTORY

Statuses = Annotated[str | None, QueryParameter(max_length=100, description="One or more, with commas.")]
Fulfilments = Annotated[str | None, QueryParameter(max_length=50, description="One or more, with commas.")]
SupplierId = Annotated[UUID | None, QueryParameter(name="supplierId")]
RequestId = Annotated[UUID | None, QueryParameter(name="requestId")]
CentreId = Annotated[UUID | None, QueryParameter(name="costCentreId")]
BuyerId = Annotated[UUID | None, QueryParameter(name="buyerId")]
Late = Annotated[bool | None, QueryParameter(description="Those that should be here and are not.")]
FromDay = Annotated[datetime.date | None, QueryParameter(name="from", description="Issued on this day or later.")]
ToDay = Annotated[datetime.date | None, QueryParameter(name="to", description="Issued on this day or earlier.")]
ExpectedFrom = Annotated[datetime.date | None, QueryParameter(name="expectedFrom")]
ExpectedTo = Annotated[datetime.date | None, QueryParameter(name="expectedTo")]
_CHANGED = {**answers(Order), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)}


async def provide_order_filters(
    status: Statuses = None,
    fulfilment: Fulfilments = None,
    supplier_id: SupplierId = None,
    request_id: RequestId = None,
    cost_centre_id: CentreId = None,
    buyer_id: BuyerId = None,
    late: Late = None,
    from_day: FromDay = None,
    to_day: ToDay = None,
    expected_from: ExpectedFrom = None,
    expected_to: ExpectedTo = None,
    min_total: Least = None,
    max_total: Most = None,
) -> Mapping[str, object]:
    """Dependency `filters` of the list and of its file."""
    return {
        "status": status,
        "fulfilment": fulfilment,
        "supplierId": supplier_id,
        "requestId": request_id,
        "costCentreId": cost_centre_id,
        "buyerId": buyer_id,
        "late": late,
        "from": from_day,
        "to": to_day,
        "expectedFrom": expected_from,
        "expectedTo": expected_to,
        **by_total(min_total, max_total),
    }


@get(
    "/api/purchase-orders",
    permission=permissions.ORDERS_READ,
    tags=["purchase orders"],
    responses={**answers(OrderPage), **problem_responses(401, 403, 422, 429)},
    dependencies={"filters": Provide(provide_order_filters)},
)
async def list_orders(live_page: LivePageQuery, filters: Filters) -> Response[bytes]:
    """Orders of the organisation, the newest first."""
    return await live_page.answer(ORDERS, **filters)


@post(
    "/api/purchase-requests/{request_id:uuid}/orders",
    permission=permissions.ORDERS_EDIT,
    status_code=201,
    tags=["purchase orders"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429),
)
async def issue_orders(
    request_id: FromPath[UUID],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    data: JSONBody[IssueInput | None] = None,
    if_match: IfMatch = None,
) -> OrdersIssued:
    """Draft the orders of an approved request, one for each supplier that won something; their totals add up to the
    award's. The request is `ordered` from then on."""
    version = version_of(if_match) if data is None or data.version is None else data.version
    return await orders.issue(tx, actor, request_id, version, context.origin)


@get(
    "/api/purchase-orders/{order_id:uuid}",
    permission=permissions.ORDERS_READ,
    tags=["purchase orders"],
    responses={**answers(Order), **problem_responses(401, 403, 404, 422, 429)},
)
async def get_order(order_id: FromPath[UUID], tx: InTx, actor: AsActor) -> Response[bytes]:
    """One order, whole. Its ETag is its `version`."""
    return await _answer(tx, actor, order_id)


@put(
    "/api/purchase-orders/{order_id:uuid}",
    permission=permissions.ORDERS_EDIT,
    tags=["purchase orders"],
    responses=_CHANGED,
)
async def change_order(
    order_id: FromPath[UUID],
    data: JSONBody[OrderInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Say where to, until when and what else of a draft. Prices and quantities are those that were signed."""
    await orders.change(tx, actor, order_id, data, version_of(if_match), context.origin)
    return await _answer(tx, actor, order_id)


@post(
    "/api/purchase-orders/{order_id:uuid}/send",
    permission=permissions.ORDERS_SEND,
    status_code=200,
    tags=["purchase orders"],
    responses=_CHANGED,
)
async def send_order(
    order_id: FromPath[UUID],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    data: JSONBody[OrderSendInput | None] = None,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Send a draft: what the supplier sees is fixed, dated from today, and mailed with a link, if it has an address."""
    word = data or OrderSendInput()
    await order_sending.send(tx, actor, order_id, word, version_of(if_match), context.origin)
    return await _answer(tx, actor, order_id)


@get(
    "/api/purchase-orders/{order_id:uuid}/link",
    permission=permissions.ORDERS_SEND,
    tags=["purchase orders"],
    responses=problem_responses(401, 403, 404, 409, 422, 429),
)
async def get_order_link(order_id: FromPath[UUID], services: WithServices, tx: InTx) -> OrderShareLink:
    """The supplier's link, to hand on by other ways than mail."""
    return await order_sending.share(services, tx, order_id)


@post(
    "/api/purchase-orders/{order_id:uuid}/link",
    permission=permissions.ORDERS_SEND,
    tags=["purchase orders"],
    responses=problem_responses(400, 401, 403, 404, 409, 422, 429),
)
async def renew_order_link(
    order_id: FromPath[UUID], services: WithServices, tx: InTx, actor: AsActor, context: InContext
) -> OrderShareLink:
    """A new link for the supplier; the one before stops working at once."""
    return await order_sending.renew_link(services, tx, actor, order_id, context.origin)


@post(
    "/api/purchase-orders/{order_id:uuid}/messages",
    permission=permissions.ORDERS_SEND,
    status_code=204,
    tags=["purchase orders"],
    responses=problem_responses(400, 401, 403, 404, 409, 413, 422, 429),
)
async def write_to_supplier(
    order_id: FromPath[UUID], data: JSONBody[OrderMessageInput], tx: InTx, actor: AsActor, context: InContext
) -> None:
    """Write to the supplier, by mail and on its page; what it writes is in the history (`asked`)."""
    await order_sending.write(tx, actor, order_id, data, context.origin)


@post(
    "/api/purchase-orders/{order_id:uuid}/confirm",
    permission=permissions.ORDERS_EDIT,
    status_code=200,
    tags=["purchase orders"],
    responses=_CHANGED,
)
async def confirm_order(
    order_id: FromPath[UUID],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    data: JSONBody[ByHandConfirmation | None] = None,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Record that the supplier confirmed, by what it told the buyer."""
    word = data or ByHandConfirmation()
    await order_sending.confirm_by_hand(tx, actor, order_id, word, version_of(if_match), context.origin)
    return await _answer(tx, actor, order_id)


@post(
    "/api/purchase-orders/{order_id:uuid}/cancel",
    permission=permissions.ORDERS_EDIT,
    status_code=200,
    tags=["purchase orders"],
    responses=_CHANGED,
)
async def cancel_order(
    order_id: FromPath[UUID],
    data: JSONBody[EndingInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Cancel an order of which nothing came; its supplier is told. When it was the last of its request, the request
    returns to its quotation."""
    await order_ending.cancel(tx, actor, order_id, data.reason, version_of(if_match), context.origin)
    return await _answer(tx, actor, order_id)


@post(
    "/api/purchase-orders/{order_id:uuid}/return-to-quotation",
    permission=permissions.ORDERS_EDIT,
    status_code=200,
    tags=["purchase orders"],
    responses=_CHANGED,
)
async def return_order(
    order_id: FromPath[UUID],
    data: JSONBody[EndingInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Have what did not come bought from somebody else: nothing came, the order is cancelled; a part came, it is closed
    with its balance given up. The balance is in the quotation of `following`, a new request whose need is approved
    already, or, when nothing of the request is ordered elsewhere, in that of the request itself."""
    version = version_of(if_match)
    await order_ending.return_to_quotation(tx, actor, order_id, data.reason, version, context.origin)
    return await _answer(tx, actor, order_id)


@post(
    "/api/purchase-orders/{order_id:uuid}/close-short",
    permission=permissions.ORDERS_EDIT,
    status_code=200,
    tags=["purchase orders"],
    responses=_CHANGED,
)
async def close_order_short(
    order_id: FromPath[UUID],
    data: JSONBody[EndingInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Give up what is still to come of an order that came in part: it stays `partial`, and nobody buys the rest."""
    await order_ending.close_short(tx, actor, order_id, data.reason, version_of(if_match), context.origin)
    return await _answer(tx, actor, order_id)


@get(
    "/api/purchase-orders/{order_id:uuid}/order.pdf",
    permission=permissions.ORDERS_READ,
    tags=["purchase orders"],
    media_type=PDF,
    responses={**PDF_ANSWER, **problem_responses(401, 403, 404, 422, 429, 503)},
)
async def get_order_pdf(order_id: FromPath[UUID], services: WithServices, actor: AsActor) -> Response[bytes]:
    """The order on paper: what was sent, or the draft as it stands, which says RASCUNHO on every page."""
    return pdf_response(await print_pdf(printing_of(services), actor.scope, order_id))


@get(
    "/api/purchase-orders/{order_id:uuid}/history",
    permission=permissions.ORDERS_READ,
    tags=["purchase orders"],
    responses={**answers(OrderHistory), **problem_responses(401, 403, 404, 422, 429)},
)
async def list_order_history(
    order_id: FromPath[UUID],
    tx: InTx,
    page: PageQuery,
    kind: Annotated[str | None, QueryParameter(max_length=50)] = None,
) -> Response[bytes]:
    """What happened to this order, the newest first: every move and receipt, and what the supplier did by its link."""
    await orders.require(tx, order_id)
    return await page.answer(HISTORY.lines, thingId=order_id, kind=kind)


async def _answer(tx: Tx, actor: Actor, order_id: UUID) -> Response[bytes]:
    document = await orders.get(tx, actor, order_id)
    # What a reader may do depends on more than the version: a copy kept by its ETag would show old rights.
    return json_text(document.text, 200, {"etag": f'"{document.version}"', "cache-control": "no-store"})


ORDER_ROUTES = (
    list_orders,
    issue_orders,
    get_order,
    change_order,
    send_order,
    get_order_link,
    renew_order_link,
    write_to_supplier,
    confirm_order,
    cancel_order,
    return_order,
    close_order_short,
    get_order_pdf,
    list_order_history,
)
