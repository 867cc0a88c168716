"""Several processes with Valkey: one reads for all, and whatever happens to it, the others miss nothing."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest
from tests.conditions import until
from tests.live.notes import (
    Reader,
    add_note,
    all_fresh,
    create_notes,
    one_relays,
    open_transaction,
    reading,
    told_to,
    write,
)
from tests.own_valkey import OwnValkey
from valkey.asyncio import Valkey

from esteio.core.db import Database
from esteio.embedded import ServerUrls
from esteio.live import feed as feed_module
from esteio.live.relay import LOCK, channel_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def valkey() -> Generator[OwnValkey]:
    own = OwnValkey()
    yield own
    own.kill()


@pytest.fixture
async def admin(database_urls: ServerUrls) -> AsyncGenerator[asyncpg.Connection]:
    await create_notes(database_urls.database_admin_url)
    connection = await asyncpg.connect(database_urls.database_admin_url)
    yield connection
    await connection.close()


@pytest.fixture
async def readers(
    database_urls: ServerUrls, valkey: OwnValkey, admin: asyncpg.Connection
) -> AsyncGenerator[list[Reader]]:
    """Three processes' worth, in this one."""
    del admin
    async with AsyncExitStack() as stack:
        urls = (database_urls.database_url, database_urls.database_admin_url, valkey.url)
        yield [await stack.enter_async_context(reading(*urls)) for _ in range(3)]


@pytest.fixture
def tenant_id() -> UUID:
    return uuid4()


