"""HTTP of briefing templates, briefings, answers and what is read from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Response, delete, get, patch, post, put
from litestar.di import Provide
from litestar.params import FromPath, FromQuery, JSONBody, PathParameter, QueryParameter

from esteio.core.db import Tx
from esteio.http.routing import (
    AsActor,
    Filters,
    IfMatch,
    InContext,
    InTx,
    answers,
    problem_responses,
    version_of,
)
from esteio.live.reads import LivePageQuery
from esteio.modules.estimating import permissions
from esteio.modules.estimating.live import ANSWERS, BRIEFINGS
from esteio.modules.estimating.rules.questionnaire import Fact, Template
from esteio.modules.estimating.schemas.briefings import (
    AnswerInput,
    AnswerPage,
    Answers,
    Briefing,
    BriefingChange,
    BriefingInput,
    BriefingPage,
    BriefingPeople,
    FactInput,
    ReadBriefing,
    TemplateDetail,
    Templates,
)
from esteio.modules.estimating.service import answers as answer_service
from esteio.modules.estimating.service import briefings, templates

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
BriefingRef = Annotated[str, PathParameter(max_length=36, description="Id, or number within the organisation.")]
QuestionId = Annotated[str, PathParameter(max_length=100)]


@get(
    "/api/briefing-templates",
    permission=permissions.TEMPLATES_READ,
    tags=["briefings"],
    responses=problem_responses(401, 403, 422, 429),
)
async def list_templates(tx: InTx, inactive: FromQuery[bool] = False) -> Templates:
    """Templates to start a briefing from."""
    return Templates(data=await templates.list_all(tx, with_inactive=inactive))


@get(
    "/api/briefing-templates/{template_id:uuid}",
    permission=permissions.TEMPLATES_READ,
    tags=["briefings"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def get_template(template_id: FromPath[UUID], tx: InTx) -> TemplateDetail:
    """A template with its questions. Versions never change, so the answer can be kept."""
    return await templates.get(tx, template_id)


@post(
    "/api/briefing-templates",
    permission=permissions.TEMPLATES_EDIT,
    tags=["briefings"],
    responses=problem_responses(400, 401, 403, 413, 422, 429),
)
async def publish_template(data: JSONBody[Template], tx: InTx, actor: AsActor, context: InContext) -> TemplateDetail:
    """Publish a template, or the next version of the one with the same key."""
    return await templates.publish(tx, actor, data, context.origin)


@delete(
    "/api/briefing-templates/{template_id:uuid}",
    permission=permissions.TEMPLATES_EDIT,
    tags=["briefings"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def deactivate_template(template_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext) -> None:
    """Take a template out of use; briefings that use it go on."""
    await templates.set_active(tx, actor, template_id, context.origin, active=False)


@post(
    "/api/briefing-templates/{template_id:uuid}/activate",
    permission=permissions.TEMPLATES_EDIT,
    status_code=204,
    tags=["briefings"],
    responses=problem_responses(400, 401, 403, 404, 422, 429),
)
async def activate_template(template_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext) -> None:
    """Bring a template back into use."""
    await templates.set_active(tx, actor, template_id, context.origin, active=True)


async def provide_briefing_filters(
    status: Annotated[str | None, QueryParameter(max_length=100, description="One or more, with commas.")] = None,
    client_id: Annotated[UUID | None, QueryParameter(name="clientId")] = None,
    responsible_id: Annotated[UUID | None, QueryParameter(name="responsibleId")] = None,
) -> Mapping[str, object]:
    """Dependency `filters` of the list and of its file."""
    return {"status": status, "clientId": client_id, "responsibleId": responsible_id}


@get(
    "/api/briefings",
    permission=permissions.BRIEFINGS_READ,
    tags=["briefings"],
    responses={**answers(BriefingPage), **problem_responses(401, 403, 422, 429)},
    dependencies={"filters": Provide(provide_briefing_filters)},
)
async def list_briefings(live_page: LivePageQuery, filters: Filters) -> Response[bytes]:
    """Briefings of the organisation, the newest first."""
    return await live_page.answer(BRIEFINGS, **filters)


@get(
    "/api/briefing-people",
    permission=permissions.BRIEFINGS_READ,
    tags=["briefings"],
    responses=problem_responses(401, 403, 429),
)
async def list_briefing_people(tx: InTx) -> BriefingPeople:
    """Colleagues who may answer briefings: for choosing who is responsible for one."""
    return await briefings.people(tx)


@post(
    "/api/briefings",
    permission=permissions.BRIEFINGS_EDIT,
    tags=["briefings"],
    responses=problem_responses(400, 401, 403, 409, 413, 422, 429),
)
async def create_briefing(data: JSONBody[BriefingInput], tx: InTx, actor: AsActor, context: InContext) -> Briefing:
    """Open a briefing for a client."""
    return await briefings.create(tx, actor, data, context.origin)


@get(
    "/api/briefings/{ref:str}",
    permission=permissions.BRIEFINGS_READ,
    tags=["briefings"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def get_briefing(ref: BriefingRef, tx: InTx, actor: AsActor) -> Briefing:
    """One briefing, by id or number."""
    return await briefings.get(tx, actor, ref)


@patch(
    "/api/briefings/{briefing_id:uuid}",
    permission=permissions.BRIEFINGS_EDIT,
    tags=["briefings"],
    responses=problem_responses(400, 401, 403, 404, 412, 413, 422, 429),
)
async def change_briefing(
    briefing_id: FromPath[UUID],
    data: JSONBody[BriefingChange],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Briefing:
    """Change client, title or who is responsible."""
    return await briefings.change(tx, actor, briefing_id, data, version_of(if_match), context.origin)


@post(
    "/api/briefings/{briefing_id:uuid}/complete",
    permission=permissions.BRIEFINGS_CONCLUDE,
    status_code=200,
    tags=["briefings"],
    responses=problem_responses(400, 401, 403, 404, 409, 422, 429),
)
async def complete_briefing(briefing_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext) -> Briefing:
    """Complete a briefing; answers can then change only after reopening it."""
    return await briefings.complete(tx, actor, briefing_id, context.origin)


@post(
    "/api/briefings/{briefing_id:uuid}/edit",
    permission=permissions.BRIEFINGS_EDIT,
    status_code=200,
    tags=["briefings"],
    responses=problem_responses(400, 401, 403, 404, 409, 422, 429),
)
async def reopen_briefing(briefing_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext) -> Briefing:
    """Reopen a completed briefing for editing."""
    return await briefings.reopen(tx, actor, briefing_id, context.origin)


@get(
    "/api/briefings/{briefing_id:uuid}/answers",
    permission=permissions.BRIEFINGS_READ,
    tags=["briefings"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def list_answers(briefing_id: FromPath[UUID], tx: InTx) -> Answers:
    """Answers, the questions to show, and those still owed."""
    return await answer_service.list_all(tx, briefing_id)


@get(
    "/api/briefing-answers",
    permission=permissions.BRIEFINGS_READ,
    tags=["briefings"],
    responses={**answers(AnswerPage), **problem_responses(401, 403, 422, 429)},
)
async def list_live_answers(
    live_page: LivePageQuery, briefing_id: Annotated[UUID, QueryParameter(name="briefingId")]
) -> Response[bytes]:
    """A briefing's answers as rows, live: what one person types appears on another's screen."""
    return await live_page.answer(ANSWERS, briefingId=briefing_id)


@put(
    "/api/briefings/{briefing_id:uuid}/answers/{question_id:str}",
    permission=permissions.BRIEFINGS_ANSWER,
    tags=["briefings"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429),
)
async def save_answer(
    briefing_id: FromPath[UUID],
    question_id: QuestionId,
    data: JSONBody[AnswerInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
) -> Answers:
    """Save one answer; null clears it."""
    return await answer_service.save(tx, actor, briefing_id, question_id, data, context.origin)


@get(
    "/api/briefings/{ref:str}/extraction",
    permission=permissions.BRIEFINGS_READ,
    tags=["briefings"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def read_briefing(ref: BriefingRef, tx: InTx) -> ReadBriefing:
    """What the answers say about the project: each value with its source, and what has to be asked."""
    return await _read(tx, ref)


@put(
    "/api/briefings/{briefing_id:uuid}/facts/{fact:str}",
    permission=permissions.BRIEFINGS_CONCLUDE,
    tags=["briefings"],
    responses=problem_responses(400, 401, 403, 404, 413, 422, 429),
)
async def confirm_fact(
    briefing_id: FromPath[UUID], fact: FromPath[Fact], data: JSONBody[FactInput], tx: InTx, actor: AsActor
) -> ReadBriefing:
    """Confirm or correct what was read."""
    await answer_service.confirm_fact(tx, actor, briefing_id, fact, data.value)
    return await _read(tx, str(briefing_id))


@delete(
    "/api/briefings/{briefing_id:uuid}/facts/{fact:str}",
    permission=permissions.BRIEFINGS_CONCLUDE,
    status_code=200,
    tags=["briefings"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def forget_fact(briefing_id: FromPath[UUID], fact: FromPath[Fact], tx: InTx) -> ReadBriefing:
    """Go back to what the answers say."""
    await answer_service.forget_fact(tx, briefing_id, fact)
    return await _read(tx, str(briefing_id))


async def _read(tx: Tx, ref: str) -> ReadBriefing:
    briefing = await briefings.find(tx, ref)
    return answer_service.as_wire(*await answer_service.read(tx, briefing, datetime.now(SAO_PAULO).date()))


TEMPLATE_ROUTES = (list_templates, get_template, publish_template, deactivate_template, activate_template)
BRIEFING_ROUTES = (
    list_briefings,
    list_briefing_people,
    create_briefing,
    get_briefing,
    change_briefing,
    complete_briefing,
    reopen_briefing,
    list_answers,
    list_live_answers,
    save_answer,
    read_briefing,
    confirm_fact,
    forget_fact,
)
