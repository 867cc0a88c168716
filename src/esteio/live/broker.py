"""How processes of one installation reach each other: messages that may be lost, in order as long as they are not.

Nothing depends on a message arriving. What must not be missed is in the database, and whoever listens here can tell
that something is missing (`relay.py`) or does not mind.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

Receiver = Callable[[bytes], None]


class Broker(Protocol):
    """Publishes to all processes that subscribe, this one included."""

    shared: bool
    """Whether there are other processes to reach."""

    @property
    def is_up(self) -> bool:
        """Whether messages can be expected to arrive now."""
        ...

    async def start(self) -> None:
        """Begin; what is not reachable yet is no error."""
        ...

    async def stop(self) -> None:
        """End; what waits is dropped."""
        ...

    def publish(self, channel: str, payload: bytes) -> None:
        """Send soon, after what was published before. Never waits, and never says whether it arrived."""
        ...

    def subscribe(self, channel: str, receiver: Receiver) -> None:
        """Have `receiver` called in the event loop with each message of `channel`; one receiver a channel."""
        ...

    def unsubscribe(self, channel: str) -> None:
        """End the subscription."""
        ...


class LocalBroker:
    """For a process alone, or for several without Valkey: each reaches itself."""

    shared = False
    is_up = True

    def __init__(self) -> None:
        self._receivers: dict[str, Receiver] = {}

    async def start(self) -> None:
        """Nothing to open."""

    async def stop(self) -> None:
        """Nobody is called any more."""
        self._receivers.clear()

    def publish(self, channel: str, payload: bytes) -> None:
        """To the receiver of this process, in the next turn of the loop."""
        asyncio.get_running_loop().call_soon(self._deliver, channel, payload)

    def subscribe(self, channel: str, receiver: Receiver) -> None:
        """See `Broker`."""
        self._receivers[channel] = receiver

    def unsubscribe(self, channel: str) -> None:
        """See `Broker`."""
        self._receivers.pop(channel, None)

    def _deliver(self, channel: str, payload: bytes) -> None:
        receiver = self._receivers.get(channel)
        if receiver is not None:
            receiver(payload)
