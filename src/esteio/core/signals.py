"""Word between processes that something which each remembers no longer holds: someone's rights, a blocked address.

A change of rights, a suspension or a revoked session calls `announce` in its own transaction; PostgreSQL tells
every process at commit (NOTIFY: these changes are rare, so its commit lock does not matter here). A process whose
listening connection broke may have missed something: it forgets everything, and remembers nothing until it
listens again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import asyncpg
import structlog

from esteio.core.db import DATABASE_TROUBLE, Tx

CHANNEL = "esteio_access"
RECONNECT_S = 0.5
PROBE_S = 5.0

log = structlog.get_logger(__name__)


async def announce(tx: Tx, subject: str) -> None:
    """Tell every process, once `tx` commits, to forget `subject`: `session:ID`, `user:ID`, `tenant:ID`, or
    `address:KEY` for an address that was blocked."""
    await tx.execute("select pg_notify($1, $2)", CHANNEL, subject)


class Signals:
    """Listens on a connection of its own and calls back with each subject; `*` means forget everything."""

    def __init__(self, dsn: str, on_subject: Callable[[str], None]) -> None:
        self._dsn = dsn
        self._on_subject = on_subject
        self._task: asyncio.Task[None] | None = None
        self.listening = False

    async def start(self) -> None:
        """Listen until `stop`."""
        self._task = asyncio.create_task(self._run(), name="signals")

    async def stop(self) -> None:
        """Stop listening."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            try:
                await self._listen()
            except DATABASE_TROUBLE as error:
                log.warning("signals_lost", error=type(error).__name__)
            self.listening = False
            self._on_subject("*")
            await asyncio.sleep(RECONNECT_S)

    async def _listen(self) -> None:
        connection: Any = await asyncpg.connect(self._dsn, timeout=10, server_settings={"application_name": "signals"})
        ended = asyncio.Event()
        connection.add_termination_listener(lambda _c: ended.set())
        try:
            await connection.add_listener(CHANNEL, lambda _c, _pid, _channel, subject: self._on_subject(subject))
            self._on_subject("*")  # whatever was announced while we were away
            self.listening = True
            while not await _is_set(ended, within_s=PROBE_S):
                # A half-open connection says nothing: ask, so that deafness is noticed within seconds.
                await connection.fetchval("select 1", timeout=PROBE_S)
            log.warning("signals_lost", error="the connection ended")
        finally:
            self.listening = False
            await connection.close(timeout=2)


async def _is_set(event: asyncio.Event, *, within_s: float) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), within_s)
    return event.is_set()
