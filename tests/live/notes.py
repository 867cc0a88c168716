"""A live table of the tests' own, feeds of it, and mirrors that do what a screen does: apply what they are told."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import UUID

import asyncpg
from asyncpg.transaction import Transaction
from tests.conditions import until

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.listing import ListSpec, Sort, row_text
from esteio.core.valkey import connect as connect_valkey
from esteio.live.broker import Broker, LocalBroker
from esteio.live.broker_valkey import ValkeyBroker
from esteio.live.changes import Change, Operation
from esteio.live.feed import Batch, Feed, RawRow
from esteio.live.position import Position
from esteio.live.resource import Audience, Registry, Resource
from esteio.live.waking import ChangeWaker

NOTES = Resource(
    name="notes",
    path="/api/notes",
    spec=ListSpec(
        columns={"id": "n.id", "text": "n.text", "status": "n.status", "book": "b.title"},
        source="notes n",
        joins="left join books b on b.id = n.book_id",
        id="n.id",
        sorts={"text": Sort("n.text", "text")},
        default_sort="text",
        where="not n.hidden",
    ),
    audiences=(Audience(name="all", permission="notes.read"),),
    topics="array_remove(array['person:' || r.person_id], null)",
    live_filters={"status": "n.status", "book": "b.title"},
)
REGISTRY = Registry((NOTES,), ())

SCHEMA = """
    create table books (id uuid primary key default uuidv7(), tenant_id uuid not null, title text not null);
    select protect_by_tenant('books');
    create table notes (
        id uuid primary key default uuidv7(),
        tenant_id uuid not null,
        text text not null,
        status text not null default 'open',
        person_id uuid,
        book_id uuid references books (id),
        hidden boolean not null default false
    );
    select protect_by_tenant('notes');
    select track_changes('notes', 'notes', topics => $$array_remove(array['person:' || r.person_id], null)$$,
                         keep => '{status}');
    select track_related('books', 'notes', 'select n.tenant_id, n.id from notes n where n.book_id = r.id');
"""

FRESH = f"""
    select n.tenant_id, n.id, {row_text(NOTES.spec.columns)} as row
    from notes n left join books b on b.id = n.book_id where not n.hidden
