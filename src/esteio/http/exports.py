"""What routes that answer with a list, or with figures, as a file are declared with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from litestar import Response, get
from litestar.di import NamedDependency, Provide
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIResponse, OpenAPIType, Operation, Schema
from litestar.params import QueryParameter

from esteio.core.files.store import content_disposition
from esteio.core.list_exports import CONTENT_TYPES, Export, ExportedFile, Format, export_list
from esteio.http.context import RequestContext
from esteio.http.routing import InContext, Page, PageQuery, WithServices, problem_responses
from esteio.http.services import Services

FormatQuery = Annotated[
    Format, QueryParameter(name="format", description="`csv` as Brazilian Excel reads it, or `xlsx`.")
]
_FILE = {
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


def download(file: ExportedFile) -> Response[bytes]:
    """The file as an answer that is saved and not remembered."""
    headers = {"content-disposition": content_disposition(file.name), "cache-control": "no-store"}
    return Response(file.data, media_type=file.content_type, headers=headers)


class ListAsFile:
    """What every export of a list takes, as the dependency `as_file`: the page's search and sort, and which kind of
    file."""

    def __init__(self, services: Services, context: RequestContext, page: Page, form: Format) -> None:
        self._services = services
        self._context = context
        self._page = page
        self._form: Format = form

    async def answer(self, what: Export, filters: Mapping[str, object]) -> Response[bytes]:
        """The whole list under these filters; raises `NotAllowed` for who may not see it, `InvalidInput`."""
        file = await export_list(
            self._services.db, self._page.actor, what, self._page.of(**filters), self._form, self._context.origin
        )
        return download(file)


AsFile = NamedDependency[ListAsFile]
"""Of `as_file`."""


async def provide_as_file(
    services: WithServices, context: InContext, page: PageQuery, form: FormatQuery = "csv"
) -> ListAsFile:
    """Dependency `as_file`."""
    return ListAsFile(services, context, page, form)


get_file = partial(
    get,
    operation_class=ExportOperation,
    tags=["exports"],
    responses={**_FILE, **problem_responses(401, 403, 422, 429)},
)
"""Decorator of a route that answers with a file; it states its `permission`."""


def get_list_file(path: str, *, permission: str, filters: Callable[..., Awaitable[Mapping[str, object]]]) -> Any:
    """The same for a list, whose `filters` it takes: what its own route takes, too, so that no file leaves one out."""
    dependencies = {"as_file": Provide(provide_as_file), "filters": Provide(filters)}
    return get_file(path, permission=permission, dependencies=dependencies)
