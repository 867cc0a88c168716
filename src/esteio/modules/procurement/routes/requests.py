"""HTTP of purchase requests."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post, put
from litestar.di import Provide
from litestar.params import FromPath, JSONBody, QueryParameter

from esteio.core.access import Actor
from esteio.core.db import Tx
from esteio.http.amounts import Least, Most, by_total
from esteio.http.routing import (
    AsActor,
    Filters,
    IfMatch,
    InContext,
    InTx,
    PageQuery,
    StrictRequest,
    answers,
    json_text,
    problem_responses,
    version_of,
)
from esteio.live.reads import LivePageQuery, WithReads, answer_counted
from esteio.modules.procurement import permissions
from esteio.modules.procurement.live import BOARD, REQUEST_ITEMS, REQUESTS
from esteio.modules.procurement.rules.actions import card_moves
from esteio.modules.procurement.rules.pasted_items import Pasted, read_items
from esteio.modules.procurement.schemas.requests import (
    Board,
    BuyerInput,
    History,
    ItemPage,
    ItemsInput,
    MoveInput,
    MoveRow,
    Moves,
    NewRequest,
    PasteInput,
    PurchaseRequest,
    RequestChange,
    RequestPage,
)
from esteio.modules.procurement.service import board, editing, kanban, requests
from esteio.modules.procurement.service.history import HISTORY

Statuses = Annotated[str | None, QueryParameter(max_length=200, description="One or more, with commas.")]
Priorities = Annotated[str | None, QueryParameter(max_length=50, description="One or more, with commas.")]
CentreId = Annotated[UUID | None, QueryParameter(name="costCentreId")]
DepartmentId = Annotated[UUID | None, QueryParameter(name="departmentId")]
RequesterId = Annotated[UUID | None, QueryParameter(name="requesterId")]
BuyerId = Annotated[UUID | None, QueryParameter(name="buyerId")]
ParentId = Annotated[UUID | None, QueryParameter(name="parentId", description="Requests for what this one left.")]
OverBudget = Annotated[bool | None, QueryParameter(name="overBudget")]
FromDay = Annotated[datetime.date | None, QueryParameter(name="from", description="Created on this day or later.")]
ToDay = Annotated[datetime.date | None, QueryParameter(name="to", description="Created on this day or earlier.")]


async def provide_request_filters(
    status: Statuses = None,
    priority: Priorities = None,
    cost_centre_id: CentreId = None,
    department_id: DepartmentId = None,
    requester_id: RequesterId = None,
    buyer_id: BuyerId = None,
    parent_id: ParentId = None,
    over_budget: OverBudget = None,
    from_day: FromDay = None,
    to_day: ToDay = None,
    min_total: Least = None,
    max_total: Most = None,
) -> Mapping[str, object]:
    """Dependency `filters` of the list and of its file."""
    return {
        "status": status,
        "priority": priority,
        "costCentreId": cost_centre_id,
        "departmentId": department_id,
        "requesterId": requester_id,
        "buyerId": buyer_id,
        "parentId": parent_id,
        "overBudget": over_budget,
        "from": from_day,
        "to": to_day,
        **by_total(min_total, max_total),
    }


@get(
    "/api/purchase-requests",
    permission=permissions.REQUESTS_READ,
    tags=["purchase requests"],
    responses={**answers(RequestPage), **problem_responses(401, 403, 422, 429)},
    dependencies={"filters": Provide(provide_request_filters)},
)
async def list_requests(live_page: LivePageQuery, filters: Filters) -> Response[bytes]:
    """Requests of the organisation, the newest first; a column of the kanban is one `status`."""
    return await live_page.answer(REQUESTS, **filters)


@get(
    "/api/purchase-requests/board",
    permission=permissions.REQUESTS_READ,
    tags=["purchase requests"],
    responses={**answers(Board), **problem_responses(401, 403, 422, 429)},
)
async def get_board(reads: WithReads, request: StrictRequest) -> Response[bytes]:
    """How many requests stand in each state, and what they come to."""

    async def count(tx: Tx) -> bytes:
        return msgspec.json.encode(await board.board(tx))

    return await answer_counted(reads, request, BOARD, count)


@post(
    "/api/purchase-requests",
    permission=permissions.REQUESTS_CREATE,
    tags=["purchase requests"],
    responses={
        **answers(PurchaseRequest, status=201, description="The draft."),
        **problem_responses(400, 401, 403, 409, 413, 422, 429),
    },
)
async def create_request(data: JSONBody[NewRequest], tx: InTx, actor: AsActor, context: InContext) -> Response[bytes]:
    """Begin a request, as a draft of one's own."""
    return await _answer(tx, actor, await requests.create(tx, actor, data, context.origin), status=201)


@get(
    "/api/purchase-requests/{request_id:uuid}",
    permission=permissions.REQUESTS_READ,
    tags=["purchase requests"],
    responses={**answers(PurchaseRequest), **problem_responses(401, 403, 404, 422, 429)},
)
async def get_request(request_id: FromPath[UUID], tx: InTx, actor: AsActor) -> Response[bytes]:
    """One request, whole. Its ETag is its `version`."""
    return await _answer(tx, actor, request_id)


