"""Who was told to read a list again is told so once more, and stands a few seconds back until then.

They may read it from another process, as behind a balancer, out of the memory of one that has yet to hear of what was
told here already; nobody would tell them again. So, once every process has heard of all that had been told here by
then, they are told to read once more, and after that what happened since: whatever the list may lack
(`Subscribing.read_again`). Who goes away in between comes back with a cursor of before.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Protocol

from esteio.live.heard import Heard
from esteio.live.position import Cursor, Position
from esteio.live.reader import Reader
from esteio.live.subscriptions import Channel, Subscription


class Standing(Protocol):
    """What is asked of the teller."""

    @property
    def told(self) -> Position:
        """Everything up to here has been told to those who are live."""
        ...

    @property
    def epoch(self) -> str:
        """Of the history in which positions hold."""
        ...

    @property
    def heard(self) -> Heard:
        """When what last changed, as far as this process knows."""
        ...


class Rereading:
    """Of this process's channels and subscriptions: who must be told once more."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._channels: dict[Channel, float] = {}
        """All who hear them, and when they were last told to read."""
        self._subscriptions: dict[Subscription, float] = {}
        self._sure: dict[Channel, Position] = {}
        """Of those: where all stood for certain when the first was told to."""

    def all_of(self, channel: Channel) -> None:
        """All who hear the channel read their list now."""
        self._channels[channel] = self._begin(channel)

    def one(self, subscription: Subscription) -> None:
        """This one reads its list now."""
        self._subscriptions[subscription] = self._begin(subscription.channel)

    def _begin(self, channel: Channel) -> float:
        self._sure.setdefault(channel, self._standing.heard.everywhere)
        return time.monotonic()

    def surely_told(self, channel: Channel) -> Position:
        """Up to here whoever hears the channel has everything, wherever they read its list."""
        return self._sure.get(channel, self._standing.told)

    def cursor(self, channel: Channel) -> str:
        """For what the channel is told now."""
        return str(Cursor(self._standing.epoch, self.surely_told(channel)))

    def due(self, readers: Iterable[Reader]) -> list[Subscription]:
        """Those who are to be told now, because all that was told when they were has been heard of everywhere."""
        heard_at = self._standing.heard.everywhere_at
        channels = {channel: at for channel, at in self._channels.items() if at <= heard_at}
        found = {each for each, at in self._subscriptions.items() if at <= heard_at}
        if not channels and not found:
            return []
        for channel in channels:
            del self._channels[channel]
        for subscription in found:
            del self._subscriptions[subscription]
        if channels:
            every = (each for reader in readers for each in reader.subscriptions.values())
            # Who has subscribed since, did so with the cursor of what they had read, and was told what followed.
            found.update(each for each in every if each.began < channels.get(each.channel, each.began))
        unsure = self._channels.keys() | {each.channel for each in self._subscriptions}
        self._sure = {channel: at for channel, at in self._sure.items() if channel in unsure}
        return list(found)

    def forget(self) -> None:
        """Another history has begun."""
        self._channels.clear()
        self._subscriptions.clear()
        self._sure.clear()
