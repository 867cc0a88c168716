"""Who is in which room.

A room maps its sockets to the file descriptors that may be written to directly, -1 where that may not be: see
`outbox.py`, which writes to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

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
