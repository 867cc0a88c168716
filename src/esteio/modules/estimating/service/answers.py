"""Answers, saved one by one, and what is read from them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import NotFound, VersionConflict
from esteio.modules.estimating.errors import AnswersLocked, UnknownFile
from esteio.modules.estimating.rules import extraction
from esteio.modules.estimating.rules.questionnaire import (
    Answer,
    Fact,
    Question,
    QuestionKind,
    Template,
    check_answer,
    missing_required,
    progress,
    read_template,
    visible_questions,
)
from esteio.modules.estimating.rules.states import ANSWERABLE
from esteio.modules.estimating.rules.vocabulary import BriefingState
from esteio.modules.estimating.schemas import briefings as wire
from esteio.modules.estimating.store import briefings as store
from esteio.modules.estimating.store import files as file_store

# Numbers are kept as JSON numbers, and read back without passing through a float.
_encode = msgspec.json.Encoder(decimal_format="number").encode
_decode = msgspec.json.Decoder(float_hook=Decimal).decode

MAX_REMEMBERED = 200
_templates: OrderedDict[UUID, Template] = OrderedDict()


async def load(tx: Tx, briefing: asyncpg.Record) -> tuple[Template, dict[str, Answer]]:
    """The questions of a briefing and the answers given, hidden ones too."""
    template = await template_of(tx, briefing)
    return template, _given(template, await store.list_answers(tx, briefing["id"]))


async def template_of(tx: Tx, briefing: asyncpg.Record) -> Template:
    """The questions of a briefing. Versions of templates never change, so those read lately are remembered."""
    template_id: UUID = briefing["template_id"]
    template = _templates.get(template_id)
    if template is None:
        row = await store.find_template(tx, template_id)
        if row is None:
            raise RuntimeError("a briefing's template is never deleted")
        template = read_template(row["definition"])
        _templates[template_id] = template
        if len(_templates) > MAX_REMEMBERED:
            _templates.popitem(last=False)
    else:
        _templates.move_to_end(template_id)
    return template


async def list_all(tx: Tx, briefing_id: UUID) -> wire.Answers:
    """All answers of a briefing, what is to be shown and what is still owed; raises `NotFound`."""
    briefing = await store.find_briefing(tx, briefing_id)
    if briefing is None:
        raise NotFound("Esse briefing não existe.")
    return await _answers(tx, briefing)


async def save(
    tx: Tx, actor: Actor, briefing_id: UUID, question_id: str, data: wire.AnswerInput, origin: Origin
) -> wire.Answers:
    """Keep one answer, or clear it.

    Raises `NotFound`, `AnswersLocked`, `InvalidInput` naming the question, and `VersionConflict` with the present
    answer when somebody else changed it since the caller read it.
    """
    briefing = await store.lock_briefing(tx, briefing_id)
    if briefing is None:
        raise NotFound("Esse briefing não existe.")
    if BriefingState(briefing["status"]) not in ANSWERABLE:
        raise AnswersLocked
    template, given = await load(tx, briefing)
    question = next((each for each in template.questions if each.id == question_id), None)
    if question is None:
        raise NotFound("Essa pergunta não faz parte deste briefing.")
    await _check_version(tx, briefing_id, question_id, data.version)
    value = check_answer(question, data.value)
    if value is None:
        await store.delete_answer(tx, briefing_id, question_id)
        given.pop(question_id, None)
    else:
        await _check_files(tx, briefing_id, question, value)
        await store.upsert_answer(tx, briefing_id, question_id, _encode(value).decode(), actor.user_id)
        given[question_id] = value
    if question.fact is not None:
        # What a person confirmed was about the answer that stood here before.
        await store.delete_facts(tx, briefing_id, [question.fact])
    await store.set_briefing_progress(tx, briefing_id, progress(template, given))
    record(
        tx,
        AuditEntry(
            action="briefings.answered",
            tenant_id=actor.tenant_id,
            user_id=actor.user_id,
            thing="briefing",
            thing_id=briefing_id,
            detail={"question": question_id},
            origin=origin,
        ),
    )
    return await _answers(tx, briefing)


async def read(
    tx: Tx, briefing: asyncpg.Record, today: date
) -> tuple[extraction.Extraction, dict[Fact, extraction.FactValue]]:
    """What the visible answers say about the project, and what people confirmed of it."""
    template, given = await load(tx, briefing)
    asked = [
        extraction.Answer(question.id, question.text, question.fact, given.get(question.id))
        for question in visible_questions(template, given)
    ]
    if template.building_type is not None:
        # A template for one type of building needs no question about it.
        asked.append(
            extraction.Answer("template", "Tipo de edificação do modelo", Fact.BUILDING_TYPE, template.building_type)
        )
    confirmed = {
        Fact(row["fact"]): extraction.checked_fact(Fact(row["fact"]), _decode(row["value"]))
        for row in await store.list_facts(tx, briefing["id"])
    }
    return extraction.extract(asked, today=today), confirmed


async def confirm_fact(tx: Tx, actor: Actor, briefing_id: UUID, fact: Fact, value: object) -> None:
    """Keep what a person says a fact is; raises `NotFound`, `InvalidInput`."""
    if await store.lock_briefing(tx, briefing_id) is None:
        raise NotFound("Esse briefing não existe.")
    await store.upsert_fact(
        tx, briefing_id, fact, _encode(extraction.checked_fact(fact, value)).decode(), actor.user_id
    )
    await store.tell_briefing_read_anew(tx, briefing_id)


async def forget_fact(tx: Tx, briefing_id: UUID, fact: Fact) -> None:
    """Go back to what the answers say."""
    await store.delete_facts(tx, briefing_id, [fact])
    await store.tell_briefing_read_anew(tx, briefing_id)


def as_wire(found: extraction.Extraction, confirmed: Mapping[Fact, extraction.FactValue]) -> wire.ReadBriefing:
    """What was read, with what people confirmed in its place."""
    facts = [
        wire.ReadFact(
            fact=fact,
            value=_shown(confirmed.get(fact, each.value)),
            confidence=Decimal(1) if fact in confirmed else each.confidence,
            source_question_id=each.source_question_id,
            source_text=each.source_text,
            rule=each.rule,
            question=None if fact in confirmed else each.question,
            confirmed=fact in confirmed,
        )
        for fact, each in found.facts.items()
    ]
    facts += [
        wire.ReadFact(
            fact=fact,
            value=_shown(value),
            confidence=Decimal(1),
            source_question_id="",
            source_text="",
            rule="confirmed",
            question=None,
            confirmed=True,
        )
        for fact, value in confirmed.items()
        if fact not in found.facts
    ]
    missing = [
        wire.MissingFact(fact=each.fact, required=each.required, question=each.question, question_id=each.question_id)
        for each in found.missing
        if each.fact not in confirmed
    ]
    ready = all(each.question is None for each in facts) and not any(each.required for each in missing)
    return wire.ReadBriefing(facts=facts, missing=missing, ready=ready)


def _shown(value: extraction.FactValue) -> str | int | list[str]:
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return value if isinstance(value, int) else str(value)


async def _answers(tx: Tx, briefing: asyncpg.Record) -> wire.Answers:
    template = await template_of(tx, briefing)
    rows = await store.list_answers(tx, briefing["id"])
    given = _given(template, rows)
    return wire.Answers(
        data=[
            wire.Answer(
                question_id=row["question_id"],
                value=msgspec.json.decode(row["value"]),
                version=row["version"],
                answered_by=wire.Ref(id=row["answered_by"], name=row["answered_by_name"] or "")
                if row["answered_by"]
                else None,
                answered_at=row["answered_at"],
            )
            for row in rows
        ],
        visible=[question.id for question in visible_questions(template, given)],
        missing=[question.id for question in missing_required(template, given)],
        progress=progress(template, given),
    )


def _given(template: Template, rows: list[asyncpg.Record]) -> dict[str, Answer]:
    questions = {question.id: question for question in template.questions}
    stored = {row["question_id"]: _decode(row["value"]) for row in rows}
    # An answer read back is checked again, which gives numbers and lists their types.
    checked = {key: check_answer(questions[key], value) for key, value in stored.items() if key in questions}
    return {key: value for key, value in checked.items() if value is not None}


async def _check_version(tx: Tx, briefing_id: UUID, question_id: str, known: int | None) -> None:
    if known is None:
        return
    present = next(
        (row for row in await store.list_answers(tx, briefing_id) if row["question_id"] == question_id), None
    )
    version = present["version"] if present else 0
    if version != known:
        value = msgspec.json.decode(present["value"]) if present else None
        raise VersionConflict(version=version, value=value)


async def _check_files(tx: Tx, briefing_id: UUID, question: Question, value: Answer) -> None:
    if question.kind is not QuestionKind.FILE or not isinstance(value, tuple):
        return
    ids = [UUID(each) for each in value]
    if await file_store.count_ready_files(tx, briefing_id, ids) != len(ids):
        raise UnknownFile(fields={question.id: "Envie o arquivo de novo."})
