"""The names of PgQueuer's tables as `core/jobs_schema.py` makes them.

Said here in full, because PgQueuer otherwise reads them from the environment, under names as common as CHANNEL.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment, QueryQueueBuilder, QuerySchedulerBuilder
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.domain.settings import DBSettings, Durability
from pgqueuer.domain.types import Channel

Q = TypeVar("Q", bound=Queries)

CHANNEL: Final = Channel("esteio_jobs")
"""Of wake-ups."""
NAMES: Final = DBSettings(
    prefix="",
    db_schema=None,
    channel=CHANNEL,
    function="fn_pgqueuer_changed",
    statistics_table="pgqueuer_statistics",
    queue_status_type="pgqueuer_status",
    queue_table="pgqueuer",
    queue_table_log="pgqueuer_log",
    trigger="tg_pgqueuer_changed",
    schedules_table="pgqueuer_schedules",
    durability=Durability.durable,
)


def queries(kind: type[Q], driver: Any) -> Q:
    """PgQueuer's statements of class `kind` for these names."""
    return kind(driver, QueryBuilderEnvironment(NAMES), QueryQueueBuilder(NAMES), QuerySchedulerBuilder(NAMES))
