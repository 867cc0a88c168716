"""Who is told what: channels (a topic under a filter) and the subscriptions of connections to them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from esteio.live.position import Position
from esteio.live.resource import Aggregate, Resource, Topic

if TYPE_CHECKING:
    from esteio.live.reader import Reader
    from esteio.live.stream import Stream
    from esteio.live.telling import News

MAX_FILTER_CHARS = 1_000

Filter = tuple[tuple[str, frozenset[str]], ...]
"""Member and the values that fit, by member's name; canonical, so that equal filters are one channel."""
GroupKey = tuple[str, UUID]
"""Resource and organisation."""


class FilterNotLive(ValueError):
    """The resource cannot judge this filter row by row; its argument is the member."""


def read_filter(source: Resource | Aggregate | None, given: Mapping[str, str | list[str]]) -> Filter:
    """The filter in its one form; values with commas between them, as in the list's query, are several.

    A member without a value is not given, as there. Raises `FilterNotLive`.
    """
    live = source.live_filters if isinstance(source, Resource) else {}
    canonical: dict[str, frozenset[str]] = {}
    for member, value in given.items():
        texts = value.split(",") if isinstance(value, str) else value
        wanted = frozenset(text.strip() for text in texts) - {""}
        if not wanted:
            continue
        if member not in live or sum(map(len, wanted)) > MAX_FILTER_CHARS:
            raise FilterNotLive(member[:50])
        canonical[member] = wanted
    return tuple(sorted(canonical.items(), key=lambda item: item[0]))


class ChannelKey(msgspec.Struct, frozen=True):
    """What makes two subscriptions hear the same."""

    topic: Topic
    filter: Filter


class Channel:
    """Those who hear the same."""

    __slots__ = ("checks", "held", "key", "room", "source", "streams", "subscribers")

    def __init__(self, key: ChannelKey, source: Resource | Aggregate | None, number: int) -> None:
        self.key = key
        self.source = source
        """None for what has no list, such as `metrics`."""
        self.room = f"c{number}"
        """Of sockets that are up to date."""
        self.streams: set[Stream] | tuple[()] = ()
        """Event streams that are up to date. Most channels are one person's, and an empty set is as large as all the
        rest of a channel."""
        self.held: set[Subscription] | tuple[()] = ()
        """Subscriptions of either kind whose past is being replayed."""
        self.subscribers = 0
        members = list(source.live_filters) if isinstance(source, Resource) else []
        self.checks = tuple((members.index(member), wanted) for member, wanted in key.filter)

    def add_stream(self, stream: Stream) -> None:
        """It hears from now on."""
        if isinstance(self.streams, tuple):
            self.streams = set()
        self.streams.add(stream)

    def drop_stream(self, stream: Stream) -> None:
        """It hears no more."""
        if not isinstance(self.streams, tuple):
            self.streams.discard(stream)

    def hold(self, subscription: Subscription) -> None:
        """It is told apart from now on."""
        if isinstance(self.held, tuple):
            self.held = set()
        self.held.add(subscription)

    def release(self, subscription: Subscription) -> None:
        """It is not told apart any more."""
        if not isinstance(self.held, tuple):
            self.held.discard(subscription)
            self.held = self.held or ()

    def takes(self, keys: tuple[str | None, ...]) -> bool:
        """Whether a row with these values fits the filter."""
        return all(keys[place] in wanted for place, wanted in self.checks)

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """Member -> values, sorted."""
        return {member: tuple(sorted(wanted)) for member, wanted in self.key.filter}


class State(Enum):
    """Of a subscription."""

    LIVE = auto()
    HELD = auto()
    """Its past is being replayed; what happens meanwhile waits in `held`."""
    BEHIND = auto()
    """The client does not keep up: it is told nothing, and later all since `since`."""
    ENDED = auto()


class Subscription:
    """One connection's interest in one channel."""

    __slots__ = ("began", "channel", "floor", "held", "reader", "since", "state")

    def __init__(self, reader: Reader, channel: Channel) -> None:
        self.reader = reader
        self.channel = channel
        self.began = time.monotonic()
        self.state = State.LIVE
        self.since: Position | None = None
        """Held or behind: where what the client has been told ends."""
        self.floor: Position | None = None
        """Held, after the replay: changes up to here were in it."""
        self.held: list[News] | None = None


class Group:
    """The channels of one resource in one organisation, by who hears of which rows."""

    __slots__ = ("narrow", "wide")

    def __init__(self) -> None:
        self.wide: list[Channel] = []
        """They see every row."""
        self.narrow: dict[str, list[Channel]] = {}
        """By the topic that a row must have."""

    def __iter__(self) -> Iterator[Channel]:
        yield from self.wide
        for channels in self.narrow.values():
            yield from channels


class Channels:
    """All channels that somebody hears; there are no others, so nobody's changes cost next to nothing."""

    __slots__ = ("_by_key", "_made", "groups", "subscriptions")

    def __init__(self) -> None:
        self.groups: dict[GroupKey, Group] = {}
        self.subscriptions = 0
        self._by_key: dict[ChannelKey, Channel] = {}
        self._made = 0

    def enter(self, key: ChannelKey, source: Resource | Aggregate | None) -> Channel:
        """The channel, with one subscriber more."""
        channel = self._by_key.get(key)
        if channel is None:
            self._made += 1
            channel = self._by_key[key] = Channel(key, source, self._made)
            self._places(channel).append(channel)
        channel.subscribers += 1
        self.subscriptions += 1
        return channel

    def leave(self, channel: Channel) -> None:
        """One subscriber less."""
        channel.subscribers -= 1
        self.subscriptions -= 1
        if channel.subscribers:
            return
        del self._by_key[channel.key]
        self._places(channel).remove(channel)
        topic = channel.key.topic
        group = self.groups[topic.resource, topic.tenant_id]
        narrow = narrowing(channel)
        if narrow is not None and not group.narrow[narrow]:
            del group.narrow[narrow]
        if not group.wide and not group.narrow:
            del self.groups[topic.resource, topic.tenant_id]

    def find(self, resource: str, tenant_id: UUID) -> Group | None:
        """Who hears of the resource in this organisation."""
        return self.groups.get((resource, tenant_id))

    def _places(self, channel: Channel) -> list[Channel]:
        topic = channel.key.topic
        group = self.groups.setdefault((topic.resource, topic.tenant_id), Group())
        narrow = narrowing(channel)
        return group.wide if narrow is None else group.narrow.setdefault(narrow, [])


def narrowing(channel: Channel) -> str | None:
    """The topic that a row must have to be seen in the channel; None when all are seen.

    A person's rows have the topic `person:<id>`; those of another audience with a condition have its name.
    """
    topic, source = channel.key.topic, channel.source
    if topic.person_id is not None:
        return f"person:{topic.person_id}"
    if not isinstance(source, Resource):
        return None
    conditional = any(each.name == topic.audience and each.where != "true" for each in source.audiences)
    return topic.audience if conditional else None
