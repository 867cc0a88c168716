"""HTTP of the supplier's page of an order: no account, the link is the right to it."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.params import JSONBody

from esteio.http.printing import PDF_ANSWER, pdf_response
from esteio.http.public_pages import LinkToken
from esteio.http.routing import InContext, WithServices, problem_responses
from esteio.modules.procurement.schemas.order_page import Confirmation, ConfirmationReceipt, PublicOrder, Question
from esteio.modules.procurement.service import order_page


@get(
    "/api/public/orders/{token:str}",
    public=True,
    tags=["public"],
    responses=problem_responses(401, 410, 422, 429),
)
async def view_order(token: LinkToken, services: WithServices, context: InContext) -> PublicOrder:
    """What the supplier was sent. 410 says by its code why a link no longer opens it: `EXPIRED_LINK`, `INVALID_LINK`,
    `LINK_REPLACED`, `ORDER_WITHDRAWN`."""
    return await order_page.view(services, context, token)


@get(
    "/api/public/orders/{token:str}/pdf",
    public=True,
    tags=["public"],
    media_type="application/pdf",
    responses={**PDF_ANSWER, **problem_responses(401, 410, 422, 429, 503)},
)
async def view_order_pdf(token: LinkToken, services: WithServices) -> Response[bytes]:
    """What the supplier was sent, on paper."""
    return pdf_response(await order_page.pdf(services, token))


@post(
    "/api/public/orders/{token:str}/confirm",
    public=True,
    status_code=200,
    tags=["public"],
    responses=problem_responses(400, 401, 409, 410, 413, 422, 429),
)
async def confirm_sent_order(
    token: LinkToken, data: JSONBody[Confirmation], services: WithServices, context: InContext
) -> ConfirmationReceipt:
    """Confirm what was sent, and say when it will be delivered; once."""
    return await order_page.confirm(services, context, token, data)


@post(
    "/api/public/orders/{token:str}/messages",
    public=True,
    status_code=204,
    tags=["public"],
    responses=problem_responses(400, 401, 409, 410, 413, 422, 429),
)
async def ask_about_order(
    token: LinkToken, data: JSONBody[Question], services: WithServices, context: InContext
) -> None:
    """Write to the buyer."""
    await order_page.ask(services, context, token, data)


ORDER_PAGE_ROUTES = (view_order, view_order_pdf, confirm_sent_order, ask_about_order)
