"""People's places in organisations, and the roles that they have there."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from esteio.core.db import Tx


async def insert_membership(tx: Tx, tenant_id: UUID, user_id: UUID) -> bool:
    """Make the person a member; False when they were."""
    return bool(
        await tx.fetchval(
            """
            insert into memberships (tenant_id, user_id) values ($1, $2)
            on conflict do nothing returning true
            """,
            tenant_id,
            user_id,
        )
    )


async def add_roles(tx: Tx, tenant_id: UUID, user_id: UUID, role_ids: Sequence[UUID]) -> None:
    """Give roles beside those the member has."""
    await tx.executemany(
        "insert into membership_roles (tenant_id, user_id, role_id) values ($1, $2, $3) on conflict do nothing",
        [(tenant_id, user_id, role_id) for role_id in role_ids],
    )


async def clear_roles(tx: Tx, user_id: UUID) -> None:
    """Take all roles of a member of the transaction's organisation."""
    await tx.execute("delete from membership_roles where tenant_id = $1 and user_id = $2", tx.tenant_id, user_id)


async def set_membership_status(tx: Tx, user_id: UUID, status: str) -> None:
    """Suspend or restore a member in the transaction's organisation."""
    await tx.execute(
        "update memberships set status = $3 where tenant_id = $1 and user_id = $2", tx.tenant_id, user_id, status
    )


PERSON = """
    select u.id, u.name, u.email, m.status, m.created_at,
           coalesce(json_agg(json_build_object('id', r.id, 'name', r.name) order by r.created_at)
                    filter (where r.id is not null), '[]')::text as roles
    from memberships m
    join users u on u.id = m.user_id
    left join membership_roles mr on mr.tenant_id = m.tenant_id and mr.user_id = m.user_id
    left join roles r on r.id = mr.role_id
    where m.tenant_id = $1 {condition}
    group by u.id, m.tenant_id, m.user_id
"""


async def find_person(tx: Tx, user_id: UUID) -> asyncpg.Record | None:
    """One member of the transaction's organisation with their roles."""
    return await tx.fetchrow(PERSON.format(condition="and m.user_id = $2"), tx.tenant_id, user_id)


async def count_active_owners(tx: Tx, owner_role: str, *, but: UUID | None = None) -> int:
    """Active members with the owner's role, not counting `but`."""
    return await tx.fetchval(
        """
        select count(*) from memberships m
        join users u on u.id = m.user_id and u.status = 'active'
        join membership_roles mr on mr.tenant_id = m.tenant_id and mr.user_id = m.user_id
        join roles r on r.id = mr.role_id and r.key = $2
        where m.tenant_id = $1 and m.status = 'active' and m.user_id is distinct from $3
        """,
        tx.tenant_id,
        owner_role,
        but,
    )


async def list_holders(tx: Tx, permissions: Sequence[str]) -> list[asyncpg.Record]:
    """Which active members of the transaction's organisation hold which of `permissions`: `permission`, `user_id`."""
    return await tx.fetch(
        """
        select distinct wanted.permission, m.user_id
        from memberships m
        join users u on u.id = m.user_id and u.status = 'active'
        join membership_roles mr on mr.tenant_id = m.tenant_id and mr.user_id = m.user_id
        join roles r on r.id = mr.role_id and r.permissions && ($2::text[] || '{*}')
        join unnest($2::text[]) wanted (permission) on r.permissions && array['*', wanted.permission]
        where m.tenant_id = $1 and m.status = 'active'
        """,
        tx.tenant_id,
        list(permissions),
    )


async def list_active(tx: Tx, among: Sequence[UUID]) -> list[UUID]:
    """Those of `among` who are active members of the transaction's organisation, by their ids."""
    rows = await tx.fetch(
        """
        select m.user_id from memberships m join users u on u.id = m.user_id and u.status = 'active'
        where m.tenant_id = $1 and m.status = 'active' and m.user_id = any($2::uuid[]) order by m.user_id
        """,
        tx.tenant_id,
        list(among),
    )
    return [row["user_id"] for row in rows]
