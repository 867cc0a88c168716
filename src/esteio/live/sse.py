"""Server-Sent Events: the same events over one HTTP answer that does not end.

`serve_events` is an ASGI application of its own, called by the edge once it knows who asks. It returns as soon as the
answer has begun: from then on the connection is the stream's (`stream.py`).
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import msgspec

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.errors import InvalidInput, NotAllowed, TooManyRequests, Unavailable
from esteio.http.responses import Headers, find
from esteio.live.events import Close, Refusal, ServerEvent
from esteio.live.stream import Stream
from esteio.live.subscribing import Acknowledgement
from esteio.live.telling import Frame

if TYPE_CHECKING:
    from esteio.live.hub import Hub

MAX_QUERY_BYTES = 8_192
RETRY_MS = (500, 3_000)
"""What clients are told to wait before they come back; each another time."""


class TooManyConnections(TooManyRequests):
    """Conexões demais"""

    code = "TOO_MANY_CONNECTIONS"
    default_detail = "Há conexões demais abertas. Feche alguma ou tente de novo em instantes."
    english = "Too many connections are open. Close one, or try again in a moment."


class Asked(msgspec.Struct, frozen=True):
    """What the query of a stream asks for."""

    resources: tuple[str, ...]
    since: Mapping[str, str]
    filters: Mapping[str, Mapping[str, str | list[str]]]


async def serve_events(
    hub: Hub,
    scope: Any,
    send: Any,
    *,
    actor: Actor,
    expires_at: int,
    generation: int,
    origin: Origin,
    headers: Headers,
) -> None:
    """Begin to answer `GET /api/live` with events, and leave the connection to them.

    `generation` is that of the hub's rights when `actor` was looked up; `headers` are sent beside those of the stream.
    Before the answer has begun it raises `InvalidInput`, `NotAllowed`, `TooManyConnections` or `Unavailable`.
    """
    asked = read_query(scope["query_string"], find(scope["headers"], b"last-event-id"))
    refusing = hub.refusal(actor)
    if refusing is not None:
        wait_s = max(1, round((refusing.after_ms or 1_000) / 1_000))
        if refusing.code is Close.GOING_AWAY:
            raise Unavailable(retryAfter=wait_s)
        raise TooManyConnections(retryAfter=wait_s)
    stream = Stream(hub, actor, expires_at)
    hub.add(stream, generation, origin)
    hub.keep_alive(stream)
    try:
        acknowledgement = hub.subscribing.subscribe(stream, asked.resources, asked.since, asked.filters)
        if not acknowledgement.granted:
            _raise_if_useless(acknowledgement)
        await send({"type": "http.response.start", "status": 200, "headers": [*_HEADERS, *headers]})
        retry_ms = random.randint(*RETRY_MS)  # noqa: S311 - spreads load only
        first = Frame(ServerEvent.SUBSCRIBED, msgspec.json.encode(acknowledgement)).chunk
        stream.take_over(send, b"retry: %d\n" % retry_ms + first)
    except BaseException:
        hub.remove(stream)
        raise


_HEADERS: Headers = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


def read_query(query: bytes, last_event_id: bytes | None) -> Asked:
    """What is asked for; raises `InvalidInput`."""
    if len(query) > MAX_QUERY_BYTES:
        raise InvalidInput(fields={"resources": "A consulta é longa demais."})
    try:
        given = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True, max_num_fields=200))
    except ValueError:
        raise InvalidInput(fields={"resources": "A consulta é longa demais."}) from None
    resources = tuple(dict.fromkeys(name.strip() for name in given.pop("resources", "").split(",") if name.strip()))
    if not resources:
        raise InvalidInput(fields={"resources": "Diga o que acompanhar, como briefings,orcamentos."})
    resume = last_event_id.decode("latin-1") if last_event_id else ""
    everywhere = resume or given.pop("since", "")
    given.pop("since", None)
    since = dict.fromkeys(resources, everywhere) if everywhere else {}
    filters: dict[str, dict[str, str | list[str]]] = {}
    for name, value in given.items():
        resource, _, member = name.partition(".")
        if resource not in resources or not member:
            raise InvalidInput(fields={name[:100]: "Este parâmetro não existe aqui."})
        if member != "since":
            filters.setdefault(resource, {})[member] = value
        elif not resume:
            since[resource] = value
    return Asked(resources, since, filters)


def _raise_if_useless(acknowledgement: Acknowledgement) -> None:
    """Refuse what asking otherwise would not help; about a filter or cursor the client is told on the stream."""
    codes = {each.code for each in acknowledgement.refused}
    first = acknowledgement.refused[0]
    if codes == {Refusal.NOT_ALLOWED}:
        raise NotAllowed(first.message)
    if codes <= {Refusal.NOT_ALLOWED, Refusal.UNKNOWN_EVENT}:
        raise InvalidInput(fields={"resources": first.message})
