"""WebSockets: a picows protocol for uvicorn's `ws=` hook, and a uvicorn server that ends in order.

uvicorn makes an object of the class on an upgrade, calls `connection_made` and `data_received` with the head of the
request, and then `transport.set_protocol`. picows' protocol takes bytes through `get_buffer` and `buffer_updated`; it
is given a head of our own, because its headers would stay in memory and it refuses Firefox's `keep-alive, Upgrade`.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING, Any, cast

import uvicorn
from picows import WSAutoPingStrategy, WSListener
from picows.picows import WSProtocol as UntypedProtocol  # pyright: ignore[reportAttributeAccessIssue]

from esteio.socketio.engine import Engine, Forwarder
from esteio.socketio.errors import CloseCode, Refusal, unknown_session
from esteio.socketio.handshake import parse_query, peer_of
from esteio.socketio.polling import refusal_response
from esteio.socketio.websocket import WebSocketLink
from esteio.socketio.wire import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from esteio.socketio.server import Server

    class WSProtocol:
        """What is used of picows' protocol, which its type file leaves out."""

        def __init__(self, *arguments: Any) -> None: ...
        def connection_made(self, transport: Any) -> None: ...
        def connection_lost(self, exc: Exception | None) -> None: ...
        def get_buffer(self, hint: int) -> memoryview: ...
        def buffer_updated(self, count: int) -> None: ...
else:
    WSProtocol = UntypedProtocol

READ_BUFFER = 2048
"""The least picows allows; it grows to what a client sends."""
UNSENT_IN_SYSTEM = 128 * 1024
"""Bytes that the system holds for a client that does not read, before our own buffer begins to fill."""


def websocket_protocol(server: Server) -> type[Any]:
    """The class for `uvicorn.Config(ws=...)`."""
    return protocol_class(server.engine)


def protocol_class(engine: Engine) -> type[WebSocketProtocol]:
    """The same for an engine."""
    return type("EngineProtocol", (WebSocketProtocol,), {"__slots__": (), "engine": engine})


async def adopt(engine: Engine, request: HttpRequest, connected: socket.socket) -> None:
    """Go on with a WebSocket upgrade that another process began on that connection."""

    def protocol() -> WebSocketProtocol:
        made = protocol_class(engine)()
        made.begin_with(request)
        return made

    await asyncio.get_running_loop().connect_accepted_socket(cast("Any", protocol), connected)


class GracefulServer(uvicorn.Server):
    """uvicorn, which at its end sends the clients away in waves while requests in hand finish."""

    def __init__(self, config: uvicorn.Config, server: Server, *, waves: int = 10, over_s: float = 5.0) -> None:
        super().__init__(config)
        self._server = server
        self._waves = waves
        self._over_s = over_s

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's own."""
        self._server.engine.closing = True
        closing = asyncio.create_task(self._server.close_all(waves=self._waves, over_s=self._over_s))
        await super().shutdown(sockets)
        await closing


class Silence:
    """In the place of picows' logger, which would be an object a connection and tell the errors of clients as ours."""

    def isEnabledFor(self, level: int) -> bool:
        """Never."""
        return False

    def log(self, *_: Any) -> None:
        """Nothing."""

    debug = info = warning = error = exception = log


_SILENCE = Silence()
_handing_over: set[asyncio.Task[None]] = set()
"""The loop itself keeps tasks only weakly."""


