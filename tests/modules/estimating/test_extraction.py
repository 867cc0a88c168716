from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from esteio.modules.estimating.rules.extraction import DEFAULT_THRESHOLD, Answer, FactValue, extract
from esteio.modules.estimating.rules.questionnaire.structure import Fact

TODAY = date(2026, 11, 22)
CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "data/extraction_cases.json").read_text())
QUESTIONS = {
    Fact.AREA_M2: "Qual a área a projetar?",
    Fact.BUILDING_TYPE: "O que será projetado?",
    Fact.STANDARD: "Qual o padrão?",
    Fact.COMPLEXITY: "Qual a complexidade?",
    Fact.DISCIPLINES: "O que vamos projetar?",
    Fact.OPTIONAL_DISCIPLINES: "E à parte?",
    Fact.EXTRAS: "O que mais terá?",
    Fact.DEADLINE_WEEKS: "Para quando?",
    Fact.BUDGET: "Quanto quer gastar na obra?",
    Fact.CITY: "Cidade",
    Fact.UF: "Estado",
}


def as_written(value: FactValue) -> object:
    """A value as the data table states it."""
    match value:
        case Decimal():
            return value
        case tuple():
            return [str(item) for item in value]
        case _:
            return value


def as_expected(fact: Fact, value: Any) -> object:
    return Decimal(value) if fact in (Fact.AREA_M2, Fact.BUDGET) else value


def name(case: Mapping[str, Any]) -> str:
    return f"{case.get('about') or case['fact']}: {case['answer']!r}"


class TestAnswersAsPeopleWriteThem:
    def test_there_are_enough_of_them_for_every_fact(self) -> None:
        assert len(CASES) >= 110
        assert {case.get("about") or case["fact"] for case in CASES} == set(Fact)

    @pytest.mark.parametrize("case", CASES, ids=name)
    def test_is_read_or_asked_about(self, case: Mapping[str, Any]) -> None:
        fact = Fact(case.get("about") or case["fact"])
        declared = Fact(case["fact"]) if case["fact"] else None
        answer = Answer("q1", case.get("question") or QUESTIONS[fact], declared, case["answer"])
        extraction = extract([answer], today=TODAY)
        extracted = extraction.facts.get(fact)
        missing = next((missing for missing in extraction.missing if missing.fact is fact), None)
        if "is" in case:
            assert extracted is not None
            assert as_written(extracted.value) == as_expected(fact, case["is"])
            assert extracted.confidence >= DEFAULT_THRESHOLD
            assert extracted.question is None
        elif "nothing" in case:
            assert extracted is None
            assert missing is None
        elif case["asks"] is None:
            assert extracted is None
            assert missing is not None
            assert missing.question
        else:
            assert extracted is not None
            assert as_written(extracted.value) == as_expected(fact, case["asks"])
            assert extracted.confidence < DEFAULT_THRESHOLD
            assert extracted.question is not None
            assert "Confirma" in extracted.question
