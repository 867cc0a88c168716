"""What routes are declared with: who may call, the transaction, strict bodies, pages, and answers made of JSON text.

Every route says exactly one of `permission="area.thing.action"`, `signed_in=True` (any member) or `public=True`;
an application with a route that says none does not start.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, cast

import msgspec
from litestar import Request, Response
from litestar.di import NamedDependency
from litestar.exceptions import ValidationException
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import HeaderParameter, QueryParameter

from esteio.core.access import Actor
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, MalformedRequest
from esteio.core.listing import MAX_LIMIT, ListSpec, PageRequest, page_query, page_text
from esteio.http.context import RequestContext, context_of
from esteio.http.problem import Problem, invalid_input
from esteio.http.services import Services

IfMatch = Annotated[str | None, HeaderParameter(name="If-Match", max_length=100, description="Version that was read.")]

InTx = NamedDependency[Tx]
"""Of a route's parameter `tx`: the request's transaction, in the actor's organisation; the edge ends it."""
AsActor = NamedDependency[Actor]
"""Of `actor`: who is signed in."""
InContext = NamedDependency[RequestContext]
"""Of `context`: origin of the request, and its transaction for routes that choose the scope themselves."""
SERVICES = "services"
"""Where a request's state holds them."""
WithServices = NamedDependency[Services]
"""Of `services`: what the composition root made."""

Filters = NamedDependency[Mapping[str, object]]
"""Of `filters`: what a list is asked for, by the names in its `ListSpec`; each route says by which provider."""

QUERY_PARAMETERS = "query_parameters"
ACCESS_WORDS = ("permission", "signed_in", "public")


class StrictRequest(Request[Any, Any, Any]):
    """A request whose JSON body is decoded straight into the handler's struct: no coercion, no unknown member."""

    async def json(self) -> Any:
        """The body as the type that the handler's `data` declares; raises with the field and the remedy."""
        body = await self.body()
        target = _body_type(self.route_handler)
        try:
            return msgspec.json.decode(body, type=target)
        except msgspec.ValidationError as error:
            raise invalid_input(error) from None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise MalformedRequest("O corpo do pedido não é um JSON válido.") from None


async def check_access(request: Request[Any, Any, Any]) -> None:
    """Refuse a caller without the right that the route states, before anything is read.

    A `before_request` hook and not a guard: Litestar copies the route for every guard of every request.
    """
    opt = request.route_handler.opt
    if not opt.get("public"):
        actor = context_of(request.scope).require_actor()
        permission = opt.get("permission")
        if permission is not None:
            actor.require(permission)
    # Last: who may not ask is not told what could be asked.
    _refuse_unknown_parameters(request)


def _refuse_unknown_parameters(request: Request[Any, Any, Any]) -> None:
    """A misspelt filter must not look like a filter that finds everything."""
    if not request.scope["query_string"]:
        return
    taken: frozenset[str] = frozenset(request.route_handler.opt[QUERY_PARAMETERS].values())
    unknown = request.query_params.keys() - taken
    if unknown:
        known = ", ".join(sorted(taken)) or "nenhum"
        raise InvalidInput(fields=dict.fromkeys(sorted(unknown), f"Este parâmetro não existe aqui; há: {known}."))


def learn_parameters(handler: HTTPRouteHandler, names: Mapping[str, str]) -> None:
    """Note which query parameters the route takes, argument -> name on the wire; raises unless it says exactly one of
    the access words."""
    handler.opt[QUERY_PARAMETERS] = names
    if "OPTIONS" in getattr(handler, "http_methods", ()):
        return  # Litestar's own answer with the methods that the address accepts
    if handler.resolve_before_request() is not check_access:
        raise RuntimeError(f"{handler}: a before_request of its own would replace the check of rights")
    stated = [word for word in ACCESS_WORDS if handler.opt.get(word)]
    if len(stated) != 1:
        raise RuntimeError(f"{handler}: state exactly one of {', '.join(ACCESS_WORDS)}; found {stated or 'none'}")


def name_as_asked(request: Request[Any, Any, Any], error: ValidationException) -> None:
    """Have the error name parameters as the caller did, and not as the route's arguments are called."""
    names: Mapping[str, str] = request.route_handler.opt.get(QUERY_PARAMETERS, {})
    found: list[dict[str, Any]] = error.extra if isinstance(error.extra, list) else []
    for each in found:
        each["key"] = names.get(each.get("key", ""), each.get("key", ""))


async def provide_services(request: StrictRequest) -> Services:
    """Dependency `services`."""
    return request.scope["state"][SERVICES]


async def provide_context(request: StrictRequest) -> RequestContext:
    """Dependency `context`."""
    return context_of(request.scope)


async def provide_actor(request: StrictRequest) -> Actor:
    """Dependency `actor`: who is signed in."""
    return context_of(request.scope).require_actor()


async def provide_tx(request: StrictRequest) -> Tx:
    """Dependency `tx`: the request's transaction, in the actor's organisation. The edge ends it."""
    context = context_of(request.scope)
    return await context.open(context.require_actor().scope)


