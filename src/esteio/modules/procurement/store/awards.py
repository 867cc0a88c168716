"""Awards: what won, as it stood, and what it leaves. Rows are added and never altered."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.modules.procurement.rules.awarding import Line

_AWARD = """
    select a.id, a.request_id, a.round_id, a.total, a.reason, a.left_out, a.following_id, a.awarded_by, a.at,
           u.name as awarded_by_name, p.award_id is not distinct from a.id as stands
    from awards a
    join purchase_requests p on p.tenant_id = a.tenant_id and p.id = a.request_id
    left join users u on u.id = a.awarded_by
"""


async def find_award(tx: Tx, award_id: UUID) -> asyncpg.Record | None:
    """One award, without its map; `stands` unless it was undone."""
    return await tx.fetchrow(f"{_AWARD} where a.tenant_id = $1 and a.id = $2", tx.tenant_id, award_id)


async def list_awards(tx: Tx, request_id: UUID) -> list[asyncpg.Record]:
    """A request's awards, as `find_award`, the newest first."""
    return await tx.fetch(
        f"{_AWARD} where a.tenant_id = $1 and a.request_id = $2 order by a.at desc, a.id desc",
        tx.tenant_id,
        request_id,
    )


async def find_whole_award(tx: Tx, award_id: UUID) -> asyncpg.Record | None:
    """One award with its map (JSON in bytes), and what its request, its round and what follows are called."""
    return await tx.fetchrow(
        """
        select a.id, a.request_id, a.round_id, a.total, a.reason, a.left_out, a.following_id, a.awarded_by, a.at,
               convert_to(a.comparison::text, 'UTF8') as comparison, u.name as awarded_by_name,
               p.award_id is not distinct from a.id as stands,
               p.code as request_code, p.title as request_title, r.code as round_code, r.exception_reason,
               f.code as following_code, f.title as following_title
        from awards a
        join purchase_requests p on p.tenant_id = a.tenant_id and p.id = a.request_id
        join quotation_rounds r on r.tenant_id = a.tenant_id and r.id = a.round_id
        left join purchase_requests f on f.tenant_id = a.tenant_id and f.id = a.following_id
        left join users u on u.id = a.awarded_by
        where a.tenant_id = $1 and a.id = $2
        """,
        tx.tenant_id,
        award_id,
    )


async def list_award_items(tx: Tx, award_id: UUID) -> list[asyncpg.Record]:
    """What an award gives to whom, with `supplier_name`, in the request's order; one item may be shared by several."""
    return await tx.fetch(
        """
        select i.*, coalesce(nullif(s.trade_name, ''), s.name) as supplier_name
        from award_items i join suppliers s on s.tenant_id = i.tenant_id and s.id = i.supplier_id
        where i.tenant_id = $1 and i.award_id = $2 order by i.position, i.id
        """,
        tx.tenant_id,
        award_id,
    )


async def list_bought_elsewhere(tx: Tx, request_id: UUID, but_award: UUID | None) -> list[asyncpg.Record]:
    """What awards of a request, without `but_award`, left to requests that buy it or did: `item_id`, `quantity`.

    A request whose need has to be approved anew, that was cancelled, or put away before it ended, buys nothing.
    """
    return await tx.fetch(
        """
        select (l ->> 'itemId')::uuid as item_id, sum((l ->> 'quantity')::numeric) as quantity
        from awards a
        join purchase_requests f on f.tenant_id = a.tenant_id and f.id = a.following_id,
             jsonb_array_elements(a.left_out) l
        where a.tenant_id = $1 and a.request_id = $2 and a.id is distinct from $3
          and f.status not in ('draft', 'pending_a1', 'cancelled')
          and (f.status <> 'archived' or f.archived_from = 'closed')
        group by 1
        """,
        tx.tenant_id,
        request_id,
        but_award,
    )


async def insert_award(
    tx: Tx,
    *,
    request_id: UUID,
    round_id: UUID,
    total: object,
    reason: str,
    comparison: str,
    left_out: str,
    following_id: UUID | None,
    awarded_by: UUID,
) -> UUID:
    """A new award; `comparison` and `left_out` are JSON text."""
    return await tx.fetchval(
        """
        insert into awards
            (tenant_id, request_id, round_id, total, reason, comparison, left_out, following_id, awarded_by)
        values ($1, $2, $3, $4, $5, $6::text::jsonb, $7::text::jsonb, $8, $9) returning id
        """,
        tx.tenant_id,
        request_id,
        round_id,
        total,
        reason,
        comparison,
        left_out,
        following_id,
        awarded_by,
    )


async def insert_award_items(tx: Tx, award_id: UUID, lines: Sequence[Line]) -> None:
    """What the award gives to whom."""
    columns = (
        ("item_id", "uuid"),
        ("quotation_id", "uuid"),
        ("supplier_id", "uuid"),
        ("position", "smallint"),
        ("description", "text"),
        ("unit", "text"),
        ("quantity", "numeric"),
        ("unit_price", "numeric"),
        ("discount", "numeric"),
        ("freight", "numeric"),
        ("taxes", "numeric"),
        ("total", "numeric"),
        ("first_total", "numeric"),
        ("highest_total", "numeric"),
        ("lowest_total", "numeric"),
        ("brand", "text"),
        ("delivery_days", "smallint"),
    )
    names = ", ".join(name for name, _ in columns)
    arrays = ", ".join(f"${number}::{kind}[]" for number, (_, kind) in enumerate(columns, start=3))
    await tx.execute(
        f"insert into award_items (tenant_id, award_id, {names}) "  # noqa: S608 - declared SQL only
        f"select $1, $2, {names} from unnest({arrays}) each ({names})",
        tx.tenant_id,
        award_id,
        *([getattr(line, name) for line in lines] for name, _ in columns),
    )
