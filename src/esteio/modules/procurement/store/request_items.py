"""What requests ask for: the rows of their items."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.core.listing import ListSpec, Number, Sort, Word
from esteio.modules.procurement.rules.items import RequestItem

LIST = ListSpec(
    source="purchase_request_items i",
    id="i.id",
    columns={
        "id": Word("i.id"),
        "requestId": Word("i.request_id"),
        "position": Number("i.position"),
        "description": "i.description",
        "specification": "i.specification",
        "category": "i.category",
        "unit": "i.unit",
        "quantity": Word("i.quantity"),
        "estimatedUnitPrice": Word("i.estimated_unit_price"),
        "estimatedTotal": Word("round(i.quantity * i.estimated_unit_price, 2)"),
        "updatedAt": "i.updated_at",
        "version": Number("i.version"),
    },
    sorts={"position": Sort("i.position", "smallint")},
    default_sort="position",
    filters={"requestId": "i.request_id = {}"},
    search="search_text(i.description)",
    # What was taken out stays for the quotations that have a price for it.
    where="i.position is not null",
)


async def list_items(tx: Tx, request_id: UUID) -> list[asyncpg.Record]:
    """What a request asks for now, in order; items that were taken out of it are not among them."""
    return await tx.fetch(
        """
        select id, position, description, specification, category, unit, quantity, estimated_unit_price, version
        from purchase_request_items
        where tenant_id = $1 and request_id = $2 and position is not null order by position
        """,
        tx.tenant_id,
        request_id,
    )


async def insert_items(tx: Tx, request_id: UUID, items: Sequence[tuple[int, RequestItem]]) -> None:
    """New items at their positions."""
    await tx.execute(
        """
        insert into purchase_request_items
            (tenant_id, request_id, position, description, specification, category, unit, quantity,
             estimated_unit_price)
        select $1, $2, * from unnest($3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::numeric[],
                                     $9::numeric[])
        """,
        tx.tenant_id,
        request_id,
        *_columns(items),
    )


async def update_items(tx: Tx, request_id: UUID, items: Sequence[tuple[int, RequestItem]]) -> None:
    """Give items of the request what they are now, and their positions; those that stay as they were do not change."""
    await tx.execute(
        """
        update purchase_request_items i
        set position = n.position, description = n.description, specification = n.specification,
            category = n.category, unit = n.unit, quantity = n.quantity, estimated_unit_price = n.price
        from unnest($3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::numeric[], $9::numeric[],
                    $10::uuid[]) n (position, description, specification, category, unit, quantity, price, id)
        where i.tenant_id = $1 and i.request_id = $2 and i.id = n.id
          and (i.position, i.description, i.specification, i.category, i.unit, i.quantity, i.estimated_unit_price)
              is distinct from
              (n.position, n.description, n.specification, n.category, n.unit, n.quantity, n.price)
        """,
        tx.tenant_id,
        request_id,
        *_columns(items),
        [item.id for _, item in items],
    )


async def take_out_items(tx: Tx, request_id: UUID, ids: Sequence[UUID]) -> None:
    """Delete items, but for those that a supplier has a price for: they lose their place in the request and stay."""
    await tx.execute(
        """
        update purchase_request_items i set position = null
        where i.tenant_id = $1 and i.request_id = $2 and i.id = any($3)
          and exists (select from quotation_items q where q.tenant_id = $1 and q.item_id = i.id)
        """,
        tx.tenant_id,
        request_id,
        list(ids),
    )
    await tx.execute(
        """
        delete from purchase_request_items
        where tenant_id = $1 and request_id = $2 and id = any($3) and position is not null
        """,
        tx.tenant_id,
        request_id,
        list(ids),
    )


def _columns(items: Sequence[tuple[int, RequestItem]]) -> tuple[list[object], ...]:
    return (
        [position for position, _ in items],
        [item.description for _, item in items],
        [item.specification for _, item in items],
        [item.category for _, item in items],
        [item.unit for _, item in items],
        [item.quantity for _, item in items],
        [item.estimated_unit_price for _, item in items],
    )
