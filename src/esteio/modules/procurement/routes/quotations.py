"""HTTP of quotations, on the buyer's side."""

from __future__ import annotations

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
    WithServices,
    answers,
    json_text,
    problem_responses,
    version_of,
)
from esteio.live.reads import LivePageQuery
from esteio.modules.procurement import permissions
from esteio.modules.procurement.live import QUOTATION_MESSAGES, QUOTATIONS
from esteio.modules.procurement.schemas.quotations import (
    AnswerInput,
    MessageInput,
    Quotation,
    QuotationLink,
    QuotationMessage,
    QuotationMessagePage,
    QuotationPage,
)
from esteio.modules.procurement.schemas.rounds import WhyInput
from esteio.modules.procurement.service import quotation_messages, quotations

QuotationStatuses = Annotated[str | None, QueryParameter(max_length=100, description="One or more, with commas.")]
RoundId = Annotated[UUID | None, QueryParameter(name="roundId")]
PurchaseRequestId = Annotated[UUID | None, QueryParameter(name="purchaseRequestId")]
SupplierId = Annotated[UUID | None, QueryParameter(name="supplierId")]


@get(
    "/api/quotations",
    permission=permissions.QUOTATIONS_READ,
    tags=["quotations"],
    responses={**answers(QuotationPage), **problem_responses(401, 403, 422, 429)},
)
async def list_quotations(
    live_page: LivePageQuery,
    status: QuotationStatuses = None,
    round_id: RoundId = None,
    purchase_request_id: PurchaseRequestId = None,
    supplier_id: SupplierId = None,
) -> Response[bytes]:
    """Quotations, one of each supplier in each round, the newest first."""
    return await live_page.answer(
        QUOTATIONS, status=status, roundId=round_id, purchaseRequestId=purchase_request_id, supplierId=supplier_id
    )


@get(
    "/api/quotations/{quotation_id:uuid}",
    permission=permissions.QUOTATIONS_READ,
    tags=["quotations"],
    responses={**answers(Quotation), **problem_responses(401, 403, 404, 422, 429)},
)
async def get_quotation(quotation_id: FromPath[UUID], tx: InTx, actor: AsActor) -> Response[bytes]:
    """One quotation, with what it says of each item. Its ETag is its `version`."""
    return await _answer(tx, actor, quotation_id)


@put(
    "/api/quotations/{quotation_id:uuid}/answer",
    permission=permissions.QUOTATIONS_RUN,
    tags=["quotations"],
    responses={**answers(Quotation), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def write_answer_down(
    quotation_id: FromPath[UUID],
    data: JSONBody[AnswerInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Write down what a supplier answered by telephone or on paper, also after the round's time."""
    await quotations.write_down(tx, actor, quotation_id, data, version_of(if_match), context.origin)
    return await _answer(tx, actor, quotation_id)


@post(
    "/api/quotations/{quotation_id:uuid}/decline",
    permission=permissions.QUOTATIONS_RUN,
    status_code=200,
    tags=["quotations"],
    responses={**answers(Quotation), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def write_refusal_down(
    quotation_id: FromPath[UUID],
    data: JSONBody[WhyInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Write down that a supplier will not quote."""
    await quotations.decline(tx, actor, quotation_id, data.reason, version_of(if_match), context.origin)
    return await _answer(tx, actor, quotation_id)


@post(
    "/api/quotations/{quotation_id:uuid}/cancel",
    permission=permissions.QUOTATIONS_RUN,
    status_code=200,
    tags=["quotations"],
    responses={**answers(Quotation), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def cancel_quotation(
    quotation_id: FromPath[UUID],
    data: JSONBody[WhyInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Take one supplier out of a round: its link stops working at once."""
    await quotations.cancel(tx, actor, quotation_id, data.reason, version_of(if_match), context.origin)
    return await _answer(tx, actor, quotation_id)


@get(
    "/api/quotations/{quotation_id:uuid}/link",
    permission=permissions.QUOTATIONS_RUN,
    tags=["quotations"],
    responses=problem_responses(401, 403, 404, 409, 422, 429),
)
async def get_supplier_link(quotation_id: FromPath[UUID], services: WithServices, tx: InTx) -> QuotationLink:
    """The supplier's link, to hand on by other ways than mail."""
    return await quotations.share(services, tx, quotation_id)


@post(
    "/api/quotations/{quotation_id:uuid}/link",
    permission=permissions.QUOTATIONS_RUN,
    tags=["quotations"],
    responses=problem_responses(400, 401, 403, 404, 409, 422, 429),
)
async def renew_supplier_link(
    quotation_id: FromPath[UUID], services: WithServices, tx: InTx, actor: AsActor, context: InContext
) -> QuotationLink:
    """A new link for the supplier; the one before stops working at once."""
    return await quotations.renew_link(services, tx, actor, quotation_id, context.origin)


@get(
    "/api/quotation-messages",
    permission=permissions.QUOTATIONS_READ,
    tags=["quotations"],
    responses={**answers(QuotationMessagePage), **problem_responses(401, 403, 422, 429)},
)
async def list_quotation_messages(
    live_page: LivePageQuery,
    quotation_id: Annotated[UUID, QueryParameter(name="quotationId", description="Of this quotation.")],
) -> Response[bytes]:
    """What supplier and buyers wrote to each other about one quotation, the oldest first."""
    return await live_page.answer(QUOTATION_MESSAGES, quotationId=quotation_id)


@post(
    "/api/quotations/{quotation_id:uuid}/messages",
    permission=permissions.QUOTATIONS_RUN,
    tags=["quotations"],
    responses=problem_responses(400, 401, 403, 404, 409, 413, 422, 429),
)
async def write_to_supplier(
    quotation_id: FromPath[UUID], data: JSONBody[MessageInput], tx: InTx, actor: AsActor, context: InContext
) -> QuotationMessage:
    """Write to the supplier: it stands on its page and is mailed."""
    return await quotation_messages.write(tx, actor, quotation_id, data.text, context.origin)


async def _answer(tx: Tx, actor: Actor, quotation_id: UUID) -> Response[bytes]:
    document = await quotations.get(tx, actor, quotation_id)
    return json_text(document.text, 200, {"etag": f'"{document.version}"', "cache-control": "no-store"})


QUOTATION_ROUTES = (
    list_quotations,
    get_quotation,
    write_answer_down,
    write_refusal_down,
    cancel_quotation,
    get_supplier_link,
    renew_supplier_link,
    list_quotation_messages,
    write_to_supplier,
)
