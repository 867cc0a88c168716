"""HTTP of the printed proposal."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from esteio.http.printing import PDF, PDF_ANSWER, pdf_response, printing_of
from esteio.http.routing import AsActor, WithServices, problem_responses
from esteio.modules.estimating import permissions
from esteio.modules.estimating.service.proposal import print_pdf


@get(
    "/api/orcamentos/{orcamento_id:uuid}/proposal.pdf",
    permission=permissions.ORCAMENTOS_READ,
    tags=["orçamentos"],
    media_type=PDF,
    responses={**PDF_ANSWER, **problem_responses(401, 403, 404, 422, 429, 503)},
)
async def get_proposal(orcamento_id: FromPath[UUID], services: WithServices, actor: AsActor) -> Response[bytes]:
    """The proposal on paper: what was sent, or the draft as it stands, which says RASCUNHO on every page."""
    return pdf_response(await print_pdf(printing_of(services), actor.scope, orcamento_id))


PROPOSAL_ROUTES = (get_proposal,)
