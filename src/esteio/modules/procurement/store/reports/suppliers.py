"""How suppliers answer and deliver."""

from __future__ import annotations

import asyncpg

from esteio.core.db import Tx
from esteio.modules.procurement.store.reports.grouping import GIVEN_UP, USED, Filter


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
            select k.supplier_id, k.total - {GIVEN_UP} as total, k.expected_on, k.status,
                   coalesce((k.completed_at at time zone $4)::date, $5) as came_on
            from purchase_orders k
            where k.tenant_id = $1 and k.sent_at >= $2 and k.sent_at < $3 and k.status <> 'cancelled'
              and ($8::uuid is null or k.supplier_id = $8) {ordered} and {USED}
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
        """,  # noqa: S608 - declared SQL only
        tx.tenant_id,
        *what.parameters,
    )
