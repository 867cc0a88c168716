"""What the three-way match holds against each other."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.db import Tx


async def find_order(tx: Tx, order_id: UUID) -> asyncpg.Record | None:
    """An order's amounts, its supplier's document and the organisation's, and the policy that its request is under."""
    return await tx.fetchrow(
        """
        select o.id, o.code, o.subtotal, o.discount, o.freight, o.taxes, o.total, p.policy_number,
               coalesce(s.document, '') as supplier_document, coalesce(t.document, '') as own_document
        from purchase_orders o
        join purchase_requests p on p.id = o.request_id
        join suppliers s on s.id = o.supplier_id
        join organisations t on t.id = o.tenant_id
        where o.id = $1
        """,
        order_id,
    )


async def list_order_items(tx: Tx, order_id: UUID) -> list[asyncpg.Record]:
    """The items of an order, in order; `net_total` is what was agreed without freight and taxes."""
    return await tx.fetch(
        """
        select id, position, description, unit, quantity, unit_price, total - freight - taxes as net_total, given_up
        from purchase_order_items where tenant_id = $1 and order_id = $2 order by position
        """,
        tx.tenant_id,
        order_id,
    )


async def list_receipts(tx: Tx, order_id: UUID) -> list[asyncpg.Record]:
    """An order's receipts that were not cancelled, the oldest first."""
    return await tx.fetch(
        """
        select id, code, status, invoice_id from receipts
        where tenant_id = $1 and order_id = $2 and status <> 'cancelled' order by created_at, id
        """,
        tx.tenant_id,
        order_id,
    )


async def list_counts(tx: Tx, order_id: UUID) -> list[asyncpg.Record]:
    """What came of each item with each of those receipts."""
    return await tx.fetch(
        """
        select c.receipt_id, c.order_item_id, c.accepted, c.refused
        from receipts r join receipt_items c on c.tenant_id = r.tenant_id and c.receipt_id = r.id
        where r.tenant_id = $1 and r.order_id = $2 and r.status <> 'cancelled'
        """,
        tx.tenant_id,
        order_id,
    )


async def list_invoices(tx: Tx, order_id: UUID) -> list[asyncpg.Record]:
    """An order's invoices that were not cancelled, by the day of their issue."""
    return await tx.fetch(
        """
        select id, number, series, issued_at, issuer_document, recipient_document, products_total, discount, freight,
               taxes, total
        from invoices where tenant_id = $1 and order_id = $2 and cancelled_at is null order by issued_at, id
        """,
        tx.tenant_id,
        order_id,
    )


async def list_invoice_lines(tx: Tx, order_id: UUID) -> list[asyncpg.Record]:
    """The lines of those invoices."""
    return await tx.fetch(
        """
        select l.id, l.invoice_id, l.description, l.unit, l.quantity, l.total, l.discount, l.order_item_id, l.factor
        from invoices i join invoice_items l on l.tenant_id = i.tenant_id and l.invoice_id = i.id
        where i.tenant_id = $1 and i.order_id = $2 and i.cancelled_at is null order by l.position
        """,
        tx.tenant_id,
        order_id,
    )
