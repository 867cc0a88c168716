"""What can go wrong, as exceptions of this package and reasons given to handlers."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Any


class SocketError(Exception):
    """Root of what this package raises."""


class ConnectionRefused(SocketError):
    """Raised by `on_connect` (the client gets CONNECT_ERROR) or by `admit` (it gets HTTP 403) to refuse a client."""

    def __init__(self, message: str, data: Any = None) -> None:
        super().__init__(message)
        self.message = message
        self.data = data


class EventRefused(SocketError):
    """Raised by a handler or by `on_packet`: the event's acknowledgement carries exactly these arguments."""


class Disconnected(SocketError):
    """The client left before it acknowledged."""


class PacketError(SocketError):
    """What a client sent is no packet of the protocol; its connection is closed."""


class Reason(StrEnum):
    """Why a connection or a namespace ended; those that the reference implementation has are named as there."""

    TRANSPORT_CLOSE = "transport close"
    TRANSPORT_ERROR = "transport error"
    PING_TIMEOUT = "ping timeout"
    PARSE_ERROR = "parse error"
    CLIENT_LEFT = "client namespace disconnect"
    SERVER_LEFT = "server namespace disconnect"
    FORCED_CLOSE = "forced close"
    CONNECT_TIMEOUT = "connect timeout"
    BEHIND = "reads too slowly"
    FLOOD = "sends too fast"
    SHUTDOWN = "server shutting down"


class CloseCode(IntEnum):
    """WebSocket close codes that this package sends (RFC 6455 7.4.1, IANA registry)."""

    NORMAL = 1000
    PROTOCOL_ERROR = 1002
    INVALID_TEXT = 1007
    POLICY = 1008
    TOO_BIG = 1009
    SERVICE_RESTART = 1012
    TRY_AGAIN_LATER = 1013


class Refusal(SocketError):
    """A request that is answered with an error; the numbers are those of the reference implementation."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


def unknown_session() -> Refusal:
    """The session ended, or never was, or belongs to a process that is gone."""
    return Refusal(400, 1, "Session ID unknown")


def bad_request() -> Refusal:
    """The request does not fit its session."""
    return Refusal(400, 3, "Bad request")
