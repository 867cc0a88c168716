"""HTTP of the approval policy."""

from __future__ import annotations

from typing import Annotated

from litestar import get, put
from litestar.params import JSONBody, PathParameter

from esteio.http.routing import AsActor, IfMatch, InContext, InTx, problem_responses, version_of
from esteio.modules.procurement import permissions
from esteio.modules.procurement.schemas.approval_policy import Policy, PolicyInput, PolicyVersions
from esteio.modules.procurement.service import approval_policy

PolicyNumber = Annotated[int, PathParameter(ge=0, le=1_000_000_000)]


@get(
    "/api/approval-policy",
    permission=permissions.POLICY_READ,
    tags=["approval policy"],
    responses=problem_responses(401, 403, 422, 429),
)
async def get_approval_policy(tx: InTx) -> Policy:
    """The figures that requests are judged by now."""
    return await approval_policy.in_force(tx)


@put(
    "/api/approval-policy",
    permission=permissions.POLICY_EDIT,
    tags=["approval policy"],
    responses=problem_responses(400, 401, 403, 412, 413, 422, 429),
)
async def change_approval_policy(
    data: JSONBody[PolicyInput], tx: InTx, actor: AsActor, context: InContext, if_match: IfMatch = None
) -> Policy:
    """Put new figures in force, as the next version; `If-Match` holds the number that was read."""
    return await approval_policy.change(tx, actor, data, version_of(if_match), context.origin)


@get(
    "/api/approval-policy/versions",
    permission=permissions.POLICY_READ,
    tags=["approval policy"],
    responses=problem_responses(401, 403, 422, 429),
)
async def list_approval_policy_versions(tx: InTx) -> PolicyVersions:
    """Versions of the policy, the newest first."""
    return await approval_policy.list_versions(tx)


@get(
    "/api/approval-policy/versions/{number:int}",
    permission=permissions.POLICY_READ,
    tags=["approval policy"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def get_approval_policy_version(number: PolicyNumber, tx: InTx) -> Policy:
    """One version of the policy; 0 is the one that ships."""
    return await approval_policy.get(tx, number)


APPROVAL_POLICY_ROUTES = (
    get_approval_policy,
    change_approval_policy,
    list_approval_policy_versions,
    get_approval_policy_version,
)
