"""Whatever writers do and whatever breaks, in the end every reader shows what a fresh read shows.

A round is a handful of transactions at the same time, some rolled back, some left open for rounds to come, some while
connections are cut. After each, every mirror must equal a fresh read, though older transactions are still open.
"""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack, suppress
from uuid import UUID, uuid4

import asyncpg
import pytest
from tests.conditions import until
from tests.live.notes import Reader, all_fresh, create_notes, reading, told_to
from tests.own_valkey import OwnValkey
from valkey.asyncio import Valkey

from esteio.core.access import Scope
from esteio.core.db import Database, Tx
from esteio.embedded import ServerUrls

AT_ONCE = 6
"""Transactions of a round."""
LEFT_OPEN = 3
"""At most so many are left open for later rounds."""
LOST = (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError, asyncpg.IntegrityConstraintViolationError)
"""Writers get in each other's way; whoever loses rolls back."""
CUT_FEEDS = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'esteio feed'"
CUT_RELAY = (
    "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = "
    "(select oid from pg_database where datname = current_database())"
)


@pytest.fixture
def valkey() -> Generator[OwnValkey]:
    own = OwnValkey()
    yield own
    own.kill()


@pytest.fixture
async def readers(database_urls: ServerUrls, valkey: OwnValkey) -> AsyncGenerator[list[Reader]]:
    """One that reads the database for itself, and three of which one relays for the others."""
    await create_notes(database_urls.database_admin_url)
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(
                reading(database_urls.database_url, database_urls.database_admin_url, redis_url)
            )
            for redis_url in ("", valkey.url, valkey.url, valkey.url)
        ]


class Writing:
    """Random writers of two organisations."""

    def __init__(self, rng: random.Random, db: Database, readers: list[Reader]) -> None:
        self._rng = rng
        self._db = db
        self._readers = readers
        self._tenants = (uuid4(), uuid4())
        self._notes: dict[UUID, list[UUID]] = {tenant_id: [] for tenant_id in self._tenants}
        self._books: dict[UUID, list[UUID]] = {tenant_id: [] for tenant_id in self._tenants}
        self._open: list[Tx] = []

    async def round(self) -> list[int]:
        """Let them write; the numbers of the transactions that were committed."""
        ended = await asyncio.gather(*(self._transaction() for _ in range(AT_ONCE)))
        for tx in list(self._open):
            if self._rng.random() < 0.3:
                self._open.remove(tx)
                ended.append(await self._end(tx))
        return [xid for xid in ended if xid is not None]

    async def end(self) -> list[int]:
        """End what is open; the numbers of those that were committed."""
        ended = [await self._end(tx) for tx in self._open]
        self._open.clear()
        return [xid for xid in ended if xid is not None]

    async def _transaction(self) -> int | None:
        await asyncio.sleep(self._rng.uniform(0, 0.01))
        tx = await self._db.begin(Scope(tenant_id=self._rng.choice(self._tenants)))
        try:
            await tx.execute("set local lock_timeout = '30ms'")
            for _ in range(self._rng.randint(1, 4)):
                await self._change(tx)
                await asyncio.sleep(self._rng.choice((0, 0, 0.002)))
        except LOST:
            await self._db.rollback(tx)
            return None
        if len(self._open) < LEFT_OPEN and self._rng.random() < 0.15:
            self._open.append(tx)
            return None
        return await self._end(tx)

    async def _end(self, tx: Tx) -> int | None:
        try:
            if self._rng.random() < 0.3:
                await self._change(tx)
            xid = await tx.fetchval("select pg_current_xact_id()::text::bigint")
        except LOST:
            await self._db.rollback(tx)
            return None
        if self._rng.random() < 0.25:
            await self._db.rollback(tx)
            return None
        await self._db.commit(tx)
        if self._rng.random() < 0.8:  # else it is found by the poll
            self._rng.choice(self._readers).feed.wake()
        return xid

    async def _change(self, tx: Tx) -> None:
        rng, tenant_id = self._rng, tx.tenant_id
        notes, books = self._notes[tenant_id], self._books[tenant_id]
        text = str(rng.random())
        match rng.choices(("add", "text", "hide", "book", "title", "delete", "undone", "many", "reset"), WEIGHTS)[0]:
            case "add":
                note = rng.choice(notes) if notes and rng.random() < 0.3 else uuid4()  # perhaps one deleted before
                notes.append(note)
                await tx.execute("insert into notes (id, tenant_id, text) values ($1, $2, $3)", note, tenant_id, text)
            case "text" if notes:
                await tx.execute(
                    "update notes set text = $2, person_id = $3 where id = $1", rng.choice(notes), text, uuid4()
                )
            case "hide" if notes:
                await tx.execute("update notes set hidden = not hidden where id = $1", rng.choice(notes))
            case "book" if notes:
                books.append(uuid4())
                await tx.execute("insert into books values ($1, $2, $3)", books[-1], tenant_id, text)
                await tx.execute("update notes set book_id = $2 where id = $1", rng.choice(notes), books[-1])
            case "title" if books:
                await tx.execute("update books set title = $2 where id = $1", rng.choice(books), text)
            case "delete" if notes:
                await tx.execute("delete from notes where id = $1", rng.choice(notes))
            case "undone":
                await tx.execute("savepoint here")
                await tx.execute("insert into notes (tenant_id, text) values ($1, $2)", tenant_id, text)
                await tx.execute("rollback to here")
            case "many":
                await tx.execute(
                    "insert into notes (tenant_id, text, hidden) "
                    "select $1, $2 || n, n > 20 from generate_series(1, 700) n",
                    tenant_id,
                    text,
                )
            case "reset":
                await tx.execute("select tell_reset($1, 'notes')", tenant_id)
            case _:
                pass


