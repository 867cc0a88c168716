"""The loop that writes the same to many: what goes to one room at the same time in one write to each of its sockets.

It touches nothing of a connection but its socket in the system: with ten thousand of them, each Python object on the
way is a miss of the processor's cache, and four such objects cost a fifth of the whole. What is left is the kernel's,
whose price is for a write, hardly for its bytes: of events that happen while others are being written, those that
follow cost next to nothing.

A room is written to in slices with some turns of the loop between them, so that whoever asks for something else does
not wait until ten thousand have been told. Whoever sends to a socket alone, ends it, or changes who is in a room,
flushes first: so everybody gets the same, in the same order, as if nothing had waited.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from esteio.socketio.message import Message
from esteio.socketio.rooms import Members
from esteio.socketio.statistics import Statistics

if TYPE_CHECKING:
    from esteio.socketio.socket import Socket

SHARED_BYTES = 65_536
"""The most that is kept for one write."""
SLICE = 128
"""Sockets that are written to at once: a millisecond."""
TURNS = 8
"""Of the loop between two slices. A request takes a dozen of them, each of some microseconds, and would wait for a
slice in each."""


class Outbox:
    """Of one server."""

    __slots__ = ("_is_due", "_queue", "_spent_s", "_statistics", "_waiting")

    def __init__(self, statistics: Statistics) -> None:
        self._statistics = statistics
        self._queue: deque[_Mailing] = deque()
        self._is_due = False
        """Whether the loop will turn to it."""
        self._spent_s = 0.0
        """On what is in the queue, so far."""
        self._waiting: list[Callable[[float], None]] = []

    def put(self, members: Members, message: Message) -> None:
        """Write it from the end of this turn on, together with what else goes to the same.

        `members` is a room's own: nobody enters or leaves it without a flush.
        """
        last = self._queue[-1] if self._queue else None
        if last is None or not last.takes(members, message):
            last = _Mailing(members)
            self._queue.append(last)
        last.messages.append(message)
        last.size += len(message.frames)
        self._be_due()

    def flush(self) -> None:
        """Write all of it now."""
        while self._queue:
            self._write(None)

    def when_written(self, call: Callable[[float], None]) -> None:
        """Call with the seconds that writing took, as soon as nothing waits any more: at once when nothing does."""
        self._waiting.append(call)
        self._tell_if_done()

    def write_at_once(self, members: Members, message: Message) -> None:
        """After all that waits."""
        self.flush()
        mailing = _Mailing(members)
        mailing.messages.append(message)
        self._queue.append(mailing)
        self.flush()

    def _be_due(self) -> None:
        if not self._is_due:
            self._is_due = True
            asyncio.get_running_loop().call_soon(self._turn, 0)

    def _turn(self, left: int) -> None:
        """The last of so many turns writes."""
        if not left and self._queue:
            self._write(SLICE)
            left = TURNS
        if self._queue:
            asyncio.get_running_loop().call_soon(self._turn, left - 1)
        else:
            self._is_due = False

    def _write(self, most: int | None) -> None:
        """To so many of the first mailing's sockets; None: to all."""
        started = time.perf_counter()
        mailing = self._queue[0]
        others, count = mailing.write(most)
        if most is None or count < most:
            self._queue.popleft()
        self._statistics.messages_out += count * len(mailing.messages)
        self._statistics.bytes_out += count * len(mailing.frames)
        self._spent_s += time.perf_counter() - started
        # Last of all: this may end connections, whose end the application may tell to others, who must have had this.
        for socket in others:
            socket.connection.check_buffer()
        self._tell_if_done()

    def _tell_if_done(self) -> None:
        if self._queue:
            return
        spent_s, self._spent_s = self._spent_s, 0.0
        waiting, self._waiting = self._waiting, []
        for call in waiting:
            call(spent_s)


class _Mailing:
    """The same for everybody in a room."""

    __slots__ = ("_rest", "frames", "members", "messages", "size")

    def __init__(self, members: Members) -> None:
        self.members = members
        self.messages: list[Message] = []
        self.size = 0
        self.frames = b""
        self._rest: Iterator[tuple[Socket, int]] | None = None

    def takes(self, members: Members, message: Message) -> bool:
        """Whether the message may go with the others."""
        has_room = self.size + len(message.frames) <= SHARED_BYTES
        return self._rest is None and members is self.members and has_room

    def write(self, most: int | None) -> tuple[list[Socket], int]:
        """Write to the next of them: which did not take all, and how many there were.

        A stalled client costs the others nothing: what the system does not take waits in its own transport. Nothing of
        the application's is called here.
        """
        if self._rest is None:
            first = self.messages[0].frames
            self.frames = first if len(self.messages) == 1 else b"".join([each.frames for each in self.messages])
            # Over the room itself, because descriptors may change between slices; who is in does not.
            self._rest = iter(self.members.items())
        frames, size, write = self.frames, len(self.frames), os.write
        others: list[tuple[Socket, int]] = []
        count = 0
        for socket, descriptor in islice(self._rest, most):
            count += 1
            if descriptor < 0:
                others.append((socket, 0))
                continue
            try:
                written = write(descriptor, frames)
            except OSError:
                written = 0
            if written != size:
                others.append((socket, written))
        for socket, written in others:
            _write_rest(socket, self.messages, written)
        return [socket for socket, _ in others], count


def _write_rest(socket: Socket, messages: Sequence[Message], written: int) -> None:
    """What is left of the messages when so many bytes of them have been written."""
    for message in messages:
        size = len(message.frames)
        if written < size:
            socket.connection.write(message, written)
        written = max(0, written - size)
