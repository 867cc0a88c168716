"""Members of an organisation: their roles and whether they may enter."""

from __future__ import annotations

from uuid import UUID

import msgspec

from esteio.core import signals
from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import NotFound
from esteio.http.services import Services
from esteio.modules.workspace.errors import LastOwner
from esteio.modules.workspace.permissions import OWNER_ROLE
from esteio.modules.workspace.schemas import Person, PersonChange, RoleRef
from esteio.modules.workspace.service.roles import require_grantable
from esteio.modules.workspace.store import members as member_store
from esteio.modules.workspace.store import organisations as organisation_store


async def get(tx: Tx, user_id: UUID) -> Person:
    """One member; raises `NotFound`."""
    row = await member_store.find_person(tx, user_id)
    if row is None:
        raise NotFound("Essa pessoa não participa desta organização.")
    return Person(
        id=row["id"],
        name=row["name"],
        email=row["email"],
        status=row["status"],
        roles=msgspec.json.decode(row["roles"], type=list[RoleRef]),
        created_at=row["created_at"],
    )


async def change(services: Services, tx: Tx, actor: Actor, user_id: UUID, data: PersonChange, origin: Origin) -> Person:
    """Set roles or status; raises `NotFound`, `LastOwner`, `GrantBeyondOwn`, `UnknownRole`.

    To change someone one must hold all that they hold: a manager cannot suspend an owner.
    """
    await organisation_store.lock_organisation(tx)  # two owners who step down at once must not both succeed
    before = await get(tx, user_id)
    await require_grantable(services, tx, actor, [role.id for role in before.roles])
    if data.role_ids is not None:
        await require_grantable(services, tx, actor, data.role_ids)
        await member_store.clear_roles(tx, user_id)
        await member_store.add_roles(tx, actor.tenant_id, user_id, data.role_ids)
    if data.status is not None:
        await member_store.set_membership_status(tx, user_id, data.status)
    if await member_store.count_active_owners(tx, OWNER_ROLE) == 0:
        raise LastOwner
    await signals.announce(tx, f"user:{user_id}")
    after = await get(tx, user_id)
    record(
        tx,
        AuditEntry(
            action="people.changed",
            tenant_id=actor.tenant_id,
            user_id=actor.user_id,
            thing="person",
            thing_id=user_id,
            before=_trail(before),
            after=_trail(after),
            origin=origin,
        ),
    )
    return after


def _trail(person: Person) -> dict[str, object]:
    return {"status": person.status, "roles": sorted(role.name for role in person.roles)}
