"""Engine.IO (protocol 4): who may come, which sessions there are, and the clock that pings them."""

from __future__ import annotations

import asyncio
import logging
import random
import re
import secrets
from collections.abc import Callable
from typing import Protocol

import msgspec

from esteio.socketio.connection import Connection
from esteio.socketio.errors import CloseCode, ConnectionRefused, Reason, Refusal, unknown_session
from esteio.socketio.handshake import Handshake, HeaderList, OriginRule, judge_origin, take_handshake
from esteio.socketio.outbox import Outbox
from esteio.socketio.statistics import Statistics
from esteio.socketio.wheel import Wheel
from esteio.socketio.wire import HttpRequest, HttpResponse

log = logging.getLogger("esteio.socketio")

SESSION_ID = re.compile(r"([A-Za-z0-9]{1,32})\.[A-Za-z0-9_-]{1,64}")
MAX_LEAVING = 1_000
MAX_CLOSING_S = 3.0
"""How long the last clients get to answer a close frame."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What an engine is told; `Server` documents each."""

    path: str
    ping_interval_s: float
    ping_timeout_s: float
    max_payload: int
    connect_timeout_s: float | None
    """None where no namespaces are connected to: plain Engine.IO."""
    upgrade_timeout_s: float
    body_timeout_s: float
    buffer_limit: int
    behind_timeout_s: float
    max_connections: int
    allowed_origins: frozenset[str]
    process: str
    admit: Callable[[Handshake], None] | None
    address_of: Callable[[str, list[tuple[bytes, bytes]]], str] | None


class Forwarder(Protocol):
    """Passes on what reached this process but belongs to a session of another one."""

    async def forward(self, process: str, request: HttpRequest, gone: asyncio.Future[None]) -> HttpResponse | None:
        """The other process's answer, or None when it cannot be reached; `gone` is done when the client left."""
        ...

    async def hand_over(self, process: str, request: HttpRequest, descriptor: int) -> bool:
        """Give the other process the open TCP connection of a WebSocket upgrade; whether it was taken."""
        ...


class Engine:
    """The sessions of one process."""

    def __init__(self, options: Options, connection_type: Callable[[Engine, Handshake], Connection]) -> None:
        self.options = options
        self.connections: dict[str, Connection] = {}
        self.statistics = Statistics()
        self.outbox = Outbox(self.statistics)
        self.closing = False
        self.forwarder: Forwarder | None = None
        path = options.path.rstrip("/")
        self._paths = frozenset({path, f"{path}/"})
        shortest_s = min(options.ping_interval_s, options.ping_timeout_s, options.connect_timeout_s or 60.0)
        self.wheel = Wheel(min(max(shortest_s / 20, 0.005), 0.25))
        self._connection_type = connection_type
        self.links = 0
        """Open WebSockets, those that are closing as well."""
        self._leaving: dict[str, None] = {}
        self._no_links: asyncio.Event | None = None

    def owns(self, path: str) -> bool:
        """Whether requests for this path are the engine's."""
        return path in self._paths

    def new_session_id(self) -> str:
        """`<process>.<random>`, so that any process knows whose it is."""
        return f"{self.options.process}.{secrets.token_urlsafe(15)}"

    def check(self, query: dict[str, str], headers: HeaderList) -> OriginRule:
        """What every request must fulfil; raises `Refusal`."""
        rule = judge_origin(headers, self.options.allowed_origins)
        if not rule.allowed:
            raise self._refused(Refusal(403, 4, "Origin not allowed"))
        if query.get("transport") not in ("polling", "websocket"):
            raise self._refused(Refusal(400, 0, "Transport unknown"))
        if query.get("EIO") != "4":
            raise self._refused(Refusal(400, 5, "Unsupported protocol version"))
        return rule

    def open(self, headers: list[tuple[bytes, bytes]], query: bytes, peer: str, rule: OriginRule) -> Connection:
        """A connection for somebody new, without a transport yet; raises `Refusal`."""
        if self.closing:
            raise self._refused(Refusal(503, 4, "Server shutting down"))
        if len(self.connections) >= self.options.max_connections:
            raise self._refused(Refusal(503, 4, "Too many connections"))
        try:
            handshake = take_handshake(headers, query, peer, rule, self.options.address_of)
            if self.options.admit is not None:
                self.options.admit(handshake)
        except ConnectionRefused as refused:
            raise self._refused(Refusal(403, 4, refused.message)) from None
        except Exception:
            log.exception("a new client could not be looked at")
            self.statistics.handler_errors += 1
            raise self._refused(Refusal(500, 4, "Internal server error")) from None
        return self._connection_type(self, handshake)

    def add(self, connection: Connection) -> None:
        """It is open from now on."""
        self.connections[connection.sid] = connection
        self.statistics.opened += 1
        options = self.options
        self.wheel.add(connection, min(options.ping_interval_s, options.connect_timeout_s or options.ping_interval_s))

    def find(self, session_id: str) -> Connection:
        """The session, when it still lives; raises `Refusal`."""
        connection = self.connections.get(session_id)
        # The wheel is precise to a tick only; whoever asks in between gets the exact answer.
        if connection is None or connection.expired(asyncio.get_running_loop().time()):
            raise unknown_session()
        return connection

    def leave_politely(self, session_id: str) -> None:
        """The client closed a session while it had no request waiting: one may be on its way."""
        self._leaving[session_id] = None
        if len(self._leaving) > MAX_LEAVING:
            del self._leaving[next(iter(self._leaving))]

    def takes_leave(self, session_id: str) -> bool:
        """Whether this is the request that was on its way."""
        return self._leaving.pop(session_id, self) is None

    def foreign_process(self, session_id: str) -> str | None:
        """The process that a session id names when it is not this one and somebody can reach it."""
        match = SESSION_ID.fullmatch(session_id)
        if self.forwarder is None or match is None or match[1] == self.options.process:
            return None
        return match[1]

    async def close_all(self, *, waves: int, over_s: float) -> None:
        """Take nobody new; send all away with 1012, "come back", in random order so that they do not return at once."""
        self.closing = True
        everyone = list(self.connections.values())
        random.shuffle(everyone)
        for number in range(waves):
            for connection in everyone[number::waves]:
                connection.close(Reason.SHUTDOWN, CloseCode.SERVICE_RESTART, "come back")
            if self.connections:
                await asyncio.sleep(over_s / waves * random.uniform(0.5, 1.5))  # noqa: S311 - spreads load only
        if self.links:
            # The wheel drops those who do not answer the close frame.
            self._no_links = asyncio.Event()
            async with asyncio.timeout(MAX_CLOSING_S):
                await self._no_links.wait()

    def link_opened(self) -> None:
        """There is one WebSocket more."""
        self.links += 1

    def link_lost(self) -> None:
        """There is one less."""
        self.links -= 1
        if not self.links and self._no_links is not None:
            self._no_links.set()

    def _refused(self, refusal: Refusal) -> Refusal:
        self.statistics.refused += 1
        return refusal
