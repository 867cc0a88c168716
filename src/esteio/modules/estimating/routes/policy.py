"""HTTP of the price policy."""

from __future__ import annotations

from typing import Annotated

from litestar import get, post, put
from litestar.params import JSONBody, PathParameter

from esteio.http.routing import AsActor, IfMatch, InContext, InTx, problem_responses, version_of
from esteio.modules.estimating import permissions
from esteio.modules.estimating.schemas.policy import (
    Policy,
    PolicyInput,
    PolicyVersions,
    Preview,
    PreviewInput,
)
from esteio.modules.estimating.service import policy

PolicyNumber = Annotated[int, PathParameter(ge=0, le=1_000_000_000)]


@get(
    "/api/price-policy",
    permission=permissions.POLICY_READ,
    tags=["price policy"],
    responses=problem_responses(401, 403, 422, 429),
)
async def get_policy(tx: InTx) -> Policy:
    """The figures that prices are made with now."""
    return await policy.in_force(tx)


@put(
    "/api/price-policy",
    permission=permissions.POLICY_EDIT,
    tags=["price policy"],
    responses=problem_responses(400, 401, 403, 412, 413, 422, 429),
)
async def change_policy(
    data: JSONBody[PolicyInput], tx: InTx, actor: AsActor, context: InContext, if_match: IfMatch = None
) -> Policy:
    """Put new figures in force, as the next version; `If-Match` holds the number that was read."""
    return await policy.change(tx, actor, data, version_of(if_match), context.origin)


@get(
    "/api/price-policy/versions",
    permission=permissions.POLICY_READ,
    tags=["price policy"],
    responses=problem_responses(401, 403, 422, 429),
)
async def list_policy_versions(tx: InTx) -> PolicyVersions:
    """Versions of the policy, the newest first."""
    return await policy.list_versions(tx)


@get(
    "/api/price-policy/versions/{number:int}",
    permission=permissions.POLICY_READ,
    tags=["price policy"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def get_policy_version(number: PolicyNumber, tx: InTx) -> Policy:
    """One version of the policy; 0 is the one that ships."""
    return await policy.get(tx, number)


@post(
    "/api/price-policy/preview",
    permission=permissions.POLICY_READ,
    status_code=200,
    tags=["price policy"],
    responses=problem_responses(400, 401, 403, 413, 422, 429),
)
async def preview_policy(data: JSONBody[PreviewInput], tx: InTx) -> Preview:
    """What a project would cost by these figures; nothing is stored."""
    return await policy.preview(tx, data)


POLICY_ROUTES = (get_policy, change_policy, list_policy_versions, get_policy_version, preview_policy)
