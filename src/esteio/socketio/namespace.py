"""Namespaces: where an application says what happens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from esteio.socketio import packet as packets
from esteio.socketio.errors import Reason
from esteio.socketio.message import Message
from esteio.socketio.outbox import Outbox
from esteio.socketio.rooms import Rooms
from esteio.socketio.statistics import Statistics

if TYPE_CHECKING:
    from esteio.socketio.socket import Socket

Handler = Callable[..., Any]
H = TypeVar("H", bound=Handler)


class Namespace:
    """Subclass it for the hooks; name handlers of events with `on`.

    Handlers and `on_connect`, `on_disconnect` may be plain or async. Those of one socket run one after another, in the
    order in which the client sent; those of different sockets do not wait for each other. What a handler returns is
    the acknowledgement, where the client asked for one: a tuple is several arguments, None is none. One that raises is
    logged, and its event acknowledged with no arguments, like an event that nobody handles.
    """

    def __init__(self, name: str = packets.MAIN) -> None:
        if not name.startswith("/") or "," in name or "?" in name:
            raise ValueError("a namespace begins with / and has neither , nor ?")
        self.name = name
        self.sockets: dict[str, Socket] = {}
        """Everyone who is in, by id."""
        self.rooms = Rooms()
        self.statistics = Statistics()
        """The server's, as soon as it has the namespace; `outbox`, too."""
        self.outbox = Outbox(self.statistics)
        self._handlers: dict[str, Handler] = {}

    # Hooks.

    def on_connect(self, socket: Socket, auth: dict[str, Any] | None) -> Awaitable[None] | None:
        """Somebody wants to come in, with what the client gave as `auth`; raise `ConnectionRefused` to refuse.

        What is emitted here arrives after the client knows that it is in.
        """

    def on_disconnect(self, socket: Socket, reason: Reason) -> Awaitable[None] | None:
        """Somebody is gone; called once for each `on_connect` that did not raise."""

    def on_packet(self, socket: Socket, event: str, size: int) -> None:
        """Before each event, with its bytes: the place to count.

        Raise `EventRefused` to answer instead of the handler.
        """

    def on_behind(self, socket: Socket) -> None:
        """More than `buffer_limit` waits for this client. Send it nothing that can be fetched later (leave rooms);
        `on_drained` follows, or the connection is closed after `behind_timeout_s`. A plain function.
        """

    def on_drained(self, socket: Socket) -> None:
        """What waited has gone out (to a quarter of the limit). A plain function."""

    def on(self, event: str) -> Callable[[H], H]:
        """Decorator for the handler of an event: `handler(socket, *arguments)`."""

        def register(handler: H) -> H:
            self._handlers[event] = handler
            return handler

        return register

    def dispatch(self, socket: Socket, event: str, arguments: list[Any], size: int) -> Any:
        """Run the handler of an event; what it returns, or an awaitable of that."""
        self.on_packet(socket, event, size)
        handler = self._handlers.get(event)
        return handler(socket, *arguments) if handler is not None else None

    # Sending to many.

    def emit(
        self,
        event: str,
        *arguments: Any,
        room: str | Iterable[str] | None = None,
        skip: Socket | Collection[Socket] = (),
    ) -> int:
        """Send to a room, to all who are in any of several, or to everyone; returns to how many sockets."""
        return self.send(packets.event(event, arguments, namespace=self.name), room=room, skip=skip)

    def emit_encoded(
        self,
        event: str,
        *json: bytes,
        room: str | Iterable[str] | None = None,
        skip: Socket | Collection[Socket] = (),
    ) -> int:
        """The same, of arguments that are JSON already."""
        return self.send(self.message(event, *json), room=room, skip=skip)

    def message(self, event: str, *json: bytes) -> Message:
        """An event with arguments that are JSON already, built once, to be sent with `send` here or by sockets."""
        return packets.encoded_event(event, json, namespace=self.name)

    def send(
        self, message: Message, *, room: str | Iterable[str] | None = None, skip: Socket | Collection[Socket] = ()
    ) -> int:
        """Send a message of this namespace; returns to how many sockets.

        It is written from the end of this turn of the loop on, with what else goes to the same room until then, and
        before anything that is sent to a socket alone.
        """
        skipped = skip if isinstance(skip, Collection) else (skip,)
        if not skipped and (room is None or isinstance(room, str)):
            members = self.rooms.everyone if room is None else self.rooms.members(room)
            if members:
                self.outbox.put(members, message)
            return len(members)
        rooms = (room,) if isinstance(room, str) else room
        members = self.rooms.everyone if rooms is None else self.rooms.any_of(rooms)
        if skipped:
            members = {socket: descriptor for socket, descriptor in members.items() if socket not in skipped}
        self.outbox.write_at_once(members, message)
        return len(members)

    def flush(self) -> None:
        """Write now what waits."""
        self.outbox.flush()
