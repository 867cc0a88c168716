"""The feed: every committed change of every live table, told in this process within milliseconds, none left out.

One task does everything, one thing after the other: it reads the database on a connection of its own, or takes what
the relay read (`relay.py`), loads the rows, and tells the listeners. A change may be told twice (after trouble), and
never not at all.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import msgspec
import structlog

from esteio.core.db import DATABASE_TROUBLE, Database
from esteio.core.errors import Unavailable
from esteio.live.batch import Batch, LoadedChange, RawRow
from esteio.live.broker import Broker
from esteio.live.lateness import Lateness
from esteio.live.loading import Loader
from esteio.live.position import Position
from esteio.live.reading import Present, connect, read_page, read_present, read_settled
from esteio.live.relay import LOCK, Incoming, Message, Outgoing, channel_of
from esteio.live.resource import Registry
from esteio.live.snapshot import Snapshot
from esteio.live.told import Told
from esteio.live.waking import CHANNEL, ChangeWaker

__all__ = ["Batch", "Feed", "FeedStats", "LoadedChange", "RawRow"]

POLL_S = 0.25
"""Longest sleep: what was committed without a wake-up is told after so long at most."""
GAP_S = 0.002
"""Between the starts of two readings: at thousands of commits a second one reading tells of several."""
HEARTBEAT_S = 0.2
"""A relay says something at least so often, at its next look."""
SILENCE_S = 0.75
"""After so long without a word of the relay a process reads for itself."""
STALE_S = 2.0
"""What is known is trusted for so long after the last look."""
STAND_EVERY_S = 1.0
"""How often a process tries to become the relay; a quarter of it when there seems to be none."""
MUTE_S = 2.0
"""A relay that cannot reach the broker for so long lets another have its place."""
START_TIMEOUT_S = 15.0
RETRY_S = (0.05, 1.0)
"""First and last wait after the database was lost."""
KEEP_DAYS = 7
"""How long change rows are kept (`jobs.py`)."""

log = structlog.get_logger(__name__)


class FeedStats(msgspec.Struct, frozen=True):
    """What the feed did since it started."""

    batches: int
    changes: int
    gaps: int
    """How often what the relay said did not follow what was known, and the database was read instead."""
    source: Literal["database", "relay"]
    """Where the changes come from at present."""


class Feed:
    """Tells its listeners of every change from its start on; one a process.

    `database` is used for loading rows only. `waker` and `broker` are started and stopped by whoever made them.
    """

    def __init__(self, dsn: str, database: Database, registry: Registry, broker: Broker, waker: ChangeWaker) -> None:
        self.epoch = ""
        """Names the history of the database in which positions hold."""
        self.settled: Position | None = None
        """When this process started, every other one had been told what lies before; None when that is not known."""
        self._dsn = dsn
        self._loader = Loader(database, registry)
        self._broker = broker
        self._waker = waker
        self._told = Told(Snapshot(0, 0, frozenset()))
        self._listeners: list[Callable[[Batch], None]] = []
        self._reset_listeners: list[Callable[[], None]] = []
        self._task: asyncio.Task[None] | None = None
        self._woken = asyncio.Event()
        self._others_wait = False
        self._started = asyncio.Event()
        self._outgoing: Outgoing | None = None
        """While this process is the relay."""
        self._incoming = Incoming()
        self._lateness = Lateness()
        self._heard_at = float("-inf")
        self._spoke_at = float("-inf")
        self._reached_broker_at = float("-inf")
        self._stand_at = float("-inf")
        self._current_at = float("-inf")
        """When everything that had been committed was told."""
        self._current_since_epoch = datetime.now(UTC)
        self._is_within = False
        """Whether more is to be told of the moment of which some was told."""
        self._connection: Any = None
        """By which it reads, while that history of the database is the one it knows."""
        self._batches = self._changes = self._gaps = 0

    async def start(self) -> None:
        """Begin at the present position. Raises `Unavailable` when the database cannot be reached."""
        self._task = asyncio.create_task(self._run(), name="feed")
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                await self._started.wait()
        except TimeoutError:
            await self.stop()
            raise Unavailable() from None

    async def stop(self) -> None:
        """Tell nothing any more; another process can be the relay at once."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self.epoch and self._broker.shared:
            self._broker.unsubscribe(channel_of(self.epoch))

    def add_listener(self, on_batch: Callable[[Batch], None]) -> None:
        """Have `on_batch` called with every batch, in order; it must not block."""
        self._listeners.append(on_batch)

    def add_reset_listener(self, on_reset: Callable[[], None]) -> None:
        """Have `on_reset` called when everything that was remembered of before is void: the database has another
        history, or changes were dropped that were not told here."""
        self._reset_listeners.append(on_reset)

    def wake(self) -> None:
        """A transaction that wrote was committed in this process: look now, and have other processes look."""
        self._woken.set()
        if self._hears():
            self._waker.soon()  # the relay reads for us
            self._lateness.expect()
        else:
            self._others_wait = True

    def reached(self, xid: int) -> bool:
        """Whether all that transaction `xid` changed has been told here."""
        return self._told.reached(xid)

    @property
    def position(self) -> Position:
        """All up to here was told."""
        return self._told.position

    @property
    def connected(self) -> bool:
        """Whether `epoch` is known to be that of the database at this moment: whoever reads it on another connection
        may otherwise be reading the next history, in which no position of before means anything."""
        return self._connection is not None and not self._connection.is_closed()

    @property
    def trusted(self) -> bool:
        """Whether everything committed up to 2 s ago has been told here."""
        return self.connected and _now() - self._current_at < STALE_S

    @property
    def lag_s(self) -> float:
        """Age of the oldest change that the position has not passed; 0 when there is none. When nothing can be read,
        how long that has been so."""
        unread_s = _now() - self._current_at
        return max(self._told.lag_s, unread_s if self.epoch and unread_s > STALE_S else 0.0)

    @property
    def is_relay(self) -> bool:
        """Whether this process reads for the others."""
        return self._outgoing is not None

    @property
    def stats(self) -> FeedStats:
        """Counts since the start."""
        return FeedStats(self._batches, self._changes, self._gaps, "relay" if self._hears() else "database")

    # the task

    async def _run(self) -> None:
        retry_s = RETRY_S[0]
        while True:
            try:
                await self._read_until_lost()
            except DATABASE_TROUBLE as error:
                if self._connection is not None:
                    log.warning("feed_lost", error=type(error).__name__)
            except Exception:
                log.exception("feed_failed")
            if self._connection is not None:
                retry_s = RETRY_S[0]
            self._connection = None
            self._outgoing = None
            self._incoming.forget()
            self._lateness.forget()
            await asyncio.sleep(retry_s * random.uniform(0.8, 1.2))  # noqa: S311 - not a secret
            retry_s = min(retry_s * 2, RETRY_S[1])

    async def _read_until_lost(self) -> None:
        connection: Any = await connect(self._dsn)
        try:
            connection.add_termination_listener(lambda _connection: self._woken.set())
            await connection.add_listener(CHANNEL, self._on_notify)
            if not self.epoch:
                self.settled = await read_settled(connection, STALE_S + SILENCE_S)
            self._resume(await read_present(connection))
            self._connection = connection
            self._started.set()
            while True:
                self._woken.clear()
                started = _now()
                try:
                    await self._turn(connection)
                except Unavailable:
                    log.warning("feed_waits_for_a_connection")  # of the pool, to load rows; it was waited for
                if self._others_wait:
                    # After our own look: on a small machine the two would get into each other's way.
                    self._others_wait = False
                    self._waker.soon()
                await self._pause(started)
        finally:
            with suppress(*DATABASE_TROUBLE):
                await connection.close(timeout=1)

    def _resume(self, present: Present) -> None:
        """Go on where we were, or begin anew if there is no way from there to here."""
        away = datetime.now(UTC) - self._current_since_epoch
        is_continued = present.epoch == self.epoch and present.snapshot.includes(self._told.snapshot)
        if is_continued and away < timedelta(days=KEEP_DAYS - 1):
            return
        before, self.epoch = self.epoch, present.epoch
        self._told = Told(present.snapshot)
        if self._broker.shared and before != self.epoch:
            if before:
                self._broker.unsubscribe(channel_of(before))
            self._broker.subscribe(channel_of(self.epoch), self._on_message)
        if before:
            log.warning("feed_restarted", epoch=self.epoch, before=before)
            for on_reset in self._reset_listeners:
                on_reset()

    async def _turn(self, connection: Any) -> None:
        if connection.is_closed():
            # Also while the relay reads for us: what comes next may be another history.
            raise ConnectionResetError
        if self._broker.shared:
            await self._stand_for_relay(connection)
        if self._hears():
            await self._follow(connection)
        if not self._hears():  # or not in time
            self._incoming.forget()
            self._lateness.forget()
            await self._read(connection)

    async def _follow(self, connection: Any) -> None:
        while self._incoming:
            if not self._take_message():
                self._gaps += 1
                await self._read(connection)
            await asyncio.sleep(0)
        await self._lateness.look(connection, self._told)

    async def _pause(self, started: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(min(POLL_S, self._lateness.wait_s)):
                await self._woken.wait()
        if not self._hears():
            await asyncio.sleep(max(0.0, started + GAP_S - _now()))

    # reading

    async def _read(self, connection: Any) -> None:
        """Tell everything that is committed now and was not told."""
        started = _now()
        within: Snapshot | None = None
        after = self._told.position
        more = True
        while more:
            page = await read_page(connection, self._told.snapshot, after, within)
            await asyncio.sleep(0)
            changes = await self._loader.load(page.changes)
            await asyncio.sleep(0)
            more = page.more
            self._publish(changes, page.reached, page.snapshot, complete=not more)
            self._tell(changes, page.reached, page.snapshot, complete=not more)
            if more:
                within, after = page.snapshot, page.changes[-1].position
        self._is_current(started)

    def _is_current(self, since: float) -> None:
        self._current_at = since
        self._current_since_epoch = datetime.now(UTC)

    def _tell(
        self, changes: tuple[LoadedChange, ...], reached: Position, snapshot: Snapshot, *, complete: bool
    ) -> None:
        previous = self._told.take((each.change for each in changes), reached, snapshot if complete else None)
        is_last, self._is_within = complete and self._is_within, not complete
        if not changes and self.position == previous and not is_last:
            return
        batch = Batch(previous, self.position, changes, complete)
        self._batches += 1
        self._changes += len(changes)
        for on_batch in self._listeners:
            try:
                on_batch(batch)
            except Exception:
                log.exception("feed_listener_failed")

    def _on_notify(self, _connection: object, pid: int, _channel: str, _payload: object) -> None:
        if pid != self._waker.backend_pid:  # of our own commits we know
            self._woken.set()
            self._lateness.expect()

    # the relay

    async def _stand_for_relay(self, connection: Any) -> None:
        now = _now()
        if self._broker.is_up:
            self._reached_broker_at = now
        if self._outgoing is not None:
            if now - self._reached_broker_at > MUTE_S:
                await connection.execute("select pg_advisory_unlock($1)", LOCK)
                self._outgoing = None
        elif self._broker.is_up and now >= self._stand_at:
            self._stand_at = now + (STAND_EVERY_S if self._hears() else STAND_EVERY_S / 4)
            if await connection.fetchval("select pg_try_advisory_lock($1)", LOCK):
                self._outgoing = Outgoing()
                log.info("feed_relays")

    def _publish(
        self, changes: tuple[LoadedChange, ...], reached: Position, snapshot: Snapshot, *, complete: bool
    ) -> None:
        now = _now()
        is_news = bool(changes) or snapshot != self._told.snapshot or now - self._spoke_at > HEARTBEAT_S
        if self._outgoing is None or not is_news:
            return
        self._spoke_at = now
        message = self._outgoing.encode(changes, reached, snapshot, complete=complete)
        self._broker.publish(channel_of(self.epoch), message)

    def _hears(self) -> bool:
        return not self.is_relay and not self._lateness.is_late and _now() - self._heard_at < SILENCE_S

    def _on_message(self, payload: bytes) -> None:
        if self.is_relay:
            return  # our own, or the last word of the relay before us
        self._heard_at = _now()
        self._incoming.put(payload, self._heard_at)
        self._woken.set()

    def _take_message(self) -> bool:
        """Tell what the next message tells; False when something is missing before it."""
        try:
            message, heard_at, follows = self._incoming.next()
        except msgspec.MsgspecError:
            return False  # of another version of this program
        if not follows:
            return False
        if not self._knows(message):
            self._tell(message.changes, message.reached, message.snapshot, complete=message.complete)
        self._is_current(heard_at)
        return True

    def _knows(self, message: Message) -> bool:
        """Whether a reading of our own has told all that the message tells."""
        return self._told.snapshot.includes(message.snapshot)


def _now() -> float:
    return asyncio.get_running_loop().time()
