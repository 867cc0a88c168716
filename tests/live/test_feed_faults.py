"""PostgreSQL stopped, killed and back, under feeds that go on by themselves."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

import asyncpg
import pytest
from tests.conditions import until
from tests.live.notes import Reader, add_note, all_fresh, create_notes, one_relays, reading, told_to
from tests.own_valkey import OwnValkey

from esteio.app import migrate
from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.embedded import EmbeddedServers, ServerUrls


class Own(NamedTuple):
    """A database server of the test's own, and readers of it."""

    folder: Path
    servers: EmbeddedServers
    urls: ServerUrls
    readers: list[Reader]


@pytest.fixture
def valkey() -> Generator[OwnValkey]:
    own = OwnValkey()
    yield own
    own.kill()


@pytest.fixture
async def own(tmp_path_factory: pytest.TempPathFactory, valkey: OwnValkey) -> AsyncGenerator[Own]:
    folder = tmp_path_factory.mktemp("own")
    servers = EmbeddedServers(folder, durable=False, with_valkey=False)
    try:
        urls = servers.start()
        await migrate(urls.database_admin_url)
        await create_notes(urls.database_admin_url)
        async with AsyncExitStack() as stack:
            readers = [
                await stack.enter_async_context(reading(urls.database_url, urls.database_admin_url, redis_url))
                for redis_url in ("", valkey.url, valkey.url)
            ]
            await one_relays(readers[1:])
            yield Own(folder, servers, urls, readers)
    finally:
        servers.stop()


async def lag(readers: list[Reader]) -> None:
    """Return when nobody's knowledge is trusted any more, and all say for how long they were told nothing."""

    async def so() -> bool:
        return all(not reader.feed.trusted and reader.feed.lag_s > 0 for reader in readers)

    await until(so, within_s=5)


async def roll_back(database: Database, tenant_id: UUID) -> int:
    """The number of a transaction that wrote and was rolled back."""
    tx = await database.begin(Scope(tenant_id=tenant_id))
    await tx.execute("insert into notes (tenant_id, text) values ($1, 'undone')", tenant_id)
    xid = await tx.fetchval("select pg_current_xact_id()::text::bigint")
    await database.rollback(tx)
    return xid


class TestPostgres:
    async def test_stopped_and_started_is_one_history(self, own: Own) -> None:
        readers, tenant_id = own.readers, uuid4()
        epoch = readers[0].feed.epoch
        for number in range(2):
            await told_to(readers, await add_note(readers[0].database, tenant_id, f"before {number}"))
            unheard = await add_note(readers[0].database, tenant_id, f"at the end {number}")
            await asyncio.to_thread(own.servers.stop)
            await lag(readers)
            assert await asyncio.to_thread(own.servers.start) == own.urls
            await told_to(readers, unheard)
            await told_to(readers, await add_note(readers[0].database, tenant_id, f"after {number}"))
            await one_relays(readers[1:])
            assert all(reader.feed.trusted for reader in readers)
        assert {reader.feed.epoch for reader in readers} == {epoch}
        assert not any(reader.mirror.resets for reader in readers)
        await all_fresh(readers, own.urls.database_admin_url)

    async def test_killed_begins_another_because_it_numbers_transactions_twice(self, own: Own) -> None:
        readers, tenant_id = own.readers, uuid4()
        epoch = readers[0].feed.epoch
        await told_to(readers, await add_note(readers[0].database, tenant_id, "before"))
        undone = [await roll_back(readers[0].database, tenant_id) for _ in range(20)]
        await told_to(readers, *undone)
        os.kill(int((own.folder / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        await asyncio.to_thread(own.servers.stop)
        await asyncio.to_thread(own.servers.start)
        xids = [await add_note(readers[0].database, tenant_id, f"after {number}") for number in range(3)]

        async def begun_anew() -> bool:
            return all(reader.feed.epoch != epoch and reader.mirror.resets == 1 for reader in readers)

        await until(begun_anew, within_s=10)
        await told_to(readers, *xids)
        assert len({reader.feed.epoch for reader in readers}) == 1
        await one_relays(readers[1:])
        xids = [await add_note(readers[0].database, tenant_id, f"later {number}") for number in range(3)]
        await told_to(readers, *xids)
        await all_fresh(readers, own.urls.database_admin_url)

    async def test_restored_begins_another(self, own: Own) -> None:
        """As after a restore: the name of the history differs, whatever the numbers say."""
        readers, tenant_id = own.readers, uuid4()
        epoch = readers[0].feed.epoch
        await told_to(readers, await add_note(readers[0].database, tenant_id, "before"))
        admin = await asyncpg.connect(own.urls.database_admin_url)
        await admin.execute("update feed_history set name = 'another'")
        await admin.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name like '%feed'"
        )
        await admin.close()

        async def begun_anew() -> bool:
            return all(reader.feed.epoch != epoch and reader.mirror.resets == 1 for reader in readers)

        await until(begun_anew, within_s=10)
        await one_relays(readers[1:])
        await told_to(readers, await add_note(readers[0].database, tenant_id, "after"))
        await all_fresh(readers, own.urls.database_admin_url)
