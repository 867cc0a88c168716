"""Signatures, the queue of those who are to sign, and what they are asked to sign."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.core.listing import ListSpec, Nested, Number, Sort, Word
from esteio.modules.procurement.rules.signers import Signer

AMOUNT = "case when t.stage = 'a1' then r.estimated_total else coalesce(r.total, r.estimated_total) end"
"""What is signed: the estimate in A1, what was awarded after it."""

QUEUE = ListSpec(
    source="approval_tasks t",
    joins="""
    join purchase_requests r on r.tenant_id = t.tenant_id and r.id = t.request_id
    join cost_centres cc on cc.tenant_id = r.tenant_id and cc.id = r.cost_centre_id
    join users ru on ru.id = r.requester_id
    left join users byu on byu.id = r.buyer_id
    left join users bu on bu.id = t.on_behalf_of""",
    id="t.id",
    columns={
        "id": Word("t.id"),
        "requestId": Word("r.id"),
        "code": Word("r.code"),
        "title": "r.title",
        "stage": Word("t.stage"),
        "amount": Word(AMOUNT),
        "priority": Word("r.priority"),
        "neededOn": "r.needed_on",
        "items": Number("r.items"),
        "overBudget": Number("r.over_budget"),
        "requester": Nested({"id": Word("ru.id"), "name": "ru.name"}),
        "costCentre": Nested({"id": Word("cc.id"), "code": "cc.code", "name": "cc.name"}),
        "buyer": Nested({"id": Word("byu.id"), "name": "byu.name"}, present="byu.id is not null"),
        "answered": Number("r.answered"),
        "suppliers": Number(
            """(select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name) order by s.name, s.id), '[]')
                from (select distinct x.id, coalesce(nullif(x.trade_name, ''), x.name) as name
                      from award_items a join suppliers x on x.tenant_id = a.tenant_id and x.id = a.supplier_id
                      where a.tenant_id = r.tenant_id and a.award_id = r.award_id and t.stage <> 'a1') s)"""
        ),
        "onBehalfOf": Nested({"id": Word("bu.id"), "name": "bu.name"}, present="bu.id is not null"),
        "escalated": Number("t.escalated"),
        "waitingSince": "t.waiting_since",
        "signed": Number(
            """(select coalesce(json_agg(json_build_object('stage', s.stage, 'decision', s.decision,
                    'person', json_build_object('id', s.person_id, 'name', s.person_name), 'at', s.at)
                    order by s.at, s.id), '[]')
                from approval_steps s
                where s.tenant_id = t.tenant_id and s.request_id = t.request_id and s.round = r.approval_round)"""
        ),
        "version": Number("r.version"),
        "can": Number("""'["approve","reject"]'"""),
    },
    sorts={"waitingSince": Sort("t.waiting_since", "timestamptz"), "stage": Sort("t.stage", "text")},
    default_sort="waitingSince",
    filters={
        "stage": "t.stage = any(string_to_array({}::text, ','))",
        "escalated": "t.escalated = {}",
        "requestId": "t.request_id = {}",
    },
    search="r.search",
    search_needs_joins=True,
)
"""Of everybody; each sees their own by `live.APPROVALS`. What waits longest comes first."""


async def list_steps(tx: Tx, request_id: UUID) -> list[asyncpg.Record]:
    """Every signature of a request, the oldest first, with the name of whom it was given for."""
    return await tx.fetch(
        """
        select s.*, b.name as on_behalf_of_name
        from approval_steps s left join users b on b.id = s.on_behalf_of
        where s.tenant_id = $1 and s.request_id = $2 order by s.at, s.id
        """,
        tx.tenant_id,
        request_id,
    )


async def list_signed(tx: Tx, request_ids: Sequence[UUID]) -> list[asyncpg.Record]:
    """Whose signatures count for what requests wait for: `request_id`, `person_id`, `on_behalf_of`.

    Those of the round; and, once the need is approved, the A1 that stands: the request's last one, or that of the
    request from which it inherits it.
    """
    return await tx.fetch(
        """
        with recursive line (request_id, id, parent_id, inherits_a1, depth) as (
            select id, id, parent_id, inherits_a1, 0 from purchase_requests
            where tenant_id = $1 and id = any($2) and status <> 'pending_a1'
            union all
            select l.request_id, p.id, p.parent_id, p.inherits_a1, l.depth + 1
            from line l join purchase_requests p on p.tenant_id = $1 and p.id = l.parent_id
            where l.inherits_a1
        ), need as (
            select distinct on (l.request_id) l.request_id, s.person_id, s.on_behalf_of
            from line l join approval_steps s on s.tenant_id = $1 and s.request_id = l.id
            where s.stage = 'a1' and s.decision = 'approved'
            order by l.request_id, l.depth, s.at desc
        )
        select request_id, person_id, on_behalf_of from need
        union
        select s.request_id, s.person_id, s.on_behalf_of
        from approval_steps s
        join purchase_requests r on r.tenant_id = s.tenant_id and r.id = s.request_id and r.approval_round = s.round
        where s.tenant_id = $1 and s.request_id = any($2)
        """,
        tx.tenant_id,
        list(request_ids),
    )


async def find_seen_sha256(tx: Tx, request_id: UUID) -> str:
    """SHA-256 (hex) of what a signature of the request is about: what is asked for, by whom, and what was awarded."""
    return await tx.fetchval(
        """
        select encode(sha256(convert_to(json_build_array(
            r.code, r.title, r.description, r.cost_centre_id, r.requester_id, r.needed_on, r.estimated_total,
            (select json_agg(json_build_array(i.position, i.description, i.specification, i.category, i.unit,
                    i.quantity, i.estimated_unit_price) order by i.position)
                from purchase_request_items i
                where i.tenant_id = r.tenant_id and i.request_id = r.id and i.position is not null),
            r.award_id, r.total,
            (select json_agg(json_build_array(a.position, a.description, a.unit, a.quantity, a.unit_price, a.discount,
                    a.freight, a.taxes, a.total, a.supplier_id, a.brand) order by a.position, a.id)
                from award_items a where a.tenant_id = r.tenant_id and a.award_id = r.award_id)
        )::text, 'UTF8')), 'hex')
        from purchase_requests r where r.tenant_id = $1 and r.id = $2
        """,
        tx.tenant_id,
        request_id,
    )


async def insert_step(
    tx: Tx,
    request_id: UUID,
    *,
    round_number: int,
    stage: str,
    decision: str,
    person_id: UUID,
    person_name: str,
    on_behalf_of: UUID | None,
    reason: str,
    amount: object,
    seen_sha256: str,
    address: str | None,
    user_agent: str,
) -> None:
    """A signature; raises UniqueViolationError for a second one of a stage, or of a person, in a round."""
    await tx.execute(
        """
        insert into approval_steps (tenant_id, request_id, round, stage, decision, person_id, person_name, on_behalf_of,
                                    reason, amount, seen_sha256, address, user_agent)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::text::inet, $13)
        """,
        tx.tenant_id,
        request_id,
        round_number,
        stage,
        decision,
        person_id,
        person_name,
        on_behalf_of,
        reason,
        amount,
        seen_sha256,
        address,
        user_agent,
    )


async def list_waiting(tx: Tx) -> list[asyncpg.Record]:
    """Every request that waits for a signature, the oldest first: what signers, reminders and escalation go by."""
    return await tx.fetch(
        """
        select id, status, status_since, cost_centre_id, requester_id, policy_number, reminded_at, escalated_at
        from purchase_requests
        where tenant_id = $1 and status in ('pending_a1', 'pending_a2', 'pending_a3') order by status_since, id
        """,
        tx.tenant_id,
    )


async def list_need_approvers(tx: Tx, cost_centre_ids: Sequence[UUID]) -> list[asyncpg.Record]:
    """Who was named to approve the needs of these cost centres: `cost_centre_id`, `person_id`."""
    return await tx.fetch(
        """
        select cost_centre_id, person_id from cost_centre_people
        where tenant_id = $1 and cost_centre_id = any($2) and approves
        """,
        tx.tenant_id,
        list(cost_centre_ids),
    )


async def list_tasks(tx: Tx, request_ids: Sequence[UUID]) -> list[asyncpg.Record]:
    """Whose turn it is by the queue, with their names."""
    return await tx.fetch(
        """
        select t.request_id, t.stage, t.person_id, p.name as person_name, t.on_behalf_of, b.name as on_behalf_of_name,
               t.escalated
        from approval_tasks t join users p on p.id = t.person_id left join users b on b.id = t.on_behalf_of
        where t.tenant_id = $1 and t.request_id = any($2) order by p.name, p.id
        """,
        tx.tenant_id,
        list(request_ids),
    )


async def delete_tasks(tx: Tx, request_id: UUID) -> None:
    """Nobody's turn: the request waits for no signature."""
    await tx.execute("delete from approval_tasks where tenant_id = $1 and request_id = $2", tx.tenant_id, request_id)


