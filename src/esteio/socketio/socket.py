"""One client in one namespace: what handlers are given."""

from __future__ import annotations

import asyncio
import inspect
import logging
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

from esteio.socketio import packet as packets
from esteio.socketio.errors import (
    CloseCode,
    ConnectionRefused,
    Disconnected,
    EventRefused,
    Reason,
)
from esteio.socketio.handshake import Handshake
from esteio.socketio.message import Message
from esteio.socketio.packet import Packet

if TYPE_CHECKING:
    from esteio.socketio.client import Client
    from esteio.socketio.namespace import Namespace

log = logging.getLogger("esteio.socketio")

PAUSE_AT = 32
"""Events that wait behind an async handler, from which on nothing more is read from the client."""
MAX_QUEUED = 1_000
"""What was read already may be more; from here on the client is closed as a flood."""

Done = Callable[[Any, Exception | None], None]
Call = tuple[Callable[..., Any], tuple[Any, ...], Done]

_running: set[asyncio.Task[None]] = set()
"""The loop itself keeps tasks only weakly."""


class State(StrEnum):
    """Of a socket: one way only."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    GONE = "gone"


class Socket:
    """A client in a namespace. All methods may be called at any time; after its end they do nothing."""

    __slots__ = (
        "__weakref__",
        "_acks",
        "_held",
        "_last_number",
        "_queue",
        "_rooms",
        "connection",
        "data",
        "id",
        "namespace",
        "state",
    )

    def __init__(self, connection: Client, namespace: Namespace) -> None:
        self.connection = connection
        self.namespace = namespace
        self.id = secrets.token_urlsafe(15)
        self.data: Any = None
        """The application's own."""
        self.state = State.CONNECTING
        self._rooms: tuple[str, ...] | set[str] = ()
        self._held: list[Message] | None = None
        """What `on_connect` sends, which must not overtake the news that the client is in."""
        self._acks: dict[int, asyncio.Future[list[Any]]] | None = None
        self._last_number = 0
        self._queue: deque[Call] | None = None
        """What waits for an async handler to finish; None when none runs."""

    def __repr__(self) -> str:
        return f"<Socket {self.id} in {self.namespace.name} {self.state}>"

    @property
    def is_connected(self) -> bool:
        """Whether the client is in: from the return of `on_connect` to `on_disconnect`."""
        return self.state is State.CONNECTED

    @property
    def handshake(self) -> Handshake:
        """The request by which the client came."""
        return self.connection.handshake

    @property
    def rooms(self) -> frozenset[str]:
        """Where it is in."""
        return frozenset(self._rooms)

    @property
    def buffered(self) -> int:
        """Bytes that wait for the client, of all namespaces of its connection."""
        return self.connection.buffered

    @property
    def is_behind(self) -> bool:
        """Whether these are more than `buffer_limit`, and have not drained yet."""
        return self.connection.behind_since is not None

    # Sending.

    def emit(self, event: str, *arguments: Any) -> None:
        """Send an event; bytes anywhere in lists and dicts go as attachments.

        Raises `TypeError` for what cannot be JSON.
        """
        self.send(packets.event(event, arguments, namespace=self.namespace.name))

    def emit_encoded(self, event: str, *json: bytes) -> None:
        """Send an event whose arguments are JSON already."""
        self.send(packets.encoded_event(event, json, namespace=self.namespace.name))

    def send(self, message: Message) -> None:
        """Send what `Namespace.message` made, the same object to as many sockets as you like."""
        if self.state is State.CONNECTED:
            self.connection.send(message)
        elif self.state is State.CONNECTING:
            self._held = [*(self._held or ()), message]

    async def call(self, event: str, *arguments: Any, timeout_s: float = 10.0) -> list[Any]:
        """Send an event and wait for its acknowledgement; returns the arguments of that.

        Raises `TimeoutError`, and `Disconnected` when the client is gone or goes.
        """
        if self.state is not State.CONNECTED:
            raise Disconnected(event)
        self._last_number += 1
        number = self._last_number
        message = packets.event(event, arguments, namespace=self.namespace.name, number=number)
        if self._acks is None:
            self._acks = {}
        future = self._acks[number] = asyncio.get_running_loop().create_future()
        try:
            self.connection.send(message)
            async with asyncio.timeout(timeout_s):
                return await future
        finally:
            self._acks.pop(number, None)

    # Rooms.

    def join(self, *rooms: str) -> None:
        """Get what is sent to these rooms from now on; in `on_connect`, from the moment the client is in."""
        self.namespace.flush()
        if self.state is State.GONE:
            return
        # Most sockets stay in a few rooms; a tuple is a quarter of a set.
        self._rooms = _compact({*self._rooms, *rooms})
        if self.state is State.CONNECTED:
            for room in rooms:
                self.namespace.rooms.add(room, self)

    def leave(self, *rooms: str) -> None:
        """The contrary."""
        self.namespace.flush()
        self._rooms = _compact(set(self._rooms).difference(rooms))
        for room in rooms:
            self.namespace.rooms.discard(room, self)

    # Ending.

    def disconnect(self) -> None:
        """End this namespace. A stock client takes that as meant and does not come back by itself."""
        if self.state is not State.GONE:
            self.connection.send(packets.disconnect(namespace=self.namespace.name))
            self.end(Reason.SERVER_LEFT)

    def close(self, code: int = CloseCode.TRY_AGAIN_LATER, text: str = "") -> None:
        """Close the whole connection, all namespaces, with a WebSocket close code (1000, 1008, 1012, 1013, 3000-4999).

        A stock client comes back by itself, whatever the code. Over long-polling the code is not told.
        """
        self.connection.close(Reason.FORCED_CLOSE, code, text)

    # What the connection calls.

    def begin(self, auth: dict[str, Any] | None) -> None:
        """Ask `on_connect` whether the client may come in."""
        self._run(self.namespace.on_connect, (self, auth), self._decided)

    def take_event(self, packet: Packet, size: int) -> None:
        """Run the handler of an event, after those of earlier ones."""
        event, *arguments = packet.data
        self._run(self.namespace.dispatch, (self, event, arguments, size), partial(self._answer, packet.id))

    def take_ack(self, packet: Packet) -> None:
        """An acknowledgement; one that nobody waits for (any more) is nothing."""
        future = self._acks.get(packet.id) if self._acks and packet.id is not None else None
        if future is not None and not future.done():
            future.set_result(packet.data)

    def end(self, reason: Reason) -> None:
        """It is gone; tells `on_disconnect` when `on_connect` had let it in."""
        self.namespace.flush()
        if self.state is State.GONE:
            return
        was_connected = self.state is State.CONNECTED
        self.state = State.GONE
        self._held = None
        if self._queue is not None:
            self._queue.clear()
            self.connection.resume_reading()
        self.namespace.rooms.exit(self, self._rooms)
        self._rooms = ()
        self.namespace.sockets.pop(self.id, None)
        self.connection.socket_left(self)
        for future in (self._acks or {}).values():
            if not future.done():
                future.set_exception(Disconnected(reason))
        if was_connected:
            self.connection.engine.statistics.sockets -= 1
            self._run(self.namespace.on_disconnect, (self, reason), self._told)

    def refresh(self) -> None:
        """The connection's descriptor has changed."""
        if self.state is State.CONNECTED:
            self.namespace.rooms.refresh(self, self._rooms)

    def tell_pressure(self, behind: bool) -> None:
        """Call `on_behind` or `on_drained`."""
        try:
            (self.namespace.on_behind if behind else self.namespace.on_drained)(self)
        except Exception as error:
            self._log("on_behind" if behind else "on_drained", error)

    # Inside.

    def _run(self, function: Callable[..., Any], arguments: tuple[Any, ...], done: Done) -> None:
        if self._queue is not None:
            self._wait(self._queue, (function, arguments, done))
            return
        try:
            result = function(*arguments)
        except Exception as error:
            done(None, error)
            return
        if not inspect.isawaitable(result):
            done(result, None)
            return
        queue = self._queue = deque()
        task = asyncio.ensure_future(self._work(queue, result, done))
        _running.add(task)
        task.add_done_callback(_running.discard)

    def _wait(self, queue: deque[Call], call: Call) -> None:
        queue.append(call)
        if len(queue) == PAUSE_AT:
            self.connection.pause_reading()
        elif len(queue) > MAX_QUEUED:
            self.connection.close(Reason.FLOOD, CloseCode.POLICY, "sends too fast")

    async def _work(self, queue: deque[Call], awaitable: Awaitable[Any], done: Done) -> None:
        try:
            while True:
                try:
                    result = await awaitable
                except Exception as error:
                    done(None, error)
                else:
                    done(result, None)
                following = self._next_awaitable(queue)
                if following is None:
                    return
                awaitable, done = following
        finally:
            self._queue = None

    def _next_awaitable(self, queue: deque[Call]) -> tuple[Awaitable[Any], Done] | None:
        while queue:
            function, arguments, done = queue.popleft()
            if len(queue) == PAUSE_AT // 2:
                self.connection.resume_reading()
            try:
                result = function(*arguments)
            except Exception as error:
                done(None, error)
                continue
            if inspect.isawaitable(result):
                return result, done
            done(result, None)
        return None

    def _decided(self, _: Any, error: Exception | None) -> None:
        """`on_connect` has returned or raised."""
        self.namespace.flush()
        connection, namespace = self.connection, self.namespace
        if error is not None:
            refused = error if isinstance(error, ConnectionRefused) else ConnectionRefused("Internal server error")
            if refused is not error:
                self._log("on_connect", error)
            connection.engine.statistics.refused += 1
            gone = self.state is State.GONE
            self.end(Reason.SERVER_LEFT)
            if not gone:
                connection.send(packets.connect_error(refused.message, refused.data, namespace=namespace.name))
        elif self.state is State.GONE:
            # It left while `on_connect` was at work, which may have something to put away.
            self._run(namespace.on_disconnect, (self, Reason.TRANSPORT_CLOSE), self._told)
        else:
            self.state = State.CONNECTED
            connection.established = True
            connection.engine.statistics.sockets += 1
            namespace.sockets[self.id] = self
            connection.send(packets.connect(self.id, namespace=namespace.name))
            held, self._held = self._held, None
            for message in held or ():
                connection.send(message)
            namespace.rooms.enter(self, self._rooms)

    def _answer(self, number: int | None, result: Any, error: Exception | None) -> None:
        arguments: Iterable[Any] = ()
        if isinstance(error, EventRefused):
            arguments = error.args
        elif error is not None:
            self._log("a handler", error)
        elif isinstance(result, tuple):
            arguments = result  # pyright: ignore[reportUnknownVariableType] - the handler's own
        elif result is not None:
            arguments = (result,)
        if number is None or self.state is not State.CONNECTED:
            return
        try:
            message = packets.ack(list(arguments), namespace=self.namespace.name, number=number)
        except (TypeError, ValueError, RecursionError) as failure:
            self._log("a handler's answer", failure)
            message = packets.ack((), namespace=self.namespace.name, number=number)
        self.connection.send(message)

    def _told(self, _: Any, error: Exception | None) -> None:
        if error is not None:
            self._log("on_disconnect", error)

    def _log(self, what: str, error: Exception) -> None:
        self.connection.engine.statistics.handler_errors += 1
        log.error("%s failed in namespace %s", what, self.namespace.name, exc_info=error)


def _compact(rooms: set[str]) -> tuple[str, ...] | set[str]:
    return tuple(rooms) if len(rooms) <= FEW_ROOMS else rooms


FEW_ROOMS = 16
