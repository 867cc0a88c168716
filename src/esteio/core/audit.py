"""The trail: who did what, to what, when, from where, with what result. Append-only by grant and by policy.

A change records itself in its own transaction, so it is in the trail exactly when it happened. Refusals have no
transaction: they are collected and written in batches off the request's path.
"""

from __future__ import annotations

import asyncio
from collections import deque
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
import structlog

from esteio.core.access import Scope
from esteio.core.db import DATABASE_TROUBLE, Database, Tx

log = structlog.get_logger(__name__)

MAX_WAITING = 10_000
BATCH_S = 0.5

INSERT = """
insert into audit_log (tenant_id, user_id, action, result, thing, thing_id, before, after, detail,
                       address, user_agent, request_id)
values ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8::text::jsonb, $9::text::jsonb, $10::text::inet, $11, $12)
"""


class Result(StrEnum):
    """How what was tried ended."""

    OK = "ok"
    REFUSED = "refused"
    FAILED = "failed"


class Origin(msgspec.Struct, frozen=True):
    """Where a request came from."""

    address: str | None = None
    user_agent: str = ""
    request_id: str = ""


NOWHERE = Origin()


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the trail. `before` and `after` hold the members that changed, never secrets."""

    action: str
    result: Result = Result.OK
    tenant_id: UUID | None = None
    user_id: UUID | None = None
    thing: str | None = None
    thing_id: UUID | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    detail: dict[str, Any] | None = None
    origin: Origin = NOWHERE


def record(tx: Tx, entry: AuditEntry) -> None:
    """Have `entry` written with the change it tells of, at the end of the same transaction."""
    tx.write_last(f"{INSERT} returning pg_current_xact_id()::text", *_row(entry))


class AuditQueue:
    """Refusals and sign-ins, written in batches; beyond `MAX_WAITING` the oldest is dropped and counted."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._waiting: deque[AuditEntry] = deque(maxlen=MAX_WAITING)
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.dropped = 0

    def put(self, entry: AuditEntry) -> None:
        """Keep `entry` for the next batch."""
        if len(self._waiting) == MAX_WAITING:
            self.dropped += 1
        self._waiting.append(entry)
        self._wake.set()

    async def start(self) -> None:
        """Write batches until `stop`."""
        self._task = asyncio.create_task(self._run(), name="audit")

    async def stop(self) -> None:
        """Write what waits, then end."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.flush()

    async def flush(self) -> None:
        """Write what waits now; on failure it stays for the next try."""
        batch = list(self._waiting)
        if not batch:
            return
        async with self._db.transaction(Scope()) as tx:
            await tx.executemany(INSERT, [_row(entry) for entry in batch])
        for _ in range(min(len(batch), len(self._waiting))):
            self._waiting.popleft()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            await asyncio.sleep(BATCH_S)
            try:
                await self.flush()
            except DATABASE_TROUBLE as error:
                log.warning("audit_delayed", error=type(error).__name__, waiting=len(self._waiting))
                self._wake.set()


def _row(entry: AuditEntry) -> tuple[object, ...]:
    return (
        entry.tenant_id,
        entry.user_id,
        entry.action,
        entry.result.value,
        entry.thing,
        entry.thing_id,
        _json(entry.before),
        _json(entry.after),
        _json(entry.detail),
        entry.origin.address,
        entry.origin.user_agent[:500],
        entry.origin.request_id,
    )


def _json(value: dict[str, Any] | None) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()
