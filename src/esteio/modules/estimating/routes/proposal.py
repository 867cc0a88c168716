"""HTTP of the printed proposal."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from litestar import Response, get
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath

from esteio.http.routing import AsActor, WithServices, problem_responses
from esteio.modules.estimating import permissions
from esteio.modules.estimating.service.proposal import Pdf, Printing, print_pdf

PDF = "application/pdf"
PDF_ANSWER = {
    200: ResponseSpec(data_container=bytes, description="A4, tagged, pt-BR.", media_type=PDF, generate_examples=False)
}


def pdf_response(pdf: Pdf) -> Response[bytes]:
    """The file, for a browser to show."""
    disposition = f"inline; filename*=UTF-8''{quote(pdf.name)}"
    return Response(pdf.data, media_type=PDF, headers={"content-disposition": disposition})


@get(
    "/api/orcamentos/{orcamento_id:uuid}/proposal.pdf",
    permission=permissions.ORCAMENTOS_READ,
    tags=["orçamentos"],
    media_type=PDF,
    responses={**PDF_ANSWER, **problem_responses(401, 403, 404, 422, 429, 503)},
)
async def get_proposal(orcamento_id: FromPath[UUID], services: WithServices, actor: AsActor) -> Response[bytes]:
    """The proposal on paper: what was sent, or the draft as it stands, which says RASCUNHO on every page."""
    printing = Printing(services.settings, services.tokens, services.files, services.db)
    return pdf_response(await print_pdf(printing, actor.scope, orcamento_id))


PROPOSAL_ROUTES = (get_proposal,)
