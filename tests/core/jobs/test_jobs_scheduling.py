"""Each time fires once, whoever is looking."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import asyncpg
from sample_jobs import Work, until, working, write_label

from esteio.core.db import Database
from esteio.core.jobs import schedule
from esteio.core.jobs.scheduling import fire_due, register

EVERY_MINUTE = schedule(write_label, "* * * * *", Work("minute"), name="tests.minute")
NIGHTLY = schedule(write_label, "0 3 * * *", Work("night"), name="tests.night")


async def make_due(admin: asyncpg.Connection, name: str, ago: timedelta = timedelta(seconds=1)) -> None:
    await admin.execute("update job_schedules set next_run = now() - $2::interval where name = $1", name, ago)


class TestFireDue:
    async def test_of_many_that_look_at_once_one_fires(self, database: Database, admin: asyncpg.Connection) -> None:
        await register(database, [EVERY_MINUTE])
        for round_ in range(1, 21):
            await make_due(admin, EVERY_MINUTE.name)
            fired = await asyncio.gather(*(fire_due(database, [EVERY_MINUTE]) for _ in range(8)))
            assert sum(fired) == 1
            assert await admin.fetchval("select count(*) from pgqueuer") == round_

    async def test_nothing_is_due_before_its_time(self, database: Database, admin: asyncpg.Connection) -> None:
        await register(database, [NIGHTLY])
        assert await fire_due(database, [NIGHTLY]) == 0
        next_run: datetime = await admin.fetchval("select next_run from job_schedules")
        assert (next_run.hour, next_run.minute) == (6, 0)  # 3 o'clock in São Paulo

    async def test_times_missed_while_nobody_ran_fire_once_together(
        self, database: Database, admin: asyncpg.Connection
    ) -> None:
        await register(database, [EVERY_MINUTE])
        await make_due(admin, EVERY_MINUTE.name, timedelta(days=3))
        assert await fire_due(database, [EVERY_MINUTE]) == 1
        assert await fire_due(database, [EVERY_MINUTE]) == 0
        assert await admin.fetchval("select next_run > now() and last_run is not null from job_schedules")

    async def test_a_new_start_keeps_the_time_and_a_new_cron_sets_it(
        self, database: Database, admin: asyncpg.Connection
    ) -> None:
        await register(database, [NIGHTLY])
        await make_due(admin, NIGHTLY.name)
        await register(database, [NIGHTLY])
        assert await admin.fetchval("select next_run < now() from job_schedules")
        changed = schedule(write_label, "0 4 * * *", Work("night"), name=NIGHTLY.name)
        await register(database, [changed])
        assert await admin.fetchval("select extract(hour from next_run at time zone 'UTC') from job_schedules") == 7

    async def test_one_that_is_not_declared_any_more_stays_quiet(
        self, database: Database, admin: asyncpg.Connection
    ) -> None:
        await register(database, [EVERY_MINUTE, NIGHTLY])
        await make_due(admin, NIGHTLY.name)
        assert await fire_due(database, [EVERY_MINUTE]) == 0

    async def test_the_job_goes_with_the_firing(self, database: Database, admin: asyncpg.Connection) -> None:
        await register(database, [EVERY_MINUTE])
        await make_due(admin, EVERY_MINUTE.name)
        await admin.execute("alter table pgqueuer add constraint full_ check (false) not valid")
        try:
            await asyncio.gather(fire_due(database, [EVERY_MINUTE]), return_exceptions=True)
            assert await admin.fetchval("select next_run < now() from job_schedules")  # still due
        finally:
            await admin.execute("alter table pgqueuer drop constraint full_")
        assert await fire_due(database, [EVERY_MINUTE]) == 1


class TestInWorkers:
    async def test_two_workers_run_each_time_once(self, database: Database, admin: asyncpg.Connection) -> None:
        options = {"schedules": (EVERY_MINUTE,), "schedule_every_s": 0.01, "poll_s": 0.02}
        async with working(database, name="one", **options), working(database, name="two", **options):
            await until(lambda: admin.fetchval("select count(*) = 2 from job_schedules"))
            for count in range(1, 11):
                await make_due(admin, EVERY_MINUTE.name)
                await until(lambda count=count: admin.fetchval("select count(*) >= $1 from ran", count))
                await until(lambda: admin.fetchval("select bool_and(next_run > now()) from job_schedules"))
                assert await admin.fetchval("select count(*) from ran") == count
