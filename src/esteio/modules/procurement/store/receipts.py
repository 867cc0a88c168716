"""Receipts and what they counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.core.listing import AFTER_DAY, FROM_DAY, ListColumn, ListSpec, Nested, Number, Sort, Word, row_text
from esteio.modules.procurement.rules.receiving import UNCHECKED, receipt_actions
from esteio.modules.procurement.rules.vocabulary import ReceiptStatus
from esteio.modules.procurement.store.orders import SUPPLIER_NAME

JOINS = """
    join purchase_orders o on o.tenant_id = x.tenant_id and o.id = x.order_id
    join suppliers s on s.tenant_id = x.tenant_id and s.id = x.supplier_id
    left join invoices n on n.tenant_id = x.tenant_id and n.id = x.invoice_id
    left join users ru on ru.id = x.received_by
    left join users cu on cu.id = x.checked_by"""
_OF_RECEIPT = "from receipt_items i where i.tenant_id = x.tenant_id and i.receipt_id = x.id"

ROW: Mapping[str, ListColumn] = {
    "id": Word("x.id"),
    "code": Word("x.code"),
    "status": Word("x.status"),
    "order": Nested({"id": Word("o.id"), "code": Word("o.code")}),
    "supplier": Nested({"id": Word("s.id"), "name": SUPPLIER_NAME}),
    "invoice": Nested(
        {"id": Word("n.id"), "number": "n.number", "accessKey": Word("n.access_key")}, "n.id is not null"
    ),
    "arrivedOn": Word("x.arrived_on"),
    "items": Number(f"(select count(*) {_OF_RECEIPT})"),
    "refusedItems": Number(f"(select count(*) {_OF_RECEIPT} and i.refused > 0)"),
    "receivedBy": Nested({"id": Word("ru.id"), "name": "ru.name"}, "ru.id is not null"),
    "checkedBy": Nested({"id": Word("cu.id"), "name": "cu.name"}, "cu.id is not null"),
    "doneAt": "x.done_at",
    "createdAt": "x.created_at",
    "updatedAt": "x.updated_at",
    "version": Number("x.version"),
}

_LINES = """(select coalesce(json_agg(json_build_object('id', i.id, 'orderItemId', i.order_item_id,
    'position', p.position, 'description', p.description, 'unit', p.unit, 'ordered', p.quantity::text,
    'accepted', i.accepted::text, 'refused', i.refused::text, 'refusedReason', i.refused_reason)
    order by p.position), '[]')
    from receipt_items i
    join purchase_order_items p on p.tenant_id = i.tenant_id and p.id = i.order_item_id
    where i.tenant_id = x.tenant_id and i.receipt_id = x.id)"""

_ATTACHMENTS = """(select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name,
    'contentType', f.content_type, 'size', f.size_bytes, 'createdAt', f.created_at)
    order by f.created_at, f.id), '[]')
    from files f
    where f.tenant_id = x.tenant_id and f.thing = 'receipt' and f.thing_id = x.id and f.status = 'ready')"""

WHOLE: Mapping[str, ListColumn] = {
    "notes": "x.notes",
    "differenceReason": "x.difference_reason",
    "cancelledReason": "x.cancelled_reason",
    "lines": Number(_LINES),
    "attachments": Number(_ATTACHMENTS),
}

LIST = ListSpec(
    source="receipts x",
    joins=JOINS,
    id="x.id",
    columns=ROW,
    sorts={
        "createdAt": Sort("x.created_at", "timestamptz"),
        "updatedAt": Sort("x.updated_at", "timestamptz"),
        "arrivedOn": Sort("x.arrived_on", "date"),
        "code": Sort("left(x.code, 9) || lpad(substr(x.code, 10), 9, '0')", "text"),
    },
    default_sort="-createdAt",
    filters={
        "status": "x.status = any(string_to_array({}::text, ','))",
        "orderId": "x.order_id = {}",
        "supplierId": "x.supplier_id = {}",
        "invoiceId": "x.invoice_id = {}",
        "from": f"x.created_at >= {FROM_DAY}",
        "to": f"x.created_at < {AFTER_DAY}",
    },
    search="x.search",
    search_in=(
        "x.supplier_id in (select s.id from suppliers s where s.search like {})",
        "x.order_id in (select o.id from purchase_orders o where o.search like {})",
    ),
)


@lru_cache(maxsize=256)
def list_for(permissions: frozenset[str]) -> ListSpec:
    """The list as people with these permissions see it: each row says what they `can` do with it."""
    return msgspec.structs.replace(LIST, columns={**ROW, "can": Number(_can(permissions))})


FACTS = ("x.status",)
"""What `abilities` decides by."""


def abilities(permissions: frozenset[str], facts: tuple[str | None, ...]) -> bytes:
    """`can` of a row with these `FACTS`, as `list_for` says it."""
    return b'"can":%b' % msgspec.json.encode(receipt_actions(ReceiptStatus(facts[0] or ""), permissions))


def _can(permissions: frozenset[str]) -> str:
    cases = " ".join(
        f"when '{status}' then '{msgspec.json.encode(receipt_actions(status, permissions)).decode()}'"
        for status in ReceiptStatus
    )
    return f"case x.status {cases} end"


@lru_cache(maxsize=256)
def _document_query(permissions: frozenset[str]) -> str:
    columns = {**ROW, **WHOLE, "can": Number(_can(permissions))}
    return f"select x.version, {row_text(columns)} as document from receipts x {JOINS} where x.id = $1"  # noqa: S608 - declared SQL only


async def find_document(tx: Tx, receipt_id: UUID, permissions: frozenset[str]) -> asyncpg.Record | None:
    """One receipt as JSON text, with what its reader can do, and the version of its row."""
    return await tx.fetchrow(_document_query(permissions), receipt_id)


async def find_receipt(tx: Tx, receipt_id: UUID) -> asyncpg.Record | None:
    """One receipt."""
    return await tx.fetchrow("select * from receipts where id = $1", receipt_id)


async def get_receipt(tx: Tx, receipt_id: UUID) -> asyncpg.Record:
    """One receipt that is known to be there."""
    row = await find_receipt(tx, receipt_id)
    if row is None:
        raise RuntimeError("receipts are not deleted")
    return row


async def lock_receipt(tx: Tx, receipt_id: UUID) -> asyncpg.Record | None:
    """One receipt, for changing it; whoever does has locked its request and its order."""
    return await tx.fetchrow("select * from receipts where id = $1 for update", receipt_id)


async def insert_receipt(tx: Tx, values: Mapping[str, object]) -> UUID:
    """A new receipt, by column."""
    columns = ", ".join(values)
    places = ", ".join(f"${number}" for number in range(2, len(values) + 2))
    return await tx.fetchval(
        f"insert into receipts (tenant_id, {columns}) values ($1, {places}) returning id",  # noqa: S608 - names are columns, values are parameters
        tx.tenant_id,
        *values.values(),
    )


async def update_receipt(tx: Tx, receipt_id: UUID, values: Mapping[str, object]) -> None:
    """Set columns of a receipt that the caller has locked."""
    changes = ", ".join(f"{name} = ${number}" for number, name in enumerate(values, start=2))
    await tx.execute(
        f"update receipts set {changes} where id = $1",  # noqa: S608 - names are columns, values are parameters
        receipt_id,
        *values.values(),
    )


class CountRow(msgspec.Struct, frozen=True, kw_only=True):
    """What was counted of one item, as it is written."""

    order_item_id: UUID
    accepted: Decimal
    refused: Decimal
    refused_reason: str


async def replace_items(tx: Tx, receipt_id: UUID, counted: Sequence[CountRow]) -> None:
    """Give a receipt the count that it has now."""
    await tx.execute("delete from receipt_items where tenant_id = $1 and receipt_id = $2", tx.tenant_id, receipt_id)
    await tx.execute(
        """
        insert into receipt_items (tenant_id, receipt_id, order_item_id, accepted, refused, refused_reason)
        select $1, $2, * from unnest($3::uuid[], $4::numeric[], $5::numeric[], $6::text[])
        """,
        tx.tenant_id,
        receipt_id,
        [row.order_item_id for row in counted],
        [row.accepted for row in counted],
        [row.refused for row in counted],
        [row.refused_reason for row in counted],
    )


async def list_accepted(tx: Tx, receipt_id: UUID) -> list[asyncpg.Record]:
    """What a receipt accepted of each item of its order."""
    return await tx.fetch(
        "select order_item_id, accepted from receipt_items where tenant_id = $1 and receipt_id = $2",
        tx.tenant_id,
        receipt_id,
    )


async def is_invoice_of(tx: Tx, invoice_id: UUID, order_id: UUID) -> bool:
    """Whether there is such an invoice, of this order, that was not cancelled."""
    return bool(
        await tx.fetchval(
            "select true from invoices where id = $1 and order_id = $2 and cancelled_at is null", invoice_id, order_id
        )
    )


async def list_unchecked(tx: Tx, order_ids: Sequence[UUID]) -> list[str]:
    """Codes of receipts of these orders that are neither done nor cancelled."""
    rows = await tx.fetch(
        "select code from receipts where tenant_id = $1 and order_id = any($2) and status = any($3) order by code",
        tx.tenant_id,
        list(order_ids),
        list(UNCHECKED),
    )
    return [row["code"] for row in rows]
