"""HTTP of clients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal
from uuid import UUID

from litestar import Response, delete, get, post, put
from litestar.di import Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from esteio.http.routing import (
    AsActor,
    Filters,
    IfMatch,
    InContext,
    InTx,
    answers,
    problem_responses,
    version_of,
)
from esteio.live.reads import LivePageQuery
from esteio.modules.estimating import permissions
from esteio.modules.estimating.live import CLIENTS
from esteio.modules.estimating.schemas.clients import Client, ClientInput, ClientPage
from esteio.modules.estimating.service import clients


async def provide_client_filters(
    kind: FromQuery[Literal["PF", "PJ"] | None] = None,
    uf: Annotated[str | None, QueryParameter(max_length=2)] = None,
    archived: FromQuery[bool] = False,
) -> Mapping[str, object]:
    """Dependency `filters` of the list and of its file."""
    return {"kind": kind, "uf": uf, "archived": archived}


@get(
    "/api/clients",
    permission=permissions.CLIENTS_READ,
    tags=["clients"],
    responses={**answers(ClientPage), **problem_responses(401, 403, 422, 429)},
    dependencies={"filters": Provide(provide_client_filters)},
)
async def list_clients(live_page: LivePageQuery, filters: Filters) -> Response[bytes]:
    """Clients by name; those put away only with `archived=true`."""
    return await live_page.answer(CLIENTS, **filters)


@post(
    "/api/clients",
    permission=permissions.CLIENTS_EDIT,
    tags=["clients"],
    responses=problem_responses(400, 401, 403, 409, 413, 422, 429),
)
async def create_client(data: JSONBody[ClientInput], tx: InTx, actor: AsActor, context: InContext) -> Client:
    """Add a client."""
    return await clients.create(tx, actor, data, context.origin)


@get(
    "/api/clients/{client_id:uuid}",
    permission=permissions.CLIENTS_READ,
    tags=["clients"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def get_client(client_id: FromPath[UUID], tx: InTx) -> Client:
    """One client."""
    return await clients.get(tx, client_id)


@put(
    "/api/clients/{client_id:uuid}",
    permission=permissions.CLIENTS_EDIT,
    tags=["clients"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429),
)
async def change_client(
    client_id: FromPath[UUID],
    data: JSONBody[ClientInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Client:
    """Replace a client's data."""
    return await clients.change(tx, actor, client_id, data, version_of(if_match), context.origin)


@delete(
    "/api/clients/{client_id:uuid}",
    permission=permissions.CLIENTS_EDIT,
    tags=["clients"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def archive_client(client_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext) -> None:
    """Put a client away; its briefings and orçamentos stay, and it can be restored."""
    await clients.set_archived(tx, actor, client_id, context.origin, archived=True)


@post(
    "/api/clients/{client_id:uuid}/restore",
    permission=permissions.CLIENTS_EDIT,
    status_code=200,
    tags=["clients"],
    responses=problem_responses(400, 401, 403, 404, 422, 429),
)
async def restore_client(client_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext) -> Client:
    """Take a client out of the archive."""
    return await clients.set_archived(tx, actor, client_id, context.origin, archived=False)


CLIENT_ROUTES = (list_clients, create_client, get_client, change_client, archive_client, restore_client)
