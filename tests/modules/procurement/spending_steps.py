"""Requests as they stand in the database, for what is counted over them: only the columns that count."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from tests.factories import Person

from esteio.core.access import Scope
from esteio.core.db import Database, Tx

_numbers = count(1)


async def insert_request(
    tx: Tx,
    cost_centre_id: str,
    *,
    estimated: Decimal,
    total: Decimal | None = None,
    status: str = "pending_a1",
    archived_from: str | None = None,
    submitted_at: datetime.datetime | None = None,
    requester_id: UUID | None = None,
) -> UUID:
    """A request of these amounts (R$); now, unless `submitted_at` says when."""
    return await tx.fetchval(
        """
        insert into purchase_requests (tenant_id, code, title, cost_centre_id, requester_id, status, archived_from,
                                       estimated_total, total, submitted_at)
        values ($1, $2, 'Compra', $3, coalesce($9, uuidv7()), $4, $5, $6, $7, coalesce($8, now())) returning id
        """,
        tx.tenant_id,
        f"T-{next(_numbers)}",
        cost_centre_id,
        status,
        archived_from,
        estimated,
        total,
        submitted_at,
        requester_id,
    )


async def insert_order(
    tx: Tx, request_id: UUID, supplier: dict[str, Any], *, quantity: Decimal, total: Decimal, given_up: Decimal
) -> None:
    """An order of one item for the request, of which some was given up."""
    number = next(_numbers)
    await tx.execute(
        """
        with request as (
            select * from purchase_requests where id = $2
        ), item as (
            insert into purchase_request_items (tenant_id, request_id, position, description, unit, quantity)
            values ($1, $2, 1, 'Cimento', 'sc', $5) returning id
        ), round as (
            insert into quotation_rounds (tenant_id, code, request_id, status, closes_at)
            values ($1, $4, $2, 'awarded', now()) returning id
        ), quotation as (
            insert into quotations (tenant_id, round_id, purchase_request_id, supplier_id, status, link_nonce)
            select $1, id, $2, $3, 'winner', '' from round returning id
        ), award as (
            insert into awards (tenant_id, request_id, round_id, total, comparison, awarded_by)
            select $1, $2, id, $6, '{}', uuidv7() from round returning id
        ), award_item as (
            insert into award_items (tenant_id, award_id, item_id, quotation_id, supplier_id, position, description,
                                     unit, quantity, unit_price, total, first_total, highest_total, lowest_total)
            select $1, award.id, item.id, quotation.id, $3, 1, 'Cimento', 'sc', $5, 1, $6, $6, $6, $6
            from award, item, quotation returning id
        ), placed as (
            insert into purchase_orders (tenant_id, code, request_id, award_id, quotation_id, supplier_id,
                                         cost_centre_id, status, subtotal, total, link_nonce)
            select $1, $4, $2, award.id, quotation.id, $3, request.cost_centre_id, 'completed', $6, $6, ''
            from award, quotation, request returning id
        )
        insert into purchase_order_items (tenant_id, order_id, award_item_id, item_id, position, description, unit,
                                          quantity, unit_price, total, given_up)
        select $1, placed.id, award_item.id, item.id, 1, 'Cimento', 'sc', $5, 1, $6, $7
        from placed, award_item, item
        """,
        tx.tenant_id,
        request_id,
        supplier["id"],
        f"T-{number}",
        quantity,
        total,
        given_up,
    )


def scope_of(person: Person) -> Scope:
    """The scope of the person's organisation."""
    return Scope(tenant_id=person.tenant_id)


async def spend(db: Database, person: Person, cost_centre: dict[str, Any], amount: str, **data: Any) -> UUID:
    """A request of the person's organisation that was submitted and costs `amount` (R$)."""
    async with db.transaction(scope_of(person)) as tx:
        return await insert_request(tx, cost_centre["id"], estimated=Decimal(amount), **data)
