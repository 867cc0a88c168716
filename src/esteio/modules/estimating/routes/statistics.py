"""HTTP of the figures."""

from __future__ import annotations

import datetime
from typing import Annotated

import msgspec
from litestar import Response, get
from litestar.params import QueryParameter

from esteio.core.db import Tx
from esteio.http.routing import StrictRequest, answers, problem_responses
from esteio.live.reads import WithReads, answer_counted
from esteio.modules.estimating import permissions
from esteio.modules.estimating.live import PIPELINE
from esteio.modules.estimating.schemas.statistics import Pipeline
from esteio.modules.estimating.service import statistics


@get(
    "/api/statistics/pipeline",
    permission=permissions.STATISTICS_READ,
    tags=["statistics"],
    responses={**answers(Pipeline), **problem_responses(401, 403, 422, 429)},
)
async def get_pipeline(
    reads: WithReads,
    request: StrictRequest,
    from_day: Annotated[
        datetime.date | None, QueryParameter(name="from", description="Created on this day or later.")
    ] = None,
    to_day: Annotated[
        datetime.date | None, QueryParameter(name="to", description="Created on this day or earlier.")
    ] = None,
) -> Response[bytes]:
    """How the orçamentos of a period stand: by state, month and type, with conversion and mean days."""

    async def count(tx: Tx) -> bytes:
        return msgspec.json.encode(await statistics.pipeline(tx, from_day, to_day))

    return await answer_counted(reads, request, PIPELINE, count)


STATISTICS_ROUTES = (get_pipeline,)
