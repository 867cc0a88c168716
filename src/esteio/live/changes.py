"""Change rows as PostgreSQL's triggers wrote them.

The triggers are in `migrations/`: each live table writes, in the transaction of the change, a row to `changes`.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

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


def change_of(row: Any) -> Change:
    """The change of a row of `changes` with its numbers as bigint and its detail as text (see `reading.py`)."""
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
