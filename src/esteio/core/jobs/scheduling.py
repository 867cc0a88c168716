"""Jobs that run by the clock: each time fires exactly once, whatever the number of workers.

Firing is a transaction that takes the schedule's row, queues the job and moves the row to its next time. Times are
compared with the database's clock only, so workers may disagree about the time. Times that passed while no worker
ran fire once, together.

PgQueuer's own scheduler is not used: it knows no time zones, computes the next time from each worker's clock (a
second fires twice if one is ahead), and runs again what its worker did not confirm within 30 s.
"""

from __future__ import annotations

from collections.abc import Sequence

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.jobs.declaring import Schedule, next_fire
from esteio.core.jobs.queue import enqueue

SYSTEM = Scope()


async def register(database: Database, schedules: Sequence[Schedule]) -> None:
    """Make the rows of `schedules`; one whose time or zone changed starts anew from now.

    Rows that nobody declares any more stay and are not looked at: another version may be running beside.
    """
    async with database.transaction(SYSTEM) as tx:
        now = await tx.fetchval("select now()")
        for schedule in schedules:
            await tx.execute(
                """
                insert into job_schedules as kept (name, cron, zone, next_run) values ($1, $2, $3, $4)
                on conflict (name) do update
                    set cron = excluded.cron, zone = excluded.zone, next_run = excluded.next_run
                where (kept.cron, kept.zone) <> (excluded.cron, excluded.zone)
                """,
                schedule.name,
                schedule.cron,
                schedule.zone,
                next_fire(schedule.cron, schedule.zone, now),
            )


async def fire_due(database: Database, schedules: Sequence[Schedule]) -> int:
    """Queue the jobs whose time has come; returns how many this worker fired."""
    by_name = {schedule.name: schedule for schedule in schedules}
    fired = 0
    while by_name and await _fire_one(database, by_name):
        fired += 1
    return fired


async def _fire_one(database: Database, by_name: dict[str, Schedule]) -> bool:
    async with database.transaction(SYSTEM) as tx:
        row = await tx.fetchrow(
            """
            select name, now() as now from job_schedules where name = any($1) and next_run <= now()
            order by next_run limit 1 for update skip locked
            """,
            list(by_name),
        )
        if row is None:
            return False
        schedule = by_name[row["name"]]
        await tx.execute(
            "update job_schedules set next_run = $2, last_run = now() where name = $1",
            schedule.name,
            next_fire(schedule.cron, schedule.zone, row["now"]),
        )
        await enqueue(tx, schedule.job, schedule.payload, tenant_id=None)
        return True
