"""One open connection, whatever its transport: who it is, what it is subscribed to, and what it may still send."""

from __future__ import annotations

import base64
import time
from typing import TYPE_CHECKING, ClassVar

import msgspec

from esteio.core.access import Actor
from esteio.live.events import Close
from esteio.live.subscriptions import Channel, Subscription
from esteio.live.telling import Frame

if TYPE_CHECKING:
    from esteio.live.hub import Hub
    from esteio.live.presence import Present

WINDOW_S = 60.0
"""Of the limit on messages."""


class Reader:
    """What the hub keeps of a connection; there may be ten thousand, so it is little."""

    __slots__ = (
        "_spent",
        "_window_ends",
        "actor",
        "began",
        "behind_since",
        "expires_at",
        "grace_until",
        "hub",
        "number",
        "places",
        "subscriptions",
    )
    transport: ClassVar[str]

    def __init__(self, hub: Hub, actor: Actor, expires_at: int) -> None:
        self.hub = hub
        self.actor = actor
        self.began = time.monotonic()
        self.expires_at = expires_at
        """Of the token, Unix seconds."""
        self.number = 0
        """Within this process; set by the hub."""
        self.subscriptions: dict[str, Subscription] = {}
        """By the resource's name."""
        self.places: dict[str, Present] | None = None
        """Where the person is present."""
        self.behind_since: float | None = None
        self.grace_until: float | None = None
        """The token expired: until when (Unix seconds) a new one is awaited."""
        self._spent = 0
        self._window_ends = 0.0

    def push(self, frame: Frame) -> None:
        """Send an event to this connection."""
        raise NotImplementedError

    def enter(self, channel: Channel) -> None:
        """Hear from now on what the channel is told."""
        raise NotImplementedError

    def leave(self, channel: Channel) -> None:
        """The contrary."""
        raise NotImplementedError

    def close(self, code: Close, after_ms: int | None = None) -> None:
        """Say goodbye and end; the hub is told of the end as of any other."""
        raise NotImplementedError

    def spend(self, cost: int, limit: int) -> float | None:
        """Count a message; None while there is allowance, else the seconds until there is again."""
        now = time.monotonic()
        if now >= self._window_ends:
            self._window_ends = now + WINDOW_S
            self._spent = 0
        self._spent += cost
        return None if self._spent <= limit else self._window_ends - now


class _Expiry(msgspec.Struct, frozen=True):
    exp: int


def expiry_of(token: str) -> int:
    """When a token that has just been found good expires, Unix seconds; its signature is not looked at again."""
    payload = token.split(".", 2)[1]
    return msgspec.json.decode(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)), type=_Expiry).exp