class WebSocketProtocol(WSProtocol):
    """One WebSocket from the moment of its upgrade."""

    __slots__ = ("_connections", "_link", "_raw", "_request")
    engine: Engine

    def __init__(self, config: Any = None, server_state: Any = None, app_state: Any = None) -> None:
        super().__init__(
            *(None, None, False, self._take_link, _SILENCE, True),  # host, path, client, listener, logger, on error
            None,  # handshake timeout: the head is complete
            *(False, 10, 10, WSAutoPingStrategy.PING_WHEN_IDLE, False),  # pings are Engine.IO's; pongs are the link's
            *(self.engine.options.max_payload, None, READ_BUFFER),
        )
        self._connections: set[Any] | None = server_state.connections if server_state is not None else None
        self._link: WebSocketLink | None = None
        self._raw: Any = None
        self._request: HttpRequest | None = None

    def connection_made(self, transport: Any) -> None:
        """Wait for the head, or go on with the one that came from another process."""
        self._raw = transport
        if self._connections is not None:
            self._connections.add(self)
        if self._request is not None:
            self._answer_or_accept(self._request)

    def connection_lost(self, exc: Exception | None) -> None:
        """The end."""
        if self._connections is not None:
            self._connections.discard(self)
        if self._link is not None:
            # First of all: from the moment that the transport closes it, the descriptor may be another connection's.
            self._link.lost()
            super().connection_lost(exc)

    def shutdown(self) -> None:
        """uvicorn ends: without `GracefulServer`, at once."""
        if self._link is not None and not self.engine.closing:
            self._link.close(CloseCode.SERVICE_RESTART, "come back")

    def data_received(self, data: bytes) -> None:
        """The head of the request, from uvicorn."""
        try:
            path, request = _parse_head(data, peer_of(self._raw.get_extra_info("peername")))
            if not self.engine.owns(path):
                raise Refusal(404, 3, "Not found")
            self._admit(request)
        except Refusal as refusal:
            self._answer(refusal_response(refusal))

    def accept(self, request: HttpRequest, query: dict[str, str]) -> None:
        """Become the WebSocket of a session of this process; raises `Refusal`."""
        engine = self.engine
        rule = engine.check(query, request.headers)
        if query.get("transport") != "websocket":
            raise Refusal(400, 3, "Bad request")
        session_id = query.get("sid")
        if session_id:
            connection, upgrades = engine.find(session_id), True
        else:
            connection, upgrades = engine.open(request.headers, request.query, request.peer, rule), False
        self._link = WebSocketLink(self._raw, connection, upgrades)
        super().connection_made(self._raw)
        self._raw.set_write_buffer_limits(high=0)  # tell at once when the system takes no more, and when all is gone
        _limit_unsent(self._raw)
        head = _head_for_picows(request.headers)
        self.get_buffer(-1)[: len(head)] = head
        self.buffer_updated(len(head))
        if self._raw.get_write_buffer_size():
            # Until uvicorn has set this protocol, its own is told that the buffer fills: by answers that the client
            # has not read before it asked for the upgrade.
            self._link.pause_writing()

    def begin_with(self, request: HttpRequest) -> None:
        """Take this for the head, as soon as the connection is there."""
        self._request = request

    def _answer_or_accept(self, request: HttpRequest) -> None:
        try:
            self.accept(request, parse_query(request.query))
        except Refusal as refusal:
            self._answer(refusal_response(refusal))

    def _admit(self, request: HttpRequest) -> None:
        query = parse_query(request.query)
        process = self.engine.foreign_process(query.get("sid", ""))
        if process is None:
            self.accept(request, query)
            return
        forwarder, raw = self.engine.forwarder, self._raw
        encrypted = raw.get_extra_info("ssl_object") is not None
        if forwarder is None or encrypted:
            raise unknown_session()
        raw.pause_reading()  # what the client sends now is for the other process
        task = asyncio.ensure_future(self._hand_over(forwarder, process, request))
        _handing_over.add(task)
        task.add_done_callback(_handing_over.discard)

    async def _hand_over(self, forwarder: Forwarder, process: str, request: HttpRequest) -> None:
        if self._raw.is_closing():
            return
        if await forwarder.hand_over(process, request, self._raw.get_extra_info("socket").fileno()):
            self.engine.statistics.forwarded += 1
            self._raw.abort()  # closes our descriptor; the other process has its own
        elif not self._raw.is_closing():
            self._answer(refusal_response(unknown_session()))

    def _take_link(self, _: object) -> WSListener | None:
        return self._link

    def _answer(self, response: HttpResponse) -> None:
        lines = [b"%b: %b\r\n" % pair for pair in response.headers]
        head = b"HTTP/1.1 %d Refused\r\nconnection: close\r\n" % response.status
        self._raw.write(b"".join([head, *lines, b"\r\n", response.body]))
        self._raw.close()


def _parse_head(data: bytes, peer: str) -> tuple[str, HttpRequest]:
    first, *lines = data.partition(b"\r\n\r\n")[0].split(b"\r\n")
    target = first.split(b" ")[1]
    path, _, query = target.partition(b"?")
    pairs = (line.partition(b":") for line in lines)
    headers = [(name.lower(), value.strip()) for name, _, value in pairs]
    return path.decode("latin-1"), HttpRequest("GET", query, headers, peer)


def _head_for_picows(headers: list[tuple[bytes, bytes]]) -> bytes:
    given = dict(headers)
    return (
        b"GET / HTTP/1.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
        b"sec-websocket-version: %b\r\nsec-websocket-key: %b\r\n\r\n"
        % (given.get(b"sec-websocket-version", b"")[:8], given.get(b"sec-websocket-key", b"")[:64])
    )


def _limit_unsent(transport: Any) -> None:
    option = getattr(socket, "TCP_NOTSENT_LOWAT", None)
    if option is not None:
        with contextlib.suppress(OSError):
            transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, option, UNSENT_IN_SYSTEM)
