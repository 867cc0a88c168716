"""HTTP of approvals: the queue, signing one, and many at once."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from esteio.core.access import Actor
from esteio.core.db import Tx
from esteio.http.routing import (
    AsActor,
    IfMatch,
    InContext,
    InTx,
    answers,
    json_text,
    problem_responses,
    version_of,
)
from esteio.live.reads import LivePageQuery
from esteio.modules.procurement import permissions
from esteio.modules.procurement.live import APPROVALS, BULK_APPROVALS
from esteio.modules.procurement.rules.vocabulary import Decision, Stage
from esteio.modules.procurement.schemas.approvals import (
    Approvals,
    ApproveInput,
    Bulk,
    BulkInput,
    BulkPage,
    BulkRow,
    QueuePage,
    RejectInput,
)
from esteio.modules.procurement.schemas.requests import PurchaseRequest
from esteio.modules.procurement.service import bulk_asking, requests, signatures
from esteio.modules.procurement.service.signing import Signature, sign

Stages = Annotated[str | None, QueryParameter(max_length=20, description="`a1`, `a2`, `a3`; several with commas.")]
BulkState = Annotated[
    str | None, QueryParameter(name="state", max_length=10, description="`queued`, `running` or `done`.")
]


@get(
    "/api/approvals",
    permission=permissions.REQUESTS_READ,
    tags=["approvals"],
    responses={**answers(QueuePage), **problem_responses(401, 403, 422, 429)},
)
async def list_approvals(
    live_page: LivePageQuery,
    stage: Stages = None,
    escalated: Annotated[
        bool | None, QueryParameter(description="Only what came for its age, or only the rest.")
    ] = None,
    request_id: Annotated[UUID | None, QueryParameter(name="requestId")] = None,
) -> Response[bytes]:
    """What waits for one's own signature, also on behalf of who is away; what waits longest comes first."""
    return await live_page.answer(APPROVALS, stage=stage, escalated=escalated, requestId=request_id)


@get(
    "/api/purchase-requests/{request_id:uuid}/approvals",
    permission=permissions.REQUESTS_READ,
    tags=["approvals"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def list_signatures(request_id: FromPath[UUID], tx: InTx, actor: AsActor) -> Approvals:
    """Every signature of a request, for whom it waits, and the hash of what would be signed now."""
    return await signatures.get(tx, actor, request_id)


@post(
    "/api/purchase-requests/{request_id:uuid}/approve",
    permission=permissions.REQUESTS_READ,
    status_code=200,
    tags=["approvals"],
    responses={**answers(PurchaseRequest), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def approve_request(
    request_id: FromPath[UUID],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    data: JSONBody[ApproveInput | None] = None,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Give the signature that the request waits for. Whether it is the caller's to give depends on the request:
    never its requester's, and nobody's twice (`OWN_REQUEST`, `ALREADY_SIGNED`, `NOT_A_SIGNER`).

    Of two at once the second is told what the first decided (409 `ALREADY_DECIDED`, `happened`).
    """
    word = data or ApproveInput()
    signature = _signature(word, Decision.APPROVED, if_match)
    await sign(tx, actor, request_id, signature, context.origin)
    return await _answer(tx, actor, request_id)


@post(
    "/api/purchase-requests/{request_id:uuid}/reject",
    permission=permissions.REQUESTS_READ,
    status_code=200,
    tags=["approvals"],
    responses={**answers(PurchaseRequest), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def reject_request(
    request_id: FromPath[UUID],
    data: JSONBody[RejectInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Refuse what waits, with a reason: it goes back to its requester, or is put away. The first refusal ends it."""
    signature = _signature(data, Decision.REJECTED, if_match, archive=data.archive)
    await sign(tx, actor, request_id, signature, context.origin)
    return await _answer(tx, actor, request_id)


@get(
    "/api/approvals/bulk",
    permission=permissions.REQUESTS_READ,
    tags=["approvals"],
    responses={**answers(BulkPage), **problem_responses(401, 403, 422, 429)},
)
async def list_bulk_approvals(live_page: LivePageQuery, bulk_state: BulkState = None) -> Response[bytes]:
    """One's own approvals of many at once, the newest first; while one runs, its progress is told live."""
    return await live_page.answer(BULK_APPROVALS, state=bulk_state)


@post(
    "/api/approvals/bulk",
    permission=permissions.REQUESTS_READ,
    status_code=202,
    tags=["approvals"],
    responses={
        **answers(BulkRow, status=202, description="Being judged, one by one."),
        **problem_responses(400, 401, 403, 413, 422, 429),
    },
)
async def approve_many(data: JSONBody[BulkInput], tx: InTx, actor: AsActor, context: InContext) -> Response[bytes]:
    """Approve or reject up to 1,000 at once. Each is judged alone, as its own route would: what cannot be signed is
    reported, and holds up nothing else."""
    return json_text(await bulk_asking.ask(tx, actor, data, context.origin), 202)


@get(
    "/api/approvals/bulk/{bulk_id:uuid}",
    permission=permissions.REQUESTS_READ,
    tags=["approvals"],
    responses={**answers(Bulk), **problem_responses(401, 403, 404, 422, 429)},
)
async def get_bulk_approval(bulk_id: FromPath[UUID], tx: InTx, actor: AsActor) -> Response[bytes]:
    """One's own approval of many at once: how far it is, and what became of each."""
    return json_text(await bulk_asking.get(tx, actor, bulk_id))


def _signature(
    word: ApproveInput | RejectInput, decision: Decision, if_match: str | None, *, archive: bool = False
) -> Signature:
    return Signature(
        decision=decision,
        archive=archive,
        reason=word.reason,
        stage=None if word.stage is None else Stage(word.stage),
        version=word.version if word.version is not None else version_of(if_match),
        seen_sha256=word.seen_sha256,
    )


async def _answer(tx: Tx, actor: Actor, request_id: UUID) -> Response[bytes]:
    document = await requests.get(tx, actor, request_id)
    # What a reader may do depends on more than the version: a copy kept by its ETag would show old rights.
    return json_text(document.text, headers={"etag": f'"{document.version}"', "cache-control": "no-store"})


APPROVAL_ROUTES = (
    list_approvals,
    list_signatures,
    approve_request,
    reject_request,
    list_bulk_approvals,
    approve_many,
    get_bulk_approval,
)
