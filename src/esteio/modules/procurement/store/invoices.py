"""Invoices (NF-e) and their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

import asyncpg

from esteio.brazil.nfe import Nfe, NfeItem
from esteio.core.db import Tx
from esteio.core.files import StoredFile
from esteio.core.listing import ListSpec, Nested, Number, Sort, Word
from esteio.modules.procurement.permissions import RECEIPTS_CHECK
from esteio.modules.procurement.rules.invoices import INVOICE_ACTIONS, InvoiceState
from esteio.modules.procurement.store.abilities import Abilities

_NAMED_BY = """exists (select from receipts x
    where x.tenant_id = i.tenant_id and x.invoice_id = i.id and x.status {})"""
STATE = f"""case when i.cancelled_at is not null then '{InvoiceState.CANCELLED}'
    when i.order_id is null then '{InvoiceState.FREE}'
    when {_NAMED_BY.format("= 'done'")} then '{InvoiceState.CHECKED}'
    when {_NAMED_BY.format("in ('physical', 'fiscal')")} then '{InvoiceState.IN_USE}'
    else '{InvoiceState.LINKED}' end"""

_SUPPLIER = "coalesce(nullif(s.trade_name, ''), s.name)"
LIST = ListSpec(
    source="invoices i",
    joins="""
    left join suppliers s on s.id = i.supplier_id
    left join purchase_orders o on o.id = i.order_id""",
    id="i.id",
    columns={
        "id": Word("i.id"),
        "accessKey": Word("i.access_key"),
        "number": Word("i.number"),
        "series": Word("i.series"),
        "issuedAt": "i.issued_at",
        "issuer": Nested({"document": Word("i.issuer_document"), "name": "i.issuer_name"}),
        "supplier": Nested({"id": Word("s.id"), "name": _SUPPLIER}, present="s.id is not null"),
        "order": Nested({"id": Word("o.id"), "code": Word("o.code")}, present="o.id is not null"),
        "productsTotal": Word("i.products_total"),
        "discount": Word("i.discount"),
        "freight": Word("i.freight"),
        "taxes": Word("i.taxes"),
        "total": Word("i.total"),
        "items": Number("i.items"),
        "unmapped": Number("i.unmapped"),
        "cancelledAt": "i.cancelled_at",
        "createdAt": "i.created_at",
        "updatedAt": "i.updated_at",
        "version": Number("i.version"),
    },
    sorts={"createdAt": Sort("i.created_at", "timestamptz"), "issuedAt": Sort("i.issued_at", "timestamptz")},
    default_sort="-createdAt",
    filters={
        "orderId": "i.order_id = {}",
        "supplierId": "i.supplier_id = {}",
        "linked": "(i.order_id is not null) = {}::boolean",
        "cancelled": "(i.cancelled_at is not null) = {}::boolean",
        "from": "i.issued_at >= {}::date::timestamp at time zone 'America/Sao_Paulo'",
        "to": "i.issued_at < ({}::date + 1)::timestamp at time zone 'America/Sao_Paulo'",
    },
    search="i.search",
)
ABILITIES = Abilities(LIST, RECEIPTS_CHECK, STATE, INVOICE_ACTIONS)

_ONE = f"""
    select i.*, {STATE} as state, {_SUPPLIER} as supplier_name, o.code as order_code
    from invoices i left join suppliers s on s.id = i.supplier_id left join purchase_orders o on o.id = i.order_id
    where i.id = $1
