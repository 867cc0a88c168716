"""From proposed facts and what a person confirmed to the facts that a price is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar, cast

from esteio.brazil.uf import find_state
from esteio.core.errors import InvalidInput
from esteio.modules.estimating.errors import FactMissing, FactUncertain
from esteio.modules.estimating.rules.extraction.area import MAX_AREA_M2
from esteio.modules.estimating.rules.extraction.deadline import MAX_WEEKS
from esteio.modules.estimating.rules.extraction.extracted import REQUIRED, Extraction, FactValue
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.questionnaire.number import CEILING
from esteio.modules.estimating.rules.questionnaire.structure import Fact
from esteio.modules.estimating.rules.vocabulary import BuildingType, Complexity, Discipline, Extra, Standard

_LONGEST_CITY = 100
_Word = TypeVar("_Word", bound=StrEnum)


class _Refused(Exception):
    """Carries the remedy from where the fault is seen to where the fact is known."""

    def __init__(self, remedy: str) -> None:
        self.remedy = remedy
        super().__init__(remedy)


def confirm(extraction: Extraction, confirmed: Mapping[Fact, object]) -> ProjectFacts:
    """The facts of the project: what a person confirmed, and the rest as it was read.

    `confirmed` holds values as JSON gives them (numbers, words of the vocabulary, lists of them, text); None for an
    optional fact drops it. Raises InvalidInput for a value that cannot be, FactMissing when a required fact is
    neither read nor confirmed, FactUncertain when a value was read but not surely and is not confirmed. `fields` of
    the last two holds, for each fact still open, the question to put to a person.
    """
    values = _checked(confirmed)
    open_questions: dict[str, str] = {}
    for fact, extracted in extraction.facts.items():
        if fact in confirmed:
            continue
        if extracted.question is not None:
            open_questions[fact] = extracted.question
        else:
            values[fact] = extracted.value
    absent = {missing.fact: missing.question for missing in extraction.missing if missing.required}
    absent = {str(fact): question for fact, question in absent.items() if fact not in confirmed}
    if absent:
        raise FactMissing(" ".join(absent.values()), fields=absent | open_questions)
    if open_questions:
        raise FactUncertain(" ".join(open_questions.values()), fields=open_questions)
    return _facts(values)


def checked_fact(fact: Fact, value: object) -> FactValue:
    """What a person says that a fact is, in the type that ProjectFacts has for it.

    `value` is as JSON gives it: a number for area, weeks and money, words of the vocabulary, lists of them, text.
    Raises InvalidInput naming the fact. Numbers written as text are refused: "1.200" would be 1.2 to one reader and
    1200 to the next.
    """
    try:
        return _CHECKS[fact](value)
    except _Refused as refusal:
        raise InvalidInput(fields={fact: refusal.remedy}) from None


def _checked(confirmed: Mapping[Fact, object]) -> dict[Fact, FactValue]:
    """What was confirmed, in the types of ProjectFacts, without the facts that were dropped."""
    values: dict[Fact, FactValue] = {}
    faults: dict[str, str] = {}
    for fact, value in confirmed.items():
        if value is None and fact not in REQUIRED:
            continue
        try:
            values[fact] = checked_fact(fact, value)
        except InvalidInput as fault:
            faults |= fault.fields
    if faults:
        raise InvalidInput(fields=faults)
    return values


def _facts(values: Mapping[Fact, FactValue]) -> ProjectFacts:
    """Raises InvalidInput when a discipline is both in the total and optional."""
    disciplines = cast("tuple[Discipline, ...]", values[Fact.DISCIPLINES])
    optional = cast("tuple[Discipline, ...]", values.get(Fact.OPTIONAL_DISCIPLINES, ()))
    if set(disciplines) & set(optional):
        raise InvalidInput(fields={Fact.OPTIONAL_DISCIPLINES: "Deixe cada disciplina em uma lista só."})
    return ProjectFacts(
        area_m2=cast("Decimal", values[Fact.AREA_M2]),
        building_type=cast("BuildingType", values[Fact.BUILDING_TYPE]),
        standard=cast("Standard", values[Fact.STANDARD]),
        complexity=cast("Complexity", values[Fact.COMPLEXITY]),
        disciplines=disciplines,
        optional_disciplines=optional,
        extras=cast("tuple[Extra, ...]", values.get(Fact.EXTRAS, ())),
        deadline_weeks=cast("int | None", values.get(Fact.DEADLINE_WEEKS)),
        budget=cast("Decimal | None", values.get(Fact.BUDGET)),
        city=cast("str", values.get(Fact.CITY, "")),
        uf=cast("str", values.get(Fact.UF, "")),
    )


def _number(value: object, most: Decimal, remedy: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _Refused(remedy)
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or not 0 < number <= most or number != round(number, 2):
        raise _Refused(remedy)
    return number


def _area(value: object) -> Decimal:
    return _number(value, MAX_AREA_M2, "Informe a área em m², maior que zero e até 100.000, com no máximo duas casas.")


def _budget(value: object) -> Decimal:
    return _number(value, CEILING, "Informe o valor em reais, maior que zero, com no máximo duas casas.")


def _weeks(value: object) -> int:
    weeks = _number(value, Decimal(MAX_WEEKS), f"Informe o prazo em semanas inteiras, de 1 a {MAX_WEEKS}.")
    if weeks != int(weeks):
        raise _Refused(f"Informe o prazo em semanas inteiras, de 1 a {MAX_WEEKS}.")
    return int(weeks)


def _member(words: type[_Word]) -> Callable[[object], _Word]:
    def check(value: object) -> _Word:
        if isinstance(value, str) and value in {str(word) for word in words}:
            return words(value)
        raise _Refused(f"Escolha entre: {', '.join(words)}.")

    return check


def _members(words: type[_Word], *, at_least_one: bool = False) -> Callable[[object], tuple[_Word, ...]]:
    check = _member(words)

    def check_all(value: object) -> tuple[_Word, ...]:
        if not isinstance(value, list | tuple) or (at_least_one and not value):
            choices = ", ".join(words)
            raise _Refused(f"Escolha ao menos um entre: {choices}." if at_least_one else f"Escolha entre: {choices}.")
        return tuple(dict.fromkeys(check(item) for item in cast("list[object] | tuple[object, ...]", value)))

    return check_all


def _city(value: object) -> str:
    city = " ".join(value.split()) if isinstance(value, str) else ""
    if not city or len(city) > _LONGEST_CITY or not city.isprintable():
        raise _Refused(f"Escreva o nome da cidade, com até {_LONGEST_CITY} letras.")
    return city


def _uf(value: object) -> str:
    state = find_state(value) if isinstance(value, str) else None
    if state is None:
        raise _Refused("Use a sigla do estado, como SP ou MG.")
    return state.uf


_CHECKS: Final[Mapping[Fact, Callable[[object], FactValue]]] = {
    Fact.AREA_M2: _area,
    Fact.BUILDING_TYPE: _member(BuildingType),
    Fact.STANDARD: _member(Standard),
    Fact.COMPLEXITY: _member(Complexity),
    Fact.DISCIPLINES: _members(Discipline, at_least_one=True),
    Fact.OPTIONAL_DISCIPLINES: _members(Discipline),
    Fact.EXTRAS: _members(Extra),
    Fact.DEADLINE_WEEKS: _weeks,
    Fact.BUDGET: _budget,
    Fact.CITY: _city,
    Fact.UF: _uf,
}
