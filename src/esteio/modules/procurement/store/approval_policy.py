"""Approval policies: every version is kept."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.db import Tx


async def list_policies(tx: Tx) -> list[asyncpg.Record]:
    """All versions without their figures, the newest first."""
    return await tx.fetch(
        """
        select p.number, p.note, p.created_at, p.created_by, u.name as created_by_name
        from approval_policies p left join users u on u.id = p.created_by
        where p.tenant_id = $1 order by p.number desc
        """,
        tx.tenant_id,
    )


async def find_policy(tx: Tx, number: int | None = None) -> asyncpg.Record | None:
    """The organisation's policy with that number, or its newest."""
    return await tx.fetchrow(
        """
        select p.number, p.policy::text as policy, p.note, p.created_at, p.created_by, u.name as created_by_name
        from approval_policies p left join users u on u.id = p.created_by
        where p.tenant_id = $1 and ($2::int is null or p.number = $2) order by p.number desc limit 1
        """,
        tx.tenant_id,
        number,
    )


async def insert_policy(tx: Tx, number: int, policy: str, note: str, created_by: UUID) -> bool:
    """A new version (JSON text); False when that number was taken meanwhile."""
    return bool(
        await tx.fetchval(
            """
            insert into approval_policies (tenant_id, number, policy, note, created_by)
            values ($1, $2, $3::text::jsonb, $4, $5) on conflict do nothing returning true
            """,
            tx.tenant_id,
            number,
            policy,
            note,
            created_by,
        )
    )
