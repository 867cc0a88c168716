"""/api/live: the event stream's place in the OpenAPI document, and where a person is connected."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar import Response, get
from litestar.params import HeaderParameter, QueryParameter

from esteio.core.errors import NotFound
from esteio.core.wire import Output
from esteio.http.routing import AsActor, InTx, answers, problem_responses
from esteio.live.connection_log import list_connections


class Connection(Output, frozen=True):
    """An open connection of the person."""

    transport: str
    """`websocket`, `polling` or `sse`."""
    address: str | None
    user_agent: str
    session_id: UUID
    connected_at: datetime
    last_seen_at: datetime
    """Of the process that has it; a few seconds ago at most while it lives."""


class Connections(Output, frozen=True):
    """The newest first, at most 200."""

    data: list[Connection]


@get(
    "/api/live",
    signed_in=True,
    tags=["live"],
    media_type="text/event-stream",
    responses={
        **answers(str, description="Events until either side ends."),
        **problem_responses(401, 403, 422, 429, 503),
    },
)
async def stream(
    resources: Annotated[str, QueryParameter(max_length=4_000, description="Names, with commas between them.")],
    since: Annotated[str, QueryParameter(max_length=100, description="A cursor for all of them.")] = "",
    last_event_id: Annotated[
        str | None, HeaderParameter(name="Last-Event-ID", max_length=100, description="Resumes, and wins over `since`.")
    ] = None,
) -> Response[str]:
    """Server-Sent Events: what changed in these lists, as it happens; see docs/live-protocol.md.

    Filters are `<resource>.<member>`, a cursor for one of them is `<resource>.since`.
    """
    # The edge hands these requests to `sse.py`; this is for the document, and for an edge that has no hub.
    del resources, since, last_event_id
    raise NotFound


@get("/api/live/connections", signed_in=True, tags=["live"], responses=problem_responses(401))
async def connections(tx: InTx, actor: AsActor) -> Connections:
    """Where the caller is connected to live updates in this organisation; up to date within seconds."""
    rows = await list_connections(tx, actor.user_id)
    return Connections(data=[Connection(**dict(row)) for row in rows])


ROUTES = (stream, connections)
