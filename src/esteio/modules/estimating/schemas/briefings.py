"""Briefing templates, briefings, answers and what was read from them, on the wire."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from esteio.core.wire import Input, LiveList, Name, Output, Ref
from esteio.modules.estimating.rules.questionnaire import Template

Status = Literal["EM_ANDAMENTO", "CONCLUIDO", "EM_EDICAO", "ORCAMENTO_ELABORACAO", "PROJETO_INICIADO"]
Json = str | bool | int | float | list[str] | None
"""An answer: text, yes or no, a number, or several options or files."""


class TemplateRow(Output, frozen=True, kw_only=True):
    """A template to start a briefing from."""

    id: UUID
    key: str
    number: int
    """Version of the template; a briefing keeps the one it began with."""
    name: str
    description: str
    questions: int
    shipped: bool
    active: bool


class Templates(Output, frozen=True, kw_only=True):
    """`GET /api/briefing-templates`."""

    data: list[TemplateRow]


class TemplateDetail(Output, frozen=True, kw_only=True):
    """A template with its questions."""

    id: UUID
    key: str
    number: int
    shipped: bool
    active: bool
    definition: Template


class BriefingInput(Input, frozen=True, kw_only=True):
    """`POST /api/briefings`."""

    client_id: UUID
    template_id: UUID
    title: Name
    responsible_id: UUID | None = None


class BriefingChange(Input, frozen=True, kw_only=True):
    """`PATCH /api/briefings/{id}`; absent members stay."""

    client_id: UUID | msgspec.UnsetType = msgspec.UNSET
    title: Name | msgspec.UnsetType = msgspec.UNSET
    responsible_id: UUID | msgspec.UnsetType | None = msgspec.UNSET


class BriefingRow(Output, frozen=True, kw_only=True):
    """A briefing in the list."""

    id: UUID
    number: int
    title: str
    status: Status
    progress: Annotated[int, Meta(ge=0, le=100)]
    client: Ref
    template: str
    """Name of the template."""
    responsible: Ref | None
    orcamentos: int
    created_at: datetime
    updated_at: datetime
    version: int


class BriefingPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/briefings`."""

    data: list[BriefingRow]


class Briefing(Output, frozen=True, kw_only=True):
    """A client's questionnaire."""

    id: UUID
    number: int
    """Within the organisation; `POST /api/orcamentos/gerar-briefing/{number}` takes it, too."""
    title: str
    status: Status
    progress: int
    client: Ref
    template: Ref
    responsible: Ref | None
    can: list[str]
    """What the reader may do now: `answer`, `complete`, `edit`, `generate`, `generate_version`."""
    created_at: datetime
    updated_at: datetime
    version: int


class AnswerInput(Input, frozen=True, kw_only=True):
    """`PUT /api/briefings/{id}/answers/{questionId}`; null clears the answer."""

    value: Json
    version: int | None = None
    """The answer's version that was on the screen; a conflict is told instead of overwriting. 0: there was none."""


class Answer(Output, frozen=True, kw_only=True):
    """One answer."""

    question_id: str
    value: Json
    version: int
    answered_by: Ref | None
    answered_at: datetime


class AnswerRow(Output, frozen=True, kw_only=True):
    """One answer in the live list."""

    id: UUID
    briefing_id: UUID
    question_id: str
    value: Json
    version: int
    answered_by: Ref | None
    answered_at: datetime


class AnswerPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/briefing-answers`."""

    data: list[AnswerRow]


class Answers(Output, frozen=True, kw_only=True):
    """A briefing's answers and what follows from them."""

    data: list[Answer]
    visible: list[str]
    """Questions to show, in order, by what is answered so far."""
    missing: list[str]
    """Required questions without an answer."""
    progress: int


class BriefingPeople(Output, frozen=True, kw_only=True):
    """`GET /api/briefing-people`, by name."""

    data: list[Ref]


class FactInput(Input, frozen=True, kw_only=True):
    """`PUT /api/briefings/{id}/facts/{fact}`: what a person confirmed."""

    value: str | int | float | list[str]


class ReadFact(Output, frozen=True, kw_only=True):
    """A fact as the answers give it."""

    fact: str
    value: str | int | list[str]
    """Area and money as text with a decimal point, weeks as a number, everything else as text."""
    confidence: Decimal
    """0 to 1."""
    source_question_id: str
    source_text: str
    rule: str
    question: str | None
    """What to ask a person before a price exists; null when the reading is sure or confirmed."""
    confirmed: bool


class MissingFact(Output, frozen=True, kw_only=True):
    """A fact that no answer gives."""

    fact: str
    required: bool
    question: str
    question_id: str | None


class ReadBriefing(Output, frozen=True, kw_only=True):
    """`GET /api/briefings/{id}/extraction`."""

    facts: list[ReadFact]
    missing: list[MissingFact]
    ready: bool
    """Whether a price can be made without asking anybody."""
