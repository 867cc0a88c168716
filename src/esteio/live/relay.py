"""One process reads for all: what it publishes, and how the others know that they missed nothing.

The relay numbers its messages. Whoever gets one that does not follow the last (the first one, one after a loss, one of
another relay) reads the database once. That look is later than the one the message tells of, so from there the
numbers hold again.
"""

from __future__ import annotations

import secrets
from collections import deque

import msgspec

from esteio.live.batch import LoadedChange
from esteio.live.position import Position
from esteio.live.snapshot import Snapshot

MAX_WAITING_BYTES = 16 * 1024 * 1024
"""What may wait to be told. Beyond it all of it is dropped, which is a gap like any other."""

LOCK = 0x65737465696F01
"""Key of the advisory lock that the relay holds on the connection with which it reads."""


def channel_of(epoch: str) -> str:
    """Where the relay publishes. Positions mean something within an epoch only."""
    return f"esteio:feed:{epoch}"


class Message(msgspec.Struct, frozen=True, array_like=True):
    """What the relay told its own process."""

    stream: str
    """Names one time of one process as the relay."""
    number: int
    """Of the message in the stream, without gaps."""
    changes: tuple[LoadedChange, ...]
    reached: Position
    """Where the position may move to."""
    snapshot: Snapshot
    """All of the changes are seen by it."""
    complete: bool
    """With this message everything that it sees was told; otherwise more of it follows."""


_encoder = msgspec.msgpack.Encoder(uuid_format="bytes")
_decoder = msgspec.msgpack.Decoder(Message)


class Outgoing:
    """Numbers what this process publishes while it is the relay."""

    def __init__(self) -> None:
        self._stream = secrets.token_hex(4)
        self._number = 0

    def encode(
        self, changes: tuple[LoadedChange, ...], reached: Position, snapshot: Snapshot, *, complete: bool
    ) -> bytes:
        """The next message."""
        self._number += 1
        return _encoder.encode(Message(self._stream, self._number, changes, reached, snapshot, complete))


class Incoming:
    """What was received and not told yet, and whether it follows what was told."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[bytes, float]] = deque()
        self._waiting_bytes = 0
        self._stream = ""
        self._number = 0

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def put(self, payload: bytes, at: float) -> None:
        """Keep a message that came `at` this time until its turn."""
        if self._waiting_bytes > MAX_WAITING_BYTES:
            self.forget()
        self._waiting.append((payload, at))
        self._waiting_bytes += len(payload)

    def next(self) -> tuple[Message, float, bool]:
        """The next message, when it came, and whether nothing is missing between it and the last. Raises
        `msgspec.MsgspecError` for what no relay of this version sent."""
        payload, at = self._waiting.popleft()
        self._waiting_bytes -= len(payload)
        message = _decoder.decode(payload)
        follows = (message.stream, message.number) == (self._stream, self._number + 1)
        self._stream, self._number = message.stream, message.number
        return message, at, follows

    def forget(self) -> None:
        """Nothing was received: the next message follows nothing."""
        self._waiting.clear()
        self._waiting_bytes = 0
        self._stream = ""
