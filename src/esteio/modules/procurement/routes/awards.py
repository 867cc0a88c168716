"""HTTP of awards."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody

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
from esteio.modules.procurement import permissions
from esteio.modules.procurement.schemas.awards import Award, AwardInput, Awards, ReturnInput
from esteio.modules.procurement.schemas.requests import PurchaseRequest
from esteio.modules.procurement.service import awards, requests


@post(
    "/api/quotation-rounds/{round_id:uuid}/award",
    permission=permissions.QUOTATIONS_AWARD,
    tags=["awards"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429),
)
async def award_round(
    round_id: FromPath[UUID],
    data: JSONBody[AwardInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Award:
    """Choose who wins, item by item or all of one supplier; the request goes on to its approval.

    Items that are left out get a request of their own, already in quotation, to which those who won nothing are
    invited. Whoever chooses second is told who was first: `happened` of a 409.
    """
    award_id = await awards.award(tx, actor, round_id, data, version_of(if_match), context.origin)
    return await awards.get(tx, award_id)


@get(
    "/api/awards/{award_id:uuid}",
    permission=permissions.QUOTATIONS_READ,
    tags=["awards"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def get_award(award_id: FromPath[UUID], tx: InTx) -> Award:
    """One award as it was decided, with the map that it was decided by."""
    return await awards.get(tx, award_id)


@get(
    "/api/purchase-requests/{request_id:uuid}/awards",
    permission=permissions.QUOTATIONS_READ,
    tags=["awards"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def list_awards(request_id: FromPath[UUID], tx: InTx) -> Awards:
    """Every award of a request, also those that were taken back, the newest first."""
    return await awards.list_of_request(tx, request_id)


@post(
    "/api/purchase-requests/{request_id:uuid}/return-to-quotation",
    permission=permissions.QUOTATIONS_AWARD,
    status_code=200,
    tags=["awards"],
    responses={**answers(PurchaseRequest), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def return_to_quotation(
    request_id: FromPath[UUID],
    data: JSONBody[ReturnInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Take an award back before its orders are issued: the same answers are in play again.

    Once it was approved it takes the right to change orders, too.
    """
    await awards.return_to_quotation(tx, actor, request_id, data.reason, version_of(if_match), context.origin)
    return await _answer(tx, actor, request_id)


async def _answer(tx: Tx, actor: Actor, request_id: UUID) -> Response[bytes]:
    document = await requests.get(tx, actor, request_id)
    return json_text(document.text, 200, {"etag": f'"{document.version}"', "cache-control": "no-store"})


AWARD_ROUTES = (award_round, get_award, list_awards, return_to_quotation)
