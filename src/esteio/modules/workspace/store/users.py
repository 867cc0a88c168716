"""People, in whichever organisations."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.db import Tx


async def find_user_by_email(tx: Tx, email: str) -> asyncpg.Record | None:
    """The person with that address, whatever the letter case."""
    return await tx.fetchrow(
        "select id, email, name, password_hash, status from users where email_key = lower($1::text)", email
    )


async def find_user(tx: Tx, user_id: UUID) -> asyncpg.Record | None:
    """The person with that id."""
    return await tx.fetchrow("select id, email, name, password_hash, status from users where id = $1", user_id)


async def insert_user(tx: Tx, *, email: str, name: str, password_hash: str | None) -> UUID | None:
    """A new person; None when the address is taken."""
    return await tx.fetchval(
        """
        insert into users (email, name, password_hash) values ($1, $2, $3)
        on conflict (email_key) do nothing returning id
        """,
        email,
        name,
        password_hash,
    )


async def set_password_hash(tx: Tx, user_id: UUID, password_hash: str) -> None:
    """Replace the password's hash."""
    await tx.execute("update users set password_hash = $2 where id = $1", user_id, password_hash)


async def set_user_status(tx: Tx, user_id: UUID, status: str) -> None:
    """Suspend or restore a person everywhere."""
    await tx.execute("update users set status = $2 where id = $1", user_id, status)


async def list_users(tx: Tx) -> list[asyncpg.Record]:
    """Everyone with their organisations (administration only)."""
    return await tx.fetch(
        """
        select u.id, u.email, u.name, u.status, coalesce(string_agg(o.name, ', ' order by o.name), '') as organisations
        from users u
        left join memberships m on m.user_id = u.id
        left join organisations o on o.id = m.tenant_id
        group by u.id order by u.email_key
        """
    )


async def list_organisations_of(tx: Tx, user_id: UUID) -> list[asyncpg.Record]:
    """Organisations that the person may enter, the one last used first."""
    return await tx.fetch(
        """
        select o.id, o.name
        from memberships m join organisations o on o.id = m.tenant_id
        where m.user_id = $1 and m.status = 'active'
        order by (select max(s.rotated_at) from sessions s where s.user_id = $1 and s.tenant_id = o.id)
                 desc nulls last, m.created_at
        """,
        user_id,
    )