@contextmanager
def relay_process(database_urls: ServerUrls, valkey: OwnValkey) -> Generator[subprocess.Popen[bytes]]:
    """A process of its own that is the relay."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.live.feed_process", *database_urls[:2], valkey.url],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        assert b"relay\n" in iter(process.stdout.readline, b"")  # it may log before
        yield process
    finally:
        process.kill()
        process.wait()


class TestRelay:
    async def test_one_reads_for_all(
        self, readers: list[Reader], db: Database, tenant_id: UUID, database_urls: ServerUrls
    ) -> None:
        relay = await one_relays(readers)
        before = [reader.feed.stats.changes for reader in readers]
        xids: list[int] = []
        for number in range(20):
            xids.append(await add_note(db, tenant_id, f"for all {number}"))
            relay.feed.wake()
        await told_to(readers, *xids)
        assert [reader.feed.stats.changes - was for reader, was in zip(readers, before, strict=True)] == [20] * 3
        assert await one_relays(readers) is relay
        assert all(reader.feed.trusted for reader in readers)
        await all_fresh(readers, database_urls.database_admin_url)

    async def test_a_commit_anywhere_wakes_it(self, readers: list[Reader], db: Database, tenant_id: UUID) -> None:
        relay = await one_relays(readers)
        writer = next(reader for reader in readers if reader is not relay)
        waits: list[float] = []
        for number in range(10):
            xid = await add_note(db, tenant_id, f"woken {number}")
            writer.feed.wake()
            waits.append(await told_to(readers, xid))
        assert sorted(waits)[5] < 0.1

    async def test_an_open_transaction_does_not_keep_others_from_being_told(
        self,
        readers: list[Reader],
        db: Database,
        admin: asyncpg.Connection,
        tenant_id: UUID,
        database_urls: ServerUrls,
    ) -> None:
        await one_relays(readers)
        open_one, _ = await open_transaction(admin)
        await admin.execute("insert into notes (tenant_id, text) values ($1, 'dawdler')", tenant_id)
        xids = [await add_note(db, tenant_id, f"quick {number}") for number in range(5)]
        await told_to(readers, *xids)
        assert all(reader.feed.position.xid < xids[0] for reader in readers)
        assert all(reader.feed.reached(xid) and reader.feed.lag_s > 0 for reader in readers for xid in xids)
        await open_one.commit()

        async def settled() -> bool:
            return all(reader.feed.position.xid > xids[-1] for reader in readers)

        await until(settled, within_s=5)
        for reader in readers:
            assert [reader.mirror.times(text) for text in ("dawdler", "quick 0", "quick 4")] == [1, 1, 1]
        await all_fresh(readers, database_urls.database_admin_url)

    async def test_thousands_of_changes_come_in_pages_and_in_one_piece(
        self,
        readers: list[Reader],
        db: Database,
        admin: asyncpg.Connection,
        tenant_id: UUID,
        database_urls: ServerUrls,
    ) -> None:
        await one_relays(readers)
        open_one, _ = await open_transaction(admin)  # so that the pages do not move the position
        many = "insert into notes (tenant_id, text) select $1, 'page ' || n from generate_series(1, 2500) n"
        await told_to(readers, await write(db, tenant_id, (many, tenant_id)))
        await open_one.rollback()
        await all_fresh(readers, database_urls.database_admin_url)

    async def test_a_lost_message_is_a_gap_that_the_database_fills(
        self,
        readers: list[Reader],
        db: Database,
        admin: asyncpg.Connection,
        tenant_id: UUID,
        valkey: OwnValkey,
        database_urls: ServerUrls,
    ) -> None:
        relay = await one_relays(readers)
        gaps = [reader.feed.stats.gaps for reader in readers]
        client = Valkey.from_url(valkey.url)
        # An early change does not move the position: nothing but the missing message tells of it.
        open_one, _ = await open_transaction(admin)
        for number in range(5):
            await client.execute_command("CLIENT", "KILL", "TYPE", "pubsub")
            xid = await add_note(db, tenant_id, f"into the void {number}")
            relay.feed.wake()
            await told_to(readers, xid)
        await open_one.rollback()
        await client.aclose()
        await one_relays(readers)

        async def noticed() -> bool:
            return any(reader.feed.stats.gaps > was for reader, was in zip(readers, gaps, strict=True))

        await until(noticed, within_s=5)
        await all_fresh(readers, database_urls.database_admin_url)

    async def test_words_of_strangers_do_no_harm(
        self, readers: list[Reader], db: Database, tenant_id: UUID, valkey: OwnValkey, database_urls: ServerUrls
    ) -> None:
        await one_relays(readers)
        client = Valkey.from_url(valkey.url)
        for payload in (b"", b"\x00", b"nonsense" * 100):
            await client.publish(channel_of(readers[0].feed.epoch), payload)
        await client.publish(channel_of("00000000"), b"of another history")
        await client.aclose()
        await told_to(readers, await add_note(db, tenant_id, "all the same"))
        await one_relays(readers)
        await all_fresh(readers, database_urls.database_admin_url)

    async def test_one_that_stops_is_followed_by_another(
        self, readers: list[Reader], db: Database, tenant_id: UUID, database_urls: ServerUrls
    ) -> None:
        relay = await one_relays(readers)
        await relay.feed.stop()
        left = [reader for reader in readers if reader is not relay]
        xid = await add_note(db, tenant_id, "after a stop")
        await told_to(left, xid)
        assert await one_relays(left) is not relay
        await all_fresh(left, database_urls.database_admin_url)

    async def test_one_that_loses_its_connection_is_followed_by_another(
        self,
        readers: list[Reader],
        db: Database,
        admin: asyncpg.Connection,
        tenant_id: UUID,
        database_urls: ServerUrls,
    ) -> None:
        await one_relays(readers)
        for number in range(3):
            await admin.execute(
                "select pg_terminate_backend(pid) from pg_locks "
                "where locktype = 'advisory' and objid = $1::bigint::oid",
                LOCK & 0xFFFFFFFF,
            )
            await told_to(readers, await add_note(db, tenant_id, f"after a cut {number}"))
        await one_relays(readers)
        await all_fresh(readers, database_urls.database_admin_url)


class TestLateness:
    async def test_of_a_relay_is_not_passed_on(
        self, readers: list[Reader], db: Database, tenant_id: UUID, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        relay = await one_relays(readers)
        others = [reader for reader in readers if reader is not relay]
        loop, publish = asyncio.get_running_loop(), relay.broker.publish
        late_s = 0.4  # with its heartbeats it is never silent for long enough to be given up
        monkeypatch.setattr(
            relay.broker, "publish", lambda channel, payload: loop.call_later(late_s, publish, channel, payload)
        )
        waits: list[float] = []
        # Whoever is told sooner than the relay can has read for itself.
        while len([wait for wait in waits if wait < late_s]) < 3:
            assert len(waits) < 40, waits
            xid = await add_note(db, tenant_id, f"in time {len(waits)}")
            others[0].feed.wake()
            waits.append(await told_to(others, xid))
        assert not any(reader.feed.is_relay for reader in others)
        monkeypatch.undo()
        await one_relays(readers)


class TestProcess:
    async def test_killed_is_followed_by_another_within_two_seconds(
        self, database_urls: ServerUrls, valkey: OwnValkey, db: Database, admin: asyncpg.Connection, tenant_id: UUID
    ) -> None:
        del admin
        with relay_process(database_urls, valkey) as process:
            async with two_readers(database_urls, valkey) as followers:
                await follow(followers)
                xids = [await add_note(db, tenant_id, f"before {number}") for number in range(5)]
                await told_to(followers, *xids)
                xids = [await add_note(db, tenant_id, f"at the end {number}") for number in range(5)]
                process.kill()
                xids += [await add_note(db, tenant_id, f"after {number}") for number in range(5)]

                async def taken_over() -> bool:
                    return any(reader.feed.is_relay for reader in followers)

                assert await until(taken_over, within_s=10) < 2
                assert await told_to(followers, *xids) < 2
                await one_relays(followers)
                await all_fresh(followers, database_urls.database_admin_url)

    async def test_frozen_does_not_freeze_the_others(
        self, database_urls: ServerUrls, valkey: OwnValkey, db: Database, admin: asyncpg.Connection, tenant_id: UUID
    ) -> None:
        del admin
        with relay_process(database_urls, valkey) as process:
            async with two_readers(database_urls, valkey) as followers:
                await follow(followers)
                process.send_signal(signal.SIGSTOP)
                xid = await add_note(db, tenant_id, "while it is frozen")
                assert await told_to(followers, xid) < 2
                xid = await add_note(db, tenant_id, "later")
                assert await told_to(followers, xid) < 2
                assert all(reader.feed.stats.source == "database" for reader in followers)
                assert not any(reader.feed.is_relay for reader in followers)
                process.send_signal(signal.SIGCONT)
                await follow(followers)
                await told_to(followers, await add_note(db, tenant_id, "thawed"))
                await all_fresh(followers, database_urls.database_admin_url)


class TestValkey:
    async def test_killed_and_back_is_missed_by_nobody(
        self, readers: list[Reader], db: Database, tenant_id: UUID, valkey: OwnValkey, database_urls: ServerUrls
    ) -> None:
        await one_relays(readers)
        for number in range(2):
            await asyncio.to_thread(valkey.kill)
            xid = await add_note(db, tenant_id, f"without {number}")
            assert await told_to(readers, xid) < 3
            assert all(reader.feed.trusted for reader in readers)
            await asyncio.to_thread(valkey.start)
            await told_to(readers, await add_note(db, tenant_id, f"with {number}"))
            await one_relays(readers)
        await all_fresh(readers, database_urls.database_admin_url)

    async def test_absent_from_the_start_comes_into_use_by_itself(
        self, database_urls: ServerUrls, valkey: OwnValkey, db: Database, admin: asyncpg.Connection, tenant_id: UUID
    ) -> None:
        del admin
        await asyncio.to_thread(valkey.kill)
        async with two_readers(database_urls, valkey) as readers:
            await told_to(readers, await add_note(db, tenant_id, "without"))
            assert not any(reader.feed.is_relay for reader in readers)
            await asyncio.to_thread(valkey.start)
            await one_relays(readers)
            await all_fresh(readers, database_urls.database_admin_url)

    async def test_flushed_changes_nothing(
        self, readers: list[Reader], db: Database, tenant_id: UUID, valkey: OwnValkey, database_urls: ServerUrls
    ) -> None:
        relay = await one_relays(readers)
        client = Valkey.from_url(valkey.url)
        await client.flushall()
        await client.aclose()
        await told_to(readers, await add_note(db, tenant_id, "flushed"))
        assert await one_relays(readers) is relay
        await all_fresh(readers, database_urls.database_admin_url)

    async def test_out_of_the_relays_reach_only_another_takes_its_place(
        self, readers: list[Reader], db: Database, tenant_id: UUID, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(feed_module, "MUTE_S", 0.3)
        relay = await one_relays(readers)
        await relay.broker.stop()
        others = [reader for reader in readers if reader is not relay]
        await one_relays(others)
        assert not relay.feed.is_relay
        await told_to(readers, await add_note(db, tenant_id, "heard by all"))


async def follow(readers: list[Reader]) -> None:
    """Return when the readers live on what a relay elsewhere says."""

    async def so() -> bool:
        return all(reader.feed.stats.source == "relay" for reader in readers)

    await until(so, within_s=10)


@asynccontextmanager
async def two_readers(database_urls: ServerUrls, valkey: OwnValkey) -> AsyncGenerator[list[Reader]]:
    async with AsyncExitStack() as stack:
        urls = (database_urls.database_url, database_urls.database_admin_url, valkey.url)
        yield [await stack.enter_async_context(reading(*urls)) for _ in range(2)]
