"""The feed of one process that reads the database for itself."""

from __future__ import annotations

import asyncio
import gc
import sys
import time
from collections.abc import AsyncGenerator
from uuid import UUID, uuid4

import asyncpg
import pytest
from msgspec.structs import replace
from tests.conditions import until
from tests.live.notes import (
    NOTES,
    Reader,
    add_note,
    all_fresh,
    create_notes,
    open_transaction,
    read_fresh,
    reading,
    told_to,
    write,
)

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.embedded import ServerUrls
from esteio.live import feed as feed_module
from esteio.live import reading as reading_module
from esteio.live.broker import LocalBroker
from esteio.live.changes import Operation
from esteio.live.feed import Batch, Feed
from esteio.live.position import Position
from esteio.live.reading import read_settled
from esteio.live.resource import Registry
from esteio.live.waking import ChangeWaker


@pytest.fixture
async def admin(database_urls: ServerUrls) -> AsyncGenerator[asyncpg.Connection]:
    await create_notes(database_urls.database_admin_url)
    connection = await asyncpg.connect(database_urls.database_admin_url)
    yield connection
    await connection.close()


@pytest.fixture
async def reader(database_urls: ServerUrls, admin: asyncpg.Connection) -> AsyncGenerator[Reader]:
    del admin
    async with reading(database_urls.database_url, database_urls.database_admin_url) as started:
        yield started


@pytest.fixture
def tenant_id() -> UUID:
    return uuid4()


async def waits(reader: Reader, db: Database, tenant_id: UUID) -> list[float]:
    """Seconds until each of twenty commits was told."""
    times: list[float] = []
    for number in range(20):
        xid = await add_note(db, tenant_id, f"now {number}")
        reader.feed.wake()
        times.append(await told_to([reader], xid))
    return times


