"""Counted answers, recomputed once for everybody who looks at them, and not more often than people can follow."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from esteio.core.access import Scope
from esteio.core.db import DATABASE_TROUBLE, Database
from esteio.core.errors import Unavailable
from esteio.live.resource import Aggregate
from esteio.live.subscriptions import Channel

EVERY_S = 0.25
RETRY_S = 1.0
MAX_AT_ONCE = 4

log = structlog.get_logger(__name__)


class Aggregates:
    """Loads an answer when told that it may have changed, at most every `EVERY_S` for each channel."""

    def __init__(self, db: Database, begin: Callable[[], str], tell: Callable[[Channel, bytes, str], None]) -> None:
        """`begin` gives the cursor of now; `tell` gets the channel, the answer and the cursor of before its loading."""
        self._db = db
        self._begin = begin
        self._tell = tell
        self._stale: set[Channel] = set()
        self._running: dict[Channel, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(MAX_AT_ONCE)

    def poke(self, channel: Channel) -> None:
        """Something that it counts has changed."""
        if channel in self._running:
            self._stale.add(channel)
            return
        self._running[channel] = asyncio.create_task(self._keep(channel), name="aggregates")

    async def close(self) -> None:
        """Stop loading."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep(self, channel: Channel) -> None:
        try:
            while channel.subscribers:
                self._stale.discard(channel)
                wait_s = EVERY_S if await self._load(channel) else RETRY_S
                await asyncio.sleep(wait_s)
                if channel not in self._stale and wait_s == EVERY_S:
                    return
        finally:
            self._stale.discard(channel)
            del self._running[channel]

    async def _load(self, channel: Channel) -> bool:
        aggregate = channel.source
        if not isinstance(aggregate, Aggregate):
            raise TypeError(f"{channel.key.topic.resource} is not counted")
        cursor = self._begin()
        try:
            async with self._slots, self._db.transaction(Scope(tenant_id=channel.key.topic.tenant_id)) as tx:
                answer = await aggregate.load(tx)
        except (*DATABASE_TROUBLE, Unavailable):
            return False
        except Exception:
            log.exception("aggregate_failed", aggregate=aggregate.name)
            return True
        self._tell(channel, answer, cursor)
        return True
