"""What a proposal takes from elsewhere, and its printed file."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.db import Tx


async def get_client(tx: Tx, client_id: UUID) -> asyncpg.Record:
    """To whom a proposal goes."""
    row = await tx.fetchrow("select kind, name, document, address, email from clients where id = $1", client_id)
    if row is None:
        raise RuntimeError("a client with an orçamento is not deleted")
    return row
