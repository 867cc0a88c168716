"""What a template must satisfy before anybody fills it in; the same for shipped ones and a studio's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from enum import StrEnum
from typing import Final

import msgspec

from esteio.core.errors import InvalidInput
from esteio.core.wire import is_storable
from esteio.modules.estimating.rules.questionnaire.answers import TEXT_LIMITS
from esteio.modules.estimating.rules.questionnaire.conditions import (
    AllOf,
    Answered,
    AnyOf,
    Comparison,
    Condition,
    Contains,
    Equals,
    Greater,
    Less,
    NotEquals,
    OneOf,
)
from esteio.modules.estimating.rules.questionnaire.structure import Fact, Question, QuestionKind, Template
from esteio.modules.estimating.rules.vocabulary import (
    BuildingType,
    Complexity,
    Discipline,
    Extra,
    Standard,
    Uf,
)

QUESTIONS_LIMIT: Final = 400
CHAPTERS_LIMIT: Final = 60
OPTIONS_LIMIT: Final = 100
CONDITION_DEPTH_LIMIT: Final = 4
SLUG: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_SLUG_LIMIT = 60

_TEXTS = frozenset({QuestionKind.TEXT, QuestionKind.LONG_TEXT})
_CHOICES = frozenset({QuestionKind.CHOICE, QuestionKind.MULTI_CHOICE})
_COUNTED = frozenset({QuestionKind.NUMBER, QuestionKind.MULTI_CHOICE, QuestionKind.FILE})

_FACT_KINDS: Final[dict[Fact, frozenset[QuestionKind]]] = {
    Fact.AREA_M2: frozenset({*_TEXTS, QuestionKind.NUMBER}),
    Fact.BUILDING_TYPE: frozenset({QuestionKind.CHOICE, QuestionKind.TEXT}),
    Fact.STANDARD: frozenset({QuestionKind.CHOICE, QuestionKind.TEXT}),
    Fact.COMPLEXITY: frozenset({QuestionKind.CHOICE, QuestionKind.TEXT}),
    Fact.DISCIPLINES: frozenset({QuestionKind.MULTI_CHOICE}),
    Fact.OPTIONAL_DISCIPLINES: frozenset({QuestionKind.MULTI_CHOICE}),
    Fact.EXTRAS: frozenset({QuestionKind.MULTI_CHOICE}),
    Fact.DEADLINE_WEEKS: frozenset({*_TEXTS, QuestionKind.NUMBER}),
    Fact.BUDGET: frozenset({*_TEXTS, QuestionKind.NUMBER}),
    Fact.CITY: frozenset({QuestionKind.TEXT}),
    Fact.UF: frozenset({QuestionKind.CHOICE, QuestionKind.TEXT}),
}
_FACT_WORDS: Final[dict[Fact, type[StrEnum]]] = {
    Fact.BUILDING_TYPE: BuildingType,
    Fact.STANDARD: Standard,
    Fact.COMPLEXITY: Complexity,
    Fact.DISCIPLINES: Discipline,
    Fact.OPTIONAL_DISCIPLINES: Discipline,
    Fact.EXTRAS: Extra,
    Fact.UF: Uf,
}
_FACT_UNITS: Final[dict[Fact, str]] = {Fact.AREA_M2: "m²", Fact.DEADLINE_WEEKS: "semanas", Fact.BUDGET: "R$"}

_Report = Callable[[str, str], None]
"""Takes the place of a fault within the template and its remedy."""


def read_template(raw: bytes | str) -> Template:
    """The template that this JSON states, validated. Raises InvalidInput, with the faulty places in `fields`."""
    try:
        template = msgspec.json.decode(raw, type=Template)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as fault:
        raise InvalidInput(
            "O arquivo não é um modelo de briefing.", fields={"template": f"Corrija o trecho indicado: {fault}"}
        ) from fault
    validate_template(template)
    return template


def validate_template(template: Template) -> None:
    """Raises InvalidInput naming every fault at once: `fields` maps a place, `chapters[0].questions[2].options`, to
    its remedy. Returns when the template can be filled in: slugs and their uniqueness, options of choices, limits,
    conditions that refer to earlier questions (hence no cycles), facts that the price can read."""
    faults: dict[str, str] = {}

    def report(place: str, remedy: str) -> None:
        faults.setdefault(place, remedy)

    _check_head(template, report)
    earlier: dict[str, Question] = {}
    giving: dict[Fact, str] = {}
    chapters: set[str] = set()
    for c, chapter in enumerate(template.chapters):
        place = f"chapters[{c}]"
        _check_slug(chapter.id, chapters, f"{place}.id", report)
        chapters.add(chapter.id)
        _check_text(chapter.title, 200, f"{place}.title", report, required=True)
        _check_text(chapter.help, 2_000, f"{place}.help", report)
        if not chapter.questions:
            report(f"{place}.questions", "Inclua ao menos uma pergunta no capítulo.")
        for q, question in enumerate(chapter.questions):
            where = f"{place}.questions[{q}]"
            _check_slug(question.id, earlier, f"{where}.id", report)
            _check_question(question, where, report)
            if question.shown_if is not None:
                _check_condition(question.shown_if, earlier, f"{where}.shownIf", report)
            if question.fact is not None:
                _check_fact(question, question.fact, where, report)
                if question.fact in giving:
                    report(f"{where}.fact", f"A pergunta “{giving[question.fact]}” já informa este dado.")
                giving[question.fact] = question.id
            earlier[question.id] = question
    if faults:
        raise InvalidInput("O modelo de briefing precisa de correção.", fields=faults)


def _check_head(template: Template, report: _Report) -> None:
    _check_slug(template.key, (), "key", report)
    _check_text(template.name, 200, "name", report, required=True)
    _check_text(template.description, 2_000, "description", report)
    if not template.disciplines or len(set(template.disciplines)) < len(template.disciplines):
        report("disciplines", "Indique ao menos uma disciplina, sem repetir.")
    if not 1 <= template.version <= 1_000_000:
        report("version", "Numere as versões a partir de 1.")
    if not 1 <= len(template.chapters) <= CHAPTERS_LIMIT:
        report("chapters", f"Use de 1 a {CHAPTERS_LIMIT} capítulos.")
    questions = template.questions
    if len(questions) > QUESTIONS_LIMIT:
        report("chapters", f"Use no máximo {QUESTIONS_LIMIT} perguntas.")
    if not any(question.required and question.shown_if is None for question in questions):
        # Otherwise an untouched briefing would stand at 100 % and could be concluded.
        report("chapters", "Torne obrigatória ao menos uma pergunta que apareça sempre.")


def _check_slug(slug: str, taken: Collection[str], place: str, report: _Report) -> None:
    if len(slug) > _SLUG_LIMIT or not SLUG.fullmatch(slug):
        report(place, f"Use até {_SLUG_LIMIT} letras minúsculas sem acento, números e “_”, começando por letra.")
    elif slug in taken:
        report(place, f"“{slug}” já foi usado; escolha outro identificador.")


def _check_text(text: str, limit: int, place: str, report: _Report, *, required: bool = False) -> None:
    if required and not text.strip():
        report(place, "Escreva um texto.")
    elif len(text) > limit:
        report(place, f"Use no máximo {limit} caracteres.")
    elif not is_storable(text):
        report(place, "O texto tem caracteres que não podem ser gravados; digite-o de novo.")


def _check_question(question: Question, place: str, report: _Report) -> None:
    kind = question.kind
    _check_text(question.text, 500, f"{place}.text", report, required=True)
    _check_text(question.help, 2_000, f"{place}.help", report)
    _check_text(question.placeholder, 200, f"{place}.placeholder", report)
    _check_text(question.unit, 20, f"{place}.unit", report)
    _check_options(question, place, report)
    if question.unit and kind is not QuestionKind.NUMBER:
        report(f"{place}.unit", "Só perguntas de número têm unidade.")
    if kind not in _COUNTED and (question.min is not None or question.max is not None):
        report(f"{place}.min", "Só números, opções marcadas e arquivos têm mínimo e máximo.")
    elif question.min is not None and question.max is not None and question.min > question.max:
        report(f"{place}.min", "O mínimo não pode passar do máximo.")
    if question.max_chars is not None:
        if kind not in _TEXTS:
            report(f"{place}.maxChars", "Só textos têm limite de caracteres.")
        elif not 1 <= question.max_chars <= TEXT_LIMITS[kind]:
            report(f"{place}.maxChars", f"Use de 1 a {TEXT_LIMITS[kind]} caracteres.")


def _check_options(question: Question, place: str, report: _Report) -> None:
    place = f"{place}.options"
    if question.kind not in _CHOICES:
        if question.options:
            report(place, "Só perguntas de escolha têm opções.")
        return
    if not 2 <= len(question.options) <= OPTIONS_LIMIT:
        report(place, f"Ofereça de 2 a {OPTIONS_LIMIT} opções.")
    values: set[str] = set()
    for i, option in enumerate(question.options):
        _check_text(option.value, 100, f"{place}[{i}].value", report, required=True)
        _check_text(option.label, 200, f"{place}[{i}].label", report, required=True)
        if option.value in values:
            report(f"{place}[{i}].value", f"“{option.value}” já foi usado nesta pergunta.")
        values.add(option.value)
    if question.kind is QuestionKind.MULTI_CHOICE and question.min is not None and question.min > len(values):
        report(place, "Há menos opções do que o mínimo a marcar.")


def _check_fact(question: Question, fact: Fact, place: str, report: _Report) -> None:
    if question.kind not in _FACT_KINDS[fact]:
        kinds = ", ".join(sorted(_FACT_KINDS[fact]))
        report(f"{place}.kind", f"Para informar {fact} a pergunta deve ser de um destes tipos: {kinds}.")
    if question.kind is QuestionKind.NUMBER and fact in _FACT_UNITS and question.unit != _FACT_UNITS[fact]:
        # A number in another unit would be read as if it were in this one.
        report(f"{place}.unit", f"Para informar {fact} a unidade deve ser {_FACT_UNITS[fact]}.")
    words = _FACT_WORDS.get(fact)
    unknown = [option.value for option in question.options if words is not None and option.value not in set(words)]
    if words is not None and unknown:
        allowed = ", ".join(words)
        report(f"{place}.options", f"Para informar {fact} as opções devem estar entre: {allowed}.")


def _check_condition(
    condition: Condition, earlier: dict[str, Question], place: str, report: _Report, depth: int = 1
) -> None:
    if depth > CONDITION_DEPTH_LIMIT:
        report(place, f"Use no máximo {CONDITION_DEPTH_LIMIT} níveis de condições.")
        return
    if isinstance(condition, AllOf | AnyOf):
        if not condition.of:
            report(place, "Inclua ao menos uma condição no grupo.")
        for part in condition.of:
            _check_condition(part, earlier, place, report, depth + 1)
        return
    question = earlier.get(condition.question)
    if question is None:
        report(place, f"“{condition.question}” precisa ser uma pergunta anterior a esta.")
    elif not _fits(condition, question):
        report(place, f"A condição sobre “{question.id}” não combina com o tipo ou as opções dessa pergunta.")


def _fits(comparison: Comparison, question: Question) -> bool:
    """Whether the comparison can be true for some answer to `question`."""
    kind = question.kind
    offered = {option.value for option in question.options}
    match comparison:
        case Answered():
            return True
        case Equals(value=value) | NotEquals(value=value):
            return kind is _kind_compared_with(value) and (not isinstance(value, str) or value in offered)
        case OneOf(values=values):
            return kind is QuestionKind.CHOICE and bool(values) and offered.issuperset(values)
        case Greater() | Less():
            return kind is QuestionKind.NUMBER
        case Contains(value=value):
            return value in offered if kind is QuestionKind.MULTI_CHOICE else kind in _TEXTS and bool(value.strip())


def _kind_compared_with(value: str | bool | int) -> QuestionKind:
    if isinstance(value, bool):
        return QuestionKind.YES_NO
    return QuestionKind.CHOICE if isinstance(value, str) else QuestionKind.NUMBER
