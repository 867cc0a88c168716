"""What was spent, and what is on its way."""

from __future__ import annotations

import asyncpg

from esteio.core.db import Tx
from esteio.modules.procurement.rules.reports import GroupBy
from esteio.modules.procurement.store.reports.grouping import (
    CATEGORIES,
    CATEGORY,
    GIVEN_UP,
    USED,
    Figure,
    Filter,
    amount,
    grouped,
    is_by_item,
)

_MISSING = """coalesce((
    select sum(round(i.total * (i.quantity - i.received - i.given_up) / i.quantity, 2)) from purchase_order_items i
    where i.tenant_id = k.tenant_id and i.order_id = k.id), 0)"""
"""Of the order `k`, R$."""
_ITEMS_OF_ORDER = "join purchase_order_items i on i.tenant_id = k.tenant_id and i.order_id = k.id"


_COLUMNS = (
    "o.tenant_id",
    "o.id",
    "o.request_id",
    "o.cost_centre_id",
    "o.supplier_id",
    "o.sent_at",
    "o.expected_on",
    "o.closed_short",
    "o.total",
)


async def spend(tx: Tx, by: GroupBy, what: Filter) -> list[asyncpg.Record]:
    """Orders sent in the period: key, label, whole (the totals' row), orders, requests, total."""
    by_item = is_by_item(by, what)
    orders = _orders(by, what, "o.sent_at >= $2 and o.sent_at < $3 and o.status <> 'cancelled'")
    key = _order_key(by, "k.sent_at at time zone $4")
    picked = f"select {key} as key, k.id, k.request_id, k.total - {GIVEN_UP} as amount from {orders}"  # noqa: S608 - declared SQL only
    if by_item:
        # An order of one category need not be taken apart.
        given_up = "case when i.given_up > 0 then round(i.total * i.given_up / i.quantity, 2) else 0 end"
        only = "" if what.category is None else "and k.low = $9"
        one = "" if what.category is None else f"and {CATEGORY.format(item='i.item_id')} = $9"
        picked = f"""
            with k as materialized (select * from {orders})
            select {"k.low" if by is GroupBy.CATEGORY else key} as key, k.id, k.request_id,
                   k.total - {GIVEN_UP} as amount
            from k where k.low = k.high {only}
            union all
            select {key}, k.id, k.request_id, sum(i.total - {given_up})
            from k {_ITEMS_OF_ORDER} where k.low <> k.high {one} group by 1, k.id, k.request_id
        """  # noqa: S608 - declared SQL only
    figures = {
        "orders": Figure("count(distinct p.id)", "int", anew=by_item),
        "requests": Figure("count(distinct p.request_id)", "int", anew=True),
        "total": amount("p.amount"),
    }
    return await tx.fetch(grouped(by, picked, figures, "g.total desc, g.key"), tx.tenant_id, *what.parameters)


async def commitments(tx: Tx, by: GroupBy, what: Filter) -> list[asyncpg.Record]:
    """Orders on their way, expected in the period: key, label, whole, orders, ordered, balance, overdue_orders,
    overdue, next_on."""
    by_item = is_by_item(by, what)
    missing = "round(i.total * (i.quantity - i.received - i.given_up) / i.quantity, 2)"
    orders = _orders(
        by,
        what,
        """o.status in ('sent', 'confirmed')
        and o.expected_on >= ($2 at time zone $4)::date and o.expected_on < ($3 at time zone $4)::date""",
    )
    one = "" if what.category is None else f"where {CATEGORY.format(item='i.item_id')} = $9"
    picked = f"""
        select {_order_key(by, "k.expected_on::timestamp")} as key, k.id, k.expected_on,
               {"i.total" if by_item else "k.total"} as ordered, {missing if by_item else _MISSING} as balance
        from {orders} {f"{_ITEMS_OF_ORDER} {one}" if by_item else ""}
    """  # noqa: S608 - declared SQL only
    figures = {
        "orders": Figure("count(distinct p.id)", "int", anew=by_item),
        "ordered": amount("p.ordered"),
        "balance": amount("p.balance"),
        "overdue_orders": Figure("count(distinct p.id) filter (where p.expected_on < $5)", "int", anew=by_item),
        "overdue": amount("p.balance", "filter (where p.expected_on < $5)"),
        "next_on": Figure("min(p.expected_on)", "date", anew=True),
    }
    return await tx.fetch(grouped(by, picked, figures, "g.balance desc, g.key"), tx.tenant_id, *what.parameters)


def _orders(by: GroupBy, what: Filter, condition: str) -> str:
    """What stands after `from`: the orders `k` under the condition and the filters."""
    # No more than is used: with all of it the orders of a year do not fit into `work_mem`.
    columns, joins, more = [*_COLUMNS], "", ""
    if by is GroupBy.DEPARTMENT or what.department_id is not None:
        columns.append("r.department_id")
        joins += " join purchase_requests r on r.tenant_id = o.tenant_id and r.id = o.request_id"
        more += " and ($7::uuid is null or r.department_id = $7)"
    if is_by_item(by, what):
        columns.append("k.low, k.high")
        joins += f" {CATEGORIES.format(request='o.request_id')}"
    # The offset keeps the categories of a request from being looked for once for each of its items.
    return f"""(
        select {", ".join(columns)} from purchase_orders o {joins}
        where o.tenant_id = $1 and {condition} and {USED}
          and ($6::uuid is null or o.cost_centre_id = $6) and ($8::uuid is null or o.supplier_id = $8) {more} offset 0
    ) k"""  # noqa: S608 - declared SQL only


def _order_key(by: GroupBy, moment: str) -> str:
    match by:
        case GroupBy.MONTH:
            return f"to_char({moment}, 'YYYY-MM')"
        case GroupBy.COST_CENTRE:
            return "k.cost_centre_id"
        case GroupBy.DEPARTMENT:
            return "k.department_id"
        case GroupBy.SUPPLIER:
            return "k.supplier_id"
        case GroupBy.CATEGORY:
            return CATEGORY.format(item="i.item_id")
