"""What suppliers and buyers write to each other."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.core.listing import ListSpec, Nested, Number, Sort, Word

LIST = ListSpec(
    source="quotation_messages m",
    joins="left join users u on u.id = m.person_id",
    id="m.id",
    columns={
        "id": Word("m.id"),
        "quotationId": Word("m.quotation_id"),
        "fromSupplier": Number("m.from_supplier"),
        "person": Nested({"id": Word("u.id"), "name": "u.name"}, "u.id is not null"),
        "name": "m.person_name",
        "text": "m.text",
        "at": "m.at",
    },
    sorts={"at": Sort("m.at", "timestamptz")},
    default_sort="at",
    filters={"quotationId": "m.quotation_id = {}"},
    search="search_text(m.person_name || ' ' || m.text)",
)


async def insert_message(
    tx: Tx, quotation_id: UUID, *, from_supplier: bool, person_id: UUID | None, person_name: str, text: str
) -> asyncpg.Record:
    """A new message: the whole row."""
    row = await tx.fetchrow(
        """
        insert into quotation_messages (tenant_id, quotation_id, from_supplier, person_id, person_name, text)
        values ($1, $2, $3, $4, $5, $6) returning *
        """,
        tx.tenant_id,
        quotation_id,
        from_supplier,
        person_id,
        person_name,
        text,
    )
    if row is None:
        raise RuntimeError("inserting returns what was inserted")
    return row


async def list_messages(tx: Tx, quotation_id: UUID) -> list[asyncpg.Record]:
    """All of a quotation, the oldest first."""
    return await tx.fetch(
        "select * from quotation_messages where tenant_id = $1 and quotation_id = $2 order by at, id",
        tx.tenant_id,
        quotation_id,
    )


async def count_messages(tx: Tx, quotation_id: UUID) -> int:
    """How many there are."""
    return await tx.fetchval(
        "select count(*) from quotation_messages where tenant_id = $1 and quotation_id = $2", tx.tenant_id, quotation_id
    )


async def find_message_text(tx: Tx, message_id: UUID) -> str:
    """What somebody wrote; empty when it is not there."""
    return (
        await tx.fetchval(
            "select text from quotation_messages where tenant_id = $1 and id = $2", tx.tenant_id, message_id
        )
        or ""
    )
