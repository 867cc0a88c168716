"""Figures of purchases. Each report is one query; `Filter` says of what.

Amounts of orders leave out what was given up of them. Figures are counted over ids first and named after, so that a
name costs a look-up a row of the answer and not one of each purchase.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.modules.procurement.rules.reports import GroupBy, Period


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What a report is about; None is everything."""

    period: Period
    timezone: str
    today: datetime.date
    cost_centre_id: UUID | None = None
    department_id: UUID | None = None
    supplier_id: UUID | None = None
    category: str | None = None

    @property
    def parameters(self) -> tuple[object, ...]:
        """$2 to $9 of every query; $1 is the organisation."""
        return (
            self.period.starts,
            self.period.ends,
            self.timezone,
            self.today,
            self.cost_centre_id,
            self.department_id,
            self.supplier_id,
            self.category,
        )


_USED = """
    $2::timestamptz is not null and $3::timestamptz is not null and $4::text is not null and $5::date is not null
    and ($6::uuid is null or true) and ($7::uuid is null or true) and ($8::uuid is null or true)
    and ($9::text is null or true)
"""
"""Names every parameter's type, for queries that leave one out."""

_LABELS: Mapping[GroupBy, tuple[str, str]] = {
    GroupBy.MONTH: ("g.key", ""),
    GroupBy.COST_CENTRE: (
        "x.code || ' ' || x.name",
        "left join cost_centres x on x.tenant_id = $1 and x.id = g.key",
    ),
    GroupBy.DEPARTMENT: (
        "coalesce(x.name, 'Sem departamento')",
        "left join departments x on x.tenant_id = $1 and x.id = g.key",
    ),
    GroupBy.SUPPLIER: (
        "coalesce(nullif(x.trade_name, ''), x.name)",
        "left join suppliers x on x.tenant_id = $1 and x.id = g.key",
    ),
    GroupBy.CATEGORY: ("coalesce(nullif(g.key, ''), 'Sem categoria')", ""),
}
"""How a row is named, and where its name is."""
_ORDER = {GroupBy.MONTH: "g.key"}
"""Months as they come; the others by money."""

_GIVEN_UP = """case when k.closed_short then coalesce((
    select sum(round(i.total * i.given_up / i.quantity, 2)) from purchase_order_items i
    where i.tenant_id = k.tenant_id and i.order_id = k.id and i.given_up > 0), 0) else 0 end"""
_MISSING = """coalesce((
    select sum(round(i.total * (i.quantity - i.received - i.given_up) / i.quantity, 2)) from purchase_order_items i
    where i.tenant_id = k.tenant_id and i.order_id = k.id), 0)"""
"""Of the order `k`, R$."""
_ITEMS_OF_ORDER = "join purchase_order_items i on i.tenant_id = k.tenant_id and i.order_id = k.id"
_CATEGORY = """case when k.low = k.high then k.low else (
    select n.category from purchase_request_items n where n.tenant_id = $1 and n.id = {item}) end"""
"""Of an item. Nearly all requests are of one category: `_CATEGORIES` finds that with a look-up a request."""
_CATEGORIES = """cross join lateral (
    select min(n.category) as low, max(n.category) as high from purchase_request_items n
    where n.tenant_id = $1 and n.request_id = {request}) k"""


async def find_timezone(tx: Tx) -> str:
    """The organisation's, by whose days reports are counted."""
    return await tx.fetchval("select timezone from organisations where id = $1", tx.tenant_id)


