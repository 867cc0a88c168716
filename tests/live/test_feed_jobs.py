"""The upkeep of change rows."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from uuid import uuid4

import asyncpg
import pytest
from tests.live.notes import add_note, create_notes

from esteio.core import jobs as core_jobs
from esteio.core.db import Database
from esteio.embedded import ServerUrls
from esteio.live import jobs

PARTITIONS = "select relname::text from pg_class where relname ~ '^changes_[0-9]{8}$' order by 1"
ADD = """
    insert into changes (day, tenant_id, resource, row_id, operation)
    select (now() at time zone 'utc')::date + $1::integer, gen_random_uuid(), 'notes', gen_random_uuid(), 'update'
"""


@pytest.fixture
async def admin(database_urls: ServerUrls) -> AsyncGenerator[asyncpg.Connection]:
    await create_notes(database_urls.database_admin_url)
    connection = await asyncpg.connect(database_urls.database_admin_url)
    yield connection
    await connection.close()


async def keep(db: Database) -> None:
    context = core_jobs.JobContext(
        job_id=1,
        tenant_id=None,
        actor_id=None,
        attempt=1,
        is_last_attempt=False,
        enqueued_at=await db.pool.fetchval("select now()"),
        services=core_jobs.Services({Database: db}),
    )
    await jobs.keep_changes.handler(context, jobs.Nothing())


class TestKeepChanges:
    async def test_is_declared_with_its_schedule(self) -> None:
        declared = core_jobs.declared_in(jobs)
        assert [job.name for job in declared.jobs] == ["live.changes.keep"]
        assert [schedule.job for schedule in declared.schedules] == [jobs.keep_changes]

    async def test_makes_the_next_days_and_drops_what_is_too_old(self, db: Database, admin: asyncpg.Connection) -> None:
        today = await admin.fetchval("select (now() at time zone 'utc')::date")
        await admin.execute(f"drop table {(await admin.fetch(PARTITIONS))[-1]['relname']}")
        for days in (-8, -7, -1):
            make = await admin.fetchval(
                "select format('create table changes_%s partition of changes for values from (%L) to (%L)', "
                "to_char(day, 'YYYYMMDD'), day, day + 1) from (select $1::date + $2::integer as day) the",
                today,
                days,
            )
            await admin.execute(make)
            await admin.execute(ADD, days)
        await keep(db)
        kept = [row["relname"] for row in await admin.fetch(PARTITIONS)]
        expected = [
            await admin.fetchval("select 'changes_' || to_char($1::date + $2::integer, 'YYYYMMDD')", today, days)
            for days in (-7, -1, 0, 1, 2, 3)
        ]
        assert kept == expected
        await keep(db)
        assert [row["relname"] for row in await admin.fetch(PARTITIONS)] == expected

    async def test_what_has_no_partition_is_kept_all_the_same_and_as_long(
        self, db: Database, admin: asyncpg.Connection
    ) -> None:
        for days in (-20, 40):
            await admin.execute(ADD, days)
        assert await admin.fetchval("select count(*) from changes_default") == 2
        await keep(db)
        assert await admin.fetchval("select count(*) from changes_default") == 1

    async def test_the_application_may_not_read_partitions_nor_drop_them(self, db: Database) -> None:
        await add_note(db, uuid4(), "in today's partition")
        for statement in ("select * from changes_default", "drop table changes_default", "delete from changes"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await db.pool.execute(statement)