"""  # noqa: S608 - declared SQL only


async def find_invoice(tx: Tx, invoice_id: UUID) -> asyncpg.Record | None:
    """One invoice, with `state`, `supplier_name` and `order_code`."""
    return await tx.fetchrow(_ONE, invoice_id)


async def lock_invoice(tx: Tx, invoice_id: UUID) -> asyncpg.Record | None:
    """One invoice, for changing it; whoever also needs its order locks that first."""
    return await tx.fetchrow(f"{_ONE} for update of i", invoice_id)


async def find_same(tx: Tx, access_key: str, sha256: str) -> asyncpg.Record | None:
    """The invoice that has this key, or was made of this very file."""
    return await tx.fetchrow(
        "select id, number from invoices where tenant_id = $1 and (access_key = $2 or sha256 = $3) limit 1",
        tx.tenant_id,
        access_key,
        sha256,
    )


async def list_items(tx: Tx, invoice_id: UUID) -> list[asyncpg.Record]:
    """The lines of an invoice, in order."""
    return await tx.fetch(
        "select * from invoice_items where tenant_id = $1 and invoice_id = $2 order by position",
        tx.tenant_id,
        invoice_id,
    )


async def insert_invoice(
    tx: Tx, note: Nfe, *, sha256: str, supplier_id: UUID | None, file_id: UUID, created_by: UUID
) -> UUID:
    """A new invoice, of no order yet; raises UniqueViolationError when its key or its file is there already."""
    invoice_id = await tx.fetchval(
        """
        insert into invoices (tenant_id, access_key, sha256, number, series, issuer_document, issuer_name,
                              recipient_document, issued_at, products_total, discount, freight, taxes, total, items,
                              supplier_id, file_id, created_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) returning id
        """,
        tx.tenant_id,
        note.access_key,
        sha256,
        note.number,
        note.series,
        note.issuer_document,
        note.issuer_name,
        note.recipient_document,
        note.issued_at,
        note.products_total,
        note.discount,
        note.freight,
        note.taxes,
        note.total,
        len(note.items),
        supplier_id,
        file_id,
        created_by,
    )
    await tx.executemany(
        """
        insert into invoice_items (tenant_id, invoice_id, position, supplier_code, description, ncm, unit, quantity,
                                   unit_price, discount, total, tax_unit, tax_quantity, order_code, order_position)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """,
        [(tx.tenant_id, invoice_id, *_of_item(item)) for item in note.items],
    )
    return invoice_id


def _of_item(item: NfeItem) -> tuple[object, ...]:
    return (
        item.position,
        item.code,
        item.description,
        item.ncm,
        item.unit,
        item.quantity,
        item.unit_price,
        item.discount,
        item.total,
        item.tax_unit,
        item.tax_quantity,
        item.order_code,
        item.order_position,
    )


async def set_mapping(
    tx: Tx, invoice_id: UUID, mapping: Mapping[UUID, tuple[UUID, Decimal]], *, suggested: bool
) -> None:
    """Make lines the items of an order that `mapping` says, with their factors; all others are none."""
    await tx.execute(
        """
        update invoice_items i
        set order_item_id = n.order_item_id, factor = coalesce(n.factor, 1), suggested = n.id is not null and $6
        from invoice_items was
        left join unnest($3::uuid[], $4::uuid[], $5::numeric[]) n (id, order_item_id, factor) on n.id = was.id
        where was.tenant_id = $1 and was.invoice_id = $2 and i.tenant_id = $1 and i.id = was.id
        """,
        tx.tenant_id,
        invoice_id,
        list(mapping),
        [order_item_id for order_item_id, _ in mapping.values()],
        [factor for _, factor in mapping.values()],
        suggested,
    )


async def set_order(tx: Tx, invoice_id: UUID, order_id: UUID | None, supplier_id: UUID | None) -> None:
    """Say which order an invoice belongs to, and whose it is; counts the lines that are none of its items."""
    await tx.execute(
        """
        update invoices set order_id = $2, supplier_id = $3, unmapped = (
            select count(*) from invoice_items l
            where l.tenant_id = $4 and l.invoice_id = $1 and l.order_item_id is null and l.total > l.discount)
        where id = $1
        """,
        invoice_id,
        order_id,
        supplier_id,
        tx.tenant_id,
    )


async def set_cancelled(tx: Tx, invoice_id: UUID, reason: str, *, cancelled: bool) -> None:
    """Note that an invoice does not count any more, or that it does."""
    await tx.execute(
        "update invoices set cancelled_at = case when $3 then now() end, cancelled_reason = $2 where id = $1",
        invoice_id,
        reason,
        cancelled,
    )


async def find_supplier_of(tx: Tx, document: str) -> UUID | None:
    """The supplier with this document; else, of a CNPJ, the only one in use that is of the same firm."""
    rows = await tx.fetch(
        """
        select id, document = $2 as exact from suppliers
        where tenant_id = $1 and (document = $2 or (
            length($2) = 14 and length(document) = 14 and left(document, 8) = left($2, 8) and archived_at is null))
        order by exact desc limit 2
        """,
        tx.tenant_id,
        document,
    )
    return rows[0]["id"] if rows and (rows[0]["exact"] or len(rows) == 1) else None


async def lock_orders(tx: Tx, ids: Sequence[UUID]) -> list[asyncpg.Record]:
    """These orders, in the order of their ids, so that nobody checks a receipt of theirs meanwhile; each with the
    document of its supplier."""
    return await tx.fetch(
        """
        select o.id, o.code, o.status, o.supplier_id, coalesce(s.document, '') as supplier_document
        from purchase_orders o join suppliers s on s.id = o.supplier_id
        where o.id = any($1) order by o.id for no key update of o
        """,
        list(ids),
    )


async def list_orders_named(tx: Tx, codes: Sequence[str]) -> list[asyncpg.Record]:
    """Orders with these codes to which notes may be linked, each with the document of its supplier."""
    return await tx.fetch(
        """
        select o.id, coalesce(s.document, '') as supplier_document
        from purchase_orders o join suppliers s on s.id = o.supplier_id
        where o.tenant_id = $1 and o.code = any($2) and o.status in ('sent', 'confirmed', 'completed')
        """,
        tx.tenant_id,
        list(codes),
    )


async def find_uploaded(tx: Tx, file_id: UUID) -> asyncpg.Record | None:
    """A file that was uploaded as a note and is checked."""
    return await tx.fetchrow(
        "select id, key, size_bytes from files where id = $1 and thing = 'invoice' and status = 'ready'", file_id
    )


async def find_file_key(tx: Tx, file_id: UUID) -> str | None:
    """Where the XML of an invoice lies."""
    return await tx.fetchval("select key from files where id = $1 and status = 'ready'", file_id)


async def insert_file(tx: Tx, stored: StoredFile, created_by: UUID) -> UUID:
    """The XML of a note that came as text."""
    return await tx.fetchval(
        """
        insert into files (tenant_id, key, name, content_type, size_bytes, sha256, status, thing, created_by)
        values ($1, $2, $3, $4, $5, $6, 'ready', 'invoice', $7) returning id
        """,
        tx.tenant_id,
        stored.key,
        stored.name,
        stored.content_type,
        stored.size,
        stored.sha256,
        created_by,
    )
