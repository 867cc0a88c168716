"""The hub: who is connected to this process, who is let in, kept waiting and sent away.

Transports (`sockets.py`, `sse.py`) bring readers here; what they are told comes from `teller.py`. Everything runs in
the loop, between awaits.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

import msgspec
import structlog

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Database
from esteio.http.limits import Limit
from esteio.live.connection_log import ConnectionLog
from esteio.live.events import METRICS, NOTIFICATIONS, Close, ServerEvent
from esteio.live.presence import Presence, PresenceShare
from esteio.live.reader import Reader
from esteio.live.replays import EVERYBODY, Replay
from esteio.live.resource import Registry
from esteio.live.rights import Rights
from esteio.live.settling import Settling
from esteio.live.standing import Expiries, LoadActor
from esteio.live.teller import FeedOfChanges, Teller
from esteio.live.telling import Frame

if TYPE_CHECKING:
    from esteio.live.stream import Stream

SWEEP_S = 1.0

log = structlog.get_logger(__name__)


class HubConfig(msgspec.Struct, frozen=True, kw_only=True):
    """What the hub is told by the settings."""

    connect_limit: Limit
    """Connects of a person."""
    address_limit: Limit
    """Attempts of an address without a good token; the edge's own, so that they count together."""
    metrics_permission: str
    """Who may subscribe to `metrics`."""
    max_connections: int = 10_000
    """Of this process."""
    connections_per_person: int = 20
    """Within this process."""
    messages_per_minute: int = 100
    subscriptions_per_connection: int = 50
    places_per_connection: int = 10
    buffer_bytes: int = 256 * 1024
    """What may wait for a client before it counts as behind."""
    behind_s: float = 15.0
    """How long it may be."""
    auth_grace_s: int = 60
    """From the end of a token to the end of its connections."""
    keep_alive_s: int = 15
    """Between comments on an event stream."""


class Refusing(NamedTuple):
    """Why somebody is not let in."""

    code: Close
    after_ms: int | None


class HubFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The hub of this process now, and its counts since the start."""

    connections: Mapping[str, int]
    """By transport: websocket, polling, sse."""
    subscriptions: int
    behind: int
    messages: int
    bytes: int
    closes: Mapping[str, int]
    """What the hub closed, by name of the code."""


class Hub:
    """See the module's docstring. `start` after the feed has started; `close_all`, then `stop`."""

    def __init__(
        self,
        *,
        registry: Registry,
        feed: FeedOfChanges,
        replay: Replay,
        db: Database,
        load_actor: LoadActor,
        config: HubConfig,
        presence_share: PresenceShare | None = None,
    ) -> None:
        self.registry = registry
        self.config = config
        self.closing = False
        self.readers: dict[int, Reader] = {}
        self.log = ConnectionLog(db)
        self.streamed_messages = 0
        self.streamed_bytes = 0
        self.closes: Counter[str] = Counter()
        self._people: dict[UUID, list[Reader]] = {}
        self._number = 0
        self.teller = Teller(
            registry=registry,
            feed=feed,
            replay=replay,
            db=db,
            readers=self.readers,
            on_rights=self._on_rights,
            subscriptions_per_connection=config.subscriptions_per_connection,
            metrics_permission=config.metrics_permission,
        )
        self.subscribing = self.teller.subscribing
        self._expiries = Expiries(config.auth_grace_s, self._tell_expired)
        self.presence = Presence(
            replay,
            registry.resources.get,
            per_reader=config.places_per_connection,
            share=presence_share,
        )
        self.rights = Rights(load_actor, self.readers, self._people, self.subscribing, self.presence)
        self._behind: set[Reader] = set()
        self._streams: tuple[set[Stream], ...] = tuple(set() for _ in range(config.keep_alive_s))
        """Each second it is another set's turn."""
        self._settling = Settling()
        self._sweeping: asyncio.Task[None] | None = None

    # Life.

    async def start(self) -> None:
        """Listen to the feed from its present position on."""
        self.teller.start()
        await self.log.start()
        await self.presence.start()
        self._sweeping = asyncio.create_task(self._sweep(), name="hub")

    async def stop(self) -> None:
        """End everything that runs; connections that are left are the transports' to end."""
        self.closing = True
        self.teller.stop()
        if self._sweeping is not None:
            self._sweeping.cancel()
            await asyncio.gather(self._sweeping, return_exceptions=True)
        for part in (self.teller, self.rights, self.presence, self.log):
            await part.close()

    async def close_all(self, *, over_s: float, waves: int = 10) -> None:
        """Let nobody in, and send everybody away in random order over so many seconds, to come back a while later."""
        self.closing = True
        everyone = list(self.readers.values())
        random.shuffle(everyone)
        spread_ms = 1_000 + len(everyone) // 2
        for wave in range(waves):
            for reader in everyone[wave::waves]:
                reader.close(Close.GOING_AWAY, random.randint(500, 500 + spread_ms))  # noqa: S311 - spreads load only
            if self.readers:
                await asyncio.sleep(over_s / waves * random.uniform(0.5, 1.0))  # noqa: S311

    # Readers come and go.

    def refusal(self, actor: Actor) -> Refusing | None:
        """Why nobody more is let in, or not this person."""
        if self.closing:
            return Refusing(Close.GOING_AWAY, random.randint(500, 5_000))  # noqa: S311 - spreads load only
        if len(self.readers) >= self.config.max_connections:
            return Refusing(Close.TOO_MANY_CONNECTIONS, random.randint(5_000, 15_000))  # noqa: S311
        if len(self._people.get(actor.user_id, ())) >= self.config.connections_per_person:
            return Refusing(Close.TOO_MANY_CONNECTIONS, 30_000)
        return None

    def add(self, reader: Reader, generation: int, origin: Origin) -> None:
        """Somebody is in; `generation` is that of the rights when theirs were looked up."""
        self._number += 1
        reader.number = self._number
        self.readers[reader.number] = reader
        self._people.setdefault(reader.actor.user_id, []).append(reader)
        self._expiries.watch(reader)
        self.log.opened(reader, origin)
        self.rights.on_entry(reader, generation)

    def remove(self, reader: Reader) -> None:
        """Somebody is gone; harmless to call twice."""
        if self.readers.pop(reader.number, None) is None:
            return
        others = self._people[reader.actor.user_id]
        others.remove(reader)
        if not others:
            del self._people[reader.actor.user_id]
        self._behind.discard(reader)
        self.subscribing.end_all(reader)
        self.presence.leave_all(reader)
        self.log.closed(reader)

    def renew(self, reader: Reader, actor: Actor, expires_at: int) -> None:
        """The reader has brought a new token."""
        reader.expires_at = expires_at
        self._expiries.watch(reader)
        self.rights.take_actor(reader, actor)

    def keep_alive(self, stream: Stream) -> None:
        """Show this stream's proxies now and then that it lives, until it is removed."""
        self._streams[stream.number % len(self._streams)].add(stream)

    def fell_behind(self, reader: Reader) -> None:
        """The reader does not keep up: no more data for now."""
        if reader.behind_since is None:
            reader.behind_since = time.monotonic()
            self._behind.add(reader)
            self.subscribing.pause(reader)

    def caught_up(self, reader: Reader) -> None:
        """What waited for the reader has gone out."""
        if reader.behind_since is not None:
            reader.behind_since = None
            self._behind.discard(reader)
            self.subscribing.resume(reader)

    def _on_rights(self, tenant_id: UUID, person_id: UUID) -> None:
        self.rights.on_change(tenant_id, person_id)

    # Notices.

    def send_notification(self, tenant_id: UUID, person_ids: Sequence[UUID], payload: bytes) -> None:
        """Send `notification` to these people, where they are connected to this process and subscribed to it."""
        frame = Frame(ServerEvent.NOTIFICATION, payload)
        for person_id in person_ids:
            for reader in tuple(self._people.get(person_id, ())):
                if reader.actor.tenant_id == tenant_id and NOTIFICATIONS in reader.subscriptions:
                    reader.push(frame)

    def send_metrics(self, payload: bytes) -> None:
        """Send `metrics` to those who are subscribed to it."""
        for channel in self.subscribing.channels.find(METRICS, EVERYBODY) or ():
            self.teller.send(channel, Frame(ServerEvent.METRICS, payload))

    def _tell_expired(self, reader: Reader) -> None:
        payload = b'{"graceMs":%d}' % (self.config.auth_grace_s * 1000)
        reader.push(Frame(ServerEvent.AUTH_EXPIRED, payload))

    # Once a second.

    async def _sweep(self) -> None:
        turn = 0
        while True:
            await asyncio.sleep(SWEEP_S)
            turn = (turn + 1) % len(self._streams)
            self.teller.step()
            self._settling.look(self._number, len(self.readers))
            try:
                self._look(turn)
            except Exception:
                log.exception("sweep_failed")

    def _look(self, turn: int) -> None:
        self.teller.look()
        self._expiries.look(self.readers.get)
        patience = time.monotonic() - self.config.behind_s
        for reader in list(self._behind):
            if reader.behind_since is not None and reader.behind_since < patience:
                reader.close(Close.TOO_SLOW)
        cursor = self.teller.cursor
        for stream in list(self._streams[turn]):
            if stream.number in self.readers:
                stream.keep_alive(cursor)
            else:
                self._streams[turn].discard(stream)

    def figures(self) -> HubFigures:
        """What there is and was; cheap."""
        counts = Counter(reader.transport for reader in self.readers.values())
        namespace = self.teller.namespace
        statistics = namespace.statistics if namespace is not None else None
        return HubFigures(
            connections=counts,
            subscriptions=self.subscribing.channels.subscriptions,
            behind=len(self._behind),
            messages=self.streamed_messages + (statistics.messages_out if statistics else 0),
            bytes=self.streamed_bytes + (statistics.bytes_out if statistics else 0),
            closes=dict(self.closes),
        )
