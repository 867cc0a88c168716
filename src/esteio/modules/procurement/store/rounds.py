"""Rounds of quotations."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.core.listing import ListSpec, Nested, Number, Sort, Word, row_text
from esteio.modules.procurement.rules.quotation_states import ANSWERED, INVITED, round_actions
from esteio.modules.procurement.rules.vocabulary import QuotationStatus, RoundStatus


def _quoted(statuses: frozenset[QuotationStatus]) -> str:
    return ", ".join(f"'{status}'" for status in sorted(statuses))


INVITED_ONES = f"status in ({_quoted(INVITED)})"
ANSWERED_ONES = f"status in ({_quoted(ANSWERED)})"
_OF_ROUND = "from quotations q where q.tenant_id = r.tenant_id and q.round_id = r.id"

LIST = ListSpec(
    source="quotation_rounds r",
    joins="""
    join purchase_requests p on p.tenant_id = r.tenant_id and p.id = r.request_id
    left join users u on u.id = r.created_by""",
    id="r.id",
    columns={
        "id": Word("r.id"),
        "code": Word("r.code"),
        "status": Word("r.status"),
        "purchaseRequest": Nested({"id": Word("p.id"), "code": Word("p.code"), "title": "p.title"}),
        "closesAt": "r.closes_at",
        "closedAt": "r.closed_at",
        "remindedAt": "r.reminded_at",
        "instructions": "r.instructions",
        "exceptionReason": "r.exception_reason",
        "invited": Number(f"(select count(*) {_OF_ROUND} and q.{INVITED_ONES})"),
        "answered": Number(f"(select count(*) {_OF_ROUND} and q.{ANSWERED_ONES})"),
        "lowestTotal": Word(f"(select min(q.total) {_OF_ROUND} and q.{ANSWERED_ONES} and q.subtotal > 0)"),
        "createdBy": Nested({"id": Word("u.id"), "name": "u.name"}, "u.id is not null"),
        "createdAt": "r.created_at",
        "updatedAt": "r.updated_at",
        "version": Number("r.version"),
    },
    sorts={"createdAt": Sort("r.created_at", "timestamptz"), "closesAt": Sort("r.closes_at", "timestamptz")},
    default_sort="-createdAt",
    filters={
        "status": "r.status = any(string_to_array({}::text, ','))",
        "purchaseRequestId": "r.request_id = {}",
    },
    search="r.search",
    search_in=("r.request_id in (select p.id from purchase_requests p where p.search like {})",),
)

_HAS_ANSWERS = f"exists (select {_OF_ROUND} and q.{ANSWERED_ONES})"
FACTS = ("r.status", f"{_HAS_ANSWERS}::text")
"""What `abilities` decides by."""


@lru_cache(maxsize=256)
def list_for(permissions: frozenset[str]) -> ListSpec:
    """The list as people with these permissions see it: each row says what they `can` do with it."""
    cases = " ".join(
        f"when r.status = '{status}' and {has} then '{msgspec.json.encode(can).decode()}'"
        for status in RoundStatus
        for has, answered in ((_HAS_ANSWERS, True), ("true", False))
        if (can := round_actions(status, permissions, has_answers=answered))
    )
    return msgspec.structs.replace(
        LIST, columns={**LIST.columns, "can": Number(f"case {cases} else '[]' end" if cases else "'[]'")}
    )


def abilities(permissions: frozenset[str], facts: tuple[str | None, ...]) -> bytes:
    """`can` of a row with these `FACTS`, as `list_for` says it."""
    status, has_answers = facts
    can = round_actions(RoundStatus(status or ""), permissions, has_answers=has_answers == "true")
    return b'"can":%b' % msgspec.json.encode(can)


@lru_cache(maxsize=256)
def _document_query(permissions: frozenset[str]) -> str:
    return f"""
        select r.version, {row_text(list_for(permissions).columns)} as document
        from quotation_rounds r {LIST.joins} where r.tenant_id = $1 and r.id = $2
    """  # noqa: S608 - declared SQL only


async def find_document(tx: Tx, round_id: UUID, permissions: frozenset[str]) -> asyncpg.Record | None:
    """One round as JSON text, as the list shows it, and the version of its row."""
    return await tx.fetchrow(_document_query(permissions), tx.tenant_id, round_id)


async def find_round(tx: Tx, round_id: UUID) -> asyncpg.Record | None:
    """One round."""
    return await tx.fetchrow("select * from quotation_rounds where tenant_id = $1 and id = $2", tx.tenant_id, round_id)


async def lock_round(tx: Tx, round_id: UUID) -> asyncpg.Record | None:
    """One round, for changing it, and whether its time `is_over`; whoever calls holds its request."""
    return await tx.fetchrow(
        "select *, closes_at <= now() as is_over from quotation_rounds where tenant_id = $1 and id = $2 for update",
        tx.tenant_id,
        round_id,
    )


async def find_open_round(tx: Tx, request_id: UUID) -> asyncpg.Record | None:
    """The round of a request that is neither awarded nor cancelled; its time may be over."""
    return await tx.fetchrow(
        "select * from quotation_rounds where tenant_id = $1 and request_id = $2 and status = 'open'",
        tx.tenant_id,
        request_id,
    )


async def insert_round(
    tx: Tx,
    request_id: UUID,
    *,
    code: str,
    closes_at: datetime.datetime,
    instructions: str,
    created_by: UUID | None,
) -> UUID:
    """A new open round; raises UniqueViolationError when the request has one."""
    return await tx.fetchval(
        """
        insert into quotation_rounds (tenant_id, request_id, code, closes_at, instructions, created_by)
        values ($1, $2, $3, $4, $5, $6) returning id
        """,
        tx.tenant_id,
        request_id,
        code,
        closes_at,
        instructions,
        created_by,
    )


async def set_closing(tx: Tx, round_id: UUID, closes_at: datetime.datetime) -> None:
    """Give a round another end; if it was over, it is not any more."""
    await tx.execute(
        "update quotation_rounds set closes_at = $3, closed_at = null where tenant_id = $1 and id = $2",
        tx.tenant_id,
        round_id,
        closes_at,
    )


async def set_closed(tx: Tx, round_id: UUID) -> None:
    """Note that a round's time is over."""
    await tx.execute(
        "update quotation_rounds set closed_at = now() where tenant_id = $1 and id = $2", tx.tenant_id, round_id
    )