async def spend(tx: Tx, by: GroupBy, what: Filter) -> list[asyncpg.Record]:
    """Orders sent in the period: key, label, whole (the totals' row), orders, requests, total."""
    by_item = _by_item(by, what)
    orders = _orders(by, what, "o.sent_at >= $2 and o.sent_at < $3 and o.status <> 'cancelled'")
    key = _order_key(by, "k.sent_at at time zone $4")
    picked = f"select {key} as key, k.id, k.request_id, k.total - {_GIVEN_UP} as amount from {orders}"  # noqa: S608
    if by_item:
        # An order of one category need not be taken apart.
        given_up = "case when i.given_up > 0 then round(i.total * i.given_up / i.quantity, 2) else 0 end"
        only = "" if what.category is None else "and k.low = $9"
        one = "" if what.category is None else f"and {_CATEGORY.format(item='i.item_id')} = $9"
        picked = f"""
            with k as materialized (select * from {orders})
            select {"k.low" if by is GroupBy.CATEGORY else key} as key, k.id, k.request_id,
                   k.total - {_GIVEN_UP} as amount
            from k where k.low = k.high {only}
            union all
            select {key}, k.id, k.request_id, sum(i.total - {given_up})
            from k {_ITEMS_OF_ORDER} where k.low <> k.high {one} group by 1, k.id, k.request_id
        """  # noqa: S608 - declared SQL only
    figures = {
        "orders": _Figure("count(distinct p.id)", "int", anew=by_item),
        "requests": _Figure("count(distinct p.request_id)", "int", anew=True),
        "total": _amount("p.amount"),
    }
    return await tx.fetch(_grouped(by, picked, figures, "g.total desc, g.key"), tx.tenant_id, *what.parameters)


async def commitments(tx: Tx, by: GroupBy, what: Filter) -> list[asyncpg.Record]:
    """Orders on their way, expected in the period: key, label, whole, orders, ordered, balance, overdue_orders,
    overdue, next_on."""
    by_item = _by_item(by, what)
    missing = "round(i.total * (i.quantity - i.received - i.given_up) / i.quantity, 2)"
    orders = _orders(
        by,
        what,
        """o.status in ('sent', 'confirmed')
        and o.expected_on >= ($2 at time zone $4)::date and o.expected_on < ($3 at time zone $4)::date""",
    )
    one = "" if what.category is None else f"where {_CATEGORY.format(item='i.item_id')} = $9"
    picked = f"""
        select {_order_key(by, "k.expected_on::timestamp")} as key, k.id, k.expected_on,
               {"i.total" if by_item else "k.total"} as ordered, {missing if by_item else _MISSING} as balance
        from {orders} {f"{_ITEMS_OF_ORDER} {one}" if by_item else ""}
    """  # noqa: S608
    figures = {
        "orders": _Figure("count(distinct p.id)", "int", anew=by_item),
        "ordered": _amount("p.ordered"),
        "balance": _amount("p.balance"),
        "overdue_orders": _Figure("count(distinct p.id) filter (where p.expected_on < $5)", "int", anew=by_item),
        "overdue": _amount("p.balance", "filter (where p.expected_on < $5)"),
        "next_on": _Figure("min(p.expected_on)", "date", anew=True),
    }
    return await tx.fetch(_grouped(by, picked, figures, "g.balance desc, g.key"), tx.tenant_id, *what.parameters)


def _by_item(by: GroupBy, what: Filter) -> bool:
    """Whether an order has to be taken apart."""
    return by is GroupBy.CATEGORY or what.category is not None


