"""Counters of one server, for metrics."""

from __future__ import annotations

import msgspec


class Statistics(msgspec.Struct):
    """Gauges of now and counters since the start; read them, or copy them with `msgspec.structs.asdict`."""

    websocket: int = 0
    """Connections over WebSocket now."""
    polling: int = 0
    """Connections over long-polling now."""
    sockets: int = 0
    """Clients in namespaces now."""
    behind: int = 0
    """Connections whose buffer is over its limit now."""
    opened: int = 0
    refused: int = 0
    """Requests and connections to namespaces that were refused."""
    upgraded: int = 0
    messages_in: int = 0
    messages_out: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    went_behind: int = 0
    closed_behind: int = 0
    closed_ping_timeout: int = 0
    closed_malformed: int = 0
    handler_errors: int = 0
    forwarded: int = 0
    """Requests and WebSockets passed on to the process of their session."""