@put(
    "/api/purchase-requests/{request_id:uuid}",
    permission=permissions.REQUESTS_CREATE,
    tags=["purchase requests"],
    responses={**answers(PurchaseRequest), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def change_request(
    request_id: FromPath[UUID],
    data: JSONBody[RequestChange],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Replace the head of a draft, and its items if they are given. In quotation the request goes back to A1; while it
    waits it cannot be changed. `fields` names each cell that is wrong (`items[2].quantity`)."""
    await editing.change(tx, actor, request_id, data, version_of(if_match), context.origin)
    return await _answer(tx, actor, request_id)


@put(
    "/api/purchase-requests/{request_id:uuid}/items",
    permission=permissions.REQUESTS_CREATE,
    tags=["purchase requests"],
    responses={**answers(PurchaseRequest), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def put_items(
    request_id: FromPath[UUID],
    data: JSONBody[ItemsInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Replace what is asked for, in order; `fields` names each cell that is wrong (`items[2].quantity`)."""
    await editing.put_items(tx, actor, request_id, data.items, version_of(if_match), context.origin)
    return await _answer(tx, actor, request_id)


@post(
    "/api/purchase-requests/{request_id:uuid}/items/paste",
    permission=permissions.REQUESTS_CREATE,
    status_code=200,
    tags=["purchase requests"],
    responses=problem_responses(400, 401, 403, 404, 413, 422, 429),
)
async def paste_items(request_id: FromPath[UUID], data: JSONBody[PasteInput], tx: InTx) -> Pasted:
    """Read items out of cells copied from a spreadsheet, with Brazilian numbers. Nothing is saved."""
    await requests.require(tx, request_id)
    return read_items(data.text)


@post(
    "/api/purchase-request-items/paste",
    permission=permissions.REQUESTS_CREATE,
    status_code=200,
    tags=["purchase requests"],
    responses=problem_responses(400, 401, 403, 413, 422, 429),
)
async def paste_new_items(data: JSONBody[PasteInput]) -> Pasted:
    """The same for a request that is not there yet."""
    return read_items(data.text)


@put(
    "/api/purchase-requests/{request_id:uuid}/buyer",
    permission=permissions.REQUESTS_MANAGE,
    tags=["purchase requests"],
    responses={**answers(PurchaseRequest), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def assign_buyer(
    request_id: FromPath[UUID],
    data: JSONBody[BuyerInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Say who conducts the quotations of a request."""
    await requests.assign_buyer(tx, actor, request_id, data.buyer_id, version_of(if_match), context.origin)
    return await _answer(tx, actor, request_id)


@post(
    "/api/purchase-requests/{request_id:uuid}/duplicate",
    permission=permissions.REQUESTS_CREATE,
    tags=["purchase requests"],
    responses={
        **answers(PurchaseRequest, status=201, description="The draft."),
        **problem_responses(400, 401, 403, 404, 409, 422, 429),
    },
)
async def duplicate_request(
    request_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext
) -> Response[bytes]:
    """A draft of one's own that asks for the same."""
    made = await requests.duplicate(tx, actor, request_id, context.origin)
    return await _answer(tx, actor, made, status=201)


@post(
    "/api/purchase-requests/{request_id:uuid}/moves",
    permission=permissions.REQUESTS_CREATE,
    status_code=200,
    tags=["purchase requests"],
    responses={**answers(PurchaseRequest), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def move_request(
    request_id: FromPath[UUID],
    data: JSONBody[MoveInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Take an action of the table of moves, or put the card in another column (`to`); each takes its own right.

    A `409` says in `state` where the request is, in `allowed` what may be done, in `happened` who moved it last.
    Awards and balances need more than a card says (`MOVE_NEEDS_MORE`): they have routes of their own.
    """
    await kanban.take(tx, actor, request_id, data, version_of(if_match), context.origin)
    return await _answer(tx, actor, request_id)


@get(
    "/api/purchase-requests/moves",
    permission=permissions.REQUESTS_READ,
    tags=["purchase requests"],
    responses=problem_responses(401, 403, 429),
)
async def list_moves() -> Moves:
    """Where a card may go from each column, by which action, and what that asks for. What one may do, rows say."""
    return Moves(
        data=[
            MoveRow(
                action=each.action,
                offered_as=each.offered_as,
                source=each.source.value,
                target=each.target.value,
                asks=each.asks,
            )
            for each in card_moves()
        ]
    )


@get(
    "/api/purchase-requests/{request_id:uuid}/history",
    permission=permissions.REQUESTS_READ,
    tags=["purchase requests"],
    responses={**answers(History), **problem_responses(401, 403, 404, 422, 429)},
)
async def list_history(
    request_id: FromPath[UUID],
    tx: InTx,
    page: PageQuery,
    kind: Annotated[str | None, QueryParameter(max_length=50)] = None,
) -> Response[bytes]:
    """What happened to this request, the newest first: every move, and what suppliers did by their links."""
    await requests.require(tx, request_id)
    return await page.answer(HISTORY.lines, thingId=request_id, kind=kind)


@get(
    "/api/purchase-request-items",
    permission=permissions.REQUESTS_READ,
    tags=["purchase requests"],
    responses={**answers(ItemPage), **problem_responses(401, 403, 422, 429)},
)
async def list_live_items(
    live_page: LivePageQuery, request_id: Annotated[UUID, QueryParameter(name="requestId")]
) -> Response[bytes]:
    """A request's items as rows, live: what one person changes appears on another's screen."""
    return await live_page.answer(REQUEST_ITEMS, requestId=request_id)


async def _answer(tx: Tx, actor: Actor, request_id: UUID, status: int = 200) -> Response[bytes]:
    document = await requests.get(tx, actor, request_id)
    # What a reader may do depends on more than the version: a copy kept by its ETag would show old rights.
    return json_text(document.text, status, {"etag": f'"{document.version}"', "cache-control": "no-store"})


REQUEST_ROUTES = (
    list_requests,
    get_board,
    create_request,
    get_request,
    change_request,
    put_items,
    paste_items,
    paste_new_items,
    assign_buyer,
    duplicate_request,
    move_request,
    list_moves,
    list_history,
    list_live_items,
)
