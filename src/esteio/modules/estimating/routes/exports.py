"""HTTP of lists as files: each takes the filters, the search and the sort of its list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from litestar import Response, get
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIResponse, OpenAPIType, Operation, Schema
from litestar.params import FromQuery, QueryParameter

from esteio.core.files.store import content_disposition
from esteio.http.routing import AsActor, InContext, PageQuery, WithServices, problem_responses
from esteio.modules.estimating import permissions
from esteio.modules.estimating.routes.orcamentos import (
    BriefingId,
    ClientId,
    FromDay,
    Least,
    Most,
    Statuses,
    ToDay,
    filters_of,
)
from esteio.modules.estimating.service import exports
from esteio.modules.estimating.service.exports import CONTENT_TYPES, ExportedFile, Format

FormatQuery = Annotated[
    Format, QueryParameter(name="format", description="`csv` as Brazilian Excel reads it, or `xlsx`.")
]
FILE = {
    200: ResponseSpec(
        data_container=bytes,
        description="The file; limit and cursor of the list do not apply.",
        media_type=CONTENT_TYPES["csv"],
        generate_examples=False,
    )
}


@dataclass
class ExportOperation(Operation):
    """Documents both types of file: a `ResponseSpec` holds one."""

    def __post_init__(self) -> None:
        if self.responses is not None and isinstance(response := self.responses["200"], OpenAPIResponse):
            response.content = {
                content_type: OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING))
                for content_type in CONTENT_TYPES.values()
            }


@get(
    "/api/orcamentos/export",
    permission=permissions.EXPORT_RUN,
    operation_class=ExportOperation,
    tags=["exports"],
    responses={**FILE, **problem_responses(401, 403, 422, 429)},
)
async def export_orcamentos(
    services: WithServices,
    actor: AsActor,
    context: InContext,
    page: PageQuery,
    form: FormatQuery = "csv",
    status: Statuses = None,
    client_id: ClientId = None,
    briefing_id: BriefingId = None,
    from_day: FromDay = None,
    to_day: ToDay = None,
    min_total: Least = None,
    max_total: Most = None,
) -> Response[bytes]:
    """Orçamentos as a file; takes the right to see them, too."""
    actor.require(permissions.ORCAMENTOS_READ)
    filters = filters_of(
        status=status,
        client_id=client_id,
        briefing_id=briefing_id,
        from_day=from_day,
        to_day=to_day,
        min_total=min_total,
        max_total=max_total,
    )
    request = page.of(**filters)
    return _download(await exports.export(services.db, actor, exports.ORCAMENTOS, request, form, context.origin))


@get(
    "/api/clients/export",
    permission=permissions.EXPORT_RUN,
    operation_class=ExportOperation,
    tags=["exports"],
    responses={**FILE, **problem_responses(401, 403, 422, 429)},
)
async def export_clients(
    services: WithServices,
    actor: AsActor,
    context: InContext,
    page: PageQuery,
    form: FormatQuery = "csv",
    kind: FromQuery[Literal["PF", "PJ"] | None] = None,
    uf: Annotated[str | None, QueryParameter(max_length=2)] = None,
    archived: FromQuery[bool] = False,
) -> Response[bytes]:
    """Clients as a file; takes the right to see them, too."""
    actor.require(permissions.CLIENTS_READ)
    request = page.of(kind=kind, uf=uf, archived=archived)
    return _download(await exports.export(services.db, actor, exports.CLIENT_LIST, request, form, context.origin))


@get(
    "/api/briefings/export",
    permission=permissions.EXPORT_RUN,
    operation_class=ExportOperation,
    tags=["exports"],
    responses={**FILE, **problem_responses(401, 403, 422, 429)},
)
async def export_briefings(
    services: WithServices,
    actor: AsActor,
    context: InContext,
    page: PageQuery,
    form: FormatQuery = "csv",
    status: Statuses = None,
    client_id: ClientId = None,
    responsible_id: Annotated[UUID | None, QueryParameter(name="responsibleId")] = None,
) -> Response[bytes]:
    """Briefings as a file, without their answers; takes the right to see them, too."""
    actor.require(permissions.BRIEFINGS_READ)
    request = page.of(status=status, client_id=client_id, responsible_id=responsible_id)
    return _download(await exports.export(services.db, actor, exports.BRIEFING_LIST, request, form, context.origin))


def _download(file: ExportedFile) -> Response[bytes]:
    headers = {"content-disposition": content_disposition(file.name), "cache-control": "no-store"}
    return Response(file.data, media_type=file.content_type, headers=headers)


EXPORT_ROUTES = (export_orcamentos, export_clients, export_briefings)
