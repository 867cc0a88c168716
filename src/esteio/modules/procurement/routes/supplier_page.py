"""HTTP of the supplier's page: no account, the link is the right to it."""

from __future__ import annotations

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody

from esteio.http.public_pages import LinkToken
from esteio.http.routing import InContext, WithServices, problem_responses
from esteio.modules.procurement.schemas.quotations import AnswerInput
from esteio.modules.procurement.schemas.supplier_page import (
    PublicMessage,
    PublicQuotation,
    SupplierFile,
    SupplierMessage,
    SupplierRefusal,
)
from esteio.modules.procurement.service import supplier_page
from esteio.modules.workspace.api import File, Upload


@get(
    "/api/public/quotations/{token:str}",
    public=True,
    tags=["public"],
    responses=problem_responses(401, 410, 422, 429),
)
async def view_quotation(token: LinkToken, services: WithServices, context: InContext) -> PublicQuotation:
    """What the supplier is asked for. 410 says by its code why a link no longer opens it: `EXPIRED_LINK`,
    `INVALID_LINK`, `LINK_REPLACED`, `QUOTATION_CLOSED`, `QUOTATION_DECIDED`, `QUOTATION_CANCELLED`."""
    return await supplier_page.view(services, context, token)


@post(
    "/api/public/quotations/{token:str}/answer",
    public=True,
    status_code=200,
    tags=["public"],
    responses=problem_responses(400, 401, 409, 410, 413, 422, 429),
)
async def answer_quotation(
    token: LinkToken, data: JSONBody[AnswerInput], services: WithServices, context: InContext
) -> PublicQuotation:
    """Give prices; again, until the time is over, the later answer takes the place of the earlier one."""
    return await supplier_page.answer(services, context, token, data)


@post(
    "/api/public/quotations/{token:str}/decline",
    public=True,
    status_code=200,
    tags=["public"],
    responses=problem_responses(400, 401, 409, 410, 413, 422, 429),
)
async def decline_quotation(
    token: LinkToken, data: JSONBody[SupplierRefusal], services: WithServices, context: InContext
) -> PublicQuotation:
    """Say that there will be no prices, and why."""
    return await supplier_page.decline(services, context, token, data)


@post(
    "/api/public/quotations/{token:str}/messages",
    public=True,
    tags=["public"],
    responses=problem_responses(400, 401, 409, 410, 413, 422, 429),
)
async def ask_buyer(
    token: LinkToken, data: JSONBody[SupplierMessage], services: WithServices, context: InContext
) -> PublicMessage:
    """Write to the buyer."""
    return await supplier_page.ask(services, context, token, data)


@post(
    "/api/public/quotations/{token:str}/files",
    public=True,
    tags=["public"],
    responses=problem_responses(400, 401, 409, 410, 413, 422, 429, 503),
)
async def begin_supplier_file(
    token: LinkToken, data: JSONBody[SupplierFile], services: WithServices, context: InContext
) -> Upload:
    """Announce a file; the answer says where to send its bytes."""
    return await supplier_page.begin_file(services, context, token, data)


@post(
    "/api/public/quotations/{token:str}/files/{file_id:uuid}/confirm",
    public=True,
    status_code=200,
    tags=["public"],
    responses=problem_responses(400, 401, 404, 409, 410, 422, 429, 503),
)
async def confirm_supplier_file(
    token: LinkToken, file_id: FromPath[UUID], services: WithServices, context: InContext
) -> File:
    """Have the bytes checked against what was announced; only then does the file hang on the quotation."""
    return await supplier_page.confirm_file(services, context, token, file_id)


SUPPLIER_PAGE_ROUTES = (
    view_quotation,
    answer_quotation,
    decline_quotation,
    ask_buyer,
    begin_supplier_file,
    confirm_supplier_file,
)
