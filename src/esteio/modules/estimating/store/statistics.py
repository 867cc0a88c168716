"""Figures of the pipeline, each of the newest version of every orçamento that was created in the period."""

from __future__ import annotations

import datetime

import asyncpg

from esteio.core.db import Tx
from esteio.modules.estimating.store.orcamentos import STATUS

_NEWEST = f"""
    with newest as (
        select distinct on (o.briefing_id) {STATUS} as status, o.total, o.area_m2, o.building_type, o.created_at,
               o.sent_at, o.decided_at
        from orcamentos o
        where o.tenant_id = $1
          and ($2::date is null or o.created_at >= $2::date::timestamp at time zone 'America/Sao_Paulo')
          and ($3::date is null or o.created_at < ($3::date + 1)::timestamp at time zone 'America/Sao_Paulo')
        order by o.briefing_id, o.versao desc
    )
"""  # noqa: S608 - declared SQL only
_COUNTED = """
    count(*) as count, coalesce(sum(total), 0) as total,
    count(*) filter (where status = 'APROVADO') as approved,
    coalesce(sum(total) filter (where status = 'APROVADO'), 0) as approved_total
"""

Period = tuple[datetime.date | None, datetime.date | None]
"""First and last day of creation, both included; None is open."""


async def by_status(tx: Tx, period: Period) -> list[asyncpg.Record]:
    """Count and money of each state."""
    return await tx.fetch(
        f"""
        {_NEWEST} select status, count(*) as count, sum(total) as total
        from newest group by status order by status
        """,  # noqa: S608 - declared SQL only
        tx.tenant_id,
        *period,
    )


async def by_month(tx: Tx, period: Period) -> list[asyncpg.Record]:
    """Count and money of each month of creation (São Paulo's), the earliest first."""
    return await tx.fetch(
        f"""
        {_NEWEST} select to_char(created_at at time zone 'America/Sao_Paulo', 'YYYY-MM') as month, {_COUNTED}
        from newest group by month order by month
        """,  # noqa: S608 - declared SQL only
        tx.tenant_id,
        *period,
    )


async def by_type(tx: Tx, period: Period) -> list[asyncpg.Record]:
    """Count, money and mean R$/m² of each type of building, the most money first."""
    return await tx.fetch(
        f"""
        {_NEWEST} select building_type, {_COUNTED}, round(sum(total) / sum(area_m2), 2) as price_per_m2
        from newest group by building_type order by sum(total) desc, building_type
        """,  # noqa: S608 - declared SQL only
        tx.tenant_id,
        *period,
    )


async def mean_days(tx: Tx, period: Period) -> asyncpg.Record:
    """Mean days from creation to sending and from sending to the client's answer; null where none got there."""
    row = await tx.fetchrow(
        f"""
        {_NEWEST} select round(avg(extract(epoch from sent_at - created_at)) / 86400, 1) as to_send,
               round(avg(extract(epoch from decided_at - sent_at)) / 86400, 1) as to_decide
        from newest
        """,  # noqa: S608 - declared SQL only
        tx.tenant_id,
        *period,
    )
    if row is None:
        raise RuntimeError("an aggregate always answers with a row")
    return row
