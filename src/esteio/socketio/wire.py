"""An HTTP request and its answer, apart from any server, so that one process can hand them to another."""

from __future__ import annotations

import msgspec


class HttpRequest(msgspec.Struct, frozen=True):
    """A request of the long-polling transport, or the head of a WebSocket upgrade."""

    method: str
    query: bytes
    headers: list[tuple[bytes, bytes]]
    peer: str
    body: bytes = b""


class HttpResponse(msgspec.Struct, frozen=True):
    """The answer."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
