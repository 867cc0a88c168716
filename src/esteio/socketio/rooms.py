"""Who is in which room, and the loop that writes the same to many.

A room maps its sockets to the file descriptors that may be written to directly, -1 where that may not be. So the loop
touches nothing of a connection but its socket in the system: with ten thousand of them, each Python object on the way
is a miss of the processor's cache, and four such objects cost a fifth of the whole.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from esteio.socketio.message import Message
from esteio.socketio.statistics import Statistics

if TYPE_CHECKING:
    from esteio.socketio.socket import Socket

Members = Mapping["Socket", int]
NOBODY: Members = {}
SHARED_BYTES = 65_536
"""The most that is kept for one write."""


class Outbox:
    """What goes to one room within a turn of the loop, for one write to each of its sockets.

    The kernel's price is for a write, hardly for its bytes: of events that happen while others are being written, those
    that follow cost next to nothing. Whoever sends to a socket alone, ends it, or changes who is in a room, flushes
    first: so everybody gets the same, in the same order, as if nothing had waited.
    """

    __slots__ = ("_members", "_messages", "_size", "_statistics", "waits")

    def __init__(self, statistics: Statistics) -> None:
        self.waits = False
        """Whether something is to be flushed."""
        self._statistics = statistics
        self._members: Members = NOBODY
        self._messages: list[Message] = []
        self._size = 0

    def put(self, members: Members, message: Message) -> None:
        """Write it at the end of this turn, together with what else goes to the same; `members` is a room's own."""
        size = len(message.frames)
        if self.waits and (members is not self._members or self._size + size > SHARED_BYTES):
            self.flush()
        if not self.waits:
            self.waits = True
            self._members = members
            asyncio.get_running_loop().call_soon(self.flush)
        self._messages.append(message)
        self._size += size

    def flush(self) -> None:
        """Write now."""
        if self.waits:
            members, messages = self._members, self._messages
            self.waits, self._members, self._messages, self._size = False, NOBODY, [], 0
            write_to_all(members, messages, self._statistics)


class Rooms:
    """Names and their sockets; a room exists while somebody is in it."""

    __slots__ = ("_everyone", "_members", "outbox")

    def __init__(self) -> None:
        self.outbox = Outbox(Statistics())
        """The server's, as soon as it has the namespace."""
        self._members: dict[str, dict[Socket, int]] = {}
        self._everyone: dict[Socket, int] = {}

    @property
    def everyone(self) -> Members:
        """All of the namespace; do not keep it."""
        return self._everyone

    @property
    def count(self) -> int:
        """How many rooms there are."""
        return len(self._members)

    def enter(self, socket: Socket, rooms: Iterable[str]) -> None:
        """It is in the namespace, and in these rooms."""
        self._everyone[socket] = socket.connection.descriptor
        for room in rooms:
            self.add(room, socket)

    def exit(self, socket: Socket, rooms: Iterable[str]) -> None:
        """It is in the namespace no more, nor in these rooms."""
        self._everyone.pop(socket, None)
        for room in rooms:
            self.discard(room, socket)

    def add(self, room: str, socket: Socket) -> None:
        """Let it in."""
        members = self._members.get(room)
        if members is None:
            members = self._members[room] = {}
        members[socket] = socket.connection.descriptor

    def discard(self, room: str, socket: Socket) -> None:
        """Take it out, if it is there."""
        members = self._members.get(room)
        if members is not None:
            members.pop(socket, None)
            if not members:
                del self._members[room]

    def refresh(self, socket: Socket, rooms: Iterable[str]) -> None:
        """The descriptor of a socket that is in these rooms has changed."""
        # Nothing is flushed here: what waits would go to the descriptor of before, past what the transport holds.
        descriptor = socket.connection.descriptor
        self._everyone[socket] = descriptor
        for room in rooms:
            self._members[room][socket] = descriptor

    def members(self, room: str) -> Members:
        """Who is in; do not keep it."""
        return self._members.get(room, NOBODY)

    def any_of(self, rooms: Iterable[str]) -> Members:
        """Who is in at least one, each once."""
        found: dict[Socket, int] = {}
        for room in rooms:
            found.update(self._members.get(room, NOBODY))
        return found


def write_to_all(members: Members, messages: Sequence[Message], statistics: Statistics) -> None:
    """Write the same bytes to each.

    A stalled client costs the others nothing: what the system does not take waits in its own transport.
    """
    frames = messages[0].frames if len(messages) == 1 else b"".join([message.frames for message in messages])
    size = len(frames)
    write = os.write
    others: list[tuple[Socket, int]] = []
    for socket, descriptor in members.items():
        if descriptor < 0:
            others.append((socket, 0))
            continue
        try:
            written = write(descriptor, frames)
        except OSError:
            written = 0
        if written != size:
            others.append((socket, written))
    statistics.messages_out += len(members) * len(messages)
    statistics.bytes_out += len(members) * size
    for socket, written in others:
        _write_rest(socket, messages, written)
    # Only now: this may end connections, whose end the application may tell to others, who must have had all of this.
    for socket, _ in others:
        socket.connection.check_buffer()


def _write_rest(socket: Socket, messages: Sequence[Message], written: int) -> None:
    """What is left of the messages when so many bytes of them have been written."""
    for message in messages:
        size = len(message.frames)
        if written < size:
            socket.connection.write(message, written)
        written = max(0, written - size)
