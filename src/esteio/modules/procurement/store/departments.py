"""Departments."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.core.listing import ListSpec, Number, Sort, Word
from esteio.modules.procurement.permissions import CENTRES_EDIT
from esteio.modules.procurement.store.abilities import register_abilities

LIST = ListSpec(
    source="departments d",
    id="d.id",
    columns={
        "id": Word("d.id"),
        "name": "d.name",
        "archived": Number("d.archived_at is not null"),
        "createdAt": "d.created_at",
        "updatedAt": "d.updated_at",
        "version": Number("d.version"),
    },
    sorts={"name": Sort("d.name", "text"), "createdAt": Sort("d.created_at", "timestamptz")},
    default_sort="name",
    filters={"archived": "(d.archived_at is not null) = {}::boolean"},
    search="d.search",
)
ABILITIES = register_abilities(LIST, CENTRES_EDIT)


async def find_department(tx: Tx, department_id: UUID) -> asyncpg.Record | None:
    """One department."""
    return await tx.fetchrow("select * from departments where id = $1", department_id)


async def lock_department(tx: Tx, department_id: UUID) -> asyncpg.Record | None:
    """One department, for changing it."""
    return await tx.fetchrow("select * from departments where id = $1 for update", department_id)


async def insert_department(tx: Tx, name: str) -> UUID:
    """A new department; raises UniqueViolationError when one in use has the name."""
    return await tx.fetchval(
        "insert into departments (tenant_id, name) values ($1, $2) returning id", tx.tenant_id, name
    )


async def update_department(tx: Tx, department_id: UUID, name: str) -> None:
    """Another name; raises UniqueViolationError when one in use has it."""
    await tx.execute("update departments set name = $2 where id = $1", department_id, name)


async def set_department_archived(tx: Tx, department_id: UUID, *, archived: bool) -> None:
    """Put a department away, or take it out again; raises UniqueViolationError when its name was given anew."""
    await tx.execute(
        "update departments set archived_at = case when $2 then now() end where id = $1", department_id, archived
    )
