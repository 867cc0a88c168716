"""What an order's paper takes from elsewhere, and its printed file."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.core.files import StoredFile


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


async def find_file_key(tx: Tx, file_id: UUID) -> str | None:
    """Where a file lies."""
    return await tx.fetchval("select key from files where id = $1 and status = 'ready'", file_id)


async def keep_file(tx: Tx, order_id: UUID, link_nonce: str, stored: StoredFile) -> bool:
    """Make `stored` the printed order, unless there is one, or the link that is printed on it was renewed."""
    return bool(
        await tx.fetchval(
            """
            with wanted as (
                select id from purchase_orders where id = $2 and pdf_file_id is null and link_nonce = $3 for update
            ), file as (
                insert into files (tenant_id, key, name, content_type, size_bytes, sha256, status, thing, thing_id)
                select $1, $4, $5, $6, $7, $8, 'ready', 'purchase_order', id from wanted returning id
            )
            update purchase_orders o set pdf_file_id = file.id from file where o.id = $2 returning true
            """,
            tx.tenant_id,
            order_id,
            link_nonce,
            stored.key,
            stored.name,
            stored.content_type,
            stored.size,
            stored.sha256,
        )
    )
