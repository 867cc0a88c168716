"""Many signatures at once: what was asked for, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.core.listing import ListColumn, ListSpec, Number, Sort, Word, row_text

_ROW: dict[str, ListColumn] = {
    "id": Word("b.id"),
    "decision": Word("b.decision"),
    "archive": Number("b.archive"),
    "reason": "b.reason",
    "state": Word("b.state"),
    "total": Number("b.total"),
    "done": Number("b.done"),
    "refused": Number("b.refused"),
    "createdAt": "b.created_at",
    "updatedAt": "b.updated_at",
    "version": Number("b.version"),
}

BULKS = ListSpec(
    source="bulk_approvals b",
    id="b.id",
    columns=_ROW,
    sorts={"createdAt": Sort("b.created_at", "timestamptz")},
    default_sort="-createdAt",
    filters={"state": "b.state = {}"},
    search="search_text(b.reason)",
)
"""Of everybody; each sees their own by `live.BULK_APPROVALS`."""

_WHOLE: dict[str, ListColumn] = {
    **_ROW,
    "items": Number(
        """(select coalesce(json_agg(json_build_object('requestId', i.request_id, 'code', r.code, 'outcome', i.outcome,
                'errorCode', i.code, 'detail', i.detail, 'at', i.at) order by i.position), '[]')
            from bulk_approval_items i
            left join purchase_requests r on r.tenant_id = i.tenant_id and r.id = i.request_id
            where i.tenant_id = b.tenant_id and i.bulk_id = b.id)"""
    ),
}


async def find_row(tx: Tx, bulk_id: UUID) -> str:
    """One that was made in this transaction, as its list has it."""
    return await tx.fetchval(f"select {row_text(_ROW)} from bulk_approvals b where b.id = $1", bulk_id)  # noqa: S608 - declared SQL only


async def find_document(tx: Tx, bulk_id: UUID, person_id: UUID) -> str | None:
    """One of the person's own, whole, as JSON text."""
    return await tx.fetchval(
        f"select {row_text(_WHOLE)} from bulk_approvals b where b.id = $1 and b.person_id = $2",  # noqa: S608 - declared SQL only
        bulk_id,
        person_id,
    )


async def insert_bulk(
    tx: Tx,
    *,
    person_id: UUID,
    decision: str,
    archive: bool,
    reason: str,
    request_ids: Sequence[UUID],
    address: str | None,
    user_agent: str,
) -> UUID:
    """What somebody asks for, each with the signature that it waits for from them now."""
    return await tx.fetchval(
        """
        with made as (
            insert into bulk_approvals (tenant_id, person_id, decision, archive, reason, total, address, user_agent)
            values ($1, $2, $3, $4, $5, cardinality($6::uuid[]), $7::text::inet, $8) returning id
        ), items as (
            insert into bulk_approval_items (tenant_id, bulk_id, position, request_id, stage)
            select $1, made.id, wanted.position, wanted.request_id, t.stage
            from made, unnest($6::uuid[]) with ordinality wanted (request_id, position)
            left join approval_tasks t on t.tenant_id = $1 and t.request_id = wanted.request_id and t.person_id = $2
        )
        select id from made
        """,
        tx.tenant_id,
        person_id,
        decision,
        archive,
        reason,
        list(request_ids),
        address,
        user_agent,
    )


async def start(tx: Tx, bulk_id: UUID) -> asyncpg.Record | None:
    """Note that somebody works on it; None when it is done."""
    return await tx.fetchrow(
        "update bulk_approvals set state = 'running' where id = $1 and state <> 'done' returning *", bulk_id
    )


async def list_unjudged(tx: Tx, bulk_id: UUID) -> list[asyncpg.Record]:
    """What waits to be judged, in order."""
    return await tx.fetch(
        """
        select position, request_id, stage from bulk_approval_items
        where tenant_id = $1 and bulk_id = $2 and outcome is null order by position
        """,
        tx.tenant_id,
        bulk_id,
    )


async def set_outcome(tx: Tx, bulk_id: UUID, position: int, *, outcome: str, code: str = "", detail: str = "") -> None:
    """What became of one, unless that is known already."""
    await tx.execute(
        """
        update bulk_approval_items set outcome = $4, code = $5, detail = $6, at = clock_timestamp()
        where tenant_id = $1 and bulk_id = $2 and position = $3 and outcome is null
        """,
        tx.tenant_id,
        bulk_id,
        position,
        outcome,
        code,
        detail,
    )


async def count_progress(tx: Tx, bulk_id: UUID) -> asyncpg.Record | None:
    """Say how far it is; the row as it is then, None when it was done before."""
    return await tx.fetchrow(
        """
        update bulk_approvals b
        set done = found.done, refused = found.refused,
            state = case when found.done = b.total then 'done' else b.state end
        from (
            select count(outcome) as done, count(*) filter (where outcome = 'refused') as refused
            from bulk_approval_items where tenant_id = $1 and bulk_id = $2
        ) found
        where b.tenant_id = $1 and b.id = $2 and b.state <> 'done' and found.done >= b.done returning b.*
        """,
        tx.tenant_id,
        bulk_id,
    )


async def find_signer(tx: Tx, person_id: UUID) -> asyncpg.Record | None:
    """Name and e-mail of somebody who signs many at once."""
    return await tx.fetchrow("select name, email from users where id = $1", person_id)
