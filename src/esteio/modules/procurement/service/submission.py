"""Sending a request to be approved: the policy that it is judged by from now on, and the budget that it draws on."""

from __future__ import annotations

import asyncpg

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.modules.procurement.errors import BudgetBlocked
from esteio.modules.procurement.rules.vocabulary import BudgetRule
from esteio.modules.procurement.service import approval_policy, budgets, moves, telling
from esteio.modules.workspace.api import get_today


async def submit(
    tx: Tx, actor: Actor, row: asyncpg.Record, action: str, origin: Origin, *, text: str = ""
) -> asyncpg.Record:
    """Send the locked `row` to A1, by `submit` or `revise`; returns it as it is then.

    Raises `Conflict` from elsewhere or without items, `NotAllowed` for a request of somebody else, `BudgetBlocked`.
    """
    policy = await approval_policy.present(tx)
    today = await get_today(tx)
    view = await budgets.judge(tx, row["cost_centre_id"], row["estimated_total"], today, but_request=row["id"])
    if view.exceeded and policy.policy.budget is BudgetRule.BLOCK:
        raise BudgetBlocked(remaining=str(view.remaining), allowed=str(view.allowed))
    after = await moves.move(
        tx,
        row,
        action,
        actor,
        origin,
        text=text,
        detail={"estimatedTotal": str(row["estimated_total"]), "policyNumber": policy.number},
        values={"policy_number": policy.number, "over_budget": view.exceeded},
    )
    if view.exceeded:
        await telling.over_budget(tx, after, actor)
    return after
