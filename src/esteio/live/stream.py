"""An event stream that is open: a reader, and the protocol of its connection.

A request in uvicorn holds a parser, a cycle, a task and the head of the request, about half of what a stream costs.
None of it is needed once the answer has begun, so the stream takes the connection over and uvicorn lets go of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from esteio.core.access import Actor
from esteio.live.events import Close, ServerEvent, goodbye
from esteio.live.position import Cursor
from esteio.live.reader import Reader
from esteio.live.subscriptions import Channel, State
from esteio.live.telling import Frame

if TYPE_CHECKING:
    from esteio.live.hub import Hub

UNSENT_BYTES = 4_096
"""What the transport may hold before it says that the client is slower than we are."""
END = b"0\r\n\r\n"


class Stream(Reader):
    """One event stream; the members that asyncio and uvicorn call are at the end."""

    __slots__ = ("_chunks", "_connections", "_ends", "_is_waiting", "_size", "_transport")
    transport: ClassVar[str] = "sse"

    def __init__(self, hub: Hub, actor: Actor, expires_at: int) -> None:
        super().__init__(hub, actor, expires_at)
        self._transport: Any = None
        self._connections: set[Any] | None = None
        self._is_waiting = True
        """For the answer to begin, or for the client to take what it was sent."""
        self._chunks: list[bytes] = []
        """Lines that wait meanwhile."""
        self._size = 0
        self._ends = False

    def take_over(self, send: Any, first: bytes) -> None:
        """The answer has begun through uvicorn's `send`: go on alone, with the lines `first` before all others.

        Raises `RuntimeError` under another server.
        """
        cycle = getattr(send, "__self__", None)
        protocol = cycle.transport.get_protocol() if isinstance(cycle, RequestResponseCycle) else None
        if cycle is None or not isinstance(protocol, HttpToolsProtocol):
            raise RuntimeError("event streams need uvicorn with httptools")
        cycle.disconnected = True  # or uvicorn would miss the end of the answer
        if cycle.transport.is_closing():
            self.hub.remove(self)
            return
        transport: Any = cycle.transport
        self._transport = transport
        self._connections = protocol.connections
        self._connections.discard(protocol)
        self._connections.add(self)
        transport.set_protocol(self)
        protocol.parser = None  # the two hold each other
        transport.resume_reading()  # to hear of the end
        self._chunks.insert(0, first)
        self._is_waiting = False
        transport.set_write_buffer_limits(high=UNSENT_BYTES)
        if not self._is_waiting:
            self._flush()

    def push(self, frame: Frame) -> None:
        """See `Reader`."""
        if not self._ends:
            self.hub.streamed_messages += 1
            self.write(frame.chunk)

    def write(self, chunk: bytes) -> None:
        """Send these lines, as soon as the client takes them."""
        self.hub.streamed_bytes += len(chunk)
        if not self._is_waiting:
            self._transport.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
            return
        self._chunks.append(chunk)
        self._size += len(chunk)
        if self._size > self.hub.config.buffer_bytes:
            self.hub.fell_behind(self)

    def mark(self, cursor: str) -> None:
        """The client has been told everything up to here, of all that it is subscribed to; unless it has not."""
        told = sure = self.hub.teller.told
        for subscription in self.subscriptions.values():
            behind = subscription.floor is None or subscription.floor > told
            if subscription.state is not State.LIVE and behind:
                return
            sure = min(sure, self.hub.teller.rereading.surely_told(subscription.channel))
        if sure < told:
            cursor = str(Cursor(self.hub.teller.epoch, sure))
        self.write(b"id: %b\n\n" % cursor.encode())

    def keep_alive(self, cursor: str) -> None:
        """Show proxies that the stream lives, and move its cursor on."""
        if not self._chunks and not self._ends:
            self.mark(cursor)
            self.write(b":\n\n")

    def enter(self, channel: Channel) -> None:
        """See `Reader`."""
        channel.add_stream(self)

    def leave(self, channel: Channel) -> None:
        """See `Reader`."""
        channel.drop_stream(self)

    def close(self, code: Close, after_ms: int | None = None) -> None:
        """See `Reader`."""
        if self._ends:
            return
        self.hub.closes[code.name] += 1
        self.push(Frame(ServerEvent.GOODBYE, msgspec.json.encode(goodbye(code, after_ms))))
        self._ends = True
        if self.behind_since is not None and self._transport is not None:
            self._transport.abort()  # who does not read would never see the end
        elif not self._is_waiting:
            self._end()
        self.hub.remove(self)

    def _flush(self) -> None:
        chunks, self._chunks, self._size = b"".join(self._chunks), [], 0
        if chunks:
            self._transport.write(b"%x\r\n%b\r\n" % (len(chunks), chunks))
        if self._is_waiting:
            return
        if self.behind_since is not None:
            self.hub.caught_up(self)
        if self._ends:
            self._end()

    def _end(self) -> None:
        self._transport.write(END)
        self._transport.close()

    # asyncio's protocol

    def data_received(self, data: bytes) -> None:
        """The client has nothing to say."""

    def eof_received(self) -> None:
        """It says no more: the end."""

    def connection_lost(self, exc: Exception | None) -> None:
        """The end, whoever wanted it."""
        self._ends = self._is_waiting = True
        self._chunks.clear()
        if self._connections is not None:
            self._connections.discard(self)
        self.hub.remove(self)

    def pause_writing(self) -> None:
        """The client is slower than we are."""
        self._is_waiting = True

    def resume_writing(self) -> None:
        """It took what it was sent."""
        self._is_waiting = False
        self._flush()

    # uvicorn's

    def shutdown(self) -> None:
        """uvicorn ends; the hub sends everybody away by itself, in waves."""
