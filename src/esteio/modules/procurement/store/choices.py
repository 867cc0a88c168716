"""What forms choose from."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import asyncpg

from esteio.core.db import Tx

MOST_CATEGORIES = 1_000
"""That were asked for: whatever somebody typed once."""


async def list_people(tx: Tx, ids: Collection[UUID]) -> list[asyncpg.Record]:
    """`id` and `name` of these people, by name."""
    return await tx.fetch("select id, name from users where id = any($1) order by name, id", list(ids))


async def list_categories(tx: Tx) -> list[asyncpg.Record]:
    """`name`, and how many `suppliers` in use sell it, by name."""
    return await tx.fetch(
        f"""
        with recursive asked as (
            -- From one to the next along the index: there are few names on many items.
            (select category, 1 as number from purchase_request_items
             where tenant_id = $1 and category > '' order by category limit 1)
            union all
            select (select i.category from purchase_request_items i
                    where i.tenant_id = $1 and i.category > a.category order by i.category limit 1), number + 1
            from asked a where a.category is not null and number < {MOST_CATEGORIES}
        ), sold as (
            select category, count(*) as suppliers from suppliers s, unnest(s.categories) category
            where s.tenant_id = $1 and s.archived_at is null group by 1
        )
        select category as name, coalesce(suppliers, 0) as suppliers
        from (select category from asked where category is not null) a full join sold using (category) order by 1
        """,  # noqa: S608 - a number of ours
        tx.tenant_id,
    )
