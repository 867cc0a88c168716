"""Subscribing, and what follows: who is live, who is being told the past, who is behind, whose rights changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

import msgspec

from esteio.core.access import Actor
from esteio.core.db import Database
from esteio.core.errors import InvalidInput
from esteio.live.events import METRICS, NOTIFICATIONS, Refusal, Refused, refused
from esteio.live.heard import BEGINNING, HEARD_EVERYWHERE_S
from esteio.live.position import Cursor, Position, parse_cursor
from esteio.live.reader import Reader
from esteio.live.replays import EVERYBODY, Replay, Replays
from esteio.live.rereading import Rereading, Standing
from esteio.live.resource import Aggregate, Registry, Resource, Topic, topic_of
from esteio.live.subscriptions import Channel, ChannelKey, Channels, FilterNotLive, State, Subscription, read_filter
from esteio.live.telling import reset_frame

Filters = Mapping[str, str | list[str]]


class Granted(msgspec.Struct, frozen=True, omit_defaults=True):
    """One subscription in an acknowledgement."""

    event: str
    resource: str
    cursor: str | None
    """Where the telling begins; null for what has no list."""
    reset: bool = False
    """The cursor given is of another history, or of other rights: the list must be read again."""


class RefusedEvent(msgspec.Struct, frozen=True):
    """One refusal in an acknowledgement."""

    event: str
    code: Refusal
    message: str


class Acknowledgement(msgspec.Struct, frozen=True):
    """The answer to `subscribe`."""

    granted: tuple[Granted, ...]
    refused: tuple[RefusedEvent, ...]


class Subscribing:
    """The subscriptions of all readers of this process."""

    def __init__(
        self,
        registry: Registry,
        standing: Standing,
        replay: Replay,
        db: Database,
        rereading: Rereading,
        poke: Callable[[Channel], None],
        *,
        per_reader: int,
        metrics_permission: str,
    ) -> None:
        """`poke` has a counted answer sent anew to its channel."""
        self._registry = registry
        self._standing = standing
        self._rereading = rereading
        self._poke = poke
        self._per_reader = per_reader
        self._metrics_permission = metrics_permission
        self.channels = Channels()
        self.replays = Replays(standing, replay, db, rereading, self._go_live)

    def subscribe(
        self, reader: Reader, events: Sequence[str], since: Mapping[str, str], filters: Mapping[str, Filters]
    ) -> Acknowledgement:
        """Subscribe to each of `events`, with its own cursor and filter if it has one. Nothing is sent before this
        returns, except to streams, which keep it."""
        granted: list[Granted] = []
        refusals: list[RefusedEvent] = []
        for event in dict.fromkeys(events):
            answer = self._subscribe(reader, event, since.get(event), filters.get(event, {}))
            if isinstance(answer, Granted):
                granted.append(answer)
            else:
                refusals.append(RefusedEvent(event[:100], answer.code, answer.message))
        return Acknowledgement(tuple(granted), tuple(refusals))

    def unsubscribe(self, reader: Reader, events: Sequence[str]) -> list[str]:
        """Those that were subscribed to and are no more."""
        removed: list[str] = []
        for event in events:
            source = self._registry.named(event)
            subscription = reader.subscriptions.pop(event if source is None else source.name, None)
            if subscription is not None:
                self._end(subscription)
                removed.append(event)
        return removed

    def end_all(self, reader: Reader) -> None:
        """The reader is gone."""
        for subscription in reader.subscriptions.values():
            self._end(subscription)
        reader.subscriptions.clear()

    def pause(self, reader: Reader) -> None:
        """The reader does not keep up: it is told nothing until `resume`."""
        for subscription in reader.subscriptions.values():
            if subscription.state is State.LIVE:
                reader.leave(subscription.channel)
                subscription.state = State.BEHIND
                subscription.since = self._rereading.surely_told(subscription.channel)

    def resume(self, reader: Reader) -> None:
        """The reader has caught up: one delta for each list, then live again."""
        for subscription in reader.subscriptions.values():
            if subscription.state is State.BEHIND:
                self._tell_since(subscription, subscription.since or self._standing.told)

    def tell_again(self, reader: Reader, since: Position) -> None:
        """Whoever is live may have missed something after `since`."""
        for subscription in reader.subscriptions.values():
            if subscription.state is State.LIVE:
                reader.leave(subscription.channel)
                self._tell_since(subscription, min(since, self._rereading.surely_told(subscription.channel)))

    def reset(self, reader: Reader) -> None:
        """Every list must be read again, whatever was told of it: another history has begun, or rights are others."""
        for subscription in reader.subscriptions.values():
            source = subscription.channel.source
            if source is not None and subscription.state is not State.LIVE:
                self.replays.stop(subscription)
                self._live_or_behind(subscription, self._standing.told)
            if isinstance(source, Aggregate):
                self._poke(subscription.channel)
            elif source is not None:
                self._tell_reset(subscription)
                self._rereading.one(subscription)

    def read_again(self, subscriptions: Sequence[Subscription]) -> None:
        """These were told to read their list, perhaps before it had everything where they read it: now it has what
        was heard of everywhere, and they are told the rest."""
        everywhere = self._standing.heard.everywhere
        for subscription in subscriptions:
            if subscription.state is State.ENDED:
                continue
            self._tell_reset(subscription)
            if self.replays.will_tell(subscription, everywhere):
                continue
            if subscription.state is State.LIVE:
                subscription.reader.leave(subscription.channel)
            self.replays.stop(subscription)
            if subscription.state is State.BEHIND:
                subscription.since = everywhere
            else:
                self._tell_since(subscription, everywhere)

    def resolve(self, reader: Reader) -> None:
        """The reader's rights changed: end what is no longer theirs, move what they see otherwise now."""
        ended: list[str] = []
        for name, subscription in list(reader.subscriptions.items()):
            key, source = subscription.channel.key, subscription.channel.source
            topic = self._topic(reader.actor, name, source)
            if topic == key.topic:
                continue
            self._end(subscription)
            del reader.subscriptions[name]
            if topic is not None:
                moved = self._begin(reader, name, ChannelKey(topic, key.filter), source)
                self._live_or_behind(moved, self._standing.told)
            elif source is not None:
                ended.append(name)
            if source is not None:
                reader.push(reset_frame(name, self._cursor()))
        # What they read now may come from a process that has yet to hear of their rights.
        for subscription in reader.subscriptions.values():
            if isinstance(subscription.channel.source, Resource):
                self._rereading.one(subscription)
        asyncio.get_running_loop().call_later(HEARD_EVERYWHERE_S, self._tell_ended, reader, ended)

    def _tell_ended(self, reader: Reader, names: Sequence[str]) -> None:
        for name in names:
            if reader.number in reader.hub.readers and name not in reader.subscriptions:
                reader.push(reset_frame(name, self._cursor()))

    # One subscription.

    def _subscribe(self, reader: Reader, event: str, since: str | None, filters: Filters) -> Granted | Refused:
        source = self._registry.named(event)
        if source is None and event not in {NOTIFICATIONS, METRICS}:
            return refused(Refusal.UNKNOWN_EVENT, event[:100])
        name = event if source is None else source.name
        topic = self._topic(reader.actor, name, source)
        if topic is None:
            return refused(Refusal.NOT_ALLOWED)
        try:
            key = ChannelKey(topic, read_filter(source, filters))
            cursor = parse_cursor(since) if since is not None and source is not None else None
        except FilterNotLive as error:
            return refused(Refusal.FILTER_NOT_LIVE, str(error))
        except InvalidInput:
            return refused(Refusal.INVALID_CURSOR)
        present = reader.subscriptions.get(name)
        if present is not None:
            self._end(present)
        elif len(reader.subscriptions) >= self._per_reader:
            return refused(Refusal.TOO_MANY_SUBSCRIPTIONS)
        return self._start(self._begin(reader, name, key, source), event, cursor)

    def _topic(self, actor: Actor, name: str, source: Resource | Aggregate | None) -> Topic | None:
        if isinstance(source, Resource):
            return topic_of(source, actor)
        if isinstance(source, Aggregate):
            return Topic(name, actor.tenant_id, "all") if actor.may(source.permission) else None
        if name == METRICS:
            return Topic(name, EVERYBODY, "all") if actor.may(self._metrics_permission) else None
        return Topic(name, actor.tenant_id, "person", actor.user_id)

    def _begin(self, reader: Reader, name: str, key: ChannelKey, source: Resource | Aggregate | None) -> Subscription:
        subscription = reader.subscriptions[name] = Subscription(reader, self.channels.enter(key, source))
        return subscription

    def _start(self, subscription: Subscription, event: str, cursor: Cursor | None) -> Granted:
        source, resource = subscription.channel.source, subscription.channel.key.topic.resource
        if source is None:
            self._live_or_behind(subscription, self._standing.told)
            return Granted(event, resource, None)
        everywhere = self._standing.heard.everywhere
        reset = cursor is not None and (
            cursor.epoch != self._standing.epoch or self._has_other_rights(subscription, cursor.position)
        )
        if isinstance(source, Aggregate):
            self._live_or_behind(subscription, self._standing.told)
            since = everywhere if cursor is None else min(cursor.position, everywhere)
            if reset or any(self._has_changed(name, subscription, since) for name in source.depends_on):
                self._poke(subscription.channel)
            return Granted(event, resource, self._cursor(), reset=reset)
        if reset:
            asyncio.get_running_loop().call_soon(self._tell_reset, subscription)
        if cursor is None or reset:
            # They read the list now, perhaps from a process that has yet to hear of what was told here just before.
            if everywhere == BEGINNING:
                everywhere = self._standing.heard.begun
                self._rereading.one(subscription)
            cursor = Cursor(self._standing.epoch, everywhere)
        if subscription.reader.behind_since is not None:
            self._live_or_behind(subscription, cursor.position)
        else:
            self._tell_since(subscription, cursor.position)
        return Granted(event, resource, str(cursor), reset=reset)

    def _tell_since(self, subscription: Subscription, since: Position) -> None:
        """Tell what there is to tell after `since`, then go live."""
        source = subscription.channel.source
        if not isinstance(source, Resource):
            self._go_live(subscription)
            if source is not None:
                self._poke(subscription.channel)
        elif self._has_changed(source.name, subscription, since):
            self.replays.start(subscription, since)
        elif since > self._standing.told:
            self.replays.hold_until(subscription, since)
        else:
            self._go_live(subscription)

    def _has_other_rights(self, subscription: Subscription, since: Position) -> bool:
        """Whether the person is known to have had other rights then: what they hold may not be theirs any more."""
        actor = subscription.reader.actor
        return any(
            self._standing.heard.rights_changed(actor.tenant_id, person) > since
            for person in (actor.user_id, EVERYBODY)
        )

    def _has_changed(self, resource: str, subscription: Subscription, since: Position) -> bool:
        return self._standing.heard.changed(resource, subscription.channel.key.topic.tenant_id) > since

    def _live_or_behind(self, subscription: Subscription, since: Position) -> None:
        if subscription.reader.behind_since is None:
            self._go_live(subscription)
        else:
            subscription.state = State.BEHIND
            subscription.since = since

    def _go_live(self, subscription: Subscription) -> None:
        subscription.state = State.LIVE
        subscription.since = None
        subscription.reader.enter(subscription.channel)

    def _end(self, subscription: Subscription) -> None:
        if subscription.state is State.LIVE:
            subscription.reader.leave(subscription.channel)
        self.replays.stop(subscription)
        subscription.state = State.ENDED
        self.channels.leave(subscription.channel)

    def _tell_reset(self, subscription: Subscription) -> None:
        if subscription.state is not State.ENDED:
            channel = subscription.channel
            subscription.reader.push(reset_frame(channel.key.topic.resource, self._rereading.cursor(channel)))

    def _cursor(self) -> str:
        return str(Cursor(self._standing.epoch, self._standing.told))
