"""HTTP of the figures."""

from __future__ import annotations

import datetime
from typing import Annotated

from litestar import get
from litestar.params import QueryParameter

from esteio.http.routing import InTx, problem_responses
from esteio.modules.estimating import permissions
from esteio.modules.estimating.schemas.statistics import Pipeline
from esteio.modules.estimating.service import statistics


@get(
    "/api/statistics/pipeline",
    permission=permissions.STATISTICS_READ,
    tags=["statistics"],
    responses=problem_responses(401, 403, 422, 429),
)
async def get_pipeline(
    tx: InTx,
    from_day: Annotated[
        datetime.date | None, QueryParameter(name="from", description="Created on this day or later.")
    ] = None,
    to_day: Annotated[
        datetime.date | None, QueryParameter(name="to", description="Created on this day or earlier.")
    ] = None,
) -> Pipeline:
    """How the orçamentos of a period stand: by state, month and type, with conversion and mean days."""
    return await statistics.pipeline(tx, from_day, to_day)


STATISTICS_ROUTES = (get_pipeline,)
