"""Change rows as PostgreSQL's triggers wrote them, and the one query that reads them in order.

The triggers are in `migrations/`: each live table writes, in the transaction of the change, a row to `changes`.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from esteio.core.db import Connection
from esteio.live.position import Position

RIGHTS = "rights"
"""Resource of the changes of somebody's rights: `row_id` is the person, or the nil UUID for a whole organisation."""


class Operation(StrEnum):
    """What happened to the row."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"
    RESET = "reset"
    """Any row of the resource in this organisation may have changed: read it whole. `row_id` is the nil UUID."""


class Change(msgspec.Struct, frozen=True, array_like=True):
    """One change of one row of one resource."""

    position: Position
    at: datetime
    tenant_id: UUID
    resource: str
    row_id: UUID
    operation: Operation
    columns: tuple[str, ...]
    """Which columns changed (empty for all but updates)."""
    topics: tuple[str, ...]
    """Who could see the row before or after: names of topics beside the organisation's own (`Resource.topics`)."""
    actor_id: UUID | None
    detail: Any = None
    """Old and new value of the columns that the resource keeps: `{"status": [old, new]}`."""


class Reading(msgspec.Struct, frozen=True):
    """What one look at the table gave."""

    settled: tuple[Change, ...]
    """In order, after the position asked for; nothing will ever come between them."""
    position: Position
    """Where the reader now stands: whatever comes later lies after it."""
    early: tuple[Change, ...]
    """Committed, but an older transaction still runs, so the position cannot pass them: they will come again as
    settled. Telling them now is right (a change may be told twice) and keeps screens live while somebody dawdles."""
    more: bool
    """The limit cut the settled ones short; read on."""


_READ = """
    select c.xid::text::bigint as xid, c.pos, c.at, c.tenant_id, c.resource, c.row_id, c.operation, c.columns, c.topics,
           c.actor, c.detail::text as detail, c.xid < pg_snapshot_xmin(pg_current_snapshot()) as settled,
           pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xmin
    from (select) one
    left join lateral (
        select * from changes
        where (xid, pos) > ($1::bigint::text::xid8, $2::bigint) order by xid, pos limit $3
    ) c on true
    order by c.xid, c.pos
"""


async def read_changes(connection: Connection, after: Position, limit: int = 1000) -> Reading:
    """The changes after `after` in one statement (one snapshot). The connection has the feed's sight (`app.feed`)."""
    rows = await connection.fetch(_READ, after.xid, after.pos, limit)
    changes = [(row["settled"], change_of(row)) for row in rows if row["xid"] is not None]
    settled = tuple(change for is_settled, change in changes if is_settled)
    early = tuple(change for is_settled, change in changes if not is_settled)
    more = len(changes) == limit and not early
    reached = settled[-1].position if settled else after
    if not more:
        reached = max(reached, Position(rows[0]["xmin"], 0))
    return Reading(settled, reached, early, more)


def change_of(row: Any) -> Change:
    """The change of a row with the columns that `read_changes` selects."""
    return Change(
        position=Position(row["xid"], row["pos"]),
        at=row["at"],
        tenant_id=row["tenant_id"],
        resource=row["resource"],
        row_id=row["row_id"],
        operation=Operation(row["operation"]),
        columns=tuple(row["columns"]),
        topics=tuple(row["topics"]),
        actor_id=row["actor"],
        detail=msgspec.json.decode(row["detail"]) if row["detail"] is not None else None,
    )
