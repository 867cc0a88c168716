"""HTTP of the comparison map: reading it, reckoning a choice, and taking it home."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, get, post
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody

from esteio.core.files.store import content_disposition
from esteio.http.printing import PDF, pdf_response
from esteio.http.routing import AsActor, InContext, InTx, WithServices, answers, json_text, problem_responses
from esteio.modules.procurement import permissions
from esteio.modules.procurement.schemas.awards import Comparison, Reckoned, WhatIfInput
from esteio.modules.procurement.service import comparison, comparison_files

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get(
    "/api/quotation-rounds/{round_id:uuid}/comparison",
    permission=permissions.QUOTATIONS_READ,
    tags=["comparison"],
    responses={**answers(Comparison), **problem_responses(401, 403, 404, 422, 429)},
)
async def get_comparison(round_id: FromPath[UUID], tx: InTx, actor: AsActor) -> Response[bytes]:
    """Items by suppliers: what each offer costs landed and at its present value, the best of each item, and the
    cheapest ways to buy it all. It changes with the round's quotations, which are live."""
    return json_text(await comparison.read(tx, actor, round_id))


@post(
    "/api/quotation-rounds/{round_id:uuid}/comparison/what-if",
    permission=permissions.QUOTATIONS_READ,
    status_code=200,
    tags=["comparison"],
    responses=problem_responses(400, 401, 403, 404, 413, 422, 429),
)
async def reckon_choice(round_id: FromPath[UUID], data: JSONBody[WhatIfInput], tx: InTx) -> Reckoned:
    """What a choice would come to; nothing is stored, and not every item need be chosen."""
    return await comparison.reckon(tx, round_id, data)


@get(
    "/api/quotation-rounds/{round_id:uuid}/comparison.xlsx",
    permission=permissions.PROCUREMENT_EXPORT,
    tags=["comparison"],
    media_type=XLSX,
    responses={
        200: ResponseSpec(
            data_container=bytes,
            description="Items by suppliers, and the suppliers.",
            media_type=XLSX,
            generate_examples=False,
        ),
        **problem_responses(401, 403, 404, 422, 429),
    },
)
async def get_comparison_sheet(
    round_id: FromPath[UUID], services: WithServices, actor: AsActor, context: InContext
) -> Response[bytes]:
    """The map as a spreadsheet; takes the right to see it, too."""
    actor.require(permissions.QUOTATIONS_READ)
    file = await comparison_files.as_sheet(services.db, actor, round_id, context.origin)
    headers = {"content-disposition": content_disposition(file.name), "cache-control": "no-store"}
    return Response(file.data, media_type=XLSX, headers=headers)


@get(
    "/api/quotation-rounds/{round_id:uuid}/comparison.pdf",
    permission=permissions.QUOTATIONS_READ,
    tags=["comparison"],
    media_type=PDF,
    responses={
        200: ResponseSpec(
            data_container=bytes, description="A4 across, tagged, pt-BR.", media_type=PDF, generate_examples=False
        ),
        **problem_responses(401, 403, 404, 422, 429, 503),
    },
)
async def get_comparison_paper(round_id: FromPath[UUID], services: WithServices, actor: AsActor) -> Response[bytes]:
    """The map on paper, for whoever decides by it."""
    file = await comparison_files.as_paper(services.db, services.files, actor, round_id)
    return pdf_response(file)


COMPARISON_ROUTES = (get_comparison, reckon_choice, get_comparison_sheet, get_comparison_paper)
