"""What a proposal takes from elsewhere, and its printed file."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.core.files import StoredFile


async def get_client(tx: Tx, client_id: UUID) -> asyncpg.Record:
    """To whom a proposal goes."""
    row = await tx.fetchrow("select kind, name, document, address, email from clients where id = $1", client_id)
    if row is None:
        raise RuntimeError("a client with an orçamento is not deleted")
    return row


async def find_file_key(tx: Tx, file_id: UUID) -> str | None:
    """Where a file lies."""
    return await tx.fetchval("select key from files where id = $1 and status = 'ready'", file_id)


async def keep_file(tx: Tx, orcamento_id: UUID, link_nonce: str | None, stored: StoredFile) -> bool:
    """Make `stored` the printed proposal, unless there is one, or the link that is printed on it was renewed."""
    return bool(
        await tx.fetchval(
            """
            with wanted as (
                select id from orcamentos
                where id = $2 and proposal_file_id is null and link_nonce is not distinct from $3
                for update
            ), file as (
                insert into files (tenant_id, key, name, content_type, size_bytes, sha256, status, thing, thing_id)
                select $1, $4, $5, $6, $7, $8, 'ready', 'orcamento', id from wanted returning id
            )
            update orcamentos o set proposal_file_id = file.id from file where o.id = $2 returning true
            """,
            tx.tenant_id,
            orcamento_id,
            link_nonce,
            stored.key,
            stored.name,
            stored.content_type,
            stored.size,
            stored.sha256,
        )
    )
