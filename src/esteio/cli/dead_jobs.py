"""`esteio jobs`: background work that failed for good, waiting for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cyclopts import App

from esteio.cli.groups import UPKEEP
from esteio.cli.output import print_rows
from esteio.cli.surroundings import administer
from esteio.core.db import Database

if TYPE_CHECKING:
    from esteio.core.jobs import DeadJob

PAGE = 200

app = App(
    name="jobs", help="See background jobs that failed for good; run them again or throw them away.", group=UPKEEP
)


@app.command(name="list")
def list_() -> None:
    """List the jobs that were given up, newest first, with their last error."""
    dead = administer(_list_all)
    print_rows(
        ("Id", "Job", "Organisation", "Attempts", "Given up", "Error"),
        (
            (job.id, job.name, job.tenant_id or "-", job.attempts, job.died_at.isoformat(" ", "seconds"), job.error)
            for job in dead
        ),
    )


@app.command
def retry(*job_ids: int) -> None:
    """Queue jobs again that were given up: the ones named, or all.

    Examples:

        esteio jobs retry 4711 4712

        esteio jobs retry

    Parameters
    ----------
    job_ids
        Ids as `esteio jobs list` shows them; none means all.
    """
    count = administer(lambda database: _retry(database, job_ids))
    print(f"{count} jobs were queued again.")


@app.command
def discard(job_id: int, /) -> None:
    """Throw a job away that was given up: it will never run.

    Parameters
    ----------
    job_id
        Id as `esteio jobs list` shows it.
    """
    administer(lambda database: _discard(database, job_id))
    print(f"Job {job_id} was thrown away.")


async def _list_all(database: Database) -> list[DeadJob]:
    from esteio.core import jobs  # noqa: PLC0415 - half a second of imports, as below

    found: list[DeadJob] = []
    async with database.unscoped() as tx:
        while page := await jobs.list_dead(tx, tenant_id=None, before_id=found[-1].id if found else None, limit=PAGE):
            found += page
    return found


async def _retry(database: Database, job_ids: tuple[int, ...]) -> int:
    from esteio.core import jobs  # noqa: PLC0415

    chosen = job_ids or [job.id for job in await _list_all(database)]
    # The worker looks every moment by itself, so nobody needs waking; all or none, so that a wrong id changes nothing.
    async with database.unscoped() as tx:
        for job_id in chosen:
            await jobs.replay(tx, job_id, tenant_id=None)
    return len(chosen)


async def _discard(database: Database, job_id: int) -> None:
    from esteio.core import jobs  # noqa: PLC0415

    async with database.unscoped() as tx:
        await jobs.discard(tx, job_id, tenant_id=None)