WEIGHTS = (30, 25, 8, 8, 8, 12, 6, 1, 1)


async def break_something(rng: random.Random, admin: asyncpg.Connection, client: Valkey) -> None:
    """Cut connections under the readers."""
    await asyncio.sleep(rng.uniform(0, 0.02))
    match rng.choice(("feeds", "relay", "messages", "publisher")):
        case "feeds":
            await admin.execute(CUT_FEEDS)
        case "relay":
            await admin.execute(CUT_RELAY)
        case "messages":
            await client.execute_command("CLIENT", "KILL", "TYPE", "pubsub")
        case _:
            await client.execute_command("CLIENT", "KILL", "TYPE", "normal")


class TestRounds:
    @pytest.mark.timeout(0)  # as many rounds as were asked for
    async def test_every_reader_ends_equal_to_a_fresh_read(
        self,
        readers: list[Reader],
        db: Database,
        database_urls: ServerUrls,
        valkey: OwnValkey,
        request: pytest.FixtureRequest,
    ) -> None:
        seed = secrets.randbits(32)
        rng = random.Random(seed)  # noqa: S311 - not a secret
        writing = Writing(rng, db, readers)
        admin = await asyncpg.connect(database_urls.database_admin_url)
        client = Valkey.from_url(valkey.url)
        done = 0
        try:
            while done < request.config.getoption("--live-rounds"):
                breaking = break_something(rng, admin, client) if rng.random() < 0.06 else asyncio.sleep(0)
                xids, _ = await asyncio.gather(writing.round(), breaking)
                await told_to(readers, *xids, within_s=15)
                await all_fresh(readers, database_urls.database_admin_url)
                done += 1
            xids = await writing.end()
            await told_to(readers, *xids)
            await all_fresh(readers, database_urls.database_admin_url)

            async def settled() -> bool:
                return all(reader.feed.lag_s == 0 for reader in readers)

            await until(settled, within_s=10)
            assert all(reader.mirror.resets == 0 for reader in readers)
        except AssertionError as failure:
            raise AssertionError(f"round {done} of seed {seed}: {failure}") from failure
        finally:
            with suppress(OSError):
                await client.aclose()
            await admin.close()
