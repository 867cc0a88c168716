"""Clients."""

from __future__ import annotations

from uuid import UUID

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.core.listing import ListSpec, Number, Sort, Word

CLIENTS = ListSpec(
    source="clients c",
    id="c.id",
    columns={
        "id": Word("c.id"),
        "kind": Word("c.kind"),
        "name": "c.name",
        "tradeName": "c.trade_name",
        "document": "c.document",
        "email": "c.email",
        "phone": "c.phone",
        "city": "c.city",
        "uf": "c.uf",
        "archived": Number("c.archived_at is not null"),
        "briefings": Number(
            "(select count(*) from briefings b where b.tenant_id = c.tenant_id and b.client_id = c.id)"
        ),
        "createdAt": "c.created_at",
        "updatedAt": "c.updated_at",
        "version": Number("c.version"),
    },
    sorts={"name": Sort("c.name", "text"), "createdAt": Sort("c.created_at", "timestamptz")},
    default_sort="name",
    filters={
        "kind": "c.kind = {}",
        "uf": "c.uf = upper({}::text)",
        "archived": "(c.archived_at is not null) = {}::boolean",
    },
    search="c.search",
)


async def find_client(tx: Tx, client_id: UUID) -> asyncpg.Record | None:
    """One client."""
    return await tx.fetchrow("select * from clients where id = $1", client_id)


async def lock_client(tx: Tx, client_id: UUID) -> asyncpg.Record | None:
    """One client, for changing it."""
    return await tx.fetchrow("select * from clients where id = $1 for update", client_id)


async def insert_client(tx: Tx, values: dict[str, object], created_by: UUID | None) -> UUID:
    """A new client; raises UniqueViolationError when the document is taken."""
    return await tx.fetchval(
        """
        insert into clients (tenant_id, kind, name, trade_name, document, email, phone, address, notes, created_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9, $10) returning id
        """,
        tx.tenant_id,
        *_ordered(values),
        created_by,
    )


async def update_client(tx: Tx, client_id: UUID, values: dict[str, object]) -> None:
    """Replace a client's data; raises UniqueViolationError when the document is another's."""
    await tx.execute(
        """
        update clients set kind = $2, name = $3, trade_name = $4, document = $5, email = $6, phone = $7,
               address = $8::text::jsonb, notes = $9 where id = $1
        """,
        client_id,
        *_ordered(values),
    )


async def set_client_archived(tx: Tx, client_id: UUID, *, archived: bool) -> None:
    """Put a client away, or take it out again."""
    await tx.execute("update clients set archived_at = case when $2 then now() end where id = $1", client_id, archived)


def _ordered(values: dict[str, object]) -> tuple[object, ...]:
    return (
        values["kind"],
        values["name"],
        values["trade_name"],
        values["document"] or None,
        values["email"],
        values["phone"],
        msgspec.json.encode(values["address"]).decode(),
        values["notes"],
    )
