"""Who is in which room, and the loop that writes one message to many.

A room maps its sockets to the file descriptors that may be written to directly, -1 where that may not be. So the loop
touches nothing of a connection but its socket in the system: with ten thousand of them, each Python object on the way
is a miss of the processor's cache, and four such objects cost a fifth of the whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from esteio.socketio.message import Message
from esteio.socketio.statistics import Statistics

if TYPE_CHECKING:
    from esteio.socketio.socket import Socket

Members = Mapping["Socket", int]
NOBODY: Members = {}


class Rooms:
    """Names and their sockets; a room exists while somebody is in it."""

    __slots__ = ("_everyone", "_members")

    def __init__(self) -> None:
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

    def enter(self, socket: Socket) -> None:
        """It is in the namespace, in no room yet."""
        self._everyone[socket] = socket.connection.descriptor

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
        self.enter(socket)
        for room in rooms:
            self.add(room, socket)

    def members(self, room: str) -> Members:
        """Who is in; do not keep it."""
        return self._members.get(room, NOBODY)

    def any_of(self, rooms: Iterable[str]) -> Members:
        """Who is in at least one, each once."""
        found: dict[Socket, int] = {}
        for room in rooms:
            found.update(self._members.get(room, NOBODY))
        return found


def write_to_all(members: Members, message: Message, statistics: Statistics) -> int:
    """Write the same bytes to each; returns to how many.

    A stalled client costs the others nothing: what the system does not take waits in its own transport.
    """
    frames = message.frames
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
    count = len(members)
    # Only now, because this may close connections, and that changes who is in.
    for socket, written in others:
        socket.connection.send_slowly(message, written)
    statistics.messages_out += count
    statistics.bytes_out += count * size
    return count
