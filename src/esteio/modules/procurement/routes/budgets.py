"""HTTP of budgets."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from litestar import Response, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter

from esteio.http.routing import AsActor, IfMatch, InContext, InTx, answers, problem_responses, version_of
from esteio.live.reads import LivePageQuery
from esteio.modules.procurement import permissions
from esteio.modules.procurement.live import BUDGETS
from esteio.modules.procurement.rules.budgets import BudgetView
from esteio.modules.procurement.schemas.budgets import Budget, BudgetChange, BudgetInput, BudgetPage
from esteio.modules.procurement.service import budgets

CostCentreId = Annotated[UUID | None, QueryParameter(name="costCentreId")]
Year = Annotated[int | None, QueryParameter(ge=2000, le=2100)]
Month = Annotated[int | None, QueryParameter(ge=0, le=12, description="0: those of a whole year.")]

Amount = Annotated[
    str, QueryParameter(pattern=r"^\d{1,12}(\.\d{1,2})?$", description="R$ that a purchase would take of it.")
]
OnDay = Annotated[datetime.date | None, QueryParameter(name="on", description="Day of the purchase; by default today.")]
RequestId = Annotated[UUID | None, QueryParameter(name="requestId", description="Request that does not count itself.")]


@get(
    "/api/budgets",
    permission=permissions.BUDGETS_READ,
    tags=["budgets"],
    responses={**answers(BudgetPage), **problem_responses(401, 403, 422, 429)},
)
async def list_budgets(
    live_page: LivePageQuery, cost_centre_id: CostCentreId = None, year: Year = None, month: Month = None
) -> Response[bytes]:
    """Budgets, the latest periods first."""
    return await live_page.answer(BUDGETS, costCentreId=cost_centre_id, year=year, month=month)


@post(
    "/api/budgets",
    permission=permissions.BUDGETS_EDIT,
    tags=["budgets"],
    responses=problem_responses(400, 401, 403, 409, 413, 422, 429),
)
async def create_budget(data: JSONBody[BudgetInput], tx: InTx, actor: AsActor, context: InContext) -> Budget:
    """Set what a cost centre may spend in a month, or in a year without the months that have a budget of their own."""
    return await budgets.create(tx, actor, data, context.origin)


@get(
    "/api/budgets/{budget_id:uuid}",
    permission=permissions.BUDGETS_READ,
    tags=["budgets"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def get_budget(budget_id: FromPath[UUID], tx: InTx, actor: AsActor) -> Budget:
    """One budget, with what is committed of it."""
    return await budgets.get(tx, actor, budget_id)


@put(
    "/api/budgets/{budget_id:uuid}",
    permission=permissions.BUDGETS_EDIT,
    tags=["budgets"],
    responses=problem_responses(400, 401, 403, 404, 412, 413, 422, 429),
)
async def change_budget(
    budget_id: FromPath[UUID],
    data: JSONBody[BudgetChange],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Budget:
    """Set another amount for the same period."""
    return await budgets.change(tx, actor, budget_id, data, version_of(if_match), context.origin)


@delete(
    "/api/budgets/{budget_id:uuid}",
    permission=permissions.BUDGETS_EDIT,
    tags=["budgets"],
    responses=problem_responses(401, 403, 404, 412, 422, 429),
)
async def remove_budget(
    budget_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext, if_match: IfMatch = None
) -> None:
    """Remove a budget: nothing in its period exceeds one any more."""
    await budgets.remove(tx, actor, budget_id, version_of(if_match), context.origin)


@get(
    "/api/cost-centres/{cost_centre_id:uuid}/budget",
    permission=permissions.BUDGETS_READ,
    tags=["budgets"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def get_cost_centre_budget(
    cost_centre_id: FromPath[UUID], tx: InTx, amount: Amount = "0", on: OnDay = None, request_id: RequestId = None
) -> BudgetView:
    """What a purchase would leave of a cost centre's budget of that day: its month's, else its year's."""
    return await budgets.look(tx, cost_centre_id, Decimal(amount), on, but_request=request_id)


BUDGET_ROUTES = (list_budgets, create_budget, get_budget, change_budget, remove_budget, get_cost_centre_budget)
