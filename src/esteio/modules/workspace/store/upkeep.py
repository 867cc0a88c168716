"""What has ended and need not be kept."""

from __future__ import annotations

from datetime import datetime

from esteio.core.db import Tx


async def delete_ended(tx: Tx, before: datetime) -> None:
    """Forget sessions, resets and invitations that ended before `before`."""
    await tx.execute("delete from sessions where coalesce(revoked_at, expires_at) < $1", before)
    await tx.execute("delete from password_resets where expires_at < $1", before)
    await tx.execute("delete from invitations where expires_at < $1 and accepted_at is null", before)


async def delete_idempotency_keys(tx: Tx, before: datetime) -> None:
    """Forget idempotency keys of the transaction's organisation that are older than `before`."""
    await tx.execute("delete from idempotency_keys where created_at < $1", before)
