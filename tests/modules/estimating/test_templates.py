"""The templates that ship: complete, valid, and stable from one release to the next."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from esteio.modules.estimating.rules.questionnaire import (
    Condition,
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
from esteio.modules.estimating.rules.questionnaire.conditions import (
    AllOf,
    Answered,
    AnyOf,
    Contains,
    Equals,
    Greater,
    Less,
    NotEquals,
    OneOf,
)
from esteio.modules.estimating.rules.questionnaire.validation import SLUG
from esteio.modules.estimating.rules.vocabulary import BuildingType, Discipline
from esteio.modules.estimating.templates import load_shipped_templates

TEMPLATES = load_shipped_templates()
RELEASED_IDS = Path(__file__).parent / "data" / "released_question_ids.json"

every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)


def sample_answer(question: Question) -> object:
    """Some valid answer, as JSON would bring it."""
    match question.kind:
        case QuestionKind.CHOICE:
            return question.options[0].value
        case QuestionKind.MULTI_CHOICE:
            return [question.options[0].value]
        case QuestionKind.NUMBER:
            return str(question.min or 1)
        case QuestionKind.DATE:
            return "2026-03-15"
        case QuestionKind.FILE:
            return "0192f0c1-2b5a-7000-8000-00000000000a"
        case QuestionKind.YES_NO:
            return True
        case QuestionKind.TEXT | QuestionKind.LONG_TEXT:
            return "algo"


def ways_to_satisfy(condition: Condition, by_id: dict[str, Question]) -> Iterator[dict[str, object]]:
    """Answers that make `condition` true, with whatever must be answered before its questions are shown."""
    match condition:
        case AnyOf(of=parts):
            for part in parts:
                yield from ways_to_satisfy(part, by_id)
            return
        case AllOf(of=parts):
            joined: dict[str, object] = {}
            for part in parts:
                joined |= next(ways_to_satisfy(part, by_id))
            yield joined
            return
        case _:
            pass
    question = by_id[condition.question]
    answer: object
    match condition:
        case Equals(value=value):
            answer = value
        case NotEquals(value=value):
            answer = next(option.value for option in question.options if option.value != value)
        case OneOf(values=values):
            answer = values[0]
        case Contains(value=value):
            answer = [value] if question.kind is QuestionKind.MULTI_CHOICE else value
        case Greater(value=bound):
            answer = str(bound + 1)
        case Less(value=bound):
            answer = str(bound - 1)
        case Answered():
            answer = sample_answer(question)
    before = next(ways_to_satisfy(question.shown_if, by_id)) if question.shown_if else {}
    yield before | {question.id: answer}


class TestShipped:
    def test_one_for_each_kind_of_work_and_a_complete_one(self) -> None:
        assert [template.key for template in TEMPLATES] == [
            "apartamento",
            "casa",
            "clinica",
            "completo",
            "escritorio",
            "loja",
        ]

    def test_sizes(self) -> None:
        sizes = {template.key: len(template.questions) for template in TEMPLATES}
        assert sizes.pop("completo") >= 100
        assert sizes["casa"] >= 45
        assert all(30 <= size <= 55 for size in sizes.values()), sizes

    @pytest.mark.parametrize(
        ("key", "building_type", "disciplines"),
        [
            ("casa", BuildingType.UNIFAMILIAR, (Discipline.ARQUITETURA,)),
            ("apartamento", BuildingType.APARTAMENTO, (Discipline.INTERIORES,)),
            ("loja", BuildingType.LOJA, (Discipline.ARQUITETURA, Discipline.INTERIORES)),
            ("clinica", BuildingType.CLINICA, (Discipline.ARQUITETURA,)),
            ("escritorio", BuildingType.ESCRITORIO, (Discipline.ARQUITETURA, Discipline.INTERIORES)),
            ("completo", None, (Discipline.ARQUITETURA,)),
        ],
    )
    def test_type_and_disciplines(
        self, key: str, building_type: BuildingType | None, disciplines: tuple[Discipline, ...]
    ) -> None:
        template = next(template for template in TEMPLATES if template.key == key)
        assert template.building_type is building_type
        assert template.disciplines == disciplines

    def test_the_complete_one_covers_its_chapters(self) -> None:
        completo = next(template for template in TEMPLATES if template.key == "completo")
        assert {
            "terreno",
            "orcamento",
            "programa",
            "estilo",
            "conforto",
            "sistemas",
            "sustentabilidade",
            "prazo",
            "acabamentos",
            "acessibilidade",
        } <= {chapter.id for chapter in completo.chapters}

    @every_template
    def test_the_price_finds_its_facts_and_the_needed_ones_are_always_asked(self, template: Template) -> None:
        by_fact = {question.fact: question for question in template.questions if question.fact}
        expected = set(Fact) - ({Fact.BUILDING_TYPE} if template.building_type else set())
        assert set(by_fact) == expected
        for fact in expected - {Fact.OPTIONAL_DISCIPLINES, Fact.EXTRAS}:
            assert by_fact[fact].required, fact
            assert by_fact[fact].shown_if is None, fact

    @every_template
    def test_no_question_is_asked_twice(self, template: Template) -> None:
        texts = [question.text for question in template.questions if question.shown_if is None]
        assert len(texts) == len(set(texts))

    @every_template
    def test_survives_json(self, template: Template) -> None:
        assert read_template(msgspec.json.encode(template)) == template


class TestFillingIn:
    @every_template
    def test_every_conditional_question_can_be_brought_up(self, template: Template) -> None:
        by_id = {question.id: question for question in template.questions}
        for question in template.questions:
            if question.shown_if is None:
                continue
            for answers in ways_to_satisfy(question.shown_if, by_id):
                for question_id, value in answers.items():
                    assert check_answer(by_id[question_id], value) is not None
                assert question in visible_questions(template, answers), (question.id, answers)

    @every_template
    def test_from_nothing_to_complete(self, template: Template) -> None:
        answers: dict[str, object] = {}
        assert progress(template, answers) == 0
        while missing := missing_required(template, answers):
            answers[missing[0].id] = check_answer(missing[0], sample_answer(missing[0]))
        assert progress(template, answers) == 100

    @every_template
    def test_bounds_leave_room_for_an_answer(self, template: Template) -> None:
        for question in template.questions:
            if question.kind is QuestionKind.NUMBER:
                assert question.min is not None, question.id
                assert question.max is not None, question.id
                assert Decimal(0) <= question.min < question.max, question.id


class TestStability:
    @every_template
    def test_ids_are_slugs(self, template: Template) -> None:
        for slug in (template.key, *(c.id for c in template.chapters), *(q.id for q in template.questions)):
            assert SLUG.fullmatch(slug), slug

    @every_template
    def test_an_id_never_changes_its_kind_and_a_new_one_is_recorded(self, template: Template) -> None:
        """Ids of questions that went stay in the file, so that none is used again for something else."""
        released: dict[str, str] = json.loads(RELEASED_IDS.read_text(encoding="utf-8"))[template.key]
        assert {question.id: question.kind.value for question in template.questions}.items() <= released.items()
