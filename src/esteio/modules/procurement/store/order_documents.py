"""What an order's paper takes from elsewhere, and its printed file."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.db import Tx


async def get_supplier(tx: Tx, supplier_id: UUID) -> asyncpg.Record:
    """To whom an order goes."""
    row = await tx.fetchrow(
        "select kind, name, document, email, phone, contact_name, address from suppliers where id = $1", supplier_id
    )
    if row is None:
        raise RuntimeError("a supplier with an order is not deleted")
    return row


async def find_person_name(tx: Tx, person_id: UUID | None) -> str:
    """The name of somebody of the organisation; empty for nobody."""
    return await tx.fetchval("select name from users where id = $1", person_id) or ""
