"""What happens, told to whoever subscribed to it: from the batches of the feed to a frame for each channel.

Everything runs in the loop, between awaits, so what a reader is told is in the order of the feed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

import structlog

from esteio.core.db import Database
from esteio.live.aggregates import Aggregates
from esteio.live.batch import Batch, LoadedChange
from esteio.live.changes import RIGHTS
from esteio.live.heard import BEGINNING, Heard
from esteio.live.moments import Moments
from esteio.live.position import Cursor, Position
from esteio.live.reader import Reader
from esteio.live.replays import Replay
from esteio.live.rereading import Rereading
from esteio.live.resource import Registry
from esteio.live.subscribing import Subscribing
from esteio.live.subscriptions import Channel
from esteio.live.telling import Frame, News, collect, whole_frame
from esteio.socketio import Namespace

if TYPE_CHECKING:
    from esteio.live.stream import Stream

log = structlog.get_logger(__name__)


class FeedOfChanges(Protocol):
    """What is needed of `Feed`."""

    epoch: str
    settled: Position | None

    @property
    def position(self) -> Position: ...

    def add_listener(self, on_batch: Callable[[Batch], None]) -> None: ...
    def add_reset_listener(self, on_reset: Callable[[], None]) -> None: ...


class Teller:
    """See the module's docstring. `start` after the feed has started."""

    def __init__(
        self,
        *,
        registry: Registry,
        feed: FeedOfChanges,
        replay: Replay,
        db: Database,
        readers: Mapping[int, Reader],
        on_rights: Callable[[UUID, UUID], None],
        subscriptions_per_connection: int,
        metrics_permission: str,
    ) -> None:
        """`readers` are all who are connected; `on_rights` is told whose rights changed, by organisation and person."""
        self.namespace: Namespace | None = None
        """Of the sockets; set by it."""
        self.heard = Heard()
        self._feed = feed
        self._readers = readers
        self._on_rights = on_rights
        self._told = BEGINNING
        self._moments = Moments(self._tell_of, self._when_written)
        self._large: set[Channel] = set()
        """So much of what happened at one moment is theirs that they are to read, once all of it is told."""
        self._dependants: dict[str, list[str]] = {}
        for aggregate in registry.aggregates.values():
            for name in aggregate.depends_on:
                self._dependants.setdefault(name, []).append(aggregate.name)
        self._aggregates = Aggregates(db, lambda: self.cursor, self._tell_whole)
        self.rereading = Rereading(self)
        self.subscribing = Subscribing(
            registry,
            self,
            replay,
            db,
            self.rereading,
            self._aggregates.poke,
            per_reader=subscriptions_per_connection,
            metrics_permission=metrics_permission,
        )

    # Where we stand: what readers and replays ask.

    @property
    def told(self) -> Position:
        """Everything up to here has been told to whoever is live."""
        return self._told

    @property
    def epoch(self) -> str:
        """Of the feed."""
        return self._feed.epoch

    @property
    def cursor(self) -> str:
        """Where whoever is live stands."""
        return str(Cursor(self._feed.epoch, self._told))

    # Life.

    def start(self) -> None:
        """Listen to the feed from its present position on."""
        self._told = self._feed.position
        self.heard.begin(self._told, self._feed.settled)
        self._feed.add_listener(self._take)
        self._feed.add_reset_listener(self._reset)

    def stop(self) -> None:
        """Tell no more."""
        self._moments.stop()

    async def close(self) -> None:
        """Stop reading what was to be told."""
        await self.subscribing.replays.close()
        await self._aggregates.close()

    def look(self) -> None:
        """Once a second: who was told to read and must be told once more."""
        self.subscribing.read_again(self.rereading.due(self._readers.values()))

    def step(self) -> None:
        """Once a second, whatever else happens: what has been told by now will have been heard of everywhere."""
        self.heard.step(self._told, time.monotonic())

    # Changes.

    def _take(self, batch: Batch) -> None:
        for loaded in batch.changes:
            change = loaded.change
            self.heard.note(change)
            if change.resource == RIGHTS:
                self._on_rights(change.tenant_id, change.row_id)
                # They name who did what: not any longer who has left.
                self.subscribing.replays.forget()
        if not batch.changes and not self._moments.waits and not self._large:
            self._told = batch.position
            return
        self._moments.take(batch)

    def _tell_of(self, batches: Sequence[Batch]) -> None:
        before, complete = self._told, batches[-1].complete
        if complete:
            # Not from within: whoever goes on from there would miss what is announced at the end only.
            self._told = batches[-1].position
        try:
            self._tell([loaded for batch in batches for loaded in batch.changes], complete=complete)
        except Exception:
            self._large.clear()
            # What was not told can be told again, from where we stood.
            log.exception("telling_failed")
            for reader in list(self._readers.values()):
                self.subscribing.tell_again(reader, before)

    def _when_written(self, call: Callable[[float], None]) -> None:
        if self.namespace is None:
            call(0.0)
        else:
            self.namespace.outbox.when_written(call)

    def _tell(self, changes: Sequence[LoadedChange], *, complete: bool) -> None:
        streams: set[Stream] = set()
        news = collect(self.subscribing.channels.groups, changes)
        if not complete:
            self._large.update(channel for channel, told in news.items() if told.must_read)
        if self._large:
            # One word for a transaction of thousands of rows, which comes in several batches.
            news = {channel: told for channel, told in news.items() if channel not in self._large}
        if complete and self._large:
            news |= {channel: News(reset=True) for channel in self._large if channel.subscribers}
            self._large.clear()
        for channel, told in news.items():
            if told.must_read:
                self.rereading.all_of(channel)
            frame = told.frame(channel, self.rereading.cursor(channel))
            self.send(channel, frame)
            streams.update(channel.streams)
            for subscription in tuple(channel.held):
                self.subscribing.replays.tell(subscription, told, frame, self._told)
        for stream in streams:
            stream.mark(self.cursor)
        if self._dependants:
            self._poke_dependants(changes)

    def _poke_dependants(self, changes: Sequence[LoadedChange]) -> None:
        for resource, tenant_id in {(loaded.change.resource, loaded.change.tenant_id) for loaded in changes}:
            for name in self._dependants.get(resource, ()):
                for channel in self.subscribing.channels.find(name, tenant_id) or ():
                    self._aggregates.poke(channel)

    def _tell_whole(self, channel: Channel, answer: bytes, cursor: str) -> None:
        self.send(channel, whole_frame(channel.key.topic.resource, answer, cursor))

    def send(self, channel: Channel, frame: Frame) -> None:
        """To everybody in the channel who is live."""
        if self.namespace is not None:
            self.namespace.send(frame.message, room=channel.room)
        for stream in tuple(channel.streams):
            stream.push(frame)

    def _reset(self) -> None:
        """Another history: every list must be read again."""
        self._moments.forget()
        self._large.clear()
        self._told = self._feed.position
        self.heard.begin(self._told)
        self.subscribing.replays.forget()
        self.rereading.forget()
        for reader in list(self._readers.values()):
            self.subscribing.reset(reader)
