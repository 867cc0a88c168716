"""One Engine.IO session, over whichever transport it has at the moment."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from esteio.socketio.errors import CloseCode, Reason
from esteio.socketio.handshake import Handshake
from esteio.socketio.message import SEPARATOR, TEXT, Message, frame
from esteio.socketio.patience import Patience
from esteio.socketio.transport import Link

if TYPE_CHECKING:
    from esteio.socketio.engine import Engine

log = logging.getLogger("esteio.socketio")

OPEN, CLOSE, PING, PONG, MESSAGE, UPGRADE, NOOP = b"0123456"
"""The first byte of a packet."""
HARD_LIMIT = 4
"""A connection whose buffer grows to so many times its limit is closed at once: its application did not listen."""

_CLOSE, _PING = Message(b"1"), Message(b"2")
NOTHING = b"6"
"""The answer to a request for which there is nothing to tell."""
PROBE, PROBE_ANSWER = b"2probe", frame(b"3probe", TEXT)


class Connection:
    """Subclasses say what is done with messages: `on_open`, `on_text`, `on_binary`, `on_close`, `on_pressure`."""

    __slots__ = (
        "_due",
        "_opened",
        "_paused",
        "_poll",
        "_ponging",
        "_queue",
        "_queued",
        "behind_since",
        "closed",
        "descriptor",
        "engine",
        "established",
        "handshake",
        "is_polling",
        "link",
        "posting",
        "sid",
        "upgrade",
    )

    def __init__(self, engine: Engine, handshake: Handshake) -> None:
        self.engine = engine
        self.handshake = handshake
        self.sid = engine.new_session_id()
        self.descriptor = -1
        """What frames may be written to with `os.write`: a plain TCP socket before which nothing waits; else -1."""
        self.link: Link | None = None
        self.upgrade: Link | None = None
        """A WebSocket that has asked to take over from polling."""
        self.is_polling = False
        self.posting = False
        """While the body of a request of the client is being read."""
        self.closed = False
        self.established = False
        """Set by the protocol above, once the client has done what `connect_timeout_s` gives it time for."""
        self.behind_since: float | None = None
        self._queue: list[Message] | None = None
        self._queued = 0
        self._poll: asyncio.Future[None] | None = None
        self._paused = False
        self._ponging = False
        self._opened = asyncio.get_running_loop().time()
        self._due = self._opened + engine.options.ping_interval_s

    # What the protocol above does.

    def on_open(self) -> None:
        """The client may be spoken to."""

    def on_text(self, data: bytes) -> None:
        """A message of text, whose UTF-8 may not have been checked yet."""
        raise NotImplementedError

    def on_binary(self, data: bytes) -> None:
        """A message of bytes."""
        raise NotImplementedError

    def on_close(self, reason: Reason) -> None:
        """It is over; called once."""

    def on_descriptor(self) -> None:
        """`descriptor` has changed, other than by the end."""

    def on_pressure(self, behind: bool) -> None:
        """The buffer passed its limit, or has drained after that. Called by the loop, never from within `send`."""

    # Sending.

    @property
    def buffered(self) -> int:
        """Bytes that wait for the client to take them."""
        return self.link.writer.get_write_buffer_size() if self.link is not None else self._queued

    def send(self, message: Message) -> None:
        """Send it, or keep it until the client asks; does nothing when closed."""
        self.engine.outbox.flush()
        self._send_past(message)

    def _send_past(self, message: Message) -> None:
        """`send`, past what is being written to rooms."""
        statistics = self.engine.statistics
        statistics.messages_out += 1
        statistics.bytes_out += len(message.frames)
        self.write(message)
        self.check_buffer()

    def write(self, message: Message, written: int = 0) -> None:
        """`send`, uncounted, when so many bytes have been written to `descriptor` already; `check_buffer` belongs to
        it. Nothing of the application's is called here.
        """
        if self.closed:
            return
        if self.link is None:
            self._enqueue(message)
            return
        try:
            self.link.writer.write(message.frames[written:])
        except RuntimeError:
            # A transport that went away without a word; what is sent to others must not suffer from it.
            asyncio.get_running_loop().call_soon(self.close, Reason.TRANSPORT_ERROR)

    def check_buffer(self) -> None:
        """Judge what waits now; may end the connection."""
        if self.closed or self.descriptor >= 0:
            return
        limit = self.engine.options.buffer_limit
        if self.behind_since is None:
            if self.buffered > limit:
                self._fall_behind()
        elif self.buffered > limit * HARD_LIMIT:
            self._close_behind()

    def blocked(self) -> None:
        """The system took not all that was written: from now on what is sent has to wait behind it."""
        if self.descriptor >= 0:
            self.descriptor = -1
            self.on_descriptor()

    def unblocked(self) -> None:
        """Nothing waits any more."""
        if self.closed or self.link is None:
            return
        if self.link.descriptor >= 0:
            self.descriptor = self.link.descriptor
            self.on_descriptor()
        self.catch_up()

    def _fall_behind(self) -> None:
        """The buffer is over its limit."""
        loop = asyncio.get_running_loop()
        self.behind_since = loop.time()
        self.engine.statistics.behind += 1
        self.engine.statistics.went_behind += 1
        self.engine.wheel.add(Patience(self, self.behind_since), self.engine.options.behind_timeout_s)
        loop.call_soon(self._tell_pressure, True)

    def catch_up(self) -> None:
        """The buffer has drained."""
        if self.behind_since is None or self.closed:
            return
        self.behind_since = None
        self.engine.statistics.behind -= 1
        asyncio.get_running_loop().call_soon(self._tell_pressure, False)

    def give_up_if_behind_since(self, since: float) -> None:
        """Close it when it is behind without a break since then."""
        if self.behind_since == since:
            self._close_behind()

    # Receiving.

    def receive(self, packet: bytes) -> None:
        """An Engine.IO packet of text from the transport that the session has."""
        if self.closed:
            return
        self.engine.statistics.bytes_in += len(packet)
        kind = packet[0] if packet else None
        if kind == MESSAGE:
            self.engine.statistics.messages_in += 1
            self.on_text(packet[1:])
        elif kind == PONG and len(packet) == 1:
            if self._ponging:
                self._ponging = False
                self._due = asyncio.get_running_loop().time() + self.engine.options.ping_interval_s
        elif kind == CLOSE and len(packet) == 1:
            if self.is_polling and self._poll is None:
                self.engine.leave_politely(self.sid)
            self.close(Reason.TRANSPORT_CLOSE)
        elif kind != NOOP or len(packet) != 1:
            self.close_malformed()

    def receive_binary(self, data: bytes) -> None:
        """A binary packet."""
        if self.closed:
            return
        self.engine.statistics.bytes_in += len(data)
        self.engine.statistics.messages_in += 1
        self.on_binary(data)

    def pause_reading(self) -> None:
        """Take nothing from the client for now; a client that polls is held up by its own requests."""
        if self.link is not None:
            self._paused = True
            self.link.pause_reading()

    def resume_reading(self) -> None:
        """Go on; the client is not blamed for pongs that lay unread meanwhile."""
        if self._paused and self.link is not None and not self.closed:
            self._paused = False
            if self._ponging:
                self._due = asyncio.get_running_loop().time() + self.engine.options.ping_timeout_s
            self.link.resume_reading()

    # Transports.

    def open_packet(self, *, upgrades: bool) -> bytes:
        """What the client is told about its session."""
        options = self.engine.options
        return (
            f'0{{"sid":"{self.sid}","upgrades":{"[" + _WEBSOCKET + "]" if upgrades else "[]"},'
            f'"pingInterval":{round(options.ping_interval_s * 1000)},'
            f'"pingTimeout":{round(options.ping_timeout_s * 1000)},"maxPayload":{options.max_payload}}}'
        ).encode()

    def start_polling(self) -> bytes:
        """Begin with long-polling; returns the body of the first answer."""
        self.is_polling = True
        self.engine.statistics.polling += 1
        self.engine.add(self)
        self.on_open()
        return self.open_packet(upgrades=True)

    def start_websocket(self, link: Link) -> None:
        """Begin with a WebSocket."""
        self._attach(link)
        self.engine.add(self)
        link.writer.write(frame(self.open_packet(upgrades=False), TEXT))
        self.on_open()

    def probe(self) -> None:
        """The WebSocket that wants to take over works: let the waiting request end, so that the client can change."""
        self._wake()

    def switch(self, link: Link) -> None:
        """The WebSocket takes over."""
        self.engine.outbox.flush()
        queue, self._queue, self._queued = self._queue, None, 0
        self.upgrade = None
        self.is_polling = False
        self.engine.statistics.polling -= 1
        self.engine.statistics.upgraded += 1
        self._attach(link)
        self._wake()
        for message in queue or ():
            link.writer.write(message.frames)
        if self.descriptor >= 0 or self.buffered == 0:
            self.catch_up()

    @property
    def has_poll(self) -> bool:
        """Whether a request of the client waits for messages."""
        return self._poll is not None

    async def poll(self, gone: asyncio.Future[None]) -> bytes | None:
        """The body of an answer with everything that waits, or with the first that comes; None: the client left.

        The caller sees to it that no other poll waits.
        """
        if self._queue or (self.upgrade is not None and self.upgrade.has_probed):
            return self._take_queue()
        loop = asyncio.get_running_loop()
        self._poll = poll = loop.create_future()
        try:
            await asyncio.wait((poll, gone), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._poll = None
        if not poll.done():
            return None
        return self._take_queue()

    def link_lost(self, link: Link) -> None:
        """A WebSocket of this session has ended."""
        if link is self.upgrade:
            self.upgrade = None
        elif link is self.link:
            self.close(Reason.TRANSPORT_CLOSE)

    # Ending.

    def close(self, reason: Reason, code: int = CloseCode.NORMAL, text: str = "") -> None:
        """End the session; what is written already still goes out. A stock client comes back by itself."""
        self.engine.outbox.flush()
        if self.closed:
            return
        self.closed = True
        self.descriptor = -1
        engine = self.engine
        engine.connections.pop(self.sid, None)
        if self.behind_since is not None:
            engine.statistics.behind -= 1
        if self.is_polling:
            engine.statistics.polling -= 1
            # Who said that it closes gets an empty answer to the request that waits.
            if self._poll is not None and not self._queue and reason is not Reason.TRANSPORT_CLOSE:
                self._enqueue(_CLOSE)
            self._wake()
        for link in (self.link, self.upgrade):
            if link is not None:
                link.close(code, text)
        if self.link is not None:
            engine.statistics.websocket -= 1
        # They name each other, and ten thousand that leave at once should not have to wait for the collector.
        self.link = self.upgrade = None
        try:
            self.on_close(reason)
        except Exception:
            log.exception("the end of a connection failed")

    def close_malformed(self, code: int = CloseCode.PROTOCOL_ERROR) -> None:
        """It does not speak the protocol."""
        self.engine.statistics.closed_malformed += 1
        self.close(Reason.PARSE_ERROR, code)

    # Time.

    def expired(self, now: float) -> bool:
        """Whether the client has not answered a ping in time; closes it then."""
        if self._ponging and now >= self._due and not self._paused and not self.closed:
            self.engine.statistics.closed_ping_timeout += 1
            self.close(Reason.PING_TIMEOUT)
        return self.closed

    def on_time(self, now: float) -> float | None:
        """Ping, or miss the answer; see `Wheel`."""
        options = self.engine.options
        if self.closed or (self._ponging and self.expired(now)):
            return None
        if not self.established and options.connect_timeout_s is not None:
            left_s = self._opened + options.connect_timeout_s - now
            if left_s <= 0:
                self.close(Reason.CONNECT_TIMEOUT, CloseCode.POLICY, "no namespace")
                return None
        else:
            left_s = options.ping_interval_s
        if not self._ponging and now >= self._due:
            # Counted from when it was due, so that a tick more or less does not lengthen the time; but a server
            # that was busy itself does not blame the client.
            self._due = max(self._due, now - options.ping_timeout_s / 4) + options.ping_timeout_s
            self._ponging = True
            self._send_past(_PING)
        if self._paused:
            return options.ping_interval_s
        return min(left_s, options.ping_interval_s, self._due - now)

    # Inside.

    def _attach(self, link: Link) -> None:
        self.link = link
        self.descriptor = -1 if link.writer.get_write_buffer_size() else link.descriptor
        self.on_descriptor()
        self.engine.statistics.websocket += 1

    def _enqueue(self, message: Message) -> None:
        if self._queue is None:
            self._queue = []
        self._queue.append(message)
        self._queued += len(message.text) + sum(map(len, message.attachments)) * 4 // 3
        self._wake()

    def _take_queue(self) -> bytes:
        queue, self._queue, self._queued = self._queue, None, 0
        self.catch_up()
        return SEPARATOR.join([message.chunk() for message in queue]) if queue else NOTHING

    def _wake(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def _close_behind(self) -> None:
        self.engine.statistics.closed_behind += 1
        self.close(Reason.BEHIND, CloseCode.TRY_AGAIN_LATER, "reads too slowly")

    def _tell_pressure(self, behind: bool) -> None:
        if not self.closed:
            self.on_pressure(behind)


_WEBSOCKET = '"websocket"'
