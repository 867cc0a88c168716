"""HTTP of receipts."""

from __future__ import annotations

import datetime
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter

from esteio.core.access import Actor
from esteio.core.db import Tx
from esteio.http.routing import (
    AsActor,
    IfMatch,
    InContext,
    InTx,
    answers,
    json_text,
    problem_responses,
    version_of,
)
from esteio.live.reads import LivePageQuery
from esteio.modules.procurement import permissions
from esteio.modules.procurement.live import RECEIPTS
from esteio.modules.procurement.schemas.receipts import (
    FinishInput,
    Receipt,
    ReceiptCancelInput,
    ReceiptInput,
    ReceiptPage,
)
from esteio.modules.procurement.service import receipts

Statuses = Annotated[str | None, QueryParameter(max_length=100, description="One or more, with commas.")]
OrderId = Annotated[UUID | None, QueryParameter(name="orderId")]
SupplierId = Annotated[UUID | None, QueryParameter(name="supplierId")]
InvoiceId = Annotated[UUID | None, QueryParameter(name="invoiceId")]
FromDay = Annotated[datetime.date | None, QueryParameter(name="from", description="Written down on this day or later.")]
ToDay = Annotated[datetime.date | None, QueryParameter(name="to", description="Written down on this day or earlier.")]
_CHANGED = {**answers(Receipt), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)}


@get(
    "/api/receipts",
    permission=permissions.RECEIPTS_READ,
    tags=["receipts"],
    responses={**answers(ReceiptPage), **problem_responses(401, 403, 422, 429)},
)
async def list_receipts(
    live_page: LivePageQuery,
    status: Statuses = None,
    order_id: OrderId = None,
    supplier_id: SupplierId = None,
    invoice_id: InvoiceId = None,
    from_day: FromDay = None,
    to_day: ToDay = None,
) -> Response[bytes]:
    """Receipts of the organisation, the newest first."""
    filters: dict[str, object] = {
        "status": status,
        "orderId": order_id,
        "supplierId": supplier_id,
        "invoiceId": invoice_id,
        "from": from_day,
        "to": to_day,
    }
    return await live_page.answer(RECEIPTS, **filters)


@post(
    "/api/purchase-orders/{order_id:uuid}/receipts",
    permission=permissions.RECEIPTS_COUNT,
    status_code=201,
    tags=["receipts"],
    responses={
        **answers(Receipt, status=201, description="Written down."),
        **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429),
    },
)
async def create_receipt(
    order_id: FromPath[UUID],
    data: JSONBody[ReceiptInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Write down what came of an order, item by item; order and request follow. `If-Match` is the order's.

    More than was ordered and the tolerance of the policy allows is refused: `OVER_DELIVERY`, whose `mayStillCome` says
    how much of each item may still come.
    """
    made = await receipts.create(tx, actor, order_id, data, version_of(if_match), context.origin)
    return await _answer(tx, actor, made, status=201)


@get(
    "/api/receipts/{receipt_id:uuid}",
    permission=permissions.RECEIPTS_READ,
    tags=["receipts"],
    responses={**answers(Receipt), **problem_responses(401, 403, 404, 422, 429)},
)
async def get_receipt(receipt_id: FromPath[UUID], tx: InTx, actor: AsActor) -> Response[bytes]:
    """One receipt, whole. Its ETag is its `version`."""
    return await _answer(tx, actor, receipt_id)


@put(
    "/api/receipts/{receipt_id:uuid}",
    permission=permissions.RECEIPTS_COUNT,
    tags=["receipts"],
    responses=_CHANGED,
)
async def change_receipt(
    receipt_id: FromPath[UUID],
    data: JSONBody[ReceiptInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Correct a count that was not handed in yet; order and request follow."""
    await receipts.change(tx, actor, receipt_id, data, version_of(if_match), context.origin)
    return await _answer(tx, actor, receipt_id)


@post(
    "/api/receipts/{receipt_id:uuid}/hand-in",
    permission=permissions.RECEIPTS_COUNT,
    status_code=200,
    tags=["receipts"],
    responses={**answers(Receipt), **problem_responses(400, 401, 403, 404, 409, 412, 422, 429)},
)
async def hand_in_receipt(
    receipt_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext, if_match: IfMatch = None
) -> Response[bytes]:
    """Give a count to whoever checks it against order and invoice."""
    await receipts.hand_in(tx, actor, receipt_id, version_of(if_match), context.origin)
    return await _answer(tx, actor, receipt_id)


@post(
    "/api/receipts/{receipt_id:uuid}/finish",
    permission=permissions.RECEIPTS_CHECK,
    status_code=200,
    tags=["receipts"],
    responses=_CHANGED,
)
async def finish_receipt(
    receipt_id: FromPath[UUID],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    data: JSONBody[FinishInput | None] = None,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Find a receipt right. Differences of order, receipt and invoice (`DIFFERENCES_UNEXPLAINED`, in `differences`), or
    no invoice at all, take a reason. When all came and all is checked, order and request end."""
    word = data or FinishInput()
    await receipts.finish(tx, actor, receipt_id, word, version_of(if_match), context.origin)
    return await _answer(tx, actor, receipt_id)


@post(
    "/api/receipts/{receipt_id:uuid}/cancel",
    permission=permissions.RECEIPTS_COUNT,
    status_code=200,
    tags=["receipts"],
    responses=_CHANGED,
)
async def cancel_receipt(
    receipt_id: FromPath[UUID],
    data: JSONBody[ReceiptCancelInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Take a receipt back that was not found right yet: what it counted did not come. Order and request follow."""
    await receipts.cancel(tx, actor, receipt_id, data.reason, version_of(if_match), context.origin)
    return await _answer(tx, actor, receipt_id)


async def _answer(tx: Tx, actor: Actor, receipt_id: UUID, status: int = 200) -> Response[bytes]:
    document = await receipts.get(tx, actor, receipt_id)
    # What a reader may do depends on more than the version: a copy kept by its ETag would show old rights.
    return json_text(document.text, status, {"etag": f'"{document.version}"', "cache-control": "no-store"})


RECEIPT_ROUTES = (
    list_receipts,
    create_receipt,
    get_receipt,
    change_receipt,
    hand_in_receipt,
    finish_receipt,
    cancel_receipt,
)
