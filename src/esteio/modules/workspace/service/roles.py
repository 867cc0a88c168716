"""Roles: sets of permissions of one organisation. Nobody grants what they do not hold."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from uuid import UUID

import asyncpg

from esteio.core import signals
from esteio.core.access import Actor, Permission, ungrantable, unknown_permissions
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound, VersionConflict
from esteio.http.services import Services
from esteio.modules.workspace.errors import GrantBeyondOwn, RoleInUse, ShippedRole, UnknownRole
from esteio.modules.workspace.permissions import OWNER_ROLE
from esteio.modules.workspace.schemas import Role, RoleInput
from esteio.modules.workspace.store import organisations as organisation_store
from esteio.modules.workspace.store import roles as store


async def list_all(services: Services, tx: Tx) -> list[Role]:
    """The organisation's roles."""
    return [_role(services, row) for row in await store.list_roles(tx, tx.tenant_id)]


async def list_permissions(services: Services, tx: Tx) -> list[Permission]:
    """What the organisation may give its people."""
    organisation = await organisation_store.get_organisation(tx)
    return [each for each in services.catalogue.permissions if organisation["operates"] or not each.of_installation]


async def create(services: Services, tx: Tx, actor: Actor, data: RoleInput, origin: Origin) -> Role:
    """A role of the organisation's own; raises `GrantBeyondOwn`, `InvalidInput`."""
    _check_permissions(services, actor, data.permissions)
    key = f"own-{secrets.token_hex(4)}"
    role_id = await store.insert_role(tx, key=key, name=data.name.strip(), permissions=data.permissions)
    record(tx, _entry("roles.created", actor, role_id, origin, after={"permissions": data.permissions}))
    return await _get(services, tx, role_id)


async def change(
    services: Services, tx: Tx, actor: Actor, role_id: UUID, data: RoleInput, version: int | None, origin: Origin
) -> Role:
    """Replace name and permissions; raises `NotFound`, `ShippedRole`, `GrantBeyondOwn`, `VersionConflict`."""
    row = await _lock(tx, role_id)
    if version is not None and version != row["version"]:
        raise VersionConflict(version=row["version"])
    # What is taken away must be one's own to give, too: else a lesser role could disarm a greater one.
    _check_permissions(
        services, actor, [*data.permissions, *services.catalogue.expand(row["permissions"], operates=row["operates"])]
    )
    await store.update_role(tx, role_id, name=data.name.strip(), permissions=data.permissions)
    await signals.announce(tx, f"tenant:{actor.tenant_id}")
    record(
        tx,
        _entry(
            "roles.changed",
            actor,
            role_id,
            origin,
            before={"permissions": list(row["permissions"])},
            after={"permissions": data.permissions},
        ),
    )
    return await _get(services, tx, role_id)


async def delete(tx: Tx, actor: Actor, role_id: UUID, origin: Origin) -> None:
    """Remove a role that nobody has; raises `NotFound`, `ShippedRole`, `RoleInUse`."""
    await _lock(tx, role_id)
    if await store.role_is_used(tx, role_id):
        raise RoleInUse
    await store.delete_role(tx, role_id)
    record(tx, _entry("roles.deleted", actor, role_id, origin))


async def require_grantable(services: Services, tx: Tx, actor: Actor, role_ids: Sequence[UUID]) -> None:
    """Raise `UnknownRole` or `GrantBeyondOwn` unless the actor may give all these roles."""
    rows = await store.list_role_permissions(tx, actor.tenant_id, role_ids)
    if len(rows) != len(set(role_ids)):
        raise UnknownRole(fields={"roleIds": "Escolha papéis desta organização."})
    for row in rows:
        beyond = ungrantable(actor, services.catalogue.expand(row["permissions"], operates=row["operates"]))
        if beyond:
            raise GrantBeyondOwn(role=row["name"], permissions=beyond)


def _check_permissions(services: Services, actor: Actor, wanted: Sequence[str]) -> None:
    unknown = unknown_permissions(services.catalogue.permissions, wanted)
    if unknown:
        raise InvalidInput(fields={"permissions": f"Não existe: {', '.join(unknown[:5])}."})
    beyond = ungrantable(actor, wanted)
    if beyond:
        raise GrantBeyondOwn(permissions=beyond)


async def _lock(tx: Tx, role_id: UUID) -> asyncpg.Record:
    row = await store.lock_role(tx, role_id)
    if row is None:
        raise NotFound("Esse papel não existe.")
    if row["key"] == OWNER_ROLE:
        raise ShippedRole
    return row


async def _get(services: Services, tx: Tx, role_id: UUID) -> Role:
    return next(role for role in await list_all(services, tx) if role.id == role_id)


def _role(services: Services, row: asyncpg.Record) -> Role:
    return Role(
        id=row["id"],
        key=row["key"],
        name=row["name"],
        permissions=sorted(services.catalogue.expand(row["permissions"], operates=row["operates"])),
        shipped=row["shipped"],
        people=row["people"],
        version=row["version"],
    )


def _entry(
    action: str,
    actor: Actor,
    role_id: UUID,
    origin: Origin,
    *,
    before: dict[str, list[str]] | None = None,
    after: dict[str, list[str]] | None = None,
) -> AuditEntry:
    return AuditEntry(
        action=action,
        tenant_id=actor.tenant_id,
        user_id=actor.user_id,
        thing="role",
        thing_id=role_id,
        before=before,
        after=after,
        origin=origin,
    )