def _orders(by: GroupBy, what: Filter, condition: str) -> str:
    """What stands after `from`: the orders `k` under the condition and the filters."""
    columns, joins, more = ["o.*"], "", ""
    if by is GroupBy.DEPARTMENT or what.department_id is not None:
        columns.append("r.department_id")
        joins += " join purchase_requests r on r.tenant_id = o.tenant_id and r.id = o.request_id"
        more += " and ($7::uuid is null or r.department_id = $7)"
    if _by_item(by, what):
        columns.append("k.low, k.high")
        joins += f" {_CATEGORIES.format(request='o.request_id')}"
    # The offset keeps the categories of a request from being looked for once for each of its items.
    return f"""(
        select {", ".join(columns)} from purchase_orders o {joins}
        where o.tenant_id = $1 and {condition} and {_USED}
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
            return _CATEGORY.format(item="i.item_id")


class _Figure(NamedTuple):
    """A column of a report: its SQL over the rows `p` that are picked, its type, and whether the total is found from
    those anew (what is in several rows must count once) or from the rows of the report, which are few."""

    sql: str
    type: str
    anew: bool = False


def _amount(sql: str, condition: str = "") -> _Figure:
    return _Figure(f"coalesce(sum({sql}) {condition}, 0)", "numeric(16, 2)")


def _grouped(by: GroupBy, picked: str, figures: Mapping[str, _Figure], order: str) -> str:
    """The figures of each key among what is picked, named; and in the row that is `whole`, of all of it."""
    label, join = _LABELS[by]
    counted = ", ".join(f"({figure.sql})::{figure.type} as {name}" for name, figure in figures.items())
    totals = ", ".join(
        f"(select {figure.sql} from picked p)::{figure.type}"  # noqa: S608 - declared SQL only
        if figure.anew
        else f"coalesce(sum(c.{name}), 0)::{figure.type}"
        for name, figure in figures.items()
    )
    names = ", ".join(f"g.{name}" for name in figures)
    return f"""
        with picked as materialized ({picked}), counted as materialized (
            select p.key, {counted} from picked p group by p.key
        ), every as (
            select false as whole, c.* from counted c union all select true, null, {totals} from counted c
        )
        select g.key::text as key, g.whole, {names}, {label} as label
        from every g {join} order by g.whole, {_ORDER.get(by, order)}
    """  # noqa: S608


# savings and suppliers


async def savings(tx: Tx, by: GroupBy, what: Filter) -> list[asyncpg.Record]:
    """Items of awards that count, decided in the period: key, label, whole, items, total, first_total, highest_total,
    lowest_total."""
    by_item = _by_item(by, what)
    key = {
        GroupBy.MONTH: "to_char(k.awarded_at at time zone $4, 'YYYY-MM')",
        GroupBy.COST_CENTRE: "k.cost_centre_id",
        GroupBy.DEPARTMENT: "k.department_id",
        GroupBy.SUPPLIER: "w.supplier_id",
        GroupBy.CATEGORY: _CATEGORY.format(item="w.item_id"),
    }[by]
    category = "" if what.category is None else f"and {_CATEGORY.format(item='w.item_id')} = $9"
    picked = f"""
        select {key} as key, w.total, w.first_total, w.highest_total, w.lowest_total
        from (
            select r.tenant_id, r.award_id, r.awarded_at, r.cost_centre_id, r.department_id
                   {", k.low, k.high" if by_item else ""}
            from purchase_requests r {_CATEGORIES.format(request="r.id") if by_item else ""}
            where r.tenant_id = $1 and r.awarded_at >= $2 and r.awarded_at < $3 and {_USED}
              and ($6::uuid is null or r.cost_centre_id = $6) and ($7::uuid is null or r.department_id = $7) offset 0
        ) k join award_items w on w.tenant_id = k.tenant_id and w.award_id = k.award_id
        where ($8::uuid is null or w.supplier_id = $8) {category}
    """  # noqa: S608 - declared SQL only
    figures = {
        "items": _Figure("count(*)", "int"),
        **{name: _amount(f"p.{name}") for name in ("total", "first_total", "highest_total", "lowest_total")},
    }
    return await tx.fetch(_grouped(by, picked, figures, "g.total desc, g.key"), tx.tenant_id, *what.parameters)


async def suppliers(tx: Tx, what: Filter) -> list[asyncpg.Record]:
    """How each supplier answered what it was asked in the period, and delivered the orders sent in it: key, label,
    score, invited, answered, declined, won, answer_s (seconds, summed), orders, total, due, punctual, late, late_days
    (summed)."""
    of_request = """
        and exists (select from purchase_requests r where r.tenant_id = $1 and r.id = {id}
                    and ($6::uuid is null or r.cost_centre_id = $6) and ($7::uuid is null or r.department_id = $7)
                    and ($9::text is null or exists (
                        select from purchase_request_items n
                        where n.tenant_id = $1 and n.request_id = r.id and n.category = $9)))
    """
    narrowed = (what.cost_centre_id, what.department_id, what.category) != (None, None, None)
    asked, ordered = (
        of_request.format(id=f"{alias}") if narrowed else "" for alias in ("q.purchase_request_id", "k.request_id")
    )
    return await tx.fetch(
        f"""
        with asked as materialized (
            select q.supplier_id, count(*) as invited,
                   count(*) filter (where q.answered_at is not null) as answered,
                   count(*) filter (where q.status = 'declined') as declined,
                   count(*) filter (where q.status = 'winner') as won,
                   sum(extract(epoch from q.answered_at - q.created_at)) as answer_s
            from quotations q
            where q.tenant_id = $1 and q.created_at >= $2 and q.created_at < $3
              and ($8::uuid is null or q.supplier_id = $8) {asked}
            group by q.supplier_id
        ), came as materialized (
            select k.supplier_id, k.total - {_GIVEN_UP} as total, k.expected_on, k.status,
                   coalesce((k.completed_at at time zone $4)::date, $5) as came_on
            from purchase_orders k
            where k.tenant_id = $1 and k.sent_at >= $2 and k.sent_at < $3 and k.status <> 'cancelled'
              and ($8::uuid is null or k.supplier_id = $8) {ordered} and {_USED}
        ), delivered as (
            select supplier_id, count(*) as orders, sum(total) as total,
                   count(*) filter (where status = 'completed' or expected_on < $5) as due,
                   count(*) filter (where status = 'completed' and came_on <= expected_on) as punctual,
                   count(*) filter (where came_on > expected_on) as late,
                   coalesce(sum(came_on - expected_on) filter (where came_on > expected_on), 0) as late_days
            from came group by supplier_id
        )
        select s.id as key, coalesce(nullif(s.trade_name, ''), s.name) as label, s.score,
               coalesce(invited, 0) as invited, coalesce(answered, 0) as answered, coalesce(declined, 0) as declined,
               coalesce(won, 0) as won, coalesce(answer_s, 0) as answer_s, coalesce(orders, 0) as orders,
               coalesce(d.total, 0)::numeric(16, 2) as total, coalesce(due, 0) as due,
               coalesce(punctual, 0) as punctual, coalesce(late, 0) as late, coalesce(late_days, 0) as late_days
        from asked a full join delivered d on d.supplier_id = a.supplier_id
        join suppliers s on s.tenant_id = $1 and s.id = coalesce(a.supplier_id, d.supplier_id)
        order by d.total desc nulls last, invited desc, s.name, s.id
        """,  # noqa: S608
        tx.tenant_id,
        *what.parameters,
    )


# the way of a request, and budgets

_OF_REQUEST = """
    ($6::uuid is null or r.cost_centre_id = $6) and ($7::uuid is null or r.department_id = $7)
    and ($8::uuid is null or exists (
        select from award_items w where w.tenant_id = r.tenant_id and w.award_id = r.award_id and w.supplier_id = $8))
    and ($9::text is null or exists (
        select from purchase_request_items n
        where n.tenant_id = r.tenant_id and n.request_id = r.id and n.category = $9))
