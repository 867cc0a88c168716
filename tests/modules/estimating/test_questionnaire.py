"""Shape, visibility and progress of questionnaires."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.core.errors import InvalidInput
from esteio.modules.estimating.rules.questionnaire import (
    Chapter,
    Condition,
    Fact,
    Option,
    Question,
    QuestionKind,
    Template,
    missing_required,
    progress,
    read_template,
    validate_template,
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
    holds,
)
from esteio.modules.estimating.rules.vocabulary import BuildingType, Discipline

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "data" / "conditions.json").read_text())
"""What conditions mean; the browser judges them, too, and is held to the same (web/test/unit/conditions.test.ts)."""
OPTIONS = (Option(value="a", label="A"), Option(value="b", label="B"), Option(value="c", label="C"))


def ask(id: str, kind: QuestionKind = QuestionKind.TEXT, **rest: object) -> Question:
    if kind in {QuestionKind.CHOICE, QuestionKind.MULTI_CHOICE}:
        rest.setdefault("options", OPTIONS)
    return msgspec.structs.replace(Question(id=id, text=f"Pergunta {id}?", kind=kind), **rest)


def template_of(*questions: Question) -> Template:
    return Template(
        key="teste",
        name="Teste",
        description="",
        disciplines=(Discipline.ARQUITETURA,),
        version=1,
        chapters=(Chapter(id="unico", title="Único", questions=questions),),
    )


def faults_of(template: Template) -> dict[str, str]:
    with pytest.raises(InvalidInput) as caught:
        validate_template(template)
    return caught.value.fields


def shown(template: Template, **answers: object) -> list[str]:
    return [question.id for question in visible_questions(template, answers)]


# Any template that holds a random sample of kinds, conditions and duties, and any answers to it.
_ANSWERS: dict[QuestionKind, st.SearchStrategy[object]] = {
    QuestionKind.TEXT: st.sampled_from(["", "  ", "algo", "outra coisa"]),
    QuestionKind.LONG_TEXT: st.sampled_from(["", "algo"]),
    QuestionKind.CHOICE: st.sampled_from(["a", "b", "c"]),
    QuestionKind.MULTI_CHOICE: st.lists(st.sampled_from(["a", "b", "c"]), max_size=3),
    QuestionKind.NUMBER: st.one_of(st.integers(-5, 5), st.sampled_from(["3", "2.50", "", Decimal(4)])),
    QuestionKind.DATE: st.sampled_from(["2026-03-15", ""]),
    QuestionKind.FILE: st.sampled_from([[], ["0192f0c1-2b5a-7000-8000-000000000001"]]),
    QuestionKind.YES_NO: st.booleans(),
}


def _comparisons(earlier: list[Question]) -> st.SearchStrategy[Condition]:
    def about(question: Question) -> st.SearchStrategy[Condition]:
        name = question.id
        kinds: list[st.SearchStrategy[Condition]] = [st.just(Answered(question=name))]
        match question.kind:
            case QuestionKind.CHOICE:
                kinds += [
                    st.sampled_from(["a", "b"]).map(lambda v: Equals(question=name, value=v)),
                    st.just(NotEquals(question=name, value="a")),
                    st.just(OneOf(question=name, values=("b", "c"))),
                ]
            case QuestionKind.YES_NO:
                kinds += [st.booleans().map(lambda v: Equals(question=name, value=v))]
            case QuestionKind.NUMBER:
                kinds += [
                    st.just(Greater(question=name, value=Decimal(2))),
                    st.just(Less(question=name, value=Decimal(0))),
                ]
            case QuestionKind.MULTI_CHOICE:
                kinds += [st.just(Contains(question=name, value="b"))]
            case _:
                pass
        return st.one_of(kinds)

    return st.sampled_from(earlier).flatmap(about)


def _conditions(earlier: list[Question]) -> st.SearchStrategy[Condition]:
    leaf = _comparisons(earlier)
    parts = st.lists(leaf, min_size=1, max_size=3).map(tuple)
    return st.one_of(leaf, parts.map(lambda of: AllOf(of=of)), parts.map(lambda of: AnyOf(of=of)))


@st.composite
def templates(draw: st.DrawFn) -> Template:
    questions = [ask("q0", required=True)]
    for i in range(1, draw(st.integers(1, 10))):
        questions.append(
            ask(
                f"q{i}",
                draw(st.sampled_from(QuestionKind)),
                required=draw(st.booleans()),
                shown_if=draw(st.none() | _conditions(questions)),
            )
        )
    return template_of(*questions)


@st.composite
def filled(draw: st.DrawFn) -> tuple[Template, dict[str, object]]:
    template = draw(templates())
    answered = draw(st.lists(st.sampled_from(template.questions), unique_by=lambda q: q.id))
    return template, {question.id: draw(_ANSWERS[question.kind]) for question in answered}


class TestVisibility:
    def test_a_question_waits_for_the_answer_that_brings_it(self) -> None:
        template = template_of(
            ask("piscina", QuestionKind.YES_NO),
            ask("tamanho", shown_if=Equals(question="piscina", value=True)),
        )
        assert shown(template) == ["piscina"]
        assert shown(template, piscina=False) == ["piscina"]
        assert shown(template, piscina=True) == ["piscina", "tamanho"]

    def test_what_hangs_on_a_hidden_question_is_hidden_even_when_it_was_answered(self) -> None:
        template = template_of(
            ask("piscina", QuestionKind.YES_NO),
            ask("aquecida", QuestionKind.YES_NO, shown_if=Equals(question="piscina", value=True)),
            ask("energia", shown_if=Equals(question="aquecida", value=True)),
        )
        assert shown(template, piscina=False, aquecida=True, energia="solar") == ["piscina"]

    @pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["condition"]))
    def test_operators(self, case: dict[str, Any]) -> None:
        condition = msgspec.convert(case["condition"], Condition)
        assert holds(condition, case["answers"]) is case["holds"]

    @given(filled())
    def test_one_more_answer_never_hides_a_question(self, case: tuple[Template, dict[str, object]]) -> None:
        template, answers = case
        for question_id in answers:
            before = {key: value for key, value in answers.items() if key != question_id}
            assert set(shown(template, **before)) <= set(shown(template, **answers))


class TestProgress:
    def test_counts_answered_over_asked_required_questions_rounded_down(self) -> None:
        template = template_of(*(ask(f"q{i}", required=True) for i in range(3)), ask("livre"))
        assert progress(template, {}) == 0
        assert progress(template, {"q0": "x", "livre": "y"}) == 33
        assert progress(template, {"q0": "x", "q1": "x"}) == 66
        assert progress(template, {"q0": "x", "q1": "x", "q2": "x"}) == 100

    def test_falls_only_because_an_answer_brought_more_duties(self) -> None:
        template = template_of(
            ask("nome", required=True),
            ask("piscina", QuestionKind.YES_NO, required=True),
            ask("tamanho", required=True, shown_if=Equals(question="piscina", value=True)),
        )
        assert progress(template, {"nome": "x", "piscina": False}) == 100
        assert progress(template, {"nome": "x", "piscina": True}) == 66

    @given(filled())
    def test_is_between_0_and_100_and_100_exactly_when_nothing_is_missing(
        self, case: tuple[Template, dict[str, object]]
    ) -> None:
        template, answers = case
        assert 0 <= progress(template, answers) <= 100
        assert (progress(template, answers) == 100) == (missing_required(template, answers) == ())

    @given(filled(), st.data())
    def test_an_answer_that_reveals_no_new_duty_never_lowers_it(
        self, case: tuple[Template, dict[str, object]], data: st.DataObject
    ) -> None:
        template, answers = case
        question = data.draw(st.sampled_from(missing_required(template, answers) or template.questions))
        if question.id in answers:
            return
        after = {**answers, question.id: data.draw(_ANSWERS[question.kind])}

        def duties(known: dict[str, object]) -> set[str]:
            return {shown.id for shown in visible_questions(template, known) if shown.required}

        if duties(after) == duties(answers):
            assert progress(template, after) >= progress(template, answers)

    @given(filled(), st.data())
    def test_answers_of_hidden_questions_count_for_nothing(
        self, case: tuple[Template, dict[str, object]], data: st.DataObject
    ) -> None:
        template, answers = case
        visible = set(shown(template, **answers))
        hidden = [question for question in template.questions if question.id not in visible]
        changed = answers | {question.id: data.draw(_ANSWERS[question.kind]) for question in hidden}
        without = {key: value for key, value in answers.items() if key in visible}
        assert progress(template, changed) == progress(template, answers) == progress(template, without)
        assert missing_required(template, changed) == missing_required(template, without)
        assert set(shown(template, **changed)) == visible

    @given(filled())
    def test_answering_whatever_is_missing_ends_at_100(self, case: tuple[Template, dict[str, object]]) -> None:
        template, answers = case
        samples: dict[QuestionKind, object] = {
            QuestionKind.CHOICE: "a",
            QuestionKind.MULTI_CHOICE: ["a"],
            QuestionKind.NUMBER: 1,
            QuestionKind.YES_NO: True,
        }
        for _ in template.questions:
            for question in missing_required(template, answers):
                answers[question.id] = samples.get(question.kind, "resposta")
        assert progress(template, answers) == 100


class TestValidation:
    @given(templates())
    def test_accepts_what_is_well_formed_and_survives_json(self, template: Template) -> None:
        validate_template(template)
        assert read_template(msgspec.json.encode(template)) == template

    def test_ids_are_unique_slugs(self) -> None:
        faults = faults_of(template_of(ask("q", required=True), ask("q"), ask("Área"), ask("a__b"), ask("x" * 61)))
        assert set(faults) == {f"chapters[0].questions[{i}].id" for i in (1, 2, 3, 4)}
        assert "já foi usado" in faults["chapters[0].questions[1].id"]

    def test_chapters_have_unique_ids_and_questions(self) -> None:
        chapter = Chapter(id="c", title="C", questions=(ask("q", required=True),))
        template = msgspec.structs.replace(
            template_of(), chapters=(chapter, msgspec.structs.replace(chapter, title=" ", questions=()))
        )
        assert set(faults_of(template)) == {"chapters[1].id", "chapters[1].title", "chapters[1].questions"}

    @pytest.mark.parametrize("target", ["depois", "propria", "inexistente"])
    def test_conditions_refer_to_earlier_questions_only(self, target: str) -> None:
        template = template_of(
            ask("q", required=True),
            ask("propria", shown_if=AllOf(of=(Answered(question="q"), Answered(question=target)))),
            ask("depois", shown_if=Answered(question="propria")),
        )
        assert list(faults_of(template)) == ["chapters[0].questions[1].shownIf"]

    @pytest.mark.parametrize(
        "condition",
        [
            Equals(question="escolha", value="z"),
            Equals(question="escolha", value=True),
            Equals(question="texto", value="a"),
            Equals(question="numero", value="3"),
            Equals(question="sim_nao", value=1),
            OneOf(question="escolha", values=("a", "z")),
            OneOf(question="escolha", values=()),
            Greater(question="texto", value=Decimal(1)),
            Contains(question="numero", value="1"),
            Contains(question="texto", value=" "),
            AnyOf(of=()),
            AllOf(of=(AllOf(of=(AllOf(of=(AllOf(of=(Answered(question="texto"),)),)),)),)),
        ],
    )
    def test_conditions_that_can_never_hold_are_refused(self, condition: Condition) -> None:
        template = template_of(
            ask("texto", required=True),
            ask("escolha", QuestionKind.CHOICE),
            ask("numero", QuestionKind.NUMBER),
            ask("sim_nao", QuestionKind.YES_NO),
            ask("q", shown_if=condition),
        )
        assert list(faults_of(template)) == ["chapters[0].questions[4].shownIf"]

    @pytest.mark.parametrize(
        ("question", "place"),
        [
            (ask("x", QuestionKind.CHOICE, options=OPTIONS[:1]), "options"),
            (ask("x", QuestionKind.CHOICE, options=(OPTIONS[0], OPTIONS[0])), "options[1].value"),
            (ask("x", options=OPTIONS), "options"),
            (ask("x", QuestionKind.MULTI_CHOICE, min=Decimal(4)), "options"),
            (ask("x", text=" "), "text"),
            (ask("x", text="a\x00b"), "text"),
            (ask("x", help="\ud800"), "help"),
            (ask("x", unit="m"), "unit"),
            (ask("x", min=Decimal(1)), "min"),
            (ask("x", QuestionKind.NUMBER, min=Decimal(2), max=Decimal(1)), "min"),
            (ask("x", QuestionKind.NUMBER, max_chars=5), "maxChars"),
            (ask("x", max_chars=501), "maxChars"),
            (ask("x", QuestionKind.LONG_TEXT, max_chars=0), "maxChars"),
            (ask("x", QuestionKind.DATE, fact=Fact.AREA_M2), "kind"),
            (ask("x", QuestionKind.NUMBER, unit="ha", fact=Fact.AREA_M2), "unit"),
            (ask("x", QuestionKind.CHOICE, fact=Fact.STANDARD), "options"),
        ],
    )
    def test_each_question_is_checked(self, question: Question, place: str) -> None:
        faults = faults_of(template_of(ask("q", required=True), question))
        assert list(faults) == [f"chapters[0].questions[1].{place}"]

    def test_one_fact_has_one_source(self) -> None:
        template = template_of(ask("area", required=True, fact=Fact.AREA_M2), ask("metros", fact=Fact.AREA_M2))
        assert list(faults_of(template)) == ["chapters[0].questions[1].fact"]

    def test_something_is_always_required_so_that_nothing_starts_at_100(self) -> None:
        template = template_of(ask("q"), ask("r", required=True, shown_if=Answered(question="q")))
        assert list(faults_of(template)) == ["chapters"]

    def test_the_head_is_checked(self) -> None:
        template = msgspec.structs.replace(
            template_of(ask("q", required=True)), key="Casa Nova", name="", disciplines=(), version=0
        )
        assert set(faults_of(template)) == {"key", "name", "disciplines", "version"}


class TestReading:
    def test_conditions_are_written_as_data(self) -> None:
        raw = b"""{"key": "casa", "name": "Casa", "description": "", "disciplines": ["arquitetura"],
            "buildingType": "unifamiliar", "version": 2, "chapters": [{"id": "c", "title": "C", "questions": [
            {"id": "quartos", "text": "Quartos?", "kind": "number", "required": true, "min": 1, "max": 12},
            {"id": "bebe", "text": "Bercario?", "kind": "yes_no",
             "shownIf": {"op": "all", "of": [{"op": "greater", "question": "quartos", "value": 2}]}}]}]}"""
        template = read_template(raw)
        assert template.building_type is BuildingType.UNIFAMILIAR
        assert shown(template, quartos=2) == ["quartos"]
        assert shown(template, quartos=3) == ["quartos", "bebe"]

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"[]",
            b"{}",
            b'{"key": "a", "chapters": "x"}',
            b"\xff\xfe",
            b'{"key": "casa", "surpresa": 1}',
            b'{"chapters":[{"id":"c","title":"C","questions":[{"id":"q","text":"q","kind":"text","shownIf":'
            + b'{"op":"all","of":[' * 5000
            + b"]}" * 5000
            + b"}]}]}",
        ],
    )
    def test_anything_else_is_refused_in_portuguese(self, raw: bytes) -> None:
        with pytest.raises(InvalidInput, match="não é um modelo de briefing"):
            read_template(raw)
