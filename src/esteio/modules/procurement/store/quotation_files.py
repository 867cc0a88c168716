"""Files that hang on quotations."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.db import Tx

THING = "quotation"


async def list_files(tx: Tx, quotation_id: UUID) -> list[asyncpg.Record]:
    """Those that arrived, the oldest first."""
    return await tx.fetch(
        """
        select id, name, content_type, size_bytes, created_at from files
        where tenant_id = $1 and thing = $2 and thing_id = $3 and status = 'ready' order by created_at, id
        """,
        tx.tenant_id,
        THING,
        quotation_id,
    )


async def count_files(tx: Tx, quotation_id: UUID) -> int:
    """How many there are, announced ones among them."""
    return await tx.fetchval(
        "select count(*) from files where tenant_id = $1 and thing = $2 and thing_id = $3",
        tx.tenant_id,
        THING,
        quotation_id,
    )