class JsonText(Response[bytes]):
    """JSON that is ready to be sent, without Litestar's work on headers and cookies that it does not have."""

    def __init__(self, body: bytes, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        super().__init__(body, status_code=status, media_type="application/json")
        self._start = {"type": "http.response.start", "status": status, "headers": headers}
        self._body = {"type": "http.response.body", "body": body, "more_body": False}

    def to_asgi_response(self, *_: Any, **__: Any) -> Any:
        """The two messages, as they are."""
        return self._send

    async def _send(self, _scope: Any, _receive: Any, send: Any) -> None:
        await send(self._start)
        await send(self._body)


def json_text(body: str | bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Response[bytes]:
    """JSON that PostgreSQL made, sent as it is; names of `headers` in small letters."""
    given = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    return JsonText(
        body.encode() if isinstance(body, str) else body, status, [(b"content-type", b"application/json"), *given]
    )


def answers(body: Any, *, status: int = 200, description: str = "OK") -> dict[int, ResponseSpec]:
    """OpenAPI: what a route that answers with JSON text answers with."""
    return {status: ResponseSpec(data_container=body, description=description, generate_examples=False)}


def problem_responses(*codes: int) -> dict[int, ResponseSpec]:
    """OpenAPI: the problems that a route may answer with, beside 400, which any request may bring upon itself, and 408,
    which may befall whatever has a body (413 says that it has)."""
    return {
        code: ResponseSpec(
            data_container=Problem,
            description=_PROBLEMS[code],
            media_type=cast("Any", "application/problem+json"),
            generate_examples=False,
        )
        for code in (400, *codes, *((408,) if 413 in codes else ()))
    }


def version_of(if_match: str | None) -> int | None:
    """The version that the caller read and means to change (RFC 9110 13.1.1); None when they do not say."""
    if if_match is None or if_match.strip() == "*":
        return None
    try:
        return int(if_match.strip().removeprefix("W/").strip('"'))
    except ValueError:
        raise InvalidInput(fields={"If-Match": 'Use a versão que você leu, como "3".'}) from None


class Page:
    """What every list takes, as the dependency `page`; the route adds its own filters.

    It opens the transaction itself: with one dependency a route is spared the task group that Litestar starts to
    resolve several at once, a tenth of the time of a list.
    """

    def __init__(self, context: RequestContext, limit: int, cursor: str, sort: str, search: str, fields: str) -> None:
        self._context = context
        self._limit = limit
        self._cursor = cursor
        self._sort = sort
        self._search = search
        self._fields = fields

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self._context.require_actor()

    def of(self, **filters: object) -> PageRequest:
        """The request for a page under these filters; None means not given."""
        return PageRequest(
            limit=self._limit,
            cursor=self._cursor,
            sort=self._sort,
            search=self._search,
            fields=self._fields,
            filters=filters,
        )

    async def answer(self, spec: ListSpec, **filters: object) -> Response[bytes]:
        """The page of `spec` under these filters, as PostgreSQL wrote it; raises `InvalidInput`."""
        sql, parameters = page_query(spec, self.of(**filters))
        row = await self._context.read_row(self.actor.scope, sql, parameters)
        return json_text(page_text(row, spec, self._sort))


PageQuery = NamedDependency[Page]
"""Of `page`: what every list takes."""


async def provide_page(
    request: StrictRequest,
    limit: Annotated[int, QueryParameter(ge=1, le=MAX_LIMIT, description="Rows a page.")] = 50,
    cursor: Annotated[str, QueryParameter(max_length=1000, description="`nextCursor` of the page before.")] = "",
    sort: Annotated[str, QueryParameter(max_length=50, description="Member to order by; `-` before it inverts.")] = "",
    q: Annotated[str, QueryParameter(max_length=200, description="Words to search for, without accents or case.")] = "",
    fields: Annotated[
        str, QueryParameter(max_length=500, description="Comma-separated members wanted; all if empty.")
    ] = "",
) -> Page:
    """Dependency `page`."""
    return Page(context_of(request.scope), limit, cursor, sort, q, fields)


def _body_type(handler: Any) -> Any:
    parameters = handler.parsed_fn_signature.parameters
    return parameters["data"].annotation if "data" in parameters else Any


_PROBLEMS = {
    400: "The request could not be read.",
    401: "Not signed in, or the token is invalid or expired.",
    403: "The role does not allow it.",
    404: "No such thing in this organisation.",
    405: "The address does not accept this method.",
    408: "The body did not arrive whole in time.",
    409: "The present state does not allow it; `allowed` says what it does.",
    410: "The link is used, revoked or expired.",
    412: "Someone changed it first; read it again.",
    413: "The body is too large.",
    415: "Use application/json.",
    422: "Some field needs correction; `fields` says which and how.",
    429: "Too many requests; wait `retryAfter` seconds.",
    503: "Recovering; try again in a moment.",
}
