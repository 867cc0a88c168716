"""Budgets: setting them, and judging whether a purchase still fits in."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound, VersionConflict
from esteio.core.wire import check_text
from esteio.modules.procurement.errors import DuplicateBudget
from esteio.modules.procurement.rules.budgets import BudgetView, view_budget
from esteio.modules.procurement.rules.register import budget_actions
from esteio.modules.procurement.schemas.budgets import Budget, BudgetChange, BudgetInput
from esteio.modules.procurement.schemas.references import CentreRef
from esteio.modules.procurement.store import budgets as store
from esteio.modules.procurement.store import cost_centres as centre_store
from esteio.modules.workspace.api import get_today

FIRST_YEAR, LAST_YEAR = 2000, 2100
_LARGEST = Decimal("999999999999.99")


async def judge(
    tx: Tx, cost_centre_id: UUID, amount: Decimal, on: datetime.date, *, but_request: UUID | None = None
) -> BudgetView:
    """What a purchase of `amount` (R$) on that day would leave of the cost centre's budget, to decide by.

    The month's budget counts, else the year's; `committed` is what all requests of the period but `but_request` take.
    Two who would spend the last of a budget wait for each other until the transaction ends; in the order of locks a
    budget comes after everything else.
    """
    budget = await store.lock_budget_of_day(tx, cost_centre_id, on)
    return await _view(tx, cost_centre_id, budget, amount, on, but_request)


async def look(
    tx: Tx, cost_centre_id: UUID, amount: Decimal, on: datetime.date | None, *, but_request: UUID | None = None
) -> BudgetView:
    """As `judge`, only to be shown; `on` is today by default. Raises `NotFound`, and `InvalidInput` for a far day."""
    if await centre_store.find_cost_centre(tx, cost_centre_id) is None:
        raise NotFound("Esse centro de custo não existe.")
    day = await get_today(tx) if on is None else on
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InvalidInput(fields={"on": f"Use um dia de {FIRST_YEAR} a {LAST_YEAR}."})
    budget = await store.find_budget_of_day(tx, cost_centre_id, day)
    return await _view(tx, cost_centre_id, budget, amount, day, but_request)


async def get(tx: Tx, actor: Actor, budget_id: UUID) -> Budget:
    """One budget with what is committed of it; raises `NotFound`."""
    row = await store.find_budget(tx, budget_id)
    if row is None:
        raise NotFound("Essa verba não existe.")
    committed = await store.sum_committed(tx, row["cost_centre_id"], row["year"], row["month"])
    return Budget(
        id=row["id"],
        cost_centre=CentreRef(id=row["cost_centre_id"], code=row["centre_code"], name=row["centre_name"]),
        year=row["year"],
        month=row["month"],
        amount=row["amount"],
        note=row["note"],
        committed=committed,
        remaining=row["amount"] - committed,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        version=row["version"],
        can=budget_actions(actor.permissions),
    )


async def create(tx: Tx, actor: Actor, data: BudgetInput, origin: Origin) -> Budget:
    """A budget for a period; raises `InvalidInput` naming each field, `DuplicateBudget`."""
    fields: dict[str, str] = {}
    centre = await centre_store.find_cost_centre(tx, data.cost_centre_id)
    if centre is None or centre["archived_at"] is not None:
        fields["costCentreId"] = "Escolha um centro de custo da organização que esteja em uso."
    note = _checked(data.amount, data.note, fields)
    try:
        budget_id = await store.insert_budget(tx, data.cost_centre_id, data.year, data.month, data.amount, note)
    except asyncpg.UniqueViolationError:
        raise DuplicateBudget from None
    after = {"year": data.year, "month": data.month, "amount": str(data.amount)}
    record(tx, _entry("budgets.created", actor, budget_id, origin, after=after))
    return await get(tx, actor, budget_id)


async def change(
    tx: Tx, actor: Actor, budget_id: UUID, data: BudgetChange, version: int | None, origin: Origin
) -> Budget:
    """Another amount for the same period; raises `NotFound`, `VersionConflict`, `InvalidInput`."""
    before = await _lock(tx, budget_id, version)
    note = _checked(data.amount, data.note, {})
    await store.update_budget(tx, budget_id, data.amount, note)
    amounts = {"before": {"amount": str(before["amount"])}, "after": {"amount": str(data.amount)}}
    record(tx, _entry("budgets.changed", actor, budget_id, origin, **amounts))
    return await get(tx, actor, budget_id)


async def remove(tx: Tx, actor: Actor, budget_id: UUID, version: int | None, origin: Origin) -> None:
    """The period has no budget any more, so nothing in it exceeds one; raises `NotFound`, `VersionConflict`."""
    before = await _lock(tx, budget_id, version)
    await store.delete_budget(tx, budget_id)
    was = {"year": before["year"], "month": before["month"], "amount": str(before["amount"])}
    record(tx, _entry("budgets.removed", actor, budget_id, origin, before=was))


async def _view(
    tx: Tx,
    cost_centre_id: UUID,
    budget: asyncpg.Record | None,
    amount: Decimal,
    on: datetime.date,
    but_request: UUID | None,
) -> BudgetView:
    committed = await store.sum_committed(tx, cost_centre_id, *store.period_of(budget, on), but_request)
    return view_budget(None if budget is None else budget["amount"], committed, amount)


async def _lock(tx: Tx, budget_id: UUID, version: int | None) -> asyncpg.Record:
    row = await store.lock_budget(tx, budget_id)
    if row is None:
        raise NotFound("Essa verba não existe.")
    if version is not None and version != row["version"]:
        raise VersionConflict(version=row["version"])
    return row


def _checked(amount: Decimal, note: str, fields: dict[str, str]) -> str:
    """The note to store; raises `InvalidInput` with it and what `fields` has already."""
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or not 0 <= amount <= _LARGEST or exponent < -2:
        fields["amount"] = "Informe um valor em reais, com até duas casas decimais."
    note = check_text("note", note).strip()
    if fields:
        raise InvalidInput(fields=fields)
    return note


def _entry(
    action: str,
    actor: Actor,
    budget_id: UUID,
    origin: Origin,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    return AuditEntry(
        action=action,
        tenant_id=actor.tenant_id,
        user_id=actor.user_id,
        thing="budget",
        thing_id=budget_id,
        before=before,
        after=after,
        origin=origin,
    )
