"""Whether the relay tells in time, found out now and then by who lives on its word.

A relay may be alive and late all the same: its process or its machine is busy, or Valkey is slow. Whoever hears it
regularly would pass its delay on to every screen for as long as that lasts. So a process that knows of a commit (its
own, or by a NOTIFY) notes what there is, and if the relay has not told of it a moment later, reads for itself a while.
"""

from __future__ import annotations

import asyncio

from esteio.core.db import Connection
from esteio.live.reading import read_page, read_snapshot
from esteio.live.snapshot import Snapshot
from esteio.live.told import Told

LATE_S = 0.1
"""A change that was committed so long ago should have been told."""
ASK_EVERY_S = 0.5
"""Two small queries, at most so often."""
ALONE_S = 2.0
"""Who finds the relay late reads for itself for so long, then trusts it anew."""
NEVER = float("inf")


class Lateness:
    """Of the relay, as one process finds it."""

    def __init__(self) -> None:
        self._is_wanted = False
        self._asked_at = -NEVER
        self._committed: Snapshot | None = None
        """What had been committed when it was asked last; None once that is judged."""
        self._due_at = NEVER
        self._late_until = -NEVER

    def expect(self) -> None:
        """Something was committed that the relay is to tell."""
        self._is_wanted = True

    @property
    def is_late(self) -> bool:
        """Whether the relay is not to be waited for at present."""
        return _now() < self._late_until

    @property
    def wait_s(self) -> float:
        """Seconds until `look` has something to judge."""
        return max(0.0, self._due_at - _now())

    async def look(self, connection: Connection, told: Told) -> None:
        """Ask the database what there is, or judge whether all that there was then is told by now."""
        if self._committed is None:
            if self._is_wanted and _now() - self._asked_at >= ASK_EVERY_S:
                self._is_wanted = False
                self._committed = await read_snapshot(connection)
                self._asked_at = _now()
                self._due_at = self._asked_at + LATE_S
        elif _now() >= self._due_at:
            committed, self._committed = self._committed, None
            self._due_at = NEVER
            # Most of what is not seen yet changed nothing that is live.
            if not told.snapshot.includes(committed):
                page = await read_page(connection, told.snapshot, told.position, committed, limit=1)
                if page.changes:
                    self._late_until = _now() + ALONE_S

    def forget(self) -> None:
        """What was asked says nothing any more: this process has read for itself, or another history has begun."""
        self._committed = None
        self._due_at = NEVER


def _now() -> float:
    return asyncio.get_running_loop().time()
