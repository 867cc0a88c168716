"""Cost centres: adding, changing, putting away, and who asks on them or approves for them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import asyncpg

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound, VersionConflict
from esteio.core.wire import Ref, check_text
from esteio.modules.procurement.approval_queue_jobs import signers_changed
from esteio.modules.procurement.errors import DuplicateCostCentre
from esteio.modules.procurement.permissions import APPROVALS_NEED
from esteio.modules.procurement.rules.register import centre_actions
from esteio.modules.procurement.schemas.cost_centres import (
    CentrePeople,
    CentrePerson,
    CentrePersonInput,
    CostCentre,
    CostCentreInput,
)
from esteio.modules.procurement.store import cost_centres as store
from esteio.modules.procurement.store import departments as department_store
from esteio.modules.workspace.api import list_active, list_holders


async def get(tx: Tx, actor: Actor, cost_centre_id: UUID) -> CostCentre:
    """One cost centre; raises `NotFound`."""
    row = await _require(tx, cost_centre_id)
    people = await store.list_people(tx, cost_centre_id)
    archived = row["archived_at"] is not None
    named = any(not each["approves"] for each in people)
    can, also = centre_actions(actor.permissions, archived=archived, named=named)
    return CostCentre(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        department=Ref(id=row["department_id"], name=row["department_name"]) if row["department_id"] else None,
        approvers=[Ref(id=each["person_id"], name=each["name"]) for each in people if each["approves"]],
        people=len(people),
        archived=archived,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        version=row["version"],
        can=[*can, *(also if any(each["person_id"] == actor.user_id for each in people) else ())],
    )


async def create(tx: Tx, actor: Actor, data: CostCentreInput, origin: Origin) -> CostCentre:
    """A new cost centre; raises `InvalidInput` naming each field, `DuplicateCostCentre`."""
    code, name = await _checked(tx, data, None)
    try:
        cost_centre_id = await store.insert_cost_centre(tx, code, name, data.department_id)
    except asyncpg.UniqueViolationError:
        raise DuplicateCostCentre from None
    after = _shown(code, name, data.department_id)
    record(tx, _entry("cost_centres.created", actor, cost_centre_id, origin, after=after))
    return await get(tx, actor, cost_centre_id)


async def change(
    tx: Tx, actor: Actor, cost_centre_id: UUID, data: CostCentreInput, version: int | None, origin: Origin
) -> CostCentre:
    """Replace a cost centre's data; raises `NotFound`, `VersionConflict`, `InvalidInput`, `DuplicateCostCentre`."""
    row = await _lock(tx, cost_centre_id, version)
    code, name = await _checked(tx, data, row["department_id"])
    try:
        await store.update_cost_centre(tx, cost_centre_id, code, name, data.department_id)
    except asyncpg.UniqueViolationError:
        raise DuplicateCostCentre from None
    before = _shown(row["code"], row["name"], row["department_id"])
    after = _shown(code, name, data.department_id)
    record(tx, _entry("cost_centres.changed", actor, cost_centre_id, origin, before=before, after=after))
    return await get(tx, actor, cost_centre_id)


async def set_archived(
    tx: Tx, actor: Actor, cost_centre_id: UUID, version: int | None, origin: Origin, *, archived: bool
) -> CostCentre:
    """Put a cost centre away, or take it out again: its requests stay, new ones cannot be made on it.

    Raises `NotFound`, `VersionConflict`, and `DuplicateCostCentre` when its code was given anew meanwhile.
    """
    await _lock(tx, cost_centre_id, version)
    try:
        await store.set_cost_centre_archived(tx, cost_centre_id, archived=archived)
    except asyncpg.UniqueViolationError:
        raise DuplicateCostCentre from None
    action = "cost_centres.archived" if archived else "cost_centres.restored"
    record(tx, _entry(action, actor, cost_centre_id, origin))
    return await get(tx, actor, cost_centre_id)


async def list_people(tx: Tx, cost_centre_id: UUID) -> CentrePeople:
    """Who asks on a cost centre, and who of them approves; raises `NotFound`."""
    await _require(tx, cost_centre_id)
    return CentrePeople(data=[_person(row) for row in await store.list_people(tx, cost_centre_id)])


