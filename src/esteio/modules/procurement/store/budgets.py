"""Budgets of cost centres, and what requests take of them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.core.listing import ListSpec, Nested, Number, Sort, Word
from esteio.modules.procurement.permissions import BUDGETS_EDIT
from esteio.modules.procurement.rules.register import BUDGET_ACTIONS, SET
from esteio.modules.procurement.store.abilities import Abilities


def _committed(tenant: str, centre: str, year: str, month: str, but_request: str) -> str:
    """SQL of what the requests of a period take of a budget, in R$; see `sum_committed`."""
    return f"""
        with clock as (
            select timezone from organisations where id = {tenant}
        ), span as (
            select (make_date({year}, greatest({month}, 1), 1)::timestamp at time zone timezone) as starts,
                   (case when {month} = 0 then make_date({year} + 1, 1, 1)
                         else make_date({year}, {month}, 1) + interval '1 month' end
                    )::timestamp at time zone timezone as ends,
                   timezone
            from clock
        )
        select coalesce(sum(
            coalesce(r.total, r.estimated_total)
            - case when r.total is not null and 'closed' in (r.status, r.archived_from) then coalesce((
                select sum(round(i.total * i.given_up / i.quantity, 2))
                from purchase_orders o
                join purchase_order_items i on i.tenant_id = o.tenant_id and i.order_id = o.id and i.given_up > 0
                where o.tenant_id = r.tenant_id and o.request_id = r.id and o.status <> 'cancelled'
              ), 0) else 0 end
        ), 0)::numeric(16, 2)
        from span, purchase_requests r
        where r.tenant_id = {tenant} and r.cost_centre_id = {centre}
          and r.submitted_at >= span.starts and r.submitted_at < span.ends
          and r.status not in ('draft', 'cancelled')
          and (r.status <> 'archived' or r.archived_from = 'closed')
          and r.id is distinct from {but_request}
          and not ({month} = 0 and exists (
            select from budgets m
            where m.tenant_id = r.tenant_id and m.cost_centre_id = r.cost_centre_id and m.year = {year}
              and m.month = extract(month from r.submitted_at at time zone span.timezone)
          ))
    """  # noqa: S608 - columns or places of parameters


LIST = ListSpec(
    source="budgets b",
    joins=f"""
    join cost_centres c on c.tenant_id = b.tenant_id and c.id = b.cost_centre_id
    cross join lateral (
        {_committed("b.tenant_id", "b.cost_centre_id", "b.year::int", "b.month::int", "null::uuid")}
    ) taken (committed)""",
    id="b.id",
    columns={
        "id": Word("b.id"),
        "costCentre": Nested({"id": Word("c.id"), "code": "c.code", "name": "c.name"}),
        "year": Number("b.year"),
        "month": Number("b.month"),
        "amount": Word("b.amount"),
        "note": "b.note",
        "committed": Word("taken.committed"),
        "remaining": Word("b.amount - taken.committed"),
        "createdAt": "b.created_at",
        "updatedAt": "b.updated_at",
        "version": Number("b.version"),
    },
    sorts={"period": Sort("(b.year::int * 100 + b.month)", "int"), "createdAt": Sort("b.created_at", "timestamptz")},
    default_sort="-period",
    filters={"costCentreId": "b.cost_centre_id = {}", "year": "b.year = {}::int", "month": "b.month = {}::int"},
    search="search_text(b.note)",
    search_in=("b.cost_centre_id in (select c.id from cost_centres c where c.search like {})",),
)
ABILITIES = Abilities(LIST, BUDGETS_EDIT, f"'{SET}'", BUDGET_ACTIONS)


async def find_budget(tx: Tx, budget_id: UUID) -> asyncpg.Record | None:
    """One budget, with its cost centre's `code` and `name`."""
    return await tx.fetchrow(
        """
        select b.*, c.code as centre_code, c.name as centre_name
        from budgets b join cost_centres c on c.tenant_id = b.tenant_id and c.id = b.cost_centre_id where b.id = $1
        """,
        budget_id,
    )


async def lock_budget(tx: Tx, budget_id: UUID) -> asyncpg.Record | None:
    """One budget, for changing it."""
    return await tx.fetchrow("select * from budgets where id = $1 for update", budget_id)


async def insert_budget(tx: Tx, cost_centre_id: UUID, year: int, month: int, amount: Decimal, note: str) -> UUID:
    """A new budget; raises UniqueViolationError when the period has one."""
    return await tx.fetchval(
        """
        insert into budgets (tenant_id, cost_centre_id, year, month, amount, note)
        values ($1, $2, $3, $4, $5, $6) returning id
        """,
        tx.tenant_id,
        cost_centre_id,
        year,
        month,
        amount,
        note,
    )


async def update_budget(tx: Tx, budget_id: UUID, amount: Decimal, note: str) -> None:
    """Another amount for the same period."""
    await tx.execute("update budgets set amount = $2, note = $3 where id = $1", budget_id, amount, note)


async def delete_budget(tx: Tx, budget_id: UUID) -> None:
    """The period has no budget any more."""
    await tx.execute("delete from budgets where id = $1", budget_id)


_OF_DAY = """
    select * from budgets
    where tenant_id = $1 and cost_centre_id = $2 and year = $3 and month = any(array[0, $4::int])
    order by month desc limit 1
"""


async def find_budget_of_day(tx: Tx, cost_centre_id: UUID, on: datetime.date) -> asyncpg.Record | None:
    """The budget that a day's purchases take from: its month's, else its year's."""
    return await tx.fetchrow(_OF_DAY, tx.tenant_id, cost_centre_id, on.year, on.month)


async def lock_budget_of_day(tx: Tx, cost_centre_id: UUID, on: datetime.date) -> asyncpg.Record | None:
    """As `find_budget_of_day`; whoever decides by it waits for the others who do."""
    return await tx.fetchrow(f"{_OF_DAY} for update", tx.tenant_id, cost_centre_id, on.year, on.month)


async def sum_committed(
    tx: Tx, cost_centre_id: UUID, year: int, month: int, but_request: UUID | None = None
) -> Decimal:
    """R$ that the requests which a cost centre submitted in a period take of its budget, without `but_request`.

    A request counts by its awarded total, before the award by its estimate; one that was rejected, taken back or
    cancelled does not, one that was put away after its purchase does. Of a purchase that ended without all its goods,
    what was given up does not count: if it is still wanted, a request of its own asks for it. A year's budget does not
    count what months with a budget of their own do.
    """
    return await tx.fetchval(
        _committed("$1", "$2", "$3::int", "$4::int", "$5"),
        tx.tenant_id,
        cost_centre_id,
        year,
        month,
        but_request,
    )


def period_of(budget: asyncpg.Record | None, on: datetime.date) -> tuple[int, int]:
    """Year and month over which requests are added up: the budget's, or without one the day's month."""
    return (on.year, on.month) if budget is None else (budget["year"], budget["month"])