async def set_reminded(tx: Tx, round_id: UUID) -> None:
    """Note that suppliers were reminded."""
    await tx.execute(
        "update quotation_rounds set reminded_at = now() where tenant_id = $1 and id = $2", tx.tenant_id, round_id
    )


async def set_round_status(tx: Tx, round_id: UUID, status: RoundStatus, *, exception_reason: str | None = None) -> None:
    """Move a round; `exception_reason`, if given, is why few answers are enough."""
    await tx.execute(
        """
        update quotation_rounds set status = $3, exception_reason = coalesce($4, exception_reason)
        where tenant_id = $1 and id = $2
        """,
        tx.tenant_id,
        round_id,
        status,
        exception_reason,
    )


async def count_quotations(tx: Tx, request_id: UUID, round_id: UUID | None) -> None:
    """Bring the request's `invited` and `answered` in line with the round that counts for it; None: there is none."""
    await tx.execute(
        f"""
        update purchase_requests p set invited = c.invited, answered = c.answered
        from (
            select count(*) filter (where {INVITED_ONES}) as invited,
                   count(*) filter (where {ANSWERED_ONES}) as answered
            from quotations where tenant_id = $1 and round_id = $3
        ) c
        where p.tenant_id = $1 and p.id = $2 and (p.invited, p.answered) is distinct from (c.invited, c.answered)
        """,  # noqa: S608 - declared SQL only
        tx.tenant_id,
        request_id,
        round_id,
    )


async def list_inviteable(tx: Tx, supplier_ids: Sequence[UUID]) -> list[asyncpg.Record]:
    """Those of the suppliers that are there and not archived: `id`, `name`, `payment_days`."""
    return await tx.fetch(
        """
        select id, name, payment_days from suppliers
        where tenant_id = $1 and id = any($2) and archived_at is null order by id
        """,
        tx.tenant_id,
        list(supplier_ids),
    )


async def get_buyer(tx: Tx) -> str:
    """What the organisation that asks for prices is called."""
    return await tx.fetchval("select name from organisations where id = $1", tx.tenant_id)


async def list_asked_items(tx: Tx, request_id: UUID) -> list[asyncpg.Record]:
    """What suppliers are asked for: the items without what the organisation reckons they cost."""
    return await tx.fetch(
        """
        select id, position, description, specification, unit, quantity from purchase_request_items
        where tenant_id = $1 and request_id = $2 and position is not null order by position
        """,
        tx.tenant_id,
        request_id,
    )
