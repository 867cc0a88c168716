"""Who is in which room, and the loop that writes one message to many."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from esteio.socketio.errors import Reason
from esteio.socketio.message import Message
from esteio.socketio.statistics import Statistics

if TYPE_CHECKING:
    from esteio.socketio.socket import Socket


class Rooms:
    """Names and their sockets; a room exists while somebody is in it."""

    __slots__ = ("_members",)

    def __init__(self) -> None:
        self._members: dict[str, set[Socket]] = {}

    def add(self, room: str, socket: Socket) -> None:
        """Let it in."""
        members = self._members.get(room)
        if members is None:
            members = self._members[room] = set()
        members.add(socket)

    def discard(self, room: str, socket: Socket) -> None:
        """Take it out, if it is there."""
        members = self._members.get(room)
        if members is not None:
            members.discard(socket)
            if not members:
                del self._members[room]

    def members(self, room: str) -> Collection[Socket]:
        """Who is in; do not keep it."""
        return self._members.get(room, ())

    def any_of(self, rooms: Iterable[str]) -> Collection[Socket]:
        """Who is in at least one, each once."""
        found = [self._members[room] for room in rooms if room in self._members]
        if len(found) == 1:
            return found[0]
        everyone: set[Socket] = set()
        return everyone.union(*found)


def write_to_all(sockets: Iterable[Socket], message: Message, statistics: Statistics) -> int:
    """Write the same bytes to each; returns how many sockets were written to.

    A stalled client costs the others nothing: what the system does not take waits in its transport, and from
    `buffer_limit` on it has no `writer`.
    """
    frames = message.frames
    count = 0
    # A copy, because what is written may close a connection, and that leaves its rooms.
    for socket in tuple(sockets):
        connection = socket.connection
        writer = connection.writer
        if writer is not None:
            try:
                writer.write(frames)
            except RuntimeError:
                # A transport that went away without a word must not keep the message from those after it.
                connection.close(Reason.TRANSPORT_ERROR)
                continue
        elif connection.closed:
            continue
        else:
            connection.send_slowly(message)
        count += 1
    statistics.messages_out += count
    statistics.bytes_out += count * len(frames)
    return count
