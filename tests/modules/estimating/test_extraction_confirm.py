from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from esteio.core.errors import InvalidInput
from esteio.modules.estimating.errors import FactMissing, FactUncertain
from esteio.modules.estimating.rules.extraction import Answer, AnswerValue, Extraction, checked_fact, confirm, extract
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.questionnaire.structure import Fact
from esteio.modules.estimating.rules.vocabulary import BuildingType, Complexity, Discipline, Extra, Standard

TODAY = date(2026, 11, 22)
QUESTIONS: dict[Fact, tuple[str, AnswerValue]] = {
    Fact.AREA_M2: ("Qual a área construída?", "220 m²"),
    Fact.BUILDING_TYPE: ("Que tipo de edificação?", "unifamiliar"),
    Fact.STANDARD: ("Qual padrão?", "medio"),
    Fact.COMPLEXITY: ("Qual complexidade?", "media"),
    Fact.DISCIPLINES: ("Quais projetos?", ("arquitetura", "estrutural")),
    Fact.OPTIONAL_DISCIPLINES: ("Quais opcionais?", ("paisagismo",)),
    Fact.EXTRAS: ("Algum destes?", ("piscina",)),
    Fact.DEADLINE_WEEKS: ("Prazo do projeto?", "20 semanas"),
    Fact.BUDGET: ("Quanto pretende investir?", "R$ 900 mil"),
    Fact.CITY: ("Cidade", "Campinas"),
    Fact.UF: ("Estado", "SP"),
}


def briefing(**changed: AnswerValue) -> Extraction:
    """The extraction of a clear briefing, with some answers changed."""
    return extract(
        [Answer(f"q_{fact}", text, fact, changed.get(fact, value)) for fact, (text, value) in QUESTIONS.items()],
        today=TODAY,
    )


