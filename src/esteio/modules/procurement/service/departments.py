"""Departments: adding, changing, putting away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import asyncpg

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound, VersionConflict
from esteio.core.wire import check_text
from esteio.modules.procurement.errors import DuplicateDepartment
from esteio.modules.procurement.permissions import CENTRES_EDIT
from esteio.modules.procurement.rules.register import register_actions
from esteio.modules.procurement.schemas.departments import Department, DepartmentInput
from esteio.modules.procurement.store import departments as store


async def get(tx: Tx, actor: Actor, department_id: UUID) -> Department:
    """One department; raises `NotFound`."""
    row = await store.find_department(tx, department_id)
    if row is None:
        raise NotFound("Esse departamento não existe.")
    return _department(row, actor)


async def create(tx: Tx, actor: Actor, data: DepartmentInput, origin: Origin) -> Department:
    """A new department; raises `InvalidInput`, `DuplicateDepartment`."""
    name = _checked(data)
    try:
        department_id = await store.insert_department(tx, name)
    except asyncpg.UniqueViolationError:
        raise DuplicateDepartment from None
    record(tx, _entry("departments.created", actor, department_id, origin, after={"name": name}))
    return await get(tx, actor, department_id)


async def change(
    tx: Tx, actor: Actor, department_id: UUID, data: DepartmentInput, version: int | None, origin: Origin
) -> Department:
    """Another name; raises `NotFound`, `VersionConflict`, `InvalidInput`, `DuplicateDepartment`."""
    before = await _lock(tx, department_id, version)
    name = _checked(data)
    try:
        await store.update_department(tx, department_id, name)
    except asyncpg.UniqueViolationError:
        raise DuplicateDepartment from None
    names = {"before": {"name": before["name"]}, "after": {"name": name}}
    record(tx, _entry("departments.changed", actor, department_id, origin, **names))
    return await get(tx, actor, department_id)


async def set_archived(
    tx: Tx, actor: Actor, department_id: UUID, version: int | None, origin: Origin, *, archived: bool
) -> Department:
    """Put a department away, or take it out again: what names it stays.

    Raises `NotFound`, `VersionConflict`, and `DuplicateDepartment` when its name was given anew meanwhile.
    """
    await _lock(tx, department_id, version)
    try:
        await store.set_department_archived(tx, department_id, archived=archived)
    except asyncpg.UniqueViolationError:
        raise DuplicateDepartment from None
    action = "departments.archived" if archived else "departments.restored"
    record(tx, _entry(action, actor, department_id, origin))
    return await get(tx, actor, department_id)


async def _lock(tx: Tx, department_id: UUID, version: int | None) -> asyncpg.Record:
    row = await store.lock_department(tx, department_id)
    if row is None:
        raise NotFound("Esse departamento não existe.")
    if version is not None and version != row["version"]:
        raise VersionConflict(version=row["version"])
    return row


def _checked(data: DepartmentInput) -> str:
    name = check_text("name", data.name).strip()
    if not name:
        raise InvalidInput(fields={"name": "Diga o nome do departamento."})
    return name


def _department(row: asyncpg.Record, actor: Actor) -> Department:
    archived = row["archived_at"] is not None
    return Department(
        id=row["id"],
        name=row["name"],
        archived=archived,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        version=row["version"],
        can=register_actions(actor.permissions, CENTRES_EDIT, archived=archived),
    )


def _entry(
    action: str,
    actor: Actor,
    department_id: UUID,
    origin: Origin,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    return AuditEntry(
        action=action,
        tenant_id=actor.tenant_id,
        user_id=actor.user_id,
        thing="department",
        thing_id=department_id,
        before=before,
        after=after,
        origin=origin,
    )
