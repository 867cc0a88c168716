"""Second factors and recovery codes."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from esteio.core.db import Tx


async def find_second_factor(tx: Tx, user_id: UUID) -> asyncpg.Record | None:
    """The person's second factor, confirmed or begun, with how many recovery codes are left."""
    return await tx.fetchrow(
        """
        select f.secret, f.confirmed_at,
               (select count(*) from recovery_codes c where c.user_id = f.user_id and c.used_at is null) as codes_left
        from second_factors f where f.user_id = $1
        """,
        user_id,
    )


async def begin_second_factor(tx: Tx, user_id: UUID, secret: bytes) -> bool:
    """Keep a secret that is still to be confirmed, in place of one that never was; False when there is one in force."""
    return bool(
        await tx.fetchval(
            """
            insert into second_factors (user_id, secret) values ($1, $2)
            on conflict (user_id) do update set secret = excluded.secret, created_at = now()
            where second_factors.confirmed_at is null
            returning true
            """,
            user_id,
            secret,
        )
    )


async def confirm_second_factor(tx: Tx, user_id: UUID, secret: bytes, step: int) -> bool:
    """Put the secret that was begun in force; False when another one was begun, or confirmed, meanwhile."""
    return bool(
        await tx.fetchval(
            """
            update second_factors set confirmed_at = now(), last_step = $3
            where user_id = $1 and secret = $2 and confirmed_at is null returning true
            """,
            user_id,
            secret,
            step,
        )
    )


async def use_step(tx: Tx, user_id: UUID, step: int, secret: bytes) -> bool:
    """Spend a step's code, and keep the secret as enciphered anew; False when it, or a later one, was spent. One
    statement, so of two that try at once exactly one succeeds."""
    return bool(
        await tx.fetchval(
            """
            update second_factors set last_step = $2, secret = $3
            where user_id = $1 and confirmed_at is not null and last_step < $2 returning true
            """,
            user_id,
            step,
            secret,
        )
    )


async def use_recovery_code(tx: Tx, user_id: UUID, code_hash: bytes) -> bool:
    """Spend a recovery code; False when there is none such, or it was spent."""
    return bool(
        await tx.fetchval(
            """
            update recovery_codes set used_at = now()
            where user_id = $1 and code_hash = $2 and used_at is null returning true
            """,
            user_id,
            code_hash,
        )
    )


async def replace_recovery_codes(tx: Tx, user_id: UUID, hashes: Sequence[bytes]) -> None:
    """These are the person's codes from now on, and no others."""
    await tx.execute("delete from recovery_codes where user_id = $1", user_id)
    await tx.execute(
        "insert into recovery_codes (user_id, code_hash) select $1, unnest($2::bytea[])", user_id, list(hashes)
    )


async def delete_second_factor(tx: Tx, user_id: UUID) -> bool:
    """Let the password be enough again; False when it was."""
    await tx.execute("delete from recovery_codes where user_id = $1", user_id)
    return bool(await tx.fetchval("delete from second_factors where user_id = $1 returning true", user_id))
