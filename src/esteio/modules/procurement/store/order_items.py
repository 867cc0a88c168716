"""Items of orders: what an award gives to whom, and what of it has come."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.modules.procurement.rules.receiving import COUNTED

_COUNTED = ", ".join(f"'{status}'" for status in COUNTED)


async def list_awarded(tx: Tx, award_id: UUID) -> list[asyncpg.Record]:
    """What an award gives to whom, with how its suppliers are paid; by supplier, in the order of the items."""
    return await tx.fetch(
        """
        select a.id, a.item_id, a.quotation_id, a.supplier_id, a.description, a.unit, a.brand, a.quantity,
               a.unit_price, a.discount, a.freight, a.taxes, a.total, q.payment_days, q.payment_terms
        from award_items a join quotations q on q.tenant_id = a.tenant_id and q.id = a.quotation_id
        where a.tenant_id = $1 and a.award_id = $2 order by a.supplier_id, a.position, a.id
        """,
        tx.tenant_id,
        award_id,
    )


async def list_delivery_days(tx: Tx, order_id: UUID) -> list[int | None]:
    """In how many days each of an order's items was promised."""
    rows = await tx.fetch(
        """
        select coalesce(a.delivery_days, q.delivery_days) as days
        from purchase_order_items i
        join award_items a on a.tenant_id = i.tenant_id and a.id = i.award_item_id
        join quotations q on q.tenant_id = a.tenant_id and q.id = a.quotation_id
        where i.tenant_id = $1 and i.order_id = $2
        """,
        tx.tenant_id,
        order_id,
    )
    return [row["days"] for row in rows]


async def insert_items(tx: Tx, order_id: UUID, awarded: Sequence[asyncpg.Record]) -> None:
    """The items of a new order, rows of `list_awarded`, numbered in their order."""
    await tx.execute(
        """
        insert into purchase_order_items (tenant_id, order_id, award_item_id, item_id, position, description, unit,
                                          brand, quantity, unit_price, discount, freight, taxes, total)
        select $1, $2, a.id, a.item_id, n.position, a.description, a.unit, a.brand, a.quantity, a.unit_price,
               a.discount, a.freight, a.taxes, a.total
        from unnest($3::uuid[]) with ordinality n (id, position)
        join award_items a on a.tenant_id = $1 and a.id = n.id
        """,
        tx.tenant_id,
        order_id,
        [row["id"] for row in awarded],
    )


async def list_items(tx: Tx, order_id: UUID) -> list[asyncpg.Record]:
    """The items of an order, in their order, with the specification and category that the request gives them."""
    return await tx.fetch(
        """
        select i.*, p.specification, p.category
        from purchase_order_items i
        join purchase_request_items p on p.tenant_id = i.tenant_id and p.id = i.item_id
        where i.tenant_id = $1 and i.order_id = $2 order by i.position
        """,
        tx.tenant_id,
        order_id,
    )


async def count_received(tx: Tx, order_id: UUID) -> None:
    """Set what is received of each item to what the order's receipts that count say."""
    await tx.execute(
        f"""
        update purchase_order_items i set received = c.received
        from (
            select i.id, coalesce(sum(x.accepted) filter (where r.status in ({_COUNTED})), 0) as received
            from purchase_order_items i
            left join receipt_items x on x.tenant_id = i.tenant_id and x.order_item_id = i.id
            left join receipts r on r.tenant_id = x.tenant_id and r.id = x.receipt_id
            where i.tenant_id = $1 and i.order_id = $2 group by i.id
        ) c
        where i.tenant_id = $1 and i.id = c.id and i.received <> c.received
        """,  # noqa: S608 - declared SQL only
        tx.tenant_id,
        order_id,
    )


async def give_up_balance(tx: Tx, order_id: UUID) -> None:
    """Note of each item that what has not come will not come on this order."""
    await tx.execute(
        """
        update purchase_order_items set given_up = quantity - received
        where tenant_id = $1 and order_id = $2 and received < quantity
        """,
        tx.tenant_id,
        order_id,
    )