class TestConfirm:
    def test_a_clear_briefing_needs_nobody(self) -> None:
        assert confirm(briefing(), {}) == ProjectFacts(
            area_m2=Decimal(220),
            building_type=BuildingType.UNIFAMILIAR,
            standard=Standard.MEDIO,
            complexity=Complexity.MEDIA,
            disciplines=(Discipline.ARQUITETURA, Discipline.ESTRUTURAL),
            optional_disciplines=(Discipline.PAISAGISMO,),
            extras=(Extra.PISCINA,),
            deadline_weeks=20,
            budget=Decimal(900_000),
            city="Campinas",
            uf="SP",
        )

    @pytest.mark.parametrize("answer", ["", "não sei", "terreno de 12x30"])
    def test_a_missing_area_names_the_question(self, answer: str) -> None:
        with pytest.raises(FactMissing) as caught:
            confirm(briefing(area_m2=answer), {})
        assert set(caught.value.fields) == {Fact.AREA_M2}
        assert "Qual a área construída?" in caught.value.fields[Fact.AREA_M2]
        assert "Falta a área do imóvel" in caught.value.detail

    def test_a_missing_fact_no_question_asks_for_says_so(self) -> None:
        with pytest.raises(FactMissing, match="nenhuma pergunta do briefing"):
            confirm(extract([], today=TODAY), {})

    def test_an_uncertain_value_waits_for_a_person(self) -> None:
        extraction = briefing(area_m2="entre 180 e 200", deadline_weeks="3 a 4 meses")
        with pytest.raises(FactUncertain) as caught:
            confirm(extraction, {Fact.DEADLINE_WEEKS: None})
        assert set(caught.value.fields) == {Fact.AREA_M2}
        assert "Confirma 190 m²?" in caught.value.fields[Fact.AREA_M2]

    def test_missing_and_uncertain_are_asked_together(self) -> None:
        with pytest.raises(FactMissing) as caught:
            confirm(briefing(area_m2="", standard="médio para alto"), {})
        assert set(caught.value.fields) == {Fact.AREA_M2, Fact.STANDARD}

    def test_what_a_person_says_stands_before_what_was_read(self) -> None:
        extraction = briefing(area_m2="entre 180 e 200", budget="3.500 por m²", city="não sei")
        facts = confirm(extraction, {Fact.AREA_M2: 195.5, Fact.STANDARD: "alto", Fact.DEADLINE_WEEKS: None})
        assert facts.area_m2 == Decimal("195.5")
        assert facts.standard is Standard.ALTO
        assert facts.deadline_weeks is None
        assert facts.budget is None
        assert facts.city == ""

    def test_a_discipline_is_in_one_list_only(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            confirm(briefing(), {Fact.OPTIONAL_DISCIPLINES: ["estrutural"]})
        assert set(caught.value.fields) == {Fact.OPTIONAL_DISCIPLINES}

    def test_a_required_fact_cannot_be_dropped(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            confirm(briefing(), {Fact.AREA_M2: None, Fact.UF: "XX"})
        assert set(caught.value.fields) == {Fact.AREA_M2, Fact.UF}


class TestCheckedFact:
    @pytest.mark.parametrize(
        ("fact", "value", "kept"),
        [
            (Fact.AREA_M2, 200, Decimal(200)),
            (Fact.AREA_M2, 180.5, Decimal("180.5")),
            (Fact.AREA_M2, Decimal(100_000), Decimal(100_000)),
            (Fact.DEADLINE_WEEKS, 12, 12),
            (Fact.BUDGET, 1_000_000, Decimal(1_000_000)),
            (Fact.DISCIPLINES, ["arquitetura", "arquitetura"], (Discipline.ARQUITETURA,)),
            (Fact.EXTRAS, [], ()),
            (Fact.CITY, "  São  Paulo ", "São Paulo"),
            (Fact.UF, "são paulo", "SP"),
        ],
    )
    def test_takes_what_json_gives(self, fact: Fact, value: object, kept: object) -> None:
        assert checked_fact(fact, value) == kept

    @pytest.mark.parametrize(
        ("fact", "value"),
        [
            (Fact.AREA_M2, 0),
            (Fact.AREA_M2, -1),
            (Fact.AREA_M2, 100_000.01),
            (Fact.AREA_M2, "1.200"),
            (Fact.AREA_M2, True),
            (Fact.AREA_M2, float("nan")),
            (Fact.AREA_M2, Decimal("Infinity")),
            (Fact.AREA_M2, Decimal("10.001")),
            (Fact.AREA_M2, None),
            (Fact.AREA_M2, 10**400),
            (Fact.DEADLINE_WEEKS, 1.5),
            (Fact.DEADLINE_WEEKS, 0),
            (Fact.BUDGET, 10**13),
            (Fact.DISCIPLINES, []),
            (Fact.DISCIPLINES, "arquitetura"),
            (Fact.DISCIPLINES, ["mágica"]),
            (Fact.EXTRAS, [1]),
            (Fact.BUILDING_TYPE, "castelo"),
            (Fact.CITY, "a\x00b"),
            (Fact.CITY, "x" * 101),
            (Fact.UF, "ZZ"),
        ],
    )
    def test_refuses_the_rest_with_a_remedy(self, fact: Fact, value: object) -> None:
        with pytest.raises(InvalidInput) as caught:
            checked_fact(fact, value)
        assert caught.value.fields[fact]


class TestSeveralAnswers:
    def test_an_area_said_elsewhere_that_differs_is_asked_about(self) -> None:
        extraction = extract(
            [
                Answer("q1", "Qual a área construída?", Fact.AREA_M2, "220 m²"),
                Answer("q2", "Conte sobre o projeto", None, "Queremos uma casa de 300 m² para a família"),
            ],
            today=TODAY,
        )
        area = extraction.facts[Fact.AREA_M2]
        assert area.value == Decimal(220)
        assert area.source_question_id == "q1"
        assert area.question is not None
        assert "300 m²" in area.question

    def test_an_area_said_elsewhere_that_agrees_changes_nothing(self) -> None:
        extraction = extract(
            [
                Answer("q1", "Qual a área construída?", Fact.AREA_M2, "220 m²"),
                Answer("q2", "Conte sobre o projeto", None, "casa de 220 m², sala de 40 m², terreno de 500 m²"),
            ],
            today=TODAY,
        )
        assert extraction.facts[Fact.AREA_M2].question is None

    def test_another_question_never_stands_in_surely_for_the_declared_one(self) -> None:
        extraction = extract(
            [
                Answer("q1", "Que área vamos projetar?", Fact.AREA_M2, ""),
                Answer("q2", "Qual é a área construída hoje?", None, 120),
                Answer("q3", "Prazo do projeto?", Fact.DEADLINE_WEEKS, ""),
                Answer("q4", "Há data prevista para abrir?", None, "2027-06-01"),
            ],
            today=TODAY,
        )
        assert Fact.AREA_M2 not in extraction.facts
        assert Fact.DEADLINE_WEEKS not in extraction.facts

    def test_the_state_comes_with_the_city(self) -> None:
        extraction = extract([Answer("q1", "Cidade", Fact.CITY, "Campinas/SP")], today=TODAY)
        assert extraction.facts[Fact.CITY].value == "Campinas"
        assert extraction.facts[Fact.UF].value == "SP"

    def test_a_city_in_another_state_is_asked_about(self) -> None:
        extraction = extract(
            [Answer("q1", "Cidade", Fact.CITY, "Curitiba"), Answer("q2", "Estado", Fact.UF, "SC")], today=TODAY
        )
        assert extraction.facts[Fact.UF].question is not None

    def test_a_name_that_two_states_share_gives_way_to_the_state_said(self) -> None:
        extraction = extract(
            [Answer("q1", "Cidade", Fact.CITY, "Palmas"), Answer("q2", "Estado", Fact.UF, "PR")], today=TODAY
        )
        assert extraction.facts[Fact.UF].value == "PR"
        assert extraction.facts[Fact.UF].question is None

    def test_a_price_per_m2_is_multiplied_by_a_sure_area_and_asked_about(self) -> None:
        rate = Answer("q2", "Quanto pretende investir?", Fact.BUDGET, "3.500 por m²")
        sure = extract([Answer("q1", "Área?", Fact.AREA_M2, "200 m²"), rate], today=TODAY).facts[Fact.BUDGET]
        assert sure.value == Decimal(700_000)
        assert sure.question is not None
        unsure = extract([Answer("q1", "Área?", Fact.AREA_M2, "uns 200?"), rate], today=TODAY)
        assert Fact.BUDGET not in unsure.facts

    def test_an_extra_spoken_of_but_not_ticked_is_asked_about(self) -> None:
        extraction = extract(
            [
                Answer("q1", "Algum destes?", Fact.EXTRAS, ("elevador",)),
                Answer("q2", "O que mais sonham ter?", None, "uma piscina no quintal"),
            ],
            today=TODAY,
        )
        extras = extraction.facts[Fact.EXTRAS]
        assert extras.value == (Extra.ELEVADOR, Extra.PISCINA)
        assert extras.question is not None

    def test_yes_to_one_discipline_is_not_the_whole_list(self) -> None:
        extraction = extract([Answer("q1", "Precisa de projeto de paisagismo?", None, True)], today=TODAY)
        assert extraction.facts[Fact.DISCIPLINES].question is not None

    def test_perhaps_goes_to_the_optional_ones(self) -> None:
        extraction = extract(
            [Answer("q1", "Quais projetos?", Fact.DISCIPLINES, "arquitetura e talvez paisagismo")], today=TODAY
        )
        optional = extraction.facts[Fact.OPTIONAL_DISCIPLINES]
        assert optional.value == (Discipline.PAISAGISMO,)
        assert optional.question is not None

    def test_a_stricter_threshold_asks_more(self) -> None:
        answers = [Answer("q1", "Área?", Fact.AREA_M2, "uns 300 metros")]
        assert extract(answers, today=TODAY).facts[Fact.AREA_M2].question is None
        strict = extract(answers, today=TODAY, threshold=Decimal("0.9"))
        assert strict.facts[Fact.AREA_M2].question is not None
