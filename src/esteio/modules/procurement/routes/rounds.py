"""HTTP of rounds of quotations."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
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
from esteio.modules.procurement.live import QUOTATION_ROUNDS
from esteio.modules.procurement.schemas.rounds import (
    ExtendInput,
    InviteInput,
    Reminded,
    Round,
    RoundInput,
    RoundPage,
    WhyInput,
)
from esteio.modules.procurement.service import rounds

RoundStatuses = Annotated[str | None, QueryParameter(max_length=100, description="One or more, with commas.")]
PurchaseRequestId = Annotated[UUID | None, QueryParameter(name="purchaseRequestId")]


@get(
    "/api/quotation-rounds",
    permission=permissions.QUOTATIONS_READ,
    tags=["quotations"],
    responses={**answers(RoundPage), **problem_responses(401, 403, 422, 429)},
)
async def list_rounds(
    live_page: LivePageQuery, status: RoundStatuses = None, purchase_request_id: PurchaseRequestId = None
) -> Response[bytes]:
    """Rounds of quotations, the newest first."""
    return await live_page.answer(QUOTATION_ROUNDS, status=status, purchaseRequestId=purchase_request_id)


@post(
    "/api/purchase-requests/{request_id:uuid}/rounds",
    permission=permissions.QUOTATIONS_RUN,
    status_code=201,
    tags=["quotations"],
    responses={
        **answers(Round, status=201, description="Opened."),
        **problem_responses(400, 401, 403, 404, 409, 413, 422, 429),
    },
)
async def open_round(
    request_id: FromPath[UUID], data: JSONBody[RoundInput], tx: InTx, actor: AsActor, context: InContext
) -> Response[bytes]:
    """Ask suppliers for prices of what an approved need asks for; each that has an address is mailed a link of its
    own. A request has one open round at a time."""
    round_id = await rounds.begin(tx, actor, request_id, data, context.origin)
    return await _answer(tx, actor, round_id, status=201)


@get(
    "/api/quotation-rounds/{round_id:uuid}",
    permission=permissions.QUOTATIONS_READ,
    tags=["quotations"],
    responses={**answers(Round), **problem_responses(401, 403, 404, 422, 429)},
)
async def get_round(round_id: FromPath[UUID], tx: InTx, actor: AsActor) -> Response[bytes]:
    """One round; its quotations are `GET /api/quotations?roundId=`. Its ETag is its `version`."""
    return await _answer(tx, actor, round_id)


@post(
    "/api/quotation-rounds/{round_id:uuid}/invite",
    permission=permissions.QUOTATIONS_RUN,
    status_code=200,
    tags=["quotations"],
    responses={**answers(Round), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def invite_suppliers(
    round_id: FromPath[UUID],
    data: JSONBody[InviteInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Ask more suppliers, or once more those who declined, were late or were taken out."""
    await rounds.invite(tx, actor, round_id, data.supplier_ids, version_of(if_match), context.origin)
    return await _answer(tx, actor, round_id)


@post(
    "/api/quotation-rounds/{round_id:uuid}/extend",
    permission=permissions.QUOTATIONS_RUN,
    status_code=200,
    tags=["quotations"],
    responses={**answers(Round), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def extend_round(
    round_id: FromPath[UUID],
    data: JSONBody[ExtendInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Give suppliers more time; those who were late may answer again."""
    await rounds.extend(tx, actor, round_id, data.closes_at, version_of(if_match), context.origin)
    return await _answer(tx, actor, round_id)


@post(
    "/api/quotation-rounds/{round_id:uuid}/remind",
    permission=permissions.QUOTATIONS_RUN,
    status_code=200,
    tags=["quotations"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 422, 429),
)
async def remind_suppliers(
    round_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext, if_match: IfMatch = None
) -> Reminded:
    """Mail those who have not answered, once an hour at most."""
    return await rounds.remind(tx, actor, round_id, version_of(if_match), context.origin)


@post(
    "/api/quotation-rounds/{round_id:uuid}/cancel",
    permission=permissions.QUOTATIONS_RUN,
    status_code=200,
    tags=["quotations"],
    responses={**answers(Round), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def cancel_round(
    round_id: FromPath[UUID],
    data: JSONBody[WhyInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Give a round up: its links stop working at once, and suppliers are told. The request may be quoted anew."""
    await rounds.cancel(tx, actor, round_id, data.reason, version_of(if_match), context.origin)
    return await _answer(tx, actor, round_id)


async def _answer(tx: Tx, actor: Actor, round_id: UUID, status: int = 200) -> Response[bytes]:
    document = await rounds.get(tx, actor, round_id)
    # What a reader may do depends on more than the version: a copy kept by its ETag would show old rights.
    return json_text(document.text, status, {"etag": f'"{document.version}"', "cache-control": "no-store"})


ROUND_ROUTES = (list_rounds, open_round, get_round, invite_suppliers, extend_round, remind_suppliers, cancel_round)
