"""The organisation's own data."""

from __future__ import annotations

from litestar import get, put
from litestar.params import JSONBody

from esteio.http.routing import AsActor, IfMatch, InContext, InTx, WithServices, problem_responses, version_of
from esteio.modules.workspace import permissions
from esteio.modules.workspace.schemas import LogoInput, Organisation, OrganisationInput
from esteio.modules.workspace.service import organisation


@get("/api/organisation", signed_in=True, tags=["organisation"], responses=problem_responses(401, 429))
async def get_organisation(tx: InTx) -> Organisation:
    """The organisation that one is signed in to."""
    return await organisation.get(tx)


@put(
    "/api/organisation",
    permission=permissions.ORGANISATION_EDIT,
    tags=["organisation"],
    responses=problem_responses(400, 401, 403, 412, 413, 422, 429),
)
async def change_organisation(
    data: JSONBody[OrganisationInput], tx: InTx, actor: AsActor, context: InContext, if_match: IfMatch = None
) -> Organisation:
    """Replace what the letterhead says."""
    return await organisation.change(tx, actor, data, version_of(if_match), context.origin)


@put(
    "/api/organisation/logo",
    permission=permissions.ORGANISATION_EDIT,
    tags=["organisation"],
    responses=problem_responses(400, 401, 403, 413, 422, 429, 503),
)
async def change_logo(
    data: JSONBody[LogoInput], services: WithServices, tx: InTx, actor: AsActor, context: InContext
) -> Organisation:
    """Set the logo to an uploaded picture, or remove it."""
    return await organisation.change_logo(services, tx, actor, data.file_id, context.origin)


ORGANISATION_ROUTES = (get_organisation, change_organisation, change_logo)
