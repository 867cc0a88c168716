"""HTTP of the client's page: no account, the link is the right to it."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.params import JSONBody

from esteio.http.printing import PDF_ANSWER, pdf_response
from esteio.http.public_pages import LinkToken
from esteio.http.routing import InContext, WithServices, problem_responses
from esteio.modules.estimating.schemas.approval import (
    Approval,
    Comment,
    ProposalComment,
    PublicProposal,
    Receipt,
    Refusal,
)
from esteio.modules.estimating.service import approval


@get(
    "/api/public/proposals/{token:str}",
    public=True,
    tags=["public"],
    responses=problem_responses(401, 410, 422, 429),
)
async def view_proposal(token: LinkToken, services: WithServices, context: InContext) -> PublicProposal:
    """What the client was sent. 410 says by its code why a link no longer opens it: `EXPIRED_LINK`, `INVALID_LINK`,
    `LINK_REPLACED`, `PROPOSAL_REPLACED`, `PROPOSAL_EXPIRED`."""
    return await approval.view(services, context, token)


@get(
    "/api/public/proposals/{token:str}/pdf",
    public=True,
    tags=["public"],
    media_type="application/pdf",
    responses={**PDF_ANSWER, **problem_responses(401, 410, 422, 429, 503)},
)
async def view_proposal_pdf(token: LinkToken, services: WithServices) -> Response[bytes]:
    """What the client was sent, on paper."""
    return pdf_response(await approval.pdf(services, token))


@post(
    "/api/public/proposals/{token:str}/approve",
    public=True,
    status_code=200,
    tags=["public"],
    responses=problem_responses(400, 401, 409, 410, 413, 422, 429),
)
async def approve_proposal(
    token: LinkToken, data: JSONBody[Approval], services: WithServices, context: InContext
) -> Receipt:
    """Approve what was sent, with name and CPF; 410 `PROPOSAL_DECIDED` when it was answered before."""
    return await approval.approve(services, context, token, data)


@post(
    "/api/public/proposals/{token:str}/decline",
    public=True,
    status_code=200,
    tags=["public"],
    responses=problem_responses(400, 401, 409, 410, 413, 422, 429),
)
async def decline_proposal(
    token: LinkToken, data: JSONBody[Refusal], services: WithServices, context: InContext
) -> Receipt:
    """Decline what was sent, and say why."""
    return await approval.decline(services, context, token, data)


@post(
    "/api/public/proposals/{token:str}/comments",
    public=True,
    tags=["public"],
    responses=problem_responses(400, 401, 409, 410, 413, 422, 429),
)
async def comment_on_proposal(
    token: LinkToken, data: JSONBody[Comment], services: WithServices, context: InContext
) -> ProposalComment:
    """Write to the studio."""
    return await approval.comment(services, context, token, data)


APPROVAL_ROUTES = (
    view_proposal,
    view_proposal_pdf,
    approve_proposal,
    decline_proposal,
    comment_on_proposal,
)
