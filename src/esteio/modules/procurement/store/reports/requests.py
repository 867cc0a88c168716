"""How long requests take, and what they leave of budgets."""

from __future__ import annotations

from collections.abc import Mapping

import asyncpg

from esteio.core.db import Tx
from esteio.modules.procurement.store.reports.grouping import USED, Filter

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
            where r.tenant_id = $1 and r.submitted_at >= $2 and r.submitted_at < $3 and {_OF_REQUEST} and {USED}
        ) taken
        """,  # noqa: S608 - declared SQL only
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
        where r.tenant_id = $1 and r.submitted_at >= $2 and r.submitted_at < $3 and {_OF_REQUEST} and {USED}
        group by 1 order by 1
        """,  # noqa: S608 - declared SQL only
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
              and {_OF_REQUEST} and {USED}
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
        """,  # noqa: S608 - declared SQL only
        tx.tenant_id,
        *what.parameters,
    )
