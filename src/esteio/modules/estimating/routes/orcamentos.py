"""HTTP of orçamentos."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from litestar import Response, get, patch, post
from litestar.di import Provide
from litestar.params import FromPath, JSONBody, PathParameter, QueryParameter

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
    WithServices,
    answers,
    json_text,
    problem_responses,
    version_of,
)
from esteio.live.reads import LivePageQuery
from esteio.modules.estimating import permissions
from esteio.modules.estimating.live import ORCAMENTOS
from esteio.modules.estimating.schemas.orcamentos import (
    Comparison,
    DecisionInput,
    DiscountDecision,
    GenerationInput,
    History,
    Orcamento,
    OrcamentoChange,
    OrcamentoPage,
    SendInput,
    ShareLink,
    Versions,
)
from esteio.modules.estimating.service import (
    discounts,
    generation,
    moves,
    orcamentos,
    sending,
    versions,
)
from esteio.modules.estimating.service.history import HISTORY

BriefingRef = Annotated[str, PathParameter(max_length=36, description="Id, or number within the organisation.")]
Statuses = Annotated[str | None, QueryParameter(max_length=100, description="One or more, with commas.")]
ClientId = Annotated[UUID | None, QueryParameter(name="clientId")]
BriefingId = Annotated[UUID | None, QueryParameter(name="briefingId")]
FromDay = Annotated[datetime.date | None, QueryParameter(name="from", description="Created on this day or later.")]
ToDay = Annotated[datetime.date | None, QueryParameter(name="to", description="Created on this day or earlier.")]


async def provide_orcamento_filters(
    status: Statuses = None,
    client_id: ClientId = None,
    briefing_id: BriefingId = None,
    from_day: FromDay = None,
    to_day: ToDay = None,
    min_total: Least = None,
    max_total: Most = None,
) -> Mapping[str, object]:
    """Dependency `filters` of the list and of its file."""
    return {
        "status": status,
        "clientId": client_id,
        "briefingId": briefing_id,
        "from": from_day,
        "to": to_day,
        **by_total(min_total, max_total),
    }


@get(
    "/api/orcamentos",
    permission=permissions.ORCAMENTOS_READ,
    tags=["orçamentos"],
    responses={**answers(OrcamentoPage), **problem_responses(401, 403, 422, 429)},
    dependencies={"filters": Provide(provide_orcamento_filters)},
)
async def list_orcamentos(live_page: LivePageQuery, filters: Filters) -> Response[bytes]:
    """Orçamentos of the organisation, every version, the newest first."""
    return await live_page.answer(ORCAMENTOS, **filters)


@post(
    "/api/orcamentos/gerar-briefing/{ref:str}",
    permission=permissions.ORCAMENTOS_CREATE,
    status_code=201,
    tags=["orçamentos"],
    responses={
        **answers(Orcamento, status=201, description="Made now."),
        **answers(Orcamento, status=200, description="The one that was there."),
        **problem_responses(400, 401, 403, 404, 409, 413, 422, 429),
    },
)
async def generate_orcamento(
    ref: BriefingRef,
    tx: InTx,
    actor: AsActor,
    context: InContext,
    data: JSONBody[GenerationInput | None] = None,
    new_version: Annotated[
        bool, QueryParameter(name="novaVersao", description="Read and price the briefing again, as the next version.")
    ] = False,
) -> Response[bytes]:
    """Price a concluded briefing, by id or number. Again, it answers with the same draft.

    Where an answer was not read for sure or lacks, the problem's code is `FACT_UNCERTAIN` or `FACT_MISSING` and
    `fields` holds the questions to put; `PUT /api/briefings/{id}/facts/{fact}` takes the answers.
    """
    orcamento_id, made = await generation.generate(
        tx, actor, ref, data or GenerationInput(), context.origin, new_version=new_version
    )
    return await _answer(tx, actor, orcamento_id, status=201 if made else 200)


@get(
    "/api/orcamentos/{orcamento_id:uuid}",
    permission=permissions.ORCAMENTOS_READ,
    tags=["orçamentos"],
    responses={**answers(Orcamento), **problem_responses(401, 403, 404, 422, 429)},
)
async def get_orcamento(orcamento_id: FromPath[UUID], tx: InTx, actor: AsActor) -> Response[bytes]:
    """One orçamento, whole. Its ETag is its `version`."""
    return await _answer(tx, actor, orcamento_id)


@patch(
    "/api/orcamentos/{orcamento_id:uuid}",
    permission=permissions.ORCAMENTOS_EDIT,
    tags=["orçamentos"],
    responses={**answers(Orcamento), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def change_orcamento(
    orcamento_id: FromPath[UUID],
    data: JSONBody[OrcamentoChange],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Change a draft; stages, dates, instalments and terms follow. A discount above the limit waits for approval."""
    await orcamentos.change(tx, actor, orcamento_id, data, version_of(if_match), context.origin)
    return await _answer(tx, actor, orcamento_id)


