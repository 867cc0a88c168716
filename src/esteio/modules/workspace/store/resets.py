"""Links by which a new password may be set."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.db import Tx


async def insert_password_reset(tx: Tx, user_id: UUID, nonce: str, ttl_s: int) -> UUID:
    """A reset that may be used once within `ttl_s` seconds."""
    return await tx.fetchval(
        """
        insert into password_resets (user_id, nonce, expires_at)
        values ($1, $2, now() + make_interval(secs => $3)) returning id
        """,
        user_id,
        nonce,
        float(ttl_s),
    )


async def find_password_reset(tx: Tx, reset_id: UUID) -> asyncpg.Record | None:
    """A reset with its person, for the mail that carries the link."""
    return await tx.fetchrow(
        """
        select r.id, r.nonce, r.expires_at, r.used_at, u.email, u.name
        from password_resets r join users u on u.id = r.user_id where r.id = $1
        """,
        reset_id,
    )


async def use_password_reset(tx: Tx, reset_id: UUID, nonce: str) -> UUID | None:
    """Spend a reset; the person whose it was, or None when it was spent or has expired. One statement: once."""
    return await tx.fetchval(
        """
        update password_resets set used_at = now()
        where id = $1 and nonce = $2 and used_at is null and expires_at > now() returning user_id
        """,
        reset_id,
        nonce,
    )


async def revoke_password_resets(tx: Tx, user_id: UUID) -> None:
    """Spend every open reset of a person."""
    await tx.execute("update password_resets set used_at = now() where user_id = $1 and used_at is null", user_id)
