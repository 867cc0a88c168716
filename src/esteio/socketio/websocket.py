"""One WebSocket: what comes over it, and how it is closed."""

from __future__ import annotations

import contextlib
from typing import Any, cast

from picows import WSCloseCode, WSFrame, WSListener, WSMsgType, WSTransport

from esteio.socketio.connection import PROBE, PROBE_ANSWER, UPGRADE, Connection
from esteio.socketio.errors import CloseCode
from esteio.socketio.transport import Writer

CLOSE_TIMEOUT_S = 2.0
SLOW_CLOSE_TIMEOUT_S = 10.0
"""For a client that has yet to read what it was sent before: the code of the close stands behind that."""
MAX_PARTS = 256
"""Frames of one fragmented message."""
_PING, _PONG, _CLOSE = int(WSMsgType.PING.value), int(WSMsgType.PONG.value), int(WSMsgType.CLOSE.value)
_TEXT, _CONTINUATION = int(WSMsgType.TEXT.value), int(WSMsgType.CONTINUATION.value)


class WebSocketLink(WSListener):
    """See `Link`; picows tells it of frames."""

    __slots__ = (
        "_closing",
        "_connection",
        "_kind",
        "_parts",
        "_raw",
        "_upgrades",
        "_ws",
        "descriptor",
        "has_probed",
        "is_gone",
    )

    def __init__(self, raw: Any, connection: Connection, upgrades: bool) -> None:
        self._raw = raw
        self._connection = connection
        self._upgrades = upgrades
        """Until the upgrade of a polling session is done."""
        self._ws: WSTransport | None = None
        self._closing = False
        self._parts: list[bytes] | None = None
        self._kind = 0
        encrypted = raw.get_extra_info("ssl_object") is not None
        self.descriptor: int = -1 if encrypted else raw.get_extra_info("socket").fileno()
        """See `Link`; closed by the transport only after `connection_lost`, so never another connection's."""
        self.has_probed = False
        self.is_gone = False

    @property
    def writer(self) -> Writer:
        """See `Link`."""
        return self._raw

    def on_ws_connected(self, transport: WSTransport) -> None:
        """The handshake is done."""
        self._ws = transport
        # Nobody asks for them any more, and they are a tenth of what a connection costs in memory.
        del transport.request.headers, transport.response.headers
        connection = self._connection
        connection.engine.link_opened()
        if self._upgrades and (connection.upgrade is not None or not connection.is_polling):
            self.close(CloseCode.PROTOCOL_ERROR, "the session has its WebSocket")
        elif self._upgrades:
            connection.upgrade = self
            connection.engine.wheel.add(_Deadline(self, upgrade=True), connection.engine.options.upgrade_timeout_s)
        else:
            connection.start_websocket(self)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """From the client, unmasked, at most `max_payload` long."""
        kind = int(frame.msg_type)  # pyright: ignore[reportArgumentType] - picows gives the number
        if kind == _CLOSE:
            code = frame.get_close_code()
            transport.send_close(code if int(cast("Any", code)) else WSCloseCode.OK)
            transport.disconnect()
        elif self._closing:
            return
        elif frame.rsv1 or frame.rsv2 or frame.rsv3:
            self._connection.close_malformed()
        elif kind == _PING:
            # A client that only pings and never reads must not fill our memory with pongs.
            if self._connection.behind_since is None:
                transport.send_pong(frame.get_payload_as_bytes())
        elif kind == _PONG:
            return
        elif frame.fin and kind != _CONTINUATION and self._parts is None:
            self._take(kind, frame.get_payload_as_bytes())
        else:
            self._collect(kind, frame)

    def pause_writing(self) -> None:
        """The system took not all."""
        if self._connection.link is self:
            self._connection.blocked()

    def resume_writing(self) -> None:
        """Nothing waits any more."""
        if self._connection.link is self:
            self._connection.unblocked()

    def pause_reading(self) -> None:
        """See `Link`."""
        self._raw.pause_reading()

    def resume_reading(self) -> None:
        """See `Link`."""
        if not self.is_gone and not self._closing:
            self._raw.resume_reading()

    def close(self, code: int, text: str) -> None:
        """See `Link`."""
        if self._closing or self.is_gone:
            return
        self._closing = True
        if self._ws is None:
            self._raw.abort()
            return
        self._ws.send_close(cast("Any", code), text)
        with contextlib.suppress(RuntimeError):  # a transport that is closing already
            self._raw.resume_reading()  # the answer must be read, even when the handlers were behind
        timeout_s = SLOW_CLOSE_TIMEOUT_S if self._raw.get_write_buffer_size() else CLOSE_TIMEOUT_S
        self._connection.engine.wheel.add(_Deadline(self, upgrade=False), timeout_s)

    def abort(self) -> None:
        """Drop the TCP connection with everything that waits in it."""
        if not self.is_gone:
            self._raw.abort()

    def abort_upgrade(self) -> None:
        """The upgrade took too long."""
        if self._upgrades:
            self.close(CloseCode.POLICY, "no upgrade")
            self._connection.link_lost(self)

    def lost(self) -> None:
        """The TCP connection has ended."""
        self.is_gone = True
        if self._ws is not None:
            self._connection.engine.link_lost()
        self._connection.link_lost(self)

    def _take(self, kind: int, data: bytes) -> None:
        connection = self._connection
        if self._upgrades:
            self._take_upgrade(kind, data)
        elif kind == _TEXT:
            connection.receive(data)
        else:
            connection.receive_binary(data)

    def _take_upgrade(self, kind: int, data: bytes) -> None:
        connection = self._connection
        if kind == _TEXT and data == PROBE:
            self.has_probed = True
            self._raw.write(PROBE_ANSWER)
            connection.probe()
        elif kind == _TEXT and data == bytes((UPGRADE,)) and self.has_probed and connection.upgrade is self:
            self._upgrades = False
            connection.switch(self)
        else:
            self.close(CloseCode.PROTOCOL_ERROR, "no upgrade")
            connection.link_lost(self)

    def _collect(self, kind: int, frame: WSFrame) -> None:
        if (kind == _CONTINUATION) is (self._parts is None):
            self._connection.close_malformed()
            return
        if self._parts is None:
            self._parts, self._kind = [], kind
        self._parts.append(frame.get_payload_as_bytes())
        if sum(map(len, self._parts)) > self._connection.engine.options.max_payload or len(self._parts) > MAX_PARTS:
            self._parts = None
            self._connection.close_malformed(CloseCode.TOO_BIG)
        elif frame.fin:
            parts, self._parts = self._parts, None
            self._take(self._kind, b"".join(parts))


class _Deadline:
    """Ends a link that does not finish its upgrade or its closing."""

    __slots__ = ("_link", "_upgrade")

    def __init__(self, link: WebSocketLink, *, upgrade: bool) -> None:
        self._link = link
        self._upgrade = upgrade

    def on_time(self, now: float) -> float | None:
        """See `Wheel`."""
        if self._upgrade:
            self._link.abort_upgrade()
        else:
            self._link.abort()
        return None
