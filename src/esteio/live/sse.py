"""Server-Sent Events: the same events over one HTTP answer that does not end.

`serve_events` is an ASGI application of its own, called by the edge once it knows who asks: ten thousand streams
need neither its time limit nor a transaction.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qsl

import msgspec
import structlog

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.errors import InvalidInput, NotAllowed, TooManyRequests, Unavailable
from esteio.http.responses import Headers, find
from esteio.live.events import Close, Refusal, ServerEvent, goodbye
from esteio.live.reader import Reader
from esteio.live.subscribing import Acknowledgement
from esteio.live.subscriptions import Channel, State
from esteio.live.telling import Frame

if TYPE_CHECKING:
    from esteio.live.hub import Hub

MAX_QUERY_BYTES = 8_192
RETRY_MS = (500, 3_000)
"""What clients are told to wait before they come back; each another time."""

log = structlog.get_logger(__name__)


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


class Stream(Reader):
    """One event stream. It lies in `receive` until the client goes; a short-lived task sends what is pushed."""

    __slots__ = ("_begun", "_chunks", "_ends", "_send", "_sending", "_size")
    transport: ClassVar[str] = "sse"

    def __init__(self, hub: Hub, actor: Actor, expires_at: int, send: Any) -> None:
        super().__init__(hub, actor, expires_at)
        self._send = send
        self._begun = False
        self._chunks: list[bytes] = []
        self._size = 0
        self._sending: asyncio.Task[None] | None = None
        self._ends = False

    def push(self, frame: Frame) -> None:
        """See `Reader`."""
        if not self._ends:
            self.hub.streamed_messages += 1
            self.write(frame.chunk)

    def begin(self, chunk: bytes) -> None:
        """The answer has begun; these lines come before all that was pushed up to now."""
        self._begun = True
        self._chunks.insert(0, chunk)
        self.write(b"")

    def write(self, chunk: bytes) -> None:
        """Send these lines, as soon as the client takes them."""
        self._chunks.append(chunk)
        self._size += len(chunk)
        self.hub.streamed_bytes += len(chunk)
        if self._sending is None and self._begun:
            self._sending = asyncio.create_task(self._send_all())
        if self._size > self.hub.config.buffer_bytes:
            self.hub.fell_behind(self)

    def mark(self, cursor: str) -> None:
        """The client has been told everything up to here, of all that it is subscribed to; unless it has not."""
        told = self.hub.told
        for subscription in self.subscriptions.values():
            behind = subscription.floor is None or subscription.floor > told
            if subscription.state is not State.LIVE and behind:
                return
        self.write(b"id: %b\n\n" % cursor.encode())

    def keep_alive(self, cursor: str) -> None:
        """Show proxies that the stream lives, and move its cursor on."""
        if not self._chunks and not self._ends:
            self.mark(cursor)
            self.write(b":\n\n")

    def enter(self, channel: Channel) -> None:
        """See `Reader`."""
        channel.add_stream(self)

    def leave(self, channel: Channel) -> None:
        """See `Reader`."""
        channel.drop_stream(self)

    def close(self, code: Close, after_ms: int | None = None) -> None:
        """See `Reader`."""
        if self._ends:
            return
        self.hub.closes[code.name] += 1
        self.push(Frame(ServerEvent.GOODBYE, msgspec.json.encode(goodbye(code, after_ms))))
        self._ends = True
        if self.behind_since is not None:
            self._abort()  # who does not read would never see the end
        self.hub.remove(self)

    async def run(self, receive: Any) -> None:
        """Wait until either side ends."""
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            self._ends = True
            self.hub.remove(self)
            if self._sending is not None:
                self._sending.cancel()

    async def _send_all(self) -> None:
        try:
            while self._chunks:
                chunks, self._chunks = self._chunks, []
                await self._send({"type": "http.response.body", "body": b"".join(chunks), "more_body": True})
                self._size = sum(map(len, self._chunks))
                if self.behind_since is not None and not self._chunks:
                    self.hub.caught_up(self)
            if self._ends:
                await self._send({"type": "http.response.body", "body": b"", "more_body": False})
        except OSError:
            log.debug("stream_lost")  # `receive` says so, too
        finally:
            self._sending = None

    def _abort(self) -> None:
        # uvicorn has no message for it, and closing waits for what the client never takes.
        transport = getattr(getattr(self._send, "__self__", None), "transport", None)
        if transport is not None:
            transport.abort()


async def serve_events(
    hub: Hub,
    scope: Any,
    receive: Any,
    send: Any,
    *,
    actor: Actor,
    expires_at: int,
    generation: int,
    origin: Origin,
    headers: Headers,
) -> None:
    """Answer `GET /api/live` with events until either side ends.

    `generation` is the hub's when `actor` was looked up; `headers` are sent beside those of the stream. Before the
    answer has begun it raises `InvalidInput`, `NotAllowed`, `TooManyConnections` or `Unavailable`.
    """
    asked = read_query(scope["query_string"], find(scope["headers"], b"last-event-id"))
    refusing = hub.refusal(actor)
    if refusing is not None:
        wait_s = max(1, round((refusing.after_ms or 1_000) / 1_000))
        if refusing.code is Close.GOING_AWAY:
            raise Unavailable(retryAfter=wait_s)
        raise TooManyConnections(retryAfter=wait_s)
    stream = Stream(hub, actor, expires_at, send)
    hub.add(stream, generation, origin)
    hub.keep_alive(stream)
    try:
        acknowledgement = hub.subscribing.subscribe(stream, asked.resources, asked.since, asked.filters)
        if not acknowledgement.granted:
            _raise_if_useless(acknowledgement)
        await send({"type": "http.response.start", "status": 200, "headers": [*_HEADERS, *headers]})
    except BaseException:
        hub.remove(stream)
        raise
    retry_ms = random.randint(*RETRY_MS)  # noqa: S311 - spreads load only
    stream.begin(b"retry: %d\n" % retry_ms + Frame(ServerEvent.SUBSCRIBED, msgspec.json.encode(acknowledgement)).chunk)
    await stream.run(receive)


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
