"""Files: what was announced, what was checked, and what it hangs on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import asyncpg

from esteio.core.db import Tx


async def insert_file(
    tx: Tx,
    *,
    key: str,
    name: str,
    content_type: str,
    size: int,
    sha256: str,
    thing: str,
    thing_id: UUID | None,
    created_by: UUID | None,
    ready: bool = False,
) -> UUID:
    """A file: announced, or (`ready`) already made by the server."""
    return await tx.fetchval(
        """
        insert into files (tenant_id, key, name, content_type, size_bytes, sha256, thing, thing_id, created_by, status)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case when $10 then 'ready' else 'pending' end) returning id
        """,
        tx.tenant_id,
        key,
        name,
        content_type,
        size,
        sha256,
        thing,
        thing_id,
        created_by,
        ready,
    )


async def find_file(tx: Tx, file_id: UUID) -> asyncpg.Record | None:
    """One file of the organisation."""
    return await tx.fetchrow("select * from files where id = $1", file_id)


async def set_file_ready(tx: Tx, file_id: UUID) -> None:
    """The bytes arrived and are what was announced."""
    await tx.execute("update files set status = 'ready' where id = $1", file_id)


async def delete_unconfirmed(tx: Tx, before: datetime) -> None:
    """Forget files that were announced before `before` and never confirmed."""
    await tx.execute("delete from files where status = 'pending' and created_at < $1", before)
