"""Roles."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from esteio.core.access import RoleTemplate
from esteio.core.db import Tx


async def insert_shipped_roles(tx: Tx, tenant_id: UUID, roles: Sequence[RoleTemplate]) -> None:
    """Give the organisation its copy of each shipped role that it lacks; edited ones stay as they are."""
    await tx.executemany(
        """
        insert into roles (tenant_id, key, name, permissions, shipped) values ($1, $2, $3, $4, true)
        on conflict (tenant_id, key) do nothing
        """,
        [(tenant_id, role.key, role.name, list(role.permissions)) for role in roles],
    )


async def find_role_by_key(tx: Tx, tenant_id: UUID, key: str) -> asyncpg.Record | None:
    """The organisation's role with that key."""
    return await tx.fetchrow(
        "select id, key, name, permissions from roles where tenant_id = $1 and key = $2", tenant_id, key
    )


async def list_roles(tx: Tx, tenant_id: UUID) -> list[asyncpg.Record]:
    """The organisation's roles with how many people have each."""
    return await tx.fetch(
        """
        select r.id, r.key, r.name, r.permissions, r.shipped, r.version, count(mr.user_id) as people,
               (select operates from organisations where id = $1) as operates
        from roles r left join membership_roles mr on mr.role_id = r.id
        where r.tenant_id = $1 group by r.id order by r.shipped desc, r.created_at, r.id
        """,
        tenant_id,
    )


async def lock_role(tx: Tx, role_id: UUID) -> asyncpg.Record | None:
    """One role of the organisation, for changing it."""
    return await tx.fetchrow(
        """
        select r.id, r.key, r.name, r.permissions, r.shipped, r.version,
               (select o.operates from organisations o where o.id = r.tenant_id) as operates
        from roles r where r.id = $1 for update of r
        """,
        role_id,
    )


async def insert_role(tx: Tx, *, key: str, name: str, permissions: Sequence[str]) -> UUID:
    """A role of the organisation's own making."""
    return await tx.fetchval(
        "insert into roles (tenant_id, key, name, permissions) values ($1, $2, $3, $4) returning id",
        tx.tenant_id,
        key,
        name,
        list(permissions),
    )


async def update_role(tx: Tx, role_id: UUID, *, name: str, permissions: Sequence[str]) -> None:
    """Change what a role is called and gives."""
    await tx.execute("update roles set name = $2, permissions = $3 where id = $1", role_id, name, list(permissions))


async def role_is_used(tx: Tx, role_id: UUID) -> bool:
    """Whether anybody has the role."""
    return bool(await tx.fetchval("select exists(select from membership_roles where role_id = $1)", role_id))


async def delete_role(tx: Tx, role_id: UUID) -> None:
    """Remove a role that nobody has."""
    await tx.execute("delete from roles where id = $1", role_id)


async def list_role_permissions(tx: Tx, tenant_id: UUID, role_ids: Sequence[UUID]) -> list[asyncpg.Record]:
    """Id and permissions of those roles that exist in the organisation."""
    return await tx.fetch(
        """
        select id, key, name, permissions, (select operates from organisations where id = $1) as operates
        from roles where tenant_id = $1 and id = any($2)
        """,
        tenant_id,
        list(role_ids),
    )
