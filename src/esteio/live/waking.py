"""Tell the feeds of all processes that something was committed, without making writers pay for it.

A NOTIFY inside a transaction takes a lock of the whole server at commit, so it is sent afterwards, on a connection of
its own, one for all commits of two milliseconds. It carries nothing and may be lost: feeds look by themselves four
times a second.
"""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg
import structlog

from esteio.core.db import APP_ROLE, DATABASE_TROUBLE

CHANNEL = "esteio_changes"
DEBOUNCE_S = 0.002
"""The first wake-up goes at once; those of the next 2 ms share one."""
RETRY_S = 1.0
CALL_TIMEOUT_S = 2.0

_SETTINGS = {
    "application_name": "esteio waker",
    "role": APP_ROLE,
    "statement_timeout": "2000",
    # A NOTIFY counts as a write; nothing is lost when a crash forgets it.
    "synchronous_commit": "off",
}

log = structlog.get_logger(__name__)


class ChangeWaker:
    """Sends this process's wake-ups; one a process, also in those that write and have no feed (workers)."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._connection: Any = None
        self._wanted = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.backend_pid = 0
        """Of the connection that notifies: a process need not hear itself."""

    async def start(self) -> None:
        """Send until `stop`."""
        self._task = asyncio.create_task(self._run(), name="wake-feeds")

    async def stop(self) -> None:
        """Send no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def soon(self) -> None:
        """Wake every feed now, or within `DEBOUNCE_S` when that was just done."""
        self._wanted.set()

    async def _run(self) -> None:
        try:
            while True:
                await self._wanted.wait()
                self._wanted.clear()
                try:
                    await self._notify()
                except DATABASE_TROUBLE as error:
                    log.debug("wake_up_lost", error=type(error).__name__)
                    self._end()
                    await asyncio.sleep(RETRY_S)
                await asyncio.sleep(DEBOUNCE_S)
        finally:
            self._end()

    async def _notify(self) -> None:
        if self._connection is None or self._connection.is_closed():
            self._connection = await asyncpg.connect(
                self._dsn, timeout=5, command_timeout=CALL_TIMEOUT_S, server_settings=_SETTINGS
            )
            self.backend_pid = self._connection.get_server_pid()
        await self._connection.execute(f"notify {CHANNEL}")

    def _end(self) -> None:
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None
