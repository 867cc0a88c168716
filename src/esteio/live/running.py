"""The live parts of a process, opened in the order in which they need each other."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import NamedTuple

from esteio.core.db import Database
from esteio.core.valkey import ValkeyLink
from esteio.live.broker import Broker, LocalBroker
from esteio.live.broker_valkey import ValkeyBroker
from esteio.live.feed import Feed
from esteio.live.reads import LiveReads
from esteio.live.resource import Registry
from esteio.live.versions import Versions
from esteio.live.views import Views, ViewsConfig
from esteio.live.waking import ChangeWaker
from esteio.settings import Settings


class Live(NamedTuple):
    """What the application hands to its edge and its routes."""

    feed: Feed
    broker: Broker
    views: Views
    reads: LiveReads


@asynccontextmanager
async def running_live(
    settings: Settings, db: Database, registry: Registry, link: ValkeyLink | None
) -> AsyncGenerator[Live]:
    """The feed reads, and what listens to it remembers and tells."""
    async with AsyncExitStack() as stack:
        broker: Broker = ValkeyBroker(link) if link is not None else LocalBroker()
        await broker.start()
        stack.push_async_callback(broker.stop)
        waker = await stack.enter_async_context(telling_of_writes(settings.database_url, db))
        feed = Feed(settings.database_url, db, registry, broker, waker)
        db.on_written = lambda _xid: feed.wake()
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
        yield Live(feed, broker, views, LiveReads(db, feed, views, deltas=settings.enable_delta_updates))


@asynccontextmanager
async def telling_of_writes(dsn: str, db: Database) -> AsyncGenerator[ChangeWaker]:
    """Whatever `db` commits wakes the feeds of all processes."""
    waker = ChangeWaker(dsn)
    await waker.start()
    db.on_written = lambda _xid: waker.soon()
    try:
        yield waker
    finally:
        await waker.stop()
