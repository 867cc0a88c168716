"""`esteio jobs`: background work that failed for good, waiting for a person."""

from __future__ import annotations

from cyclopts import App

from esteio.cli.groups import UPKEEP
from esteio.cli.output import print_rows
from esteio.cli.surroundings import administer

app = App(name="jobs", help="See background jobs that failed for good, and run them again.", group=UPKEEP)


@app.command(name="list")
def list_() -> None:
    """List the jobs that were given up, newest first, with their last error."""
    from esteio.core import jobs  # noqa: PLC0415

    dead = administer(jobs.list_dead)
    print_rows(
        ("Id", "Job", "Attempts", "Given up", "Error"),
        ((job.id, job.name, job.attempts, f"{job.died_at:%Y-%m-%d %H:%M:%S %Z}", job.error) for job in dead),
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
    from esteio.core import jobs  # noqa: PLC0415

    count = administer(lambda database: jobs.retry_dead(database, job_ids))
    print(f"{count} jobs were queued again.")
