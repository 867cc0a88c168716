"""The upkeep of change rows: partitions made ahead, old ones dropped."""

from __future__ import annotations

import msgspec

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.jobs import JobContext, job, schedule
from esteio.live.feed import KEEP_DAYS

AHEAD_DAYS = 3
"""So many nights may fail before rows fall into the default partition, where they are as good but not dropped as
cheaply."""


class Nothing(msgspec.Struct, frozen=True):
    """There is nothing to say."""


@job("live.changes.keep", timeout_s=60)
async def keep_changes(context: JobContext, payload: Nothing) -> None:
    """Make the partitions of the next days and drop those that are too old. A second run finds it done."""
    async with context.services[Database].transaction(Scope()) as tx:
        await tx.execute("select keep_change_partitions($1, $2)", AHEAD_DAYS, KEEP_DAYS)


# After midnight in UTC, by which the partitions are cut; several times, because a lock may be hard to get.
nightly = schedule(keep_changes, "20 1,5,9,13,17,21 * * *", Nothing(), zone="UTC")
