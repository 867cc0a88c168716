"""How long a connection may be behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from esteio.socketio.connection import Connection


class Patience:
    """Closes a connection that stays behind."""

    __slots__ = ("_connection", "_since")

    def __init__(self, connection: Connection, since: float) -> None:
        self._connection = connection
        self._since = since

    def on_time(self, now: float) -> float | None:
        """Called once, in time."""
        left_s = self._since + self._connection.engine.options.behind_timeout_s - now
        if left_s > 0.01 and self._connection.behind_since == self._since:
            return left_s
        self._connection.give_up_if_behind_since(self._since)
        return None
