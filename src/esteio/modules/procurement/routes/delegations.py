"""HTTP of delegations. They are one's own, or with `procurement.delegations.manage` anybody's."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from esteio.http.routing import AsActor, IfMatch, InContext, InTx, answers, problem_responses, version_of
from esteio.live.reads import LivePageQuery
from esteio.modules.procurement.live import DELEGATIONS
from esteio.modules.procurement.schemas.delegations import Delegation, DelegationInput, DelegationPage
from esteio.modules.procurement.service import delegating

FromId = Annotated[UUID | None, QueryParameter(name="fromId", description="Whose signature.")]
ToId = Annotated[UUID | None, QueryParameter(name="toId", description="Who signs instead.")]
Standing = Annotated[bool | None, QueryParameter(description="Neither over nor cancelled; it may be yet to come.")]


@get(
    "/api/approval-delegations",
    signed_in=True,
    tags=["approval delegations"],
    responses={**answers(DelegationPage), **problem_responses(401, 403, 422, 429)},
)
async def list_delegations(
    live_page: LivePageQuery, from_id: FromId = None, to_id: ToId = None, standing: Standing = None
) -> Response[bytes]:
    """Delegations given by or to the caller, the latest first; everybody's for who manages them."""
    return await live_page.answer(DELEGATIONS, fromId=from_id, toId=to_id, standing=standing)


@post(
    "/api/approval-delegations",
    signed_in=True,
    tags=["approval delegations"],
    responses=problem_responses(400, 401, 403, 409, 413, 422, 429),
)
async def create_delegation(
    data: JSONBody[DelegationInput], tx: InTx, actor: AsActor, context: InContext
) -> Delegation:
    """Let somebody else sign while one is away."""
    return await delegating.create(tx, actor, data, context.origin)


@get(
    "/api/approval-delegations/{delegation_id:uuid}",
    signed_in=True,
    tags=["approval delegations"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def get_delegation(delegation_id: FromPath[UUID], tx: InTx, actor: AsActor) -> Delegation:
    """One delegation."""
    return await delegating.get(tx, actor, delegation_id)


@post(
    "/api/approval-delegations/{delegation_id:uuid}/cancel",
    signed_in=True,
    status_code=200,
    tags=["approval delegations"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 422, 429),
)
async def cancel_delegation(
    delegation_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext, if_match: IfMatch = None
) -> Delegation:
    """Take a signature back before its last day; what was signed stays signed."""
    return await delegating.cancel(tx, actor, delegation_id, version_of(if_match), context.origin)


DELEGATION_ROUTES = (list_delegations, create_delegation, get_delegation, cancel_delegation)
