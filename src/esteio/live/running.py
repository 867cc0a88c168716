"""The live parts of a process, opened in the order in which they need each other."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, NamedTuple

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Database
from esteio.core.valkey import ValkeyLink
from esteio.http.identity import Authenticator
from esteio.http.limits import Limit, RateLimiter, Violations
from esteio.http.responses import Headers
from esteio.live.broker import Broker, LocalBroker
from esteio.live.broker_valkey import ValkeyBroker
from esteio.live.feed import Feed
from esteio.live.hub import Hub, HubConfig
from esteio.live.reader import expiry_of
from esteio.live.reads import LiveReads
from esteio.live.resource import Registry
from esteio.live.sockets import LiveNamespace, LiveServer
from esteio.live.sse import serve_events
from esteio.live.standing import LoadActor
from esteio.live.versions import Versions
from esteio.live.views import Views, ViewsConfig
from esteio.live.waking import ChangeWaker
from esteio.settings import Settings
from esteio.socketio import UnixForwarder

CONNECTS_A_MINUTE = 120
"""Of one person: enough for twenty tabs that come back after a restart, several times."""
SOCKETS_FOLDER = "sockets"
FEED_CONNECTIONS = 4
"""To PostgreSQL, for loading the rows that are told."""


class Live(NamedTuple):
    """What the application hands to its edge and its routes."""

    feed: Feed
    broker: Broker
    views: Views
    reads: LiveReads
    hub: Hub
    server: LiveServer
    events: HubStreams


class Doors(NamedTuple):
    """What the hub asks of the layer below."""

    authenticator: Authenticator
    load_actor: LoadActor
    limiter: RateLimiter
    violations: Violations
    address_limit: Limit
    address_of: Callable[[str, Headers], str]
    metrics_permission: str


class HubStreams:
    """Event streams of a hub; see `EventStreams`."""

    path = "/api/live"

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    @property
    def generation(self) -> int:
        """Of what the hub knows of rights."""
        return self._hub.rights.generation

    async def serve(
        self,
        scope: Any,
        send: Any,
        *,
        actor: Actor,
        token: str,
        generation: int,
        origin: Origin,
        headers: Headers,
    ) -> None:
        """See `serve_events`."""
        await serve_events(
            *(self._hub, scope, send),
            actor=actor,
            expires_at=expiry_of(token),
            generation=generation,
            origin=origin,
            headers=headers,
        )


@asynccontextmanager
async def running_live(
    settings: Settings, db: Database, registry: Registry, link: ValkeyLink | None, doors: Doors
) -> AsyncGenerator[Live]:
    """The feed reads, and what listens to it remembers and tells."""
    async with AsyncExitStack() as stack:
        broker: Broker = ValkeyBroker(link) if link is not None else LocalBroker()
        await broker.start()
        stack.push_async_callback(broker.stop)
        waker = await stack.enter_async_context(telling_of_writes(settings.database_url, db))
        # Of its own: while every connection of the requests' pool is in use, screens still hear of changes.
        feed_db = await Database.connect(
            settings.database_url,
            min_connections=1,
            max_connections=FEED_CONNECTIONS,
            statement_timeout_ms=settings.statement_timeout_ms,
            application_name="esteio feed rows",
        )
        stack.push_async_callback(feed_db.close)
        feed = Feed(settings.database_url, feed_db, registry, broker, waker)
        db.on_written = feed.wake
        versions = Versions(feed)
        await feed.start()
        stack.push_async_callback(feed.stop)
        views = Views(
            registry,
            feed,
            versions,
            ViewsConfig(
                max_bytes=settings.cache_max_size_mb * 1_048_576,
                ttl_s=settings.cache_ttl_seconds,
                compression_level=settings.compression_level if settings.enable_compression else 0,
                smart_polling=settings.enable_smart_polling,
            ),
        )
        reads = LiveReads(db, feed, views, deltas=settings.enable_delta_updates)
        hub = Hub(
            registry=registry,
            feed=feed,
            replay=reads,
            db=db,
            load_actor=doors.load_actor,
            config=HubConfig(
                connect_limit=Limit("connect", CONNECTS_A_MINUTE, 60.0),
                address_limit=doors.address_limit,
                metrics_permission=doors.metrics_permission,
                max_connections=settings.max_concurrent_connections,
                messages_per_minute=settings.websocket_messages_per_minute,
            ),
            presence_share=broker if broker.shared else None,
        )
        await hub.start()
        stack.push_async_callback(hub.stop)
        namespace = LiveNamespace(hub, doors.authenticator, doors.limiter, doors.violations)
        server = LiveServer(
            hub,
            namespace,
            allowed_origins=settings.websocket_cors_origin,
            address_of=doors.address_of,
            ping_interval_s=settings.websocket_heartbeat_interval / 1000,
            ping_timeout_s=settings.websocket_connection_timeout / 1000,
            forwarder=_forwarder(settings),
        )
        await server.start()
        stack.push_async_callback(server.close)
        yield Live(feed, broker, views, reads, hub, server, HubStreams(hub))


def _forwarder(settings: Settings) -> UnixForwarder | None:
    """To the other processes that `esteio up` started; on other machines the balancer routes by session."""
    return UnixForwarder(settings.home / "run" / SOCKETS_FOLDER) if settings.serve_processes > 1 else None


@asynccontextmanager
async def telling_of_writes(dsn: str, db: Database) -> AsyncGenerator[ChangeWaker]:
    """Whatever `db` commits wakes the feeds of all processes."""
    waker = ChangeWaker(dsn)
    await waker.start()
    db.on_written = waker.soon
    try:
        yield waker
    finally:
        await waker.stop()
