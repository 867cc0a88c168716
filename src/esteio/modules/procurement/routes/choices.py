"""HTTP of what forms choose from."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.params import QueryParameter

from esteio.http.routing import InTx, problem_responses
from esteio.modules.procurement import permissions
from esteio.modules.procurement.schemas.choices import Categories, May, People
from esteio.modules.procurement.service import choices

MayQuery = Annotated[May, QueryParameter(name="may", description="What they may do.")]


@get(
    "/api/purchase-people",
    permission=permissions.REQUESTS_READ,
    tags=["purchase requests"],
    responses=problem_responses(401, 403, 422, 429),
)
async def list_people(tx: InTx, may: MayQuery = May.SEE) -> People:
    """Colleagues by what they may do: for choosing a buyer, an approver, who is delegated to or mentioned."""
    return await choices.people(tx, may)


@get(
    "/api/purchase-categories",
    permission=permissions.REQUESTS_READ,
    tags=["purchase requests"],
    responses=problem_responses(401, 403, 429),
)
async def list_categories(tx: InTx) -> Categories:
    """Categories in use, of suppliers and of what was asked for: for suggesting them and for filters."""
    return await choices.categories(tx)


CHOICE_ROUTES = (list_people, list_categories)
