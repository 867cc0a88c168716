"""HTTP of departments."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from esteio.http.routing import AsActor, IfMatch, InContext, InTx, answers, problem_responses, version_of
from esteio.live.reads import LivePageQuery
from esteio.modules.procurement import permissions
from esteio.modules.procurement.live import DEPARTMENTS
from esteio.modules.procurement.schemas.departments import Department, DepartmentInput, DepartmentPage
from esteio.modules.procurement.service import departments


@get(
    "/api/departments",
    permission=permissions.CENTRES_READ,
    tags=["departments"],
    responses={**answers(DepartmentPage), **problem_responses(401, 403, 422, 429)},
)
async def list_departments(live_page: LivePageQuery, archived: FromQuery[bool] = False) -> Response[bytes]:
    """Departments by name; those put away only with `archived=true`."""
    return await live_page.answer(DEPARTMENTS, archived=archived)


@post(
    "/api/departments",
    permission=permissions.CENTRES_EDIT,
    tags=["departments"],
    responses=problem_responses(400, 401, 403, 409, 413, 422, 429),
)
async def create_department(
    data: JSONBody[DepartmentInput], tx: InTx, actor: AsActor, context: InContext
) -> Department:
    """Add a department."""
    return await departments.create(tx, actor, data, context.origin)


@get(
    "/api/departments/{department_id:uuid}",
    permission=permissions.CENTRES_READ,
    tags=["departments"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def get_department(department_id: FromPath[UUID], tx: InTx, actor: AsActor) -> Department:
    """One department."""
    return await departments.get(tx, actor, department_id)


@put(
    "/api/departments/{department_id:uuid}",
    permission=permissions.CENTRES_EDIT,
    tags=["departments"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429),
)
async def change_department(
    department_id: FromPath[UUID],
    data: JSONBody[DepartmentInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Department:
    """Give a department another name."""
    return await departments.change(tx, actor, department_id, data, version_of(if_match), context.origin)


@delete(
    "/api/departments/{department_id:uuid}",
    permission=permissions.CENTRES_EDIT,
    tags=["departments"],
    responses=problem_responses(401, 403, 404, 412, 422, 429),
)
async def archive_department(
    department_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext, if_match: IfMatch = None
) -> None:
    """Put a department away; what names it stays, and it can be restored."""
    await departments.set_archived(tx, actor, department_id, version_of(if_match), context.origin, archived=True)


@post(
    "/api/departments/{department_id:uuid}/restore",
    permission=permissions.CENTRES_EDIT,
    status_code=200,
    tags=["departments"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 422, 429),
)
async def restore_department(
    department_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext, if_match: IfMatch = None
) -> Department:
    """Take a department out of the archive."""
    version = version_of(if_match)
    return await departments.set_archived(tx, actor, department_id, version, context.origin, archived=False)


DEPARTMENT_ROUTES = (
    list_departments,
    create_department,
    get_department,
    change_department,
    archive_department,
    restore_department,
)
