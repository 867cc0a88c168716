"""What the generated year leaves to the use cases: papers of orders, clocks that run, and who is told what today."""

from __future__ import annotations

import datetime

import msgspec

from esteio.brazil.dates import SAO_PAULO
from esteio.core.access import Actor
from esteio.core.audit import NOWHERE
from esteio.core.canonical import canonical, sha256
from esteio.core.db import Tx
from esteio.core.jobs import enqueue
from esteio.modules.procurement.order_jobs import tell_of_late
from esteio.modules.procurement.quotation_closing_jobs import RoundEnds, close_round
from esteio.modules.procurement.schemas.delegations import DelegationInput
from esteio.modules.procurement.service import approvals, delegating, order_ending, overdue, round_closing, suppliers
from esteio.modules.procurement.service.order_document import compose
from esteio.modules.workspace.api import get_today


class Actors(msgspec.Struct, frozen=True, kw_only=True):
    """Who does something today."""

    away: Actor
    """Holds rights to sign, and gives them to `deputy` for this week."""
    deputy: Actor
    buyer: Actor


async def bring_up_to_date(tx: Tx, actors: Actors) -> None:
    """Have everything of the year be as the use cases would have left it at this moment. Mails nobody."""
    await _take_one_back(tx, actors.buyer)
    await _put_a_supplier_away(tx, actors.buyer)
    await _write_orders(tx)
    await tell_of_late(tx)
    await _run_clocks(tx)
    await _ask_signers(tx, actors)


async def _take_one_back(tx: Tx, buyer: Actor) -> None:
    """An order is cancelled before its supplier has it, and its request returns to its quotation."""
    order_id = await tx.fetchval("""
        select o.id from purchase_orders o
        where o.status = 'draft' and (select count(*) from purchase_orders p where p.request_id = o.request_id) = 1
        order by o.created_at limit 1
    """)
    if order_id is not None:
        reason = "O fornecedor avisou que não tem o material para este mês."
        await order_ending.return_to_quotation(tx, buyer, order_id, reason, None, NOWHERE)


async def _put_a_supplier_away(tx: Tx, buyer: Actor) -> None:
    supplier_id = await tx.fetchval("""
        select s.id from suppliers s
        where not exists (select from quotations q join quotation_rounds r on r.id = q.round_id
                          where q.supplier_id = s.id and r.status = 'open')
          and not exists (select from purchase_orders o where o.supplier_id = s.id and o.status <> 'completed')
        order by s.score, s.id limit 1
    """)
    if supplier_id is not None:
        await suppliers.set_archived(tx, buyer, supplier_id, None, NOWHERE, archived=True)


async def _write_orders(tx: Tx) -> None:
    """What each supplier was sent, whole, as `order_sending.send` keeps it: its page and its paper are made of it."""
    rows = await tx.fetch("select * from purchase_orders where sent_at is not null")
    kept: list[tuple[object, ...]] = []
    for row in rows:
        sent_on = row["sent_at"].astimezone(SAO_PAULO).date()
        document = await compose(tx, row, issued_on=sent_on, expected_on=row["expected_on"])
        kept.append((row["id"], canonical(document).decode(), sha256(document)))
    # Twice, because a change of when lateness was told is the one that does not date the order anew.
    await tx.execute(
        """
        update purchase_orders o
        set document = n.document::jsonb, document_sha256 = n.digest, late_told_at = now()
        from unnest($1::uuid[], $2::text[], $3::text[]) n (id, document, digest)
        where o.id = n.id
        """,
        *(list(column) for column in zip(*kept, strict=True)),
    )
    await tx.execute("update purchase_orders set late_told_at = null where sent_at is not null")


async def _run_clocks(tx: Tx) -> None:
    """Rounds whose time is over are closed; the others will be at their moment."""
    for row in await tx.fetch("select id from quotation_rounds where status = 'open'"):
        closes_at = await round_closing.close(tx, row["id"])
        if closes_at is not None:
            ends = RoundEnds(round_id=row["id"], closes_at=closes_at)
            await enqueue(tx, close_round, ends, tenant_id=tx.tenant_id, run_after=closes_at)


async def _ask_signers(tx: Tx, actors: Actors) -> None:
    """Somebody signs for who is away this week; and everybody is told of what waits for them, since when it waits."""
    today = await get_today(tx)
    await delegating.create(
        tx,
        actors.away,
        DelegationInput(
            to_id=actors.deputy.user_id, starts_on=today, ends_on=today + datetime.timedelta(days=4), reason="Viagem"
        ),
        NOWHERE,
    )
    await tx.execute("delete from approval_tasks")
    for request_id in await approvals.list_stale(tx):
        await overdue.refresh(tx, request_id)
    await tx.execute("""
        update notifications n set created_at = r.status_since
        from purchase_requests r
        where r.id = n.thing_id and n.event = 'approval_waiting'
    """)