"""
STAGES: Mapping[str, tuple[str, str]] = {
    # From one moment to another; what inherits its A1 has no moment of it.
    "need": ("submitted_at", "a1_at"),
    "quotation": ("coalesce(a1_at, submitted_at)", "awarded_at"),
    "purchase": ("awarded_at", "approved_at"),
    "order": ("approved_at", "ordered_at"),
    "delivery": ("ordered_at", "received_at"),
    "whole": ("submitted_at", "received_at"),
}


async def stage_times(tx: Tx, what: Filter) -> asyncpg.Record:
    """Of the requests submitted in the period, each stage's `_count`, and `_mean`, `_median`, `_p90` in days."""
    taken = ", ".join(
        f"extract(epoch from {end} - {start}) / 86400 as {name}_days" for name, (start, end) in STAGES.items()
    )
    figures = ", ".join(
        f"count({name}_days) as {name}_count, round(avg({name}_days), 1) as {name}_mean, "
        f"percentile_cont(array[0.5, 0.9]) within group (order by {name}_days::float8) as {name}_points"
        for name in STAGES
    )
    row = await tx.fetchrow(
        f"""
        select {figures} from (
            select {taken} from purchase_requests r
            where r.tenant_id = $1 and r.submitted_at >= $2 and r.submitted_at < $3 and {_OF_REQUEST} and {_USED}
        ) taken
        """,  # noqa: S608
        tx.tenant_id,
        *what.parameters,
    )
    if row is None:
        raise RuntimeError("an aggregate always answers with a row")
    return row


