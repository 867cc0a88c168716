"""What is asked of a person about a fact, in Portuguese."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from esteio.brazil.money import format_money
from esteio.modules.estimating.rules.extraction.area import show_area
from esteio.modules.estimating.rules.extraction.building import BUILDING_TYPE_NAMES, COMPLEXITY_NAMES, STANDARD_NAMES
from esteio.modules.estimating.rules.extraction.deadline import show_deadline
from esteio.modules.estimating.rules.extraction.disciplines import DISCIPLINE_NAMES, EXTRA_NAMES
from esteio.modules.estimating.rules.extraction.extracted import Answer, FactValue, Reading
from esteio.modules.estimating.rules.extraction.plain_text import as_text
from esteio.modules.estimating.rules.questionnaire.structure import Fact

FACT_NAMES: Final[Mapping[Fact, str]] = {
    Fact.AREA_M2: "a área do imóvel",
    Fact.BUILDING_TYPE: "o tipo de edificação",
    Fact.STANDARD: "o padrão de acabamento",
    Fact.COMPLEXITY: "a complexidade",
    Fact.DISCIPLINES: "as disciplinas a projetar",
    Fact.OPTIONAL_DISCIPLINES: "as disciplinas opcionais",
    Fact.EXTRAS: "os adicionais da construção",
    Fact.DEADLINE_WEEKS: "o prazo do projeto",
    Fact.BUDGET: "o valor previsto para a obra",
    Fact.CITY: "a cidade",
    Fact.UF: "o estado",
}
_MEMBERS: Final[Mapping[str, Mapping[str, str]]] = {
    Fact.BUILDING_TYPE: {str(key): name for key, name in BUILDING_TYPE_NAMES.items()},
    Fact.STANDARD: {str(key): name for key, name in STANDARD_NAMES.items()},
    Fact.COMPLEXITY: {str(key): name for key, name in COMPLEXITY_NAMES.items()},
    Fact.DISCIPLINES: {str(key): name for key, name in DISCIPLINE_NAMES.items()},
    Fact.OPTIONAL_DISCIPLINES: {str(key): name for key, name in DISCIPLINE_NAMES.items()},
    Fact.EXTRAS: {str(key): name for key, name in EXTRA_NAMES.items()},
}
_LONGEST_QUOTE = 120


def show(fact: Fact, value: FactValue) -> str:
    """A value as a person reads it: "190 m²", "26 semanas", "arquitetura, elétrica"."""
    match value:
        case Decimal():
            return show_area(value) if fact is Fact.AREA_M2 else format_money(value)
        case int():
            return show_deadline(value)
        case str():
            return _MEMBERS.get(fact, {}).get(str(value), str(value))
        case tuple():
            return ", ".join(_MEMBERS[fact][str(item)] for item in value) or "nenhum"


def ask_to_confirm(fact: Fact, reading: Reading, answer: Answer) -> str:
    """The question to put when a value is proposed but not sure."""
    name = FACT_NAMES[fact]
    said, value, source = name[:1].upper() + name[1:], show(fact, reading.value), _source(answer)
    if reading.doubt:
        return f"{said}: {reading.doubt}. Confirma {value}? {source}"
    return f"{said}. Confirma {value}? {source}"


def ask_for(fact: Fact, answer: Answer | None, reason: str = "") -> str:
    """The question to put when there is no value; `answer` is that of the question that should give it."""
    name = FACT_NAMES[fact]
    # Each sentence stands whole: it is translated as it stands.
    several = name.startswith(("as ", "os "))
    if answer is None:
        if several:
            return f"Faltam {name}, e nenhuma pergunta do briefing trata disso. Quais são?"
        return f"Falta {name}, e nenhuma pergunta do briefing trata disso. Qual é?"
    if reason:
        source = _source(answer)
        if several:
            return f"Faltam {name}: {reason}. Quais são? {source}"
        return f"Falta {name}: {reason}. Qual é? {source}"
    question = quote(answer.question_text)
    if several:
        return f"Faltam {name}. Onde estão no briefing? Pergunta “{question}”."
    return f"Falta {name}. Onde está no briefing? Pergunta “{question}”."


def quote(text: str) -> str:
    """The text in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"


def _source(answer: Answer) -> str:
    return f"(Pergunta “{quote(answer.question_text)}”, resposta “{quote(as_text(answer.value))}”.)"
