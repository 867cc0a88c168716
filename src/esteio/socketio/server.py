"""The server: options, namespaces, and the ways in."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Collection, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from esteio.socketio import polling
from esteio.socketio.client import Client
from esteio.socketio.engine import Engine, Options
from esteio.socketio.handshake import Handshake
from esteio.socketio.namespace import Namespace
from esteio.socketio.packet import MAIN
from esteio.socketio.statistics import Statistics

if TYPE_CHECKING:
    from esteio.socketio.forwarding import UnixForwarder
    from esteio.socketio.socket import Socket

Application = Callable[[Any, polling.Receive, polling.Send], Awaitable[None]]


class Server:
    """A Socket.IO server for one process."""

    def __init__(
        self,
        *namespaces: Namespace,
        path: str = "/socket.io/",
        ping_interval_s: float = 25.0,
        ping_timeout_s: float = 20.0,
        connect_timeout_s: float = 45.0,
        upgrade_timeout_s: float = 10.0,
        body_timeout_s: float = 10.0,
        max_payload: int = 1_000_000,
        buffer_limit: int = 256 * 1024,
        behind_timeout_s: float = 15.0,
        max_connections: int = 100_000,
        allowed_origins: Collection[str] = (),
        process: str | None = None,
        forwarder: UnixForwarder | None = None,
        admit: Callable[[Handshake], None] | None = None,
        address_of: Callable[[str, list[tuple[bytes, bytes]]], str] | None = None,
    ) -> None:
        """Give it namespaces; one is made for `/` when it is given none.

        Parameters
        ----------
        path
            Of the requests, with or without the last slash.
        ping_interval_s, ping_timeout_s
            A ping this long after the last answer; closed when it is not answered in this time.
        connect_timeout_s
            For the first namespace that lets the client in.
        upgrade_timeout_s, body_timeout_s
            For a change from polling to WebSocket; for the body of a polling request.
        max_payload
            Bytes of a message with its attachments, and of a polling request's body. A connection keeps a read buffer
            of up to twice its largest frame, so let it be no greater than needed.
        buffer_limit
            Bytes that may wait for a client before it counts as behind; at four times as many it is closed.
        behind_timeout_s
            How long a client may be behind; then it is closed with 1013.
        max_connections
            Of this process; more are answered with 503.
        allowed_origins
            Of pages that may connect from another host, e.g. `https://app.example`. `*` lets all in, without cookies.
        process
            Name of this process in its session ids, letters and digits; random when there is none.
        forwarder
            Reaches the other processes of this machine.
        admit
            Is shown each new client before it gets a session; raises `ConnectionRefused` to answer with 403.
        address_of
            Finds the client's address from the peer's and the headers, behind proxies.
        """
        self.namespaces = {namespace.name: namespace for namespace in namespaces or (Namespace(),)}
        options = Options(
            path=path,
            ping_interval_s=ping_interval_s,
            ping_timeout_s=ping_timeout_s,
            max_payload=max_payload,
            connect_timeout_s=connect_timeout_s,
            upgrade_timeout_s=upgrade_timeout_s,
            body_timeout_s=body_timeout_s,
            buffer_limit=buffer_limit,
            behind_timeout_s=behind_timeout_s,
            max_connections=max_connections,
            allowed_origins=frozenset(allowed_origins),
            process=process or secrets.token_hex(4),
            admit=admit,
            address_of=address_of,
        )
        self.engine = Engine(options, lambda engine, handshake: Client(engine, handshake, self.namespaces))
        self._forwarder = forwarder
        for namespace in self.namespaces.values():
            namespace.statistics = self.engine.statistics
            namespace.outbox = self.engine.outbox

    @property
    def statistics(self) -> Statistics:
        """Counters, live."""
        return self.engine.statistics

    async def start(self) -> None:
        """Reach and be reached by the other processes; without a forwarder there is nothing to start."""
        if self._forwarder is not None:
            await self._forwarder.start(self.engine)
            self.engine.forwarder = self._forwarder

    async def close_all(self, *, waves: int = 10, over_s: float = 5.0) -> None:
        """Take nobody new, and send all away in random order, in waves over so many seconds, to come back elsewhere."""
        # Who does not answer the close frame in time is dropped by the wheel.
        with suppress(TimeoutError):
            await self.engine.close_all(waves=waves, over_s=over_s)

    async def close(self) -> None:
        """End what `start` began; clients that are left are sent away at once."""
        await self.close_all(waves=1, over_s=0)
        self.engine.wheel.stop()
        if self._forwarder is not None:
            await self._forwarder.close()

    def emit(
        self,
        event: str,
        *arguments: Any,
        namespace: str = MAIN,
        room: str | Iterable[str] | None = None,
        skip: Socket | Collection[Socket] = (),
    ) -> int:
        """`Namespace.emit`, by the namespace's name."""
        return self.namespaces[namespace].emit(event, *arguments, room=room, skip=skip)

    def emit_encoded(
        self,
        event: str,
        *json: bytes,
        namespace: str = MAIN,
        room: str | Iterable[str] | None = None,
        skip: Socket | Collection[Socket] = (),
    ) -> int:
        """`Namespace.emit_encoded`, by the namespace's name."""
        return self.namespaces[namespace].emit_encoded(event, *json, room=room, skip=skip)

    def owns(self, path: str) -> bool:
        """Whether HTTP requests for this path belong to `serve_http`."""
        return self.engine.owns(path)

    async def serve_http(self, scope: Any, receive: polling.Receive, send: polling.Send) -> None:
        """Answer an ASGI request of the long-polling transport."""
        await polling.serve(self.engine, scope, receive, send)

    def asgi(self, application: Application | None = None) -> Application:
        """An ASGI application with the server in front; `start` and `close` happen with its lifespan."""

        async def serve(scope: Any, receive: polling.Receive, send: polling.Send) -> None:
            if scope["type"] == "http" and self.owns(scope["path"]):
                await self.serve_http(scope, receive, send)
            elif scope["type"] == "lifespan":
                await self.start()
                try:
                    await (application or _lifespan)(scope, receive, send)
                finally:
                    await self.close()
            elif application is not None:
                await application(scope, receive, send)
            elif scope["type"] == "http":
                await send({"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]})
                await send({"type": "http.response.body", "body": b""})

        return serve


async def _lifespan(scope: Any, receive: polling.Receive, send: polling.Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
