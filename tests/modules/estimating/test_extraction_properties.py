from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from esteio.brazil.money import format_money
from esteio.brazil.numbers import format_decimal
from esteio.modules.estimating.rules.extraction import DEFAULT_THRESHOLD, Answer, AnswerValue, Extraction, extract
from esteio.modules.estimating.rules.questionnaire.structure import Fact

TODAY = date(2026, 11, 22)
WORDS = [
    *re.findall(
        r"\S+",
        "m² m2 metros quadrados mil milhão milhões e a ou de com x por entre até uns terreno lote casa construção sala"
        " cada pavimentos total não talvez R$ reais meses anos dias semanas dezembro /2027 2027-03-15 hectare quartos"
        " área % - , . ( ) cem duzentos trinta e um meio k mi São Paulo SP Campinas sem piscina arquitetura ² ½ ٣ ①"
        " 1.200,50 12 1,5 200 0 99999999999999999999 1.2.3 mais + por",
    ),
    "\u200b",
    "\n",
]
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.lists(
    st.sampled_from(WORDS), max_size=12
).map("".join)
VALUES: st.SearchStrategy[AnswerValue] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals()
    | st.text()
    | SENTENCES
    | st.lists(st.text(max_size=20) | st.sampled_from(["piscina", "arquitetura", "eletrica"]), max_size=4)
)
ANSWERS = st.builds(
    Answer, st.just("q"), st.text(max_size=40) | SENTENCES, st.none() | st.sampled_from(list(Fact)), VALUES
)


def read(fact: Fact, value: AnswerValue, question: str = "?") -> Extraction:
    return extract([Answer("q1", question, fact, value)], today=TODAY)


class TestWhateverAnswersSay:
    @settings(max_examples=400)
    @given(st.lists(ANSWERS, max_size=6))
    def test_nothing_is_raised_and_every_doubt_has_a_question(self, answers: list[Answer]) -> None:
        extraction = extract(answers, today=TODAY)
        for extracted in extraction.facts.values():
            assert 0 <= extracted.confidence <= 1
            assert (extracted.question is None) == (extracted.confidence >= DEFAULT_THRESHOLD)
        for missing in extraction.missing:
            assert missing.question
            assert missing.fact not in extraction.facts

    @settings(max_examples=800)
    @given(VALUES)
    def test_no_sure_value_lies_out_of_bounds(self, value: AnswerValue) -> None:
        area = read(Fact.AREA_M2, value).facts.get(Fact.AREA_M2)
        assert area is None or (isinstance(area.value, Decimal) and 0 < area.value <= 100_000)
        weeks = read(Fact.DEADLINE_WEEKS, value).facts.get(Fact.DEADLINE_WEEKS)
        assert weeks is None or (isinstance(weeks.value, int) and 1 <= weeks.value <= 1040)
        budget = read(Fact.BUDGET, value).facts.get(Fact.BUDGET)
        assert budget is None or (isinstance(budget.value, Decimal) and 0 < budget.value <= 10**10)

    @given(st.dates(), SENTENCES)
    def test_any_day_may_be_today(self, today: date, text: str) -> None:
        extract([Answer("q1", "Prazo", Fact.DEADLINE_WEEKS, f"6 meses {text}")], today=today)
        extract([Answer("q1", "Prazo", Fact.DEADLINE_WEEKS, text)], today=today)

    @given(st.integers(10, 400), st.integers(10, 400))
    def test_the_lot_is_never_the_building(self, front: int, depth: int) -> None:
        for text in (f"terreno de {front} x {depth} m", f"lote {front}x{depth}", f"{front * depth} m² de terreno"):
            assert Fact.AREA_M2 not in read(Fact.AREA_M2, text).facts

    @given(st.integers(20, 90_000), st.integers(1, 9_000))
    def test_two_areas_are_asked_about(self, one: int, more: int) -> None:
        for text in (f"{one} ou {one + more} m²", f"entre {one} e {one + more}", f"{one} m², {one + more} m²"):
            extracted = read(Fact.AREA_M2, text).facts.get(Fact.AREA_M2)
            assert extracted is None or extracted.question is not None


class TestNumbersAsFormattedHere:
    @given(st.decimals(min_value=10, max_value=100_000, places=2))
    def test_areas_read_back(self, area: Decimal) -> None:
        for unit in (" m²", "m2", " metros quadrados"):
            extracted = read(Fact.AREA_M2, format_decimal(area) + unit).facts[Fact.AREA_M2]
            assert extracted.value == area
            assert extracted.question is None

    @given(st.integers(1_000_000, 10**12).map(lambda cents: Decimal(cents).scaleb(-2)))
    def test_money_reads_back(self, budget: Decimal) -> None:
        extracted = read(Fact.BUDGET, format_money(budget)).facts[Fact.BUDGET]
        assert extracted.value == budget
        assert extracted.question is None

    @given(st.integers(1, 1040))
    def test_weeks_read_back(self, weeks: int) -> None:
        for value in (weeks, f"{weeks} semanas"):
            extracted = read(Fact.DEADLINE_WEEKS, value).facts[Fact.DEADLINE_WEEKS]
            assert extracted.value == weeks
            assert extracted.question is None