class TestStart:
    async def test_knows_a_position_that_all_had_been_told_by_then(
        self, reader: Reader, admin: asyncpg.Connection, db: Database, tenant_id: UUID, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del reader
        xids = [await add_note(db, tenant_id, f"recent {number}") for number in range(3)]
        settled = await read_settled(admin, 1)
        assert settled is not None
        assert settled <= Position(xids[0], 0)
        aged = "update changes set at = at - interval '2 minutes' where xid < $1::text::xid8"
        await admin.execute(aged, str(xids[2]))
        assert await read_settled(admin, 1) == Position(xids[2], 0)
        async with db.transaction(Scope(tenant_id=tenant_id)) as tx:
            running = await tx.fetchval("select pg_current_xact_id()::text::bigint")
            await admin.execute(aged, str(running))
            assert await read_settled(admin, 1) == Position(running, 0)
        for number in range(3):
            await add_note(db, tenant_id, f"more than are looked through {number}")
        monkeypatch.setattr(reading_module, "MOST_LATEST", 3)
        assert await read_settled(admin, 1) is None


class TestTelling:
    async def test_a_commit_of_this_process_is_told_at_once(
        self, reader: Reader, db: Database, tenant_id: UUID
    ) -> None:
        assert sorted(await waits(reader, db, tenant_id))[10] < 0.05

    async def test_so_it_is_when_the_machine_was_busy_at_the_start(
        self, database_urls: ServerUrls, admin: asyncpg.Connection, db: Database, tenant_id: UUID
    ) -> None:
        del admin
        burn = (sys.executable, "-c", "while True: pass")
        busy = [await asyncio.create_subprocess_exec(*burn) for _ in range(4)]
        async with reading(database_urls.database_url, database_urls.database_admin_url) as reader:
            xid = await add_note(db, tenant_id, "while it is")
            reader.feed.wake()
            await told_to([reader], xid)
            for each in busy:
                each.kill()
                await each.wait()
            assert sorted(await waits(reader, db, tenant_id))[10] < 0.05

    async def test_a_commit_of_another_process_is_told_before_the_next_poll(
        self, reader: Reader, db: Database, database_urls: ServerUrls, tenant_id: UUID
    ) -> None:
        waker = ChangeWaker(database_urls.database_url)
        await waker.start()
        waits: list[float] = []
        for number in range(5):
            xid = await add_note(db, tenant_id, f"elsewhere {number}")
            waker.soon()
            waits.append(await told_to([reader], xid))
        await waker.stop()
        assert min(waits) < 0.1

    async def test_a_change_made_by_hand_is_told_without_being_woken(
        self, reader: Reader, admin: asyncpg.Connection, tenant_id: UUID
    ) -> None:
        await admin.execute("insert into notes (tenant_id, text) values ($1, 'by hand')", tenant_id)

        async def told() -> bool:
            return reader.mirror.times("by hand") == 1

        assert await until(told, within_s=5) < 2

    async def test_a_row_is_told_as_its_list_shows_it_with_topics_and_values_of_filters(
        self, reader: Reader, db: Database, tenant_id: UUID, database_urls: ServerUrls
    ) -> None:
        book, person = uuid4(), uuid4()
        xid = await write(
            db,
            tenant_id,
            ("insert into books (id, tenant_id, title) values ($1, $2, 'Casa')", book, tenant_id),
            (
                "insert into notes (tenant_id, text, person_id, book_id) values ($1, 'ção', $2, $3)",
                tenant_id,
                person,
                book,
            ),
        )
        await told_to([reader], xid)
        change, row = reader.mirror.changes[-1]
        assert row is not None
        assert row.topics == (f"person:{person}",)
        assert row.keys == (str(change.row_id), "open", "Casa")
        assert (change.operation, change.tenant_id) == (Operation.INSERT, tenant_id)
        await all_fresh([reader], database_urls.database_admin_url)

    async def test_several_changes_of_a_row_in_a_batch_are_one(
        self, reader: Reader, db: Database, tenant_id: UUID
    ) -> None:
        note, first, second = uuid4(), uuid4(), uuid4()
        xid = await write(
            db,
            tenant_id,
            ("insert into notes (id, tenant_id, text, person_id) values ($1, $2, 'a', $3)", note, tenant_id, first),
            ("update notes set text = 'b', status = 'held' where id = $1", note),
            ("update notes set person_id = $2, status = 'done' where id = $1", note, second),
        )
        await told_to([reader], xid)
        ((change, row),) = reader.mirror.changes
        assert row is not None
        assert change.operation is Operation.INSERT
        assert set(change.topics) == {f"person:{first}", f"person:{second}"}
        assert set(change.columns) == {"text", "status", "person_id"}
        assert change.detail == {"status": [None, "done"]}

    async def test_what_left_the_list_is_a_deletion_and_what_comes_back_is_not(
        self, reader: Reader, db: Database, tenant_id: UUID
    ) -> None:
        note = uuid4()
        for statement, operation in (
            ("insert into notes (id, tenant_id, text) select $1, current_tenant(), 'x'", Operation.INSERT),
            ("update notes set hidden = true where id = $1", Operation.DELETE),
            ("update notes set hidden = false where id = $1", Operation.UPDATE),
            ("delete from notes where id = $1", Operation.DELETE),
        ):
            await told_to([reader], await write(db, tenant_id, (statement, note)))
            change, row = reader.mirror.changes[-1]
            assert (change.operation, row is None) == (operation, operation is Operation.DELETE)

    async def test_what_others_show_of_it_changes_with_it(
        self, reader: Reader, db: Database, tenant_id: UUID, database_urls: ServerUrls
    ) -> None:
        book = uuid4()
        await write(
            db,
            tenant_id,
            ("insert into books (id, tenant_id, title) values ($1, $2, 'Casa')", book, tenant_id),
            ("insert into notes (tenant_id, text, book_id) values ($1, 'in a book', $2)", tenant_id, book),
        )
        await told_to([reader], await write(db, tenant_id, ("update books set title = 'Lar' where id = $1", book)))
        _, row = reader.mirror.changes[-1]
        assert row is not None
        assert row.json.endswith(b'"book":"Lar"}')
        await all_fresh([reader], database_urls.database_admin_url)

    async def test_a_reset_says_that_all_must_be_read(self, reader: Reader, db: Database, tenant_id: UUID) -> None:
        xid = await write(db, tenant_id, ("select tell_reset($1, 'notes')", tenant_id))
        await told_to([reader], xid)
        change, row = reader.mirror.changes[-1]
        assert (change.operation, change.row_id, row) == (Operation.RESET, UUID(int=0), None)

    async def test_thousands_of_changes_are_told_in_pages_and_let_others_run(
        self, reader: Reader, db: Database, tenant_id: UUID, database_urls: ServerUrls
    ) -> None:
        before = len(reader.mirror.batches)
        xid = await write(
            db,
            tenant_id,
            ("insert into notes (tenant_id, text) select $1, 'note ' || n from generate_series(1, 5000) n", tenant_id),
        )
        gc.collect()
        gc.freeze()  # a collection of all that pytest holds would be what is measured
        reader.feed.wake()
        longest = 0.0  # of the processor: others' work on a busy machine is not the feed's
        while not reader.feed.reached(xid):
            started = time.thread_time()
            await asyncio.sleep(0)
            longest = max(longest, time.thread_time() - started)
        gc.unfreeze()
        assert len(reader.mirror.batches) - before >= 10
        assert longest < 0.05
        await all_fresh([reader], database_urls.database_admin_url)

    async def test_a_listener_that_fails_does_not_keep_others_from_hearing(
        self, reader: Reader, db: Database, tenant_id: UUID
    ) -> None:
        heard: list[Batch] = []

        def fail(_batch: Batch) -> None:
            raise RuntimeError("a listener of the tests fails")

        reader.feed.add_listener(fail)
        reader.feed.add_listener(heard.append)
        await told_to([reader], await add_note(db, tenant_id, "heard"))
        assert any(batch.changes for batch in heard)

    async def test_a_resource_at_fault_is_told_as_reset(
        self, database_urls: ServerUrls, db: Database, admin: asyncpg.Connection, tenant_id: UUID
    ) -> None:
        del admin
        broken = replace(NOTES, spec=replace(NOTES.spec, columns={"id": "n.id", "x": "n.no_such_column"}))
        waker = ChangeWaker(database_urls.database_url)
        feed = Feed(database_urls.database_url, db, Registry((broken,), ()), LocalBroker(), waker)
        told: list[Batch] = []
        feed.add_listener(told.append)
        await feed.start()
        xid = await add_note(db, tenant_id, "broken")

        async def reached() -> bool:
            return feed.reached(xid)

        await until(reached, within_s=5)
        await feed.stop()
        changes = [each for batch in told for each in batch.changes]
        assert [(each.change.operation, each.row) for each in changes] == [(Operation.RESET, None)]


class TestOpenTransaction:
    async def test_others_are_told_at_once_and_settle_without_being_told_again(
        self, reader: Reader, db: Database, admin: asyncpg.Connection, tenant_id: UUID, database_urls: ServerUrls
    ) -> None:
        open_one, _ = await open_transaction(admin)
        await admin.execute("insert into notes (tenant_id, text) values ($1, 'dawdler')", tenant_id)
        position = reader.feed.position
        xids = [await add_note(db, tenant_id, f"quick {number}") for number in range(5)]
        assert await told_to([reader], *xids) < 2
        assert reader.mirror.times("quick 4") == 1
        assert reader.mirror.times("dawdler") == 0
        assert reader.feed.position.xid < xids[0]

        async def lags() -> bool:
            return reader.feed.lag_s > 0.5

        await until(lags, within_s=5)
        assert reader.feed.trusted
        await open_one.commit()

        async def settled() -> bool:
            return reader.feed.position.xid > xids[-1]

        await until(settled, within_s=5)
        assert [reader.mirror.times(text) for text in ("dawdler", *(f"quick {n}" for n in range(5)))] == [1] * 6
        assert reader.feed.lag_s == 0
        assert reader.feed.position > position
        await all_fresh([reader], database_urls.database_admin_url)

    async def test_early_ones_do_not_move_the_position(
        self, reader: Reader, db: Database, admin: asyncpg.Connection, tenant_id: UUID
    ) -> None:
        open_one, open_xid = await open_transaction(admin)
        await told_to([reader], await add_note(db, tenant_id, "first"))
        await told_to([reader], await add_note(db, tenant_id, "second"))
        batch = reader.mirror.batches[-1]
        assert (batch.previous, batch.position) == (reader.feed.position, reader.feed.position)
        assert reader.feed.position.xid <= open_xid
        assert not reader.feed.reached(open_xid)
        await open_one.rollback()
        await told_to([reader], open_xid)

    async def test_thousands_behind_it_cost_no_second_telling(
        self, reader: Reader, db: Database, admin: asyncpg.Connection, tenant_id: UUID, database_urls: ServerUrls
    ) -> None:
        open_one, _ = await open_transaction(admin)
        many = "insert into notes (tenant_id, text) select $1, 'behind ' || n from generate_series(1, 3000) n"
        told = reader.feed.stats.changes
        await told_to([reader], await write(db, tenant_id, (many, tenant_id)))
        after = await add_note(db, tenant_id, "after many")
        await told_to([reader], after)
        await open_one.rollback()

        async def settled() -> bool:
            return reader.feed.position.xid > after

        await until(settled, within_s=5)
        assert reader.feed.stats.changes - told == 3001
        await all_fresh([reader], database_urls.database_admin_url)

    async def test_the_number_of_a_transaction_says_nothing_about_which_was_last(
        self, reader: Reader, db: Database, admin: asyncpg.Connection, tenant_id: UUID, database_urls: ServerUrls
    ) -> None:
        note = uuid4()
        await write(db, tenant_id, ("insert into notes (id, tenant_id, text) values ($1, $2, 'was')", note, tenant_id))
        older, number = await open_transaction(admin)
        younger = await write(db, tenant_id, ("delete from notes where id = $1", note))
        await admin.execute("insert into notes (id, tenant_id, text) values ($1, $2, 'is again')", note, tenant_id)
        await older.commit()
        assert number < younger
        await told_to([reader], number, younger)
        assert b"is again" in reader.mirror.rows[tenant_id, note]
        await all_fresh([reader], database_urls.database_admin_url)


class TestReached:
    async def test_a_transaction_that_changed_nothing_is_reached_soon(
        self, reader: Reader, db: Database, tenant_id: UUID
    ) -> None:
        xid = await write(db, tenant_id, ("select pg_current_xact_id()",))
        reader.feed.wake()
        assert await told_to([reader], xid) < 2

    async def test_one_that_runs_is_not(self, reader: Reader, admin: asyncpg.Connection) -> None:
        async with admin.transaction():
            xid = await admin.fetchval("select pg_current_xact_id()::text::bigint")
            reader.feed.wake()
            await asyncio.sleep(0.05)
            assert not reader.feed.reached(xid)
        await told_to([reader], xid)


class TestConnection:
    async def test_that_is_cut_is_made_anew_and_nothing_is_missed(
        self, reader: Reader, db: Database, admin: asyncpg.Connection, tenant_id: UUID, database_urls: ServerUrls
    ) -> None:
        for number in range(3):
            await admin.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'esteio feed'"
            )
            xid = await add_note(db, tenant_id, f"while cut {number}")
            await told_to([reader], xid)
            assert reader.mirror.times(f"while cut {number}") == 1
        assert reader.mirror.resets == 0
        assert reader.feed.trusted
        await all_fresh([reader], database_urls.database_admin_url)

    async def test_sees_changes_of_all_and_rows_of_nobody(self, database_urls: ServerUrls) -> None:
        await create_notes(database_urls.database_admin_url)
        connection = await feed_module.connect(database_urls.database_url)
        try:
            assert await connection.fetchval("select count(*) from changes") > 0
            assert await connection.fetchval("select count(*) from notes") == 0
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute("delete from changes")
        finally:
            await connection.close()

    async def test_after_a_stop_nothing_is_told_and_no_connection_is_left(
        self, database_urls: ServerUrls, db: Database, admin: asyncpg.Connection, tenant_id: UUID
    ) -> None:
        async with reading(database_urls.database_url, database_urls.database_admin_url) as stopped:
            await stopped.feed.stop()
            told = len(stopped.mirror.batches)
            await add_note(db, tenant_id, "unheard")
            assert not stopped.feed.trusted or len(stopped.mirror.batches) == told

        async def none_left() -> bool:
            left = "select count(*) from pg_stat_activity where datname = current_database() and application_name like "
            return await admin.fetchval(left + "'esteio feed%'") == 0

        await until(none_left, within_s=5)

    async def test_away_for_longer_than_changes_are_kept_all_must_be_read(
        self,
        reader: Reader,
        db: Database,
        admin: asyncpg.Connection,
        tenant_id: UUID,
        database_urls: ServerUrls,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(feed_module, "KEEP_DAYS", 1)  # a day's grace: any time away is too long
        await admin.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'esteio feed'"
        )
        await told_to([reader], await add_note(db, tenant_id, "after a week"))

        async def was_reset() -> bool:
            return reader.mirror.resets == 1 and not reader.mirror.is_reading

        await until(was_reset, within_s=5)
        assert reader.mirror.rows == await read_fresh(database_urls.database_admin_url)
