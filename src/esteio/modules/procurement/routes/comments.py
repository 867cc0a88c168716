"""HTTP of comments on requests."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Response, delete, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from esteio.http.routing import AsActor, InContext, InTx, answers, problem_responses
from esteio.live.reads import LivePageQuery
from esteio.modules.procurement import permissions
from esteio.modules.procurement.live import REQUEST_COMMENTS
from esteio.modules.procurement.schemas.comments import Comment, CommentInput, CommentPage
from esteio.modules.procurement.service import comments


@get(
    "/api/purchase-request-comments",
    permission=permissions.REQUESTS_READ,
    tags=["purchase requests"],
    responses={**answers(CommentPage), **problem_responses(401, 403, 422, 429)},
)
async def list_comments(
    live_page: LivePageQuery, request_id: Annotated[UUID, QueryParameter(name="requestId")]
) -> Response[bytes]:
    """What people wrote about a request, the oldest first, live."""
    return await live_page.answer(REQUEST_COMMENTS, requestId=request_id)


@post(
    "/api/purchase-requests/{request_id:uuid}/comments",
    permission=permissions.REQUESTS_CREATE,
    tags=["purchase requests"],
    responses=problem_responses(400, 401, 403, 404, 409, 413, 422, 429),
)
async def add_comment(
    request_id: FromPath[UUID], data: JSONBody[CommentInput], tx: InTx, actor: AsActor, context: InContext
) -> Comment:
    """Write about a request; those who take part in it, and who is named, are told."""
    return await comments.add(tx, actor, request_id, data, context.origin)


@delete(
    "/api/purchase-requests/{request_id:uuid}/comments/{comment_id:uuid}",
    permission=permissions.REQUESTS_CREATE,
    tags=["purchase requests"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def delete_comment(
    request_id: FromPath[UUID], comment_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext
) -> None:
    """Take a comment of one's own back, or anybody's for who looks after all requests."""
    await comments.delete(tx, actor, request_id, comment_id, context.origin)


COMMENT_ROUTES = (list_comments, add_comment, delete_comment)