@post(
    "/api/orcamentos/{orcamento_id:uuid}/discount/approve",
    permission=permissions.ORCAMENTOS_APPROVE_DISCOUNT,
    status_code=200,
    tags=["orçamentos"],
    responses={**answers(Orcamento), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def approve_discount(
    orcamento_id: FromPath[UUID],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    data: JSONBody[DiscountDecision | None] = None,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Let a discount above the limit stand; never one's own."""
    word, version = data or DiscountDecision(), version_of(if_match)
    await discounts.decide(tx, actor, orcamento_id, word, version, context.origin, approve=True)
    return await _answer(tx, actor, orcamento_id)


@post(
    "/api/orcamentos/{orcamento_id:uuid}/discount/refuse",
    permission=permissions.ORCAMENTOS_APPROVE_DISCOUNT,
    status_code=200,
    tags=["orçamentos"],
    responses={**answers(Orcamento), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def refuse_discount(
    orcamento_id: FromPath[UUID],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    data: JSONBody[DiscountDecision | None] = None,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Take a discount above the limit out; the draft is then at its full price."""
    word, version = data or DiscountDecision(), version_of(if_match)
    await discounts.decide(tx, actor, orcamento_id, word, version, context.origin, approve=False)
    return await _answer(tx, actor, orcamento_id)


@post(
    "/api/orcamentos/{orcamento_id:uuid}/send",
    permission=permissions.ORCAMENTOS_SEND,
    status_code=200,
    tags=["orçamentos"],
    responses={**answers(Orcamento), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def send_orcamento(
    orcamento_id: FromPath[UUID],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    data: JSONBody[SendInput | None] = None,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Send a draft: it is dated from today, mailed to the client with a link, and changes no more."""
    await sending.send(tx, actor, orcamento_id, data or SendInput(), version_of(if_match), context.origin)
    return await _answer(tx, actor, orcamento_id)


@get(
    "/api/orcamentos/{orcamento_id:uuid}/link",
    permission=permissions.ORCAMENTOS_SEND,
    tags=["orçamentos"],
    responses=problem_responses(401, 403, 404, 409, 422, 429),
)
async def get_link(orcamento_id: FromPath[UUID], services: WithServices, tx: InTx) -> ShareLink:
    """The client's link, to hand on by other ways than mail."""
    return await sending.share(services, tx, orcamento_id)


@post(
    "/api/orcamentos/{orcamento_id:uuid}/link",
    permission=permissions.ORCAMENTOS_SEND,
    tags=["orçamentos"],
    responses=problem_responses(400, 401, 403, 404, 409, 422, 429),
)
async def renew_link(
    orcamento_id: FromPath[UUID], services: WithServices, tx: InTx, actor: AsActor, context: InContext
) -> ShareLink:
    """A new link for the client; the one before stops working at once."""
    return await sending.renew_link(services, tx, actor, orcamento_id, context.origin)


@post(
    "/api/orcamentos/{orcamento_id:uuid}/approve",
    permission=permissions.ORCAMENTOS_DECIDE,
    status_code=200,
    tags=["orçamentos"],
    responses={**answers(Orcamento), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def approve_orcamento(
    orcamento_id: FromPath[UUID],
    data: JSONBody[DecisionInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Record that the client approved; the briefing becomes a project."""
    await moves.record_answer(tx, actor, orcamento_id, "approve", data, version_of(if_match), context.origin)
    return await _answer(tx, actor, orcamento_id)


@post(
    "/api/orcamentos/{orcamento_id:uuid}/reject",
    permission=permissions.ORCAMENTOS_DECIDE,
    status_code=200,
    tags=["orçamentos"],
    responses={**answers(Orcamento), **problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429)},
)
async def reject_orcamento(
    orcamento_id: FromPath[UUID],
    data: JSONBody[DecisionInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Response[bytes]:
    """Record that the client declined; the briefing may be priced again."""
    await moves.record_answer(tx, actor, orcamento_id, "reject", data, version_of(if_match), context.origin)
    return await _answer(tx, actor, orcamento_id)


@post(
    "/api/orcamentos/{orcamento_id:uuid}/new-version",
    permission=permissions.ORCAMENTOS_CREATE,
    status_code=201,
    tags=["orçamentos"],
    responses={
        **answers(Orcamento, status=201, description="The new draft."),
        **problem_responses(400, 401, 403, 404, 409, 422, 429),
    },
)
async def new_version(orcamento_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext) -> Response[bytes]:
    """A draft that begins as this version is, without its discount; to read the briefing anew, generate again."""
    made = await versions.renew(tx, actor, orcamento_id, context.origin)
    return await _answer(tx, actor, made, status=201)


@get(
    "/api/orcamentos/{orcamento_id:uuid}/versions",
    permission=permissions.ORCAMENTOS_READ,
    tags=["orçamentos"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def list_versions(orcamento_id: FromPath[UUID], tx: InTx) -> Versions:
    """All versions of this orçamento, the newest first."""
    return await versions.list_all(tx, orcamento_id)


@get(
    "/api/orcamentos/{orcamento_id:uuid}/compare",
    permission=permissions.ORCAMENTOS_READ,
    tags=["orçamentos"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def compare_versions(
    orcamento_id: FromPath[UUID],
    tx: InTx,
    other_id: Annotated[UUID, QueryParameter(name="with", description="The version that came before.")],
) -> Comparison:
    """What changed from the version `with` to this one: facts, lines, totals, terms."""
    return await versions.differences(tx, other_id, orcamento_id)


@get(
    "/api/orcamentos/{orcamento_id:uuid}/history",
    permission=permissions.ORCAMENTOS_READ,
    tags=["orçamentos"],
    responses={**answers(History), **problem_responses(401, 403, 404, 422, 429)},
)
async def list_history(
    orcamento_id: FromPath[UUID],
    tx: InTx,
    page: PageQuery,
    kind: Annotated[str | None, QueryParameter(max_length=50)] = None,
) -> Response[bytes]:
    """What happened to this version, the newest first: also what the client did by the link."""
    await orcamentos.require(tx, orcamento_id)
    return await page.answer(HISTORY.lines, thingId=orcamento_id, kind=kind)


async def _answer(tx: Tx, actor: Actor, orcamento_id: UUID, status: int = 200) -> Response[bytes]:
    document = await orcamentos.get(tx, actor, orcamento_id)
    # What a reader may do depends on more than the version: a copy kept by its ETag would show old rights.
    return json_text(document.text, status, {"etag": f'"{document.version}"', "cache-control": "no-store"})


ORCAMENTO_ROUTES = (
    list_orcamentos,
    generate_orcamento,
    get_orcamento,
    change_orcamento,
    approve_discount,
    refuse_discount,
    send_orcamento,
    get_link,
    renew_link,
    approve_orcamento,
    reject_orcamento,
    new_version,
    list_versions,
    compare_versions,
    list_history,
)
