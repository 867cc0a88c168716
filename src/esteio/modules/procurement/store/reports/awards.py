"""What choosing among offers saved."""

from __future__ import annotations

import asyncpg

from esteio.core.db import Tx
from esteio.modules.procurement.rules.reports import GroupBy
from esteio.modules.procurement.store.reports.grouping import (
    CATEGORIES,
    CATEGORY,
    USED,
    Figure,
    Filter,
    amount,
    grouped,
    is_by_item,
)


async def savings(tx: Tx, by: GroupBy, what: Filter) -> list[asyncpg.Record]:
    """Items of awards that count, decided in the period: key, label, whole, items, total, first_total, highest_total,
    lowest_total."""
    by_item = is_by_item(by, what)
    key = {
        GroupBy.MONTH: "to_char(k.awarded_at at time zone $4, 'YYYY-MM')",
        GroupBy.COST_CENTRE: "k.cost_centre_id",
        GroupBy.DEPARTMENT: "k.department_id",
        GroupBy.SUPPLIER: "w.supplier_id",
        GroupBy.CATEGORY: CATEGORY.format(item="w.item_id"),
    }[by]
    category = "" if what.category is None else f"and {CATEGORY.format(item='w.item_id')} = $9"
    picked = f"""
        select {key} as key, w.total, w.first_total, w.highest_total, w.lowest_total
        from (
            select r.tenant_id, r.award_id, r.awarded_at, r.cost_centre_id, r.department_id
                   {", k.low, k.high" if by_item else ""}
            from purchase_requests r {CATEGORIES.format(request="r.id") if by_item else ""}
            where r.tenant_id = $1 and r.awarded_at >= $2 and r.awarded_at < $3 and {USED}
              and ($6::uuid is null or r.cost_centre_id = $6) and ($7::uuid is null or r.department_id = $7) offset 0
        ) k join award_items w on w.tenant_id = k.tenant_id and w.award_id = k.award_id
        where ($8::uuid is null or w.supplier_id = $8) {category}
    """  # noqa: S608 - declared SQL only
    figures = {
        "items": Figure("count(*)", "int"),
        **{name: amount(f"p.{name}") for name in ("total", "first_total", "highest_total", "lowest_total")},
    }
    return await tx.fetch(grouped(by, picked, figures, "g.total desc, g.key"), tx.tenant_id, *what.parameters)