"""

Rows = dict[tuple[UUID, UUID], bytes]


async def create_notes(admin_url: str) -> None:
    """Make the tables, unless they are there."""
    admin = await asyncpg.connect(admin_url)
    try:
        if await admin.fetchval("select to_regclass('notes')") is None:
            await admin.execute(SCHEMA)
    finally:
        await admin.close()


async def read_fresh(admin_url: str) -> Rows:
    """All rows as a list would show them now: (organisation, id) -> JSON."""
    admin = await asyncpg.connect(admin_url)
    try:
        return {(row["tenant_id"], row["id"]): row["row"].encode() for row in await admin.fetch(FRESH)}
    finally:
        await admin.close()


class Mirror:
    """What somebody knows who read everything once and then applies what the feed tells."""

    def __init__(self, feed: Feed, admin_url: str) -> None:
        self.feed = feed
        self.rows: Rows = {}
        self.told: Counter[str] = Counter()
        """How often each state of a row was told, by its text."""
        self.batches: list[Batch] = []
        self.resets = 0
        self.faults: list[str] = []
        self._admin_url = admin_url
        self._position: Position | None = None
        self._reading: asyncio.Task[None] | None = None
        feed.add_listener(self._on_batch)
        feed.add_reset_listener(self._on_reset)

    async def read(self) -> None:
        """Read everything, and apply what was told meanwhile on top."""
        before = len(self.batches)
        self.rows = await read_fresh(self._admin_url)
        for batch in self.batches[before:]:
            self._apply(batch)

    @property
    def changes(self) -> list[tuple[Change, RawRow | None]]:
        """All that was told."""
        return [(each.change, each.row) for batch in self.batches for each in batch.changes]

    @property
    def is_reading(self) -> bool:
        return self._reading is not None and not self._reading.done()

    def _on_reset(self) -> None:
        self.resets += 1
        self._position = None
        self._read_again()

    def _read_again(self) -> None:
        self._reading = asyncio.create_task(self._read_after(self._reading))

    async def _read_after(self, other: asyncio.Task[None] | None) -> None:
        if other is not None:
            await other
        await self.read()

    def _on_batch(self, batch: Batch) -> None:
        # The feed outlives a listener that fails, so what is wrong is kept for `all_fresh`.
        if self._position not in (None, batch.previous) or batch.position < batch.previous:
            self.faults.append(f"{batch.previous} after {self._position}")
        self._position = batch.position
        self.batches.append(batch)
        self._apply(batch)

    def _apply(self, batch: Batch) -> None:
        for loaded in batch.changes:
            change, row = loaded.change, loaded.row
            if change.operation is Operation.RESET:
                self._read_again()
            elif row is None:
                if change.operation is not Operation.DELETE:
                    self.faults.append(f"no row, but {change.operation}")
                self.rows.pop((change.tenant_id, change.row_id), None)
            else:
                self.told[row.json.decode()] += 1
                self.rows[change.tenant_id, change.row_id] = row.json

    def times(self, text: str) -> int:
        """How often a row with this text was told."""
        return sum(count for row, count in self.told.items() if f'"text":"{text}"' in row)


class Reader:
    """One feed with all that a process has beside it, and its mirror."""

    def __init__(self, url: str, admin_url: str, database: Database, broker: Broker) -> None:
        self.broker = broker
        self.waker = ChangeWaker(url)
        self.database = database
        self.feed = Feed(url, database, REGISTRY, broker, self.waker)
        self.mirror = Mirror(self.feed, admin_url)

    async def knows(self, xids: Sequence[int]) -> bool:
        """Whether everything that those transactions changed was told."""
        return all(self.feed.reached(xid) for xid in xids) and not self.mirror.is_reading


@asynccontextmanager
async def reading(url: str, admin_url: str, redis_url: str = "") -> AsyncGenerator[Reader]:
    """A started reader; with Valkey if its address is given."""
    async with AsyncExitStack() as stack:
        database = await Database.connect(url, min_connections=0, max_connections=4)
        stack.push_async_callback(database.close)
        broker: Broker = LocalBroker()
        if redis_url:
            link = connect_valkey(redis_url, 5)
            stack.push_async_callback(link.close)
            broker = ValkeyBroker(link)
        await broker.start()
        stack.push_async_callback(broker.stop)
        reader = Reader(url, admin_url, database, broker)
        await reader.waker.start()
        stack.push_async_callback(reader.waker.stop)
        await reader.feed.start()
        stack.push_async_callback(reader.feed.stop)
        await reader.mirror.read()
        yield reader


async def write(database: Database, tenant_id: UUID, *statements: tuple[str, *tuple[object, ...]]) -> int:
    """Commit the statements in one transaction; its number."""
    async with database.transaction(Scope(tenant_id=tenant_id)) as tx:
        for statement, *parameters in statements:
            await tx.execute(statement, *parameters)
        return await tx.fetchval("select pg_current_xact_id()::text::bigint")


async def add_note(database: Database, tenant_id: UUID, text: str) -> int:
    """Commit a note; the transaction's number."""
    return await write(database, tenant_id, ("insert into notes (tenant_id, text) values ($1, $2)", tenant_id, text))


async def open_transaction(connection: asyncpg.Connection) -> tuple[Transaction, int]:
    """A transaction that has a number and runs on, so that the position stays behind it; and that number."""
    transaction = connection.transaction()
    await transaction.start()
    return transaction, await connection.fetchval("select pg_current_xact_id()::text::bigint")


async def told_to(readers: Sequence[Reader], *xids: int, within_s: float = 10.0) -> float:
    """Seconds until all of the readers know of the transactions."""

    async def known() -> bool:
        return all([await reader.knows(xids) for reader in readers])

    return await until(known, within_s=within_s)


async def all_fresh(readers: Sequence[Reader], admin_url: str) -> None:
    """Fails unless every mirror shows what a fresh read shows."""
    fresh = await read_fresh(admin_url)
    for number, reader in enumerate(readers):
        assert reader.mirror.faults == []
        assert reader.mirror.rows == fresh, f"reader {number} differs"


async def one_relays(readers: Sequence[Reader]) -> Reader:
    """The relay, once exactly one reader is it and all others follow it."""

    async def so() -> bool:
        relays = [reader for reader in readers if reader.feed.is_relay]
        return len(relays) == 1 and all(
            reader.feed.is_relay or reader.feed.stats.source == "relay" for reader in readers
        )

    await until(so, within_s=10)
    return next(reader for reader in readers if reader.feed.is_relay)
