"""HTTP of lists as files: each takes the filters, the search and the sort of its list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal
from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency, Provide
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIResponse, OpenAPIType, Operation, Schema
from litestar.params import FromQuery, QueryParameter

from esteio.core.files.store import content_disposition
from esteio.http.context import RequestContext
from esteio.http.routing import InContext, Page, PageQuery, WithServices, problem_responses
from esteio.http.services import Services
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
from esteio.modules.estimating.service.exports import CONTENT_TYPES, Format

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


class ListAsFile:
    """What every export takes, as the dependency `as_file`: the page's search and sort, and which kind of file."""

    def __init__(self, services: Services, context: RequestContext, page: Page, form: Format) -> None:
        self._services = services
        self._context = context
        self._page = page
        self._form: Format = form

    async def answer(self, what: exports.Export, **filters: object) -> Response[bytes]:
        """The whole list under these filters; raises `NotAllowed` for who may not see it, `InvalidInput`."""
        file = await exports.export(
            self._services.db, self._page.actor, what, self._page.of(**filters), self._form, self._context.origin
        )
        headers = {"content-disposition": content_disposition(file.name), "cache-control": "no-store"}
        return Response(file.data, media_type=file.content_type, headers=headers)


AsFile = NamedDependency[ListAsFile]
"""Of `as_file`."""


async def provide_as_file(
    services: WithServices, context: InContext, page: PageQuery, form: FormatQuery = "csv"
) -> ListAsFile:
    """Dependency `as_file`."""
    return ListAsFile(services, context, page, form)


get_file = partial(
    get,
    permission=permissions.EXPORT_RUN,
    dependencies={"as_file": Provide(provide_as_file)},
    operation_class=ExportOperation,
    tags=["exports"],
    responses={**FILE, **problem_responses(401, 403, 422, 429)},
)
"""A route that answers with a list as a file."""


@get_file("/api/orcamentos/export")
async def export_orcamentos(
    as_file: AsFile,
    status: Statuses = None,
    client_id: ClientId = None,
    briefing_id: BriefingId = None,
    from_day: FromDay = None,
    to_day: ToDay = None,
    min_total: Least = None,
    max_total: Most = None,
) -> Response[bytes]:
    """Orçamentos as a file; takes the right to see them, too."""
    filters = filters_of(
        status=status,
        client_id=client_id,
        briefing_id=briefing_id,
        from_day=from_day,
        to_day=to_day,
        min_total=min_total,
        max_total=max_total,
    )
    return await as_file.answer(exports.ORCAMENTOS, **filters)


@get_file("/api/clients/export")
async def export_clients(
    as_file: AsFile,
    kind: FromQuery[Literal["PF", "PJ"] | None] = None,
    uf: Annotated[str | None, QueryParameter(max_length=2)] = None,
    archived: FromQuery[bool] = False,
) -> Response[bytes]:
    """Clients as a file; takes the right to see them, too."""
    return await as_file.answer(exports.CLIENT_LIST, kind=kind, uf=uf, archived=archived)


@get_file("/api/briefings/export")
async def export_briefings(
    as_file: AsFile,
    status: Statuses = None,
    client_id: ClientId = None,
    responsible_id: Annotated[UUID | None, QueryParameter(name="responsibleId")] = None,
) -> Response[bytes]:
    """Briefings as a file, without their answers; takes the right to see them, too."""
    filters = {"status": status, "clientId": client_id, "responsibleId": responsible_id}
    return await as_file.answer(exports.BRIEFING_LIST, **filters)


EXPORT_ROUTES = (export_orcamentos, export_clients, export_briefings)
