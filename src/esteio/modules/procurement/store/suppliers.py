"""Suppliers."""

from __future__ import annotations

from uuid import UUID

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.core.listing import ListSpec, Number, Sort, Word
from esteio.modules.procurement.permissions import SUPPLIERS_EDIT
from esteio.modules.procurement.store.abilities import register_abilities

LIST = ListSpec(
    source="suppliers s",
    id="s.id",
    columns={
        "id": Word("s.id"),
        "kind": Word("s.kind"),
        "name": "s.name",
        "tradeName": "s.trade_name",
        "document": "s.document",
        "email": "s.email",
        "phone": "s.phone",
        "website": "s.website",
        "contactName": "s.contact_name",
        "city": "s.city",
        "uf": "s.uf",
        "categories": "s.categories",
        "paymentDays": "s.payment_days",
        "score": Word("s.score"),
        "archived": Number("s.archived_at is not null"),
        "createdAt": "s.created_at",
        "updatedAt": "s.updated_at",
        "version": Number("s.version"),
    },
    sorts={
        "name": Sort("s.name", "text"),
        "createdAt": Sort("s.created_at", "timestamptz"),
        "score": Sort("coalesce(s.score, -1)", "numeric"),
    },
    default_sort="name",
    filters={
        "kind": "s.kind = {}",
        "uf": "s.uf = upper({}::text)",
        "category": "s.categories && string_to_array({}::text, ';')",
        "archived": "(s.archived_at is not null) = {}::boolean",
    },
    search="s.search",
)
ABILITIES = register_abilities(LIST, SUPPLIERS_EDIT)

_COLUMNS = (
    "kind",
    "name",
    "trade_name",
    "document",
    "email",
    "phone",
    "website",
    "contact_name",
    "address",
    "categories",
    "payment_days",
    "score",
    "notes",
)


async def find_supplier(tx: Tx, supplier_id: UUID) -> asyncpg.Record | None:
    """One supplier."""
    return await tx.fetchrow("select * from suppliers where id = $1", supplier_id)


async def lock_supplier(tx: Tx, supplier_id: UUID) -> asyncpg.Record | None:
    """One supplier, for changing it."""
    return await tx.fetchrow("select * from suppliers where id = $1 for update", supplier_id)


async def insert_supplier(tx: Tx, values: dict[str, object], created_by: UUID | None) -> UUID:
    """A new supplier; raises UniqueViolationError when the document is taken."""
    return await tx.fetchval(
        """
        insert into suppliers (tenant_id, kind, name, trade_name, document, email, phone, website, contact_name,
                               address, categories, payment_days, score, notes, created_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::jsonb, $11, $12, $13, $14, $15) returning id
        """,
        tx.tenant_id,
        *_ordered(values),
        created_by,
    )


async def update_supplier(tx: Tx, supplier_id: UUID, values: dict[str, object]) -> None:
    """Replace a supplier's data; raises UniqueViolationError when the document is another's."""
    await tx.execute(
        """
        update suppliers set kind = $2, name = $3, trade_name = $4, document = $5, email = $6, phone = $7,
               website = $8, contact_name = $9, address = $10::text::jsonb, categories = $11, payment_days = $12,
               score = $13, notes = $14 where id = $1
        """,
        supplier_id,
        *_ordered(values),
    )


async def set_supplier_archived(tx: Tx, supplier_id: UUID, *, archived: bool) -> None:
    """Put a supplier away, or take it out again."""
    await tx.execute(
        "update suppliers set archived_at = case when $2 then now() end where id = $1", supplier_id, archived
    )


def _ordered(values: dict[str, object]) -> tuple[object, ...]:
    stored = {
        **values,
        "document": values["document"] or None,
        "address": msgspec.json.encode(values["address"]).decode(),
    }
    return tuple(stored[column] for column in _COLUMNS)