async def replace_tasks(
    tx: Tx, request_id: UUID, stage: str, waiting_since: datetime.datetime, found: Sequence[Signer]
) -> list[UUID]:
    """It is the turn of `found`, and of nobody else; who of them it was not before."""
    await tx.execute(
        """
        delete from approval_tasks
        where tenant_id = $1 and request_id = $2 and (stage <> $3 or person_id <> all($4::uuid[]))
        """,
        tx.tenant_id,
        request_id,
        stage,
        [signer.person_id for signer in found],
    )
    rows = await tx.fetch(
        """
        insert into approval_tasks as t
            (tenant_id, request_id, stage, waiting_since, person_id, on_behalf_of, escalated)
        select $1, $2, $3, $4, * from unnest($5::uuid[], $6::uuid[], $7::boolean[])
        on conflict (tenant_id, request_id, person_id) do update
            set on_behalf_of = excluded.on_behalf_of, escalated = excluded.escalated
        where (t.on_behalf_of, t.escalated) is distinct from (excluded.on_behalf_of, excluded.escalated)
        returning person_id, (xmax = 0) as is_new
        """,
        tx.tenant_id,
        request_id,
        stage,
        waiting_since,
        [signer.person_id for signer in found],
        [signer.on_behalf_of for signer in found],
        [signer.escalated for signer in found],
    )
    return [row["person_id"] for row in rows if row["is_new"]]


async def find_names(tx: Tx, person_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Names of people, by id."""
    rows = await tx.fetch("select id, name from users where id = any($1)", list(person_ids))
    return {row["id"]: row["name"] for row in rows}
