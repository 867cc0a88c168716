"""Who is connected where, in the database: written in batches, so that no connect waits for it.

A connection has no sign of life of its own: it lives as long as its process does, which says so every few seconds in
one row. What a killed process leaves behind is removed by the others.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid4

import asyncpg
import structlog

from esteio.core.audit import Origin
from esteio.core.db import DATABASE_TROUBLE, Database, Tx
from esteio.core.errors import Unavailable
from esteio.http.addresses import without_zone

if TYPE_CHECKING:
    from esteio.live.reader import Reader

EVERY_S = 5.0
DEAD_AFTER_S = 30
"""Without a sign of life a process, and with it its connections, counts as gone."""
MAX_AT_ONCE = 2_000

log = structlog.get_logger(__name__)


class _Opened(NamedTuple):
    reader: Reader
    origin: Origin
    at: datetime


class ConnectionLog:
    """Of one process."""

    def __init__(self, db: Database) -> None:
        self.process_id = uuid4()
        self._db = db
        self._opened: dict[int, _Opened] = {}
        self._closed: list[int] = []
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Write from now on."""
        self._task = asyncio.create_task(self._keep(), name="connection log")

    async def close(self) -> None:
        """Remove the process and all its connections."""
        if self._task is None:
            return
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        try:
            async with self._db.unscoped() as tx:
                await tx.execute("delete from live_processes where id = $1", self.process_id)
        except (*DATABASE_TROUBLE, Unavailable):
            log.debug("connection_log_left_behind")  # others remove it

    def opened(self, reader: Reader, origin: Origin) -> None:
        """Note a connection."""
        self._opened[reader.number] = _Opened(reader, origin, datetime.now(UTC))

    def closed(self, reader: Reader) -> None:
        """Note its end; one that was short was never written."""
        if self._opened.pop(reader.number, None) is None:
            self._closed.append(reader.number)

    async def write(self) -> None:
        """Bring the database up to date; raises what the database raises, and loses nothing then."""
        opened = list(self._opened.values())[:MAX_AT_ONCE]
        closed = self._closed[:]
        async with self._db.unscoped() as tx:
            await _say_alive(tx, self.process_id)
            if opened:
                await _insert(tx, self.process_id, opened)
            if closed:
                await tx.execute(
                    "delete from live_connections where process_id = $1 and number = any($2::bigint[])",
                    self.process_id,
                    closed,
                )
        del self._closed[: len(closed)]
        for each in opened:
            if self._opened.pop(each.reader.number, None) is None:
                self._closed.append(each.reader.number)  # it ended while it was written

    async def _keep(self) -> None:
        while True:
            try:
                await self.write()
            except (*DATABASE_TROUBLE, Unavailable) as error:
                log.debug("connection_log_waits", error=type(error).__name__)
            except Exception:
                log.exception("connection_log_failed")
            await asyncio.sleep(EVERY_S if len(self._opened) < MAX_AT_ONCE else 0.05)


async def list_connections(tx: Tx, user_id: UUID) -> list[asyncpg.Record]:
    """The person's connections in the transaction's organisation, the newest first."""
    return await tx.fetch(
        """
        select c.transport, host(c.address) as address, c.user_agent, c.session_id, c.connected_at,
               p.seen_at as last_seen_at
        from live_connections c join live_processes p on p.id = c.process_id
        where c.user_id = $1 and c.tenant_id = $2 and p.seen_at > now() - make_interval(secs => $3)
        order by c.connected_at desc limit 200
        """,
        user_id,
        tx.tenant_id,
        DEAD_AFTER_S,
    )


async def _say_alive(tx: Tx, process_id: UUID) -> None:
    await tx.execute(
        """
        insert into live_processes (id) values ($1)
        on conflict (id) do update set seen_at = clock_timestamp()
        """,
        process_id,
    )
    await tx.execute(
        """
        delete from live_processes where id in (
            select id from live_processes where seen_at < now() - make_interval(secs => $1) for update skip locked
        )
        """,
        DEAD_AFTER_S,
    )


async def _insert(tx: Tx, process_id: UUID, opened: list[_Opened]) -> None:
    columns = zip(*(_columns(each) for each in opened), strict=True)
    await tx.execute(
        """
        insert into live_connections
            (process_id, number, tenant_id, user_id, session_id, transport, address, user_agent, connected_at)
        select $1, number, tenant_id, user_id, session_id, transport, address::inet, user_agent, connected_at
        from unnest($2::bigint[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[],
                    $9::timestamptz[])
            as given (number, tenant_id, user_id, session_id, transport, address, user_agent, connected_at)
        on conflict do nothing
        """,
        process_id,
        *(list(column) for column in columns),
    )


def _inet(address: str | None) -> str | None:
    # What PostgreSQL refuses would be refused at every attempt, and all that came after it with it.
    try:
        return str(ip_address(without_zone(address or "")))
    except ValueError:
        return None


def _columns(opened: _Opened) -> tuple[object, ...]:
    # The transport as it is by now: most begin with polling, for a moment.
    reader, origin, at = opened
    actor = reader.actor
    return (
        reader.number,
        actor.tenant_id,
        actor.user_id,
        actor.session_id,
        reader.transport,
        _inet(origin.address),
        origin.user_agent[:500],
        at,
    )