async def month_times(tx: Tx, what: Filter) -> list[asyncpg.Record]:
    """Of the requests submitted in each month of the period: month, submitted, count (all came), mean (days)."""
    return await tx.fetch(
        f"""
        select to_char(r.submitted_at at time zone $4, 'YYYY-MM') as month, count(*) as submitted,
               count(r.received_at) as count,
               round(avg(extract(epoch from r.received_at - r.submitted_at) / 86400), 1) as mean
        from purchase_requests r
        where r.tenant_id = $1 and r.submitted_at >= $2 and r.submitted_at < $3 and {_OF_REQUEST} and {_USED}
        group by 1 order by 1
        """,  # noqa: S608
        tx.tenant_id,
        *what.parameters,
    )


async def budgets(tx: Tx, what: Filter) -> list[asyncpg.Record]:
    """Cost centres by month: cost_centre_id, label, month, allowed (null without a budget of the month), committed,
    requests, over_budget. What counts as committed, `store/budgets.py` says."""
    return await tx.fetch(
        f"""
        with taken as materialized (
            select r.cost_centre_id, to_char(r.submitted_at at time zone $4, 'YYYY-MM') as month, count(*) as requests,
                   count(*) filter (where r.over_budget) as over_budget,
                   sum(coalesce(r.total, r.estimated_total)
                       - case when r.total is not null and 'closed' in (r.status, r.archived_from) then coalesce((
                            select sum(round(i.total * i.given_up / i.quantity, 2))
                            from purchase_orders o join purchase_order_items i
                              on i.tenant_id = o.tenant_id and i.order_id = o.id and i.given_up > 0
                            where o.tenant_id = r.tenant_id and o.request_id = r.id and o.closed_short
                         ), 0) else 0 end) as committed
            from purchase_requests r
            where r.tenant_id = $1 and r.submitted_at >= $2 and r.submitted_at < $3
              and r.status not in ('draft', 'cancelled') and (r.status <> 'archived' or r.archived_from = 'closed')
              and {_OF_REQUEST} and {_USED}
            group by 1, 2
        ), allowed as (
            select b.cost_centre_id, to_char(make_date(b.year, b.month, 1), 'YYYY-MM') as month, b.amount
            from budgets b
            join cost_centres c on c.tenant_id = b.tenant_id and c.id = b.cost_centre_id
            where b.tenant_id = $1 and b.month > 0
              and make_date(b.year, b.month, 1) >= date_trunc('month', ($2 at time zone $4))::date
              and make_date(b.year, b.month, 1) < ($3 at time zone $4)::date
              and ($6::uuid is null or b.cost_centre_id = $6) and ($7::uuid is null or c.department_id = $7)
        )
        select x.id as cost_centre_id, x.code || ' ' || x.name as label, month, a.amount as allowed,
               coalesce(t.committed, 0)::numeric(16, 2) as committed, coalesce(t.requests, 0) as requests,
               coalesce(t.over_budget, 0) as over_budget
        from taken t full join allowed a using (cost_centre_id, month)
        join cost_centres x on x.tenant_id = $1 and x.id = cost_centre_id
        order by month, x.code, x.id
        """,  # noqa: S608
        tx.tenant_id,
        *what.parameters,
    )
