"""Tell waiting workers that there is something to do, without making writers pay for it.

A NOTIFY inside a transaction takes a lock of the whole server at commit. So `enqueue` only asks its transaction to
call `wake_workers` once it is committed; the process's `Waker` then sends one NOTIFY of its own for all that came
within a few milliseconds. It carries nothing and may be lost: workers look by themselves several times a second.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import asyncpg
import structlog
from pgqueuer.domain.models import TableChangedEvent

from esteio.core.db import Database
from esteio.core.jobs.tables import CHANNEL

DEBOUNCE_S = 0.02
"""The first wake-up goes at once; those of the next 20 ms share one."""

log = structlog.get_logger(__name__)


class Waker:
    """Sends this process's wake-ups while entered as an async context manager; one a process."""

    active: Waker | None = None

    def __init__(self, database: Database) -> None:
        self._database = database
        self._wanted = False
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        Waker.active = self
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if Waker.active is self:
            Waker.active = None
        if self._task is not None:
            await self._task

    def soon(self) -> None:
        """Wake the workers now, or within `DEBOUNCE_S` when that was just done."""
        self._wanted = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._send(), name="wake-workers")

    async def _send(self) -> None:
        while self._wanted:
            self._wanted = False
            event = TableChangedEvent(
                channel=CHANNEL, sent_at=datetime.now(UTC), type="table_changed_event", operation="insert", table=""
            )
            try:
                await self._database.pool.execute("select pg_notify($1, $2)", CHANNEL, event.model_dump_json())
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
                log.debug("wake_up_lost", error=type(error).__name__)
            await asyncio.sleep(DEBOUNCE_S)


def wake_workers() -> None:
    """Wake the workers if this process has a `Waker`; without one they find the work at their next look."""
    if Waker.active is not None:
        Waker.active.soon()
