"""HTTP of cost centres and their people."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Response, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from esteio.http.routing import AsActor, IfMatch, InContext, InTx, answers, problem_responses, version_of
from esteio.live.reads import LivePageQuery
from esteio.modules.procurement import permissions
from esteio.modules.procurement.live import COST_CENTRES
from esteio.modules.procurement.schemas.cost_centres import (
    CentrePeople,
    CentrePerson,
    CentrePersonInput,
    CostCentre,
    CostCentreInput,
    CostCentrePage,
)
from esteio.modules.procurement.service import cost_centres

DepartmentId = Annotated[UUID | None, QueryParameter(name="departmentId")]
PersonId = Annotated[
    UUID | None, QueryParameter(name="personId", description="Those on which this person asks or approves.")
]


@get(
    "/api/cost-centres",
    permission=permissions.CENTRES_READ,
    tags=["cost centres"],
    responses={**answers(CostCentrePage), **problem_responses(401, 403, 422, 429)},
)
async def list_cost_centres(
    live_page: LivePageQuery,
    department_id: DepartmentId = None,
    person_id: PersonId = None,
    archived: FromQuery[bool] = False,
) -> Response[bytes]:
    """Cost centres by code; those put away only with `archived=true`."""
    return await live_page.answer(COST_CENTRES, departmentId=department_id, personId=person_id, archived=archived)


@post(
    "/api/cost-centres",
    permission=permissions.CENTRES_EDIT,
    tags=["cost centres"],
    responses=problem_responses(400, 401, 403, 409, 413, 422, 429),
)
async def create_cost_centre(
    data: JSONBody[CostCentreInput], tx: InTx, actor: AsActor, context: InContext
) -> CostCentre:
    """Add a cost centre."""
    return await cost_centres.create(tx, actor, data, context.origin)


@get(
    "/api/cost-centres/{cost_centre_id:uuid}",
    permission=permissions.CENTRES_READ,
    tags=["cost centres"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def get_cost_centre(cost_centre_id: FromPath[UUID], tx: InTx, actor: AsActor) -> CostCentre:
    """One cost centre."""
    return await cost_centres.get(tx, actor, cost_centre_id)


@put(
    "/api/cost-centres/{cost_centre_id:uuid}",
    permission=permissions.CENTRES_EDIT,
    tags=["cost centres"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429),
)
async def change_cost_centre(
    cost_centre_id: FromPath[UUID],
    data: JSONBody[CostCentreInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> CostCentre:
    """Replace a cost centre's code, name and department."""
    return await cost_centres.change(tx, actor, cost_centre_id, data, version_of(if_match), context.origin)


@delete(
    "/api/cost-centres/{cost_centre_id:uuid}",
    permission=permissions.CENTRES_EDIT,
    tags=["cost centres"],
    responses=problem_responses(401, 403, 404, 412, 422, 429),
)
async def archive_cost_centre(
    cost_centre_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext, if_match: IfMatch = None
) -> None:
    """Put a cost centre away; its requests stay, and it can be restored."""
    await cost_centres.set_archived(tx, actor, cost_centre_id, version_of(if_match), context.origin, archived=True)


@post(
    "/api/cost-centres/{cost_centre_id:uuid}/restore",
    permission=permissions.CENTRES_EDIT,
    status_code=200,
    tags=["cost centres"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 422, 429),
)
async def restore_cost_centre(
    cost_centre_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext, if_match: IfMatch = None
) -> CostCentre:
    """Take a cost centre out of the archive."""
    version = version_of(if_match)
    return await cost_centres.set_archived(tx, actor, cost_centre_id, version, context.origin, archived=False)


@get(
    "/api/cost-centres/{cost_centre_id:uuid}/people",
    permission=permissions.CENTRES_READ,
    tags=["cost centres"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def list_cost_centre_people(cost_centre_id: FromPath[UUID], tx: InTx) -> CentrePeople:
    """Who asks on a cost centre, and who of them approves its needs."""
    return await cost_centres.list_people(tx, cost_centre_id)


@put(
    "/api/cost-centres/{cost_centre_id:uuid}/people/{person_id:uuid}",
    permission=permissions.CENTRES_EDIT,
    tags=["cost centres"],
    responses=problem_responses(400, 401, 403, 404, 413, 422, 429),
)
async def put_cost_centre_person(
    cost_centre_id: FromPath[UUID],
    person_id: FromPath[UUID],
    data: JSONBody[CentrePersonInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
) -> CentrePerson:
    """Let somebody ask on a cost centre, or approve its needs as well."""
    return await cost_centres.put_person(tx, actor, cost_centre_id, person_id, data, context.origin)


@delete(
    "/api/cost-centres/{cost_centre_id:uuid}/people/{person_id:uuid}",
    permission=permissions.CENTRES_EDIT,
    tags=["cost centres"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def remove_cost_centre_person(
    cost_centre_id: FromPath[UUID], person_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext
) -> None:
    """Take somebody off a cost centre."""
    await cost_centres.remove_person(tx, actor, cost_centre_id, person_id, context.origin)


COST_CENTRE_ROUTES = (
    list_cost_centres,
    create_cost_centre,
    get_cost_centre,
    change_cost_centre,
    archive_cost_centre,
    restore_cost_centre,
    list_cost_centre_people,
    put_cost_centre_person,
    remove_cost_centre_person,
)