async def put_person(
    tx: Tx, actor: Actor, cost_centre_id: UUID, person_id: UUID, data: CentrePersonInput, origin: Origin
) -> CentrePerson:
    """Give somebody a part in a cost centre, or another one; raises `NotFound`, `InvalidInput`."""
    await _lock(tx, cost_centre_id, None)
    if not await list_active(tx, [person_id]):
        raise NotFound("Essa pessoa não faz parte da organização.")
    if data.approves:
        await _require_right(tx, person_id)
    before = await store.find_cost_centre_person(tx, cost_centre_id, person_id)
    await store.put_cost_centre_person(tx, cost_centre_id, person_id, approves=data.approves)
    after = await store.find_cost_centre_person(tx, cost_centre_id, person_id)
    if after is None:
        raise RuntimeError("it was written in this transaction")
    was = None if before is None else {"approves": before["approves"]}
    is_now = {"approves": data.approves}
    who = {"personId": str(person_id)}
    record(
        tx,
        _entry("cost_centres.person_set", actor, cost_centre_id, origin, before=was, after=is_now, detail=who),
    )
    if data.approves or (before is not None and before["approves"]):
        await signers_changed(tx)
    return _person(after)


async def remove_person(tx: Tx, actor: Actor, cost_centre_id: UUID, person_id: UUID, origin: Origin) -> None:
    """Somebody has no part in a cost centre any more; raises `NotFound`."""
    await _lock(tx, cost_centre_id, None)
    before = await store.find_cost_centre_person(tx, cost_centre_id, person_id)
    if before is None:
        raise NotFound("Essa pessoa não está neste centro de custo.")
    await store.delete_cost_centre_person(tx, cost_centre_id, person_id)
    was, who = {"approves": before["approves"]}, {"personId": str(person_id)}
    record(tx, _entry("cost_centres.person_removed", actor, cost_centre_id, origin, before=was, detail=who))
    if before["approves"]:
        await signers_changed(tx)


async def _require_right(tx: Tx, person_id: UUID) -> None:
    # An approver without the right would be a name on a list for whom every request waits.
    holders = {row["user_id"] for row in await list_holders(tx, (APPROVALS_NEED,))}
    if person_id not in holders:
        remedy = "Dê antes a esta pessoa um papel que aprove a necessidade (A1)."
        raise InvalidInput(fields={"approves": remedy})


async def _require(tx: Tx, cost_centre_id: UUID) -> asyncpg.Record:
    row = await store.find_cost_centre(tx, cost_centre_id)
    if row is None:
        raise NotFound("Esse centro de custo não existe.")
    return row


async def _lock(tx: Tx, cost_centre_id: UUID, version: int | None) -> asyncpg.Record:
    row = await store.lock_cost_centre(tx, cost_centre_id)
    if row is None:
        raise NotFound("Esse centro de custo não existe.")
    if version is not None and version != row["version"]:
        raise VersionConflict(version=row["version"])
    return row


async def _checked(tx: Tx, data: CostCentreInput, present_department: UUID | None) -> tuple[str, str]:
    """Code and name to store; raises `InvalidInput` with everything that is wrong at once."""
    fields: dict[str, str] = {}
    code, name = check_text("code", data.code).strip(), check_text("name", data.name).strip()
    if not code:
        fields["code"] = "Diga o código do centro de custo."
    if not name:
        fields["name"] = "Diga o nome do centro de custo."
    if data.department_id is not None:
        department = await department_store.find_department(tx, data.department_id)
        in_use = department is not None and department["archived_at"] is None
        if not in_use and (department is None or data.department_id != present_department):
            fields["departmentId"] = "Escolha um departamento da organização que esteja em uso."
    if fields:
        raise InvalidInput(fields=fields)
    return code, name


def _person(row: asyncpg.Record) -> CentrePerson:
    return CentrePerson(person=Ref(id=row["person_id"], name=row["name"]), approves=row["approves"])


def _shown(code: str, name: str, department_id: UUID | None) -> dict[str, object]:
    return {"code": code, "name": name, "departmentId": None if department_id is None else str(department_id)}


def _entry(
    action: str,
    actor: Actor,
    cost_centre_id: UUID,
    origin: Origin,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    return AuditEntry(
        action=action,
        tenant_id=actor.tenant_id,
        user_id=actor.user_id,
        thing="cost_centre",
        thing_id=cost_centre_id,
        before=before,
        after=after,
        detail=detail,
        origin=origin,
    )
