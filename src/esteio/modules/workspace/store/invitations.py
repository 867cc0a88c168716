"""Invitations."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from esteio.core.db import Tx


async def insert_invitation(
    tx: Tx, *, email: str, role_ids: Sequence[UUID], nonce: str, invited_by: UUID, ttl_s: int
) -> asyncpg.Record:
    """An open invitation; raises UniqueViolationError when that address has one."""
    row = await tx.fetchrow(
        """
        insert into invitations (tenant_id, email, role_ids, nonce, invited_by, expires_at)
        values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
        returning id, email, created_at, expires_at
        """,
        tx.tenant_id,
        email,
        list(role_ids),
        nonce,
        invited_by,
        float(ttl_s),
    )
    if row is None:
        raise RuntimeError("an insert returns its row")
    return row


async def revoke_open_invitation(tx: Tx, email: str) -> None:
    """Close what is open for that address: a new invitation replaces it."""
    await tx.execute(
        """
        update invitations set revoked_at = now()
        where tenant_id = $1 and lower(email) = lower($2) and accepted_at is null and revoked_at is null
        """,
        tx.tenant_id,
        email,
    )


async def revoke_invitation(tx: Tx, invitation_id: UUID) -> bool:
    """Close one invitation; False when it was not open."""
    return bool(
        await tx.fetchval(
            """
            update invitations set revoked_at = now()
            where id = $1 and accepted_at is null and revoked_at is null returning true
            """,
            invitation_id,
        )
    )


async def lock_invitation(tx: Tx, invitation_id: UUID) -> asyncpg.Record | None:
    """An invitation with its organisation and who sent it, for accepting it once."""
    return await tx.fetchrow(
        """
        select i.id, i.tenant_id, i.email, i.role_ids, i.nonce, i.expires_at,
               i.accepted_at is null and i.revoked_at is null and i.expires_at > now() as open,
               o.name as organisation, u.name as invited_by
        from invitations i join organisations o on o.id = i.tenant_id join users u on u.id = i.invited_by
        where i.id = $1 for update of i
        """,
        invitation_id,
    )


async def close_invitation(tx: Tx, invitation_id: UUID) -> None:
    """Mark an invitation accepted."""
    await tx.execute("update invitations set accepted_at = now() where id = $1", invitation_id)
