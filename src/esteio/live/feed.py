"""The feed: every committed change of every live table, told to this process once, in order, within milliseconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal
from uuid import UUID

import msgspec

from esteio.core.db import Database
from esteio.live.batch import Batch, LoadedChange, RawRow
from esteio.live.position import Position
from esteio.live.resource import Registry

__all__ = ["Batch", "Feed", "FeedStats", "LoadedChange", "RawRow"]


class FeedStats(msgspec.Struct, frozen=True):
    """What the feed did since it started."""

    batches: int
    changes: int
    gaps: int
    """How often what the relay said did not follow what was known, and the database was read instead."""
    source: Literal["database", "relay"]
    """Where the changes come from at present."""


class Feed:
    """Skeleton; its parts follow."""

    def __init__(self, dsn: str, database: Database, registry: Registry) -> None:
        self.epoch = ""
        """Names the history of the database in which positions hold."""
        self.position = Position(0, 0)
        """All up to here was told."""

    async def start(self) -> None:
        """Begin at the present position. Raises `Unavailable` when the database cannot be reached."""
        raise NotImplementedError

    async def stop(self) -> None:
        """Stop telling."""
        raise NotImplementedError

    def add_listener(self, on_batch: Callable[[Batch], None]) -> None:
        """Have `on_batch` called with every batch, in order; it must not block."""
        raise NotImplementedError

    def add_reset_listener(self, on_reset: Callable[[], None]) -> None:
        """Have `on_reset` called when everything that was remembered of before is void (another epoch, a gap that
        cannot be filled)."""
        raise NotImplementedError

    def wake(self) -> None:
        """A transaction that wrote was committed in this process: read now, and have other processes do so."""
        raise NotImplementedError

    def reached(self, xid: int) -> bool:
        """Whether all that transaction `xid` changed has been told here."""
        raise NotImplementedError

    def unsettled(self, tenant_id: UUID, resource: str) -> bool:
        """Whether changes of it were told which the position has not passed yet."""
        raise NotImplementedError

    @property
    def trusted(self) -> bool:
        """Whether what is known here is at most 2 s old."""
        raise NotImplementedError

    @property
    def lag_s(self) -> float:
        """Age of the oldest change that the position has not passed; 0 when there is none."""
        raise NotImplementedError

    @property
    def stats(self) -> FeedStats:
        """Counts since the start."""
        raise NotImplementedError
