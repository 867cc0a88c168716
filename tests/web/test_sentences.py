"""What the server says to people is known to the screens, which have it in English."""

from __future__ import annotations

import datetime
import json
import re
from decimal import Decimal

import msgspec
import pytest
from docs.write_sentences import FILE, sentences, written

from esteio.app import CATALOGUE
from esteio.modules.estimating.rules.extraction import Answer, extract
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.methods import WarningCode
from esteio.modules.estimating.rules.policy import PricePolicy
from esteio.modules.estimating.rules.pricing import Pricing, price
from esteio.modules.estimating.rules.questionnaire.structure import Fact
from esteio.modules.estimating.rules.vocabulary import BuildingType, Complexity, Discipline, Extra, Standard

TODAY = datetime.date(2026, 11, 22)
KNOWN = [json.loads(text) for text in re.findall(r'^  \| (".*")', FILE.read_text(), re.MULTILINE)]
PATTERNS = [re.compile(re.sub(r"\\\{\d\\\}", "(.*?)", re.escape(text)), re.DOTALL) for text in KNOWN]


def is_known(text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in PATTERNS)


class TestTypes:
    def test_they_are_up_to_date(self) -> None:
        assert FILE.read_text() == written(), "run `.venv/bin/python docs/write_sentences.py`"


class TestReading:
    @pytest.mark.parametrize(
        ("source", "said"),
        [
            ('raise NotFound("Esse papel não existe.")', ["Esse papel não existe."]),
            ('fields["q"] = f"Busque com até {most} caracteres."', ["Busque com até {0} caracteres."]),
            ('text = "Use pelo menos {n} caracteres."', ["Use pelo menos {0} caracteres."]),
            ('Step(label="Região", formula=uf)', ["Região"]),
            (
                'what = "tudo" if whole else "uma parte"\nmessage = f"Chegou {what} do que se pediu."',
                ["uma parte", "Chegou {0} do que se pediu.", "tudo", "uma parte"],
            ),
            ('def f():\n    """Diz a hora."""', []),
            ('english = "Sign in to continue."', []),
            ('log.info("a fila de mensagens está cheia")', []),
            ('query = "select name from roles where deleted_at is null"', []),
            ('pattern = re.compile("casa de praia")', []),
            ('name = "Rio de Janeiro"', []),
        ],
    )
    def test_prose_for_people_is_told_from_the_rest(self, source: str, said: list[str]) -> None:
        assert sentences(source) == said


class TestWhatIsSaid:
    def test_shipped_roles_are_known(self) -> None:
        assert {role.name for role in CATALOGUE.roles} <= set(KNOWN)

    def test_so_is_each_step_warning_and_stage_of_a_price(self) -> None:
        priced = [price(BUILDING, PricePolicy(), TODAY), *map(_unusual, (Decimal(40), Decimal(9_000)))]
        results = [
            each for one in priced for each in (one.deciding, *(other.result for other in one.others if other.result))
        ]
        texts = {step.label for result in results for step in result.explanation}
        warnings = [warning for one in (*priced, *results) for warning in one.warnings]
        assert {warning.code for warning in warnings} == set(WarningCode), "a warning that no case here calls forth"
        texts |= {warning.text for warning in warnings}
        policy = PricePolicy()
        texts |= {
            stage.name for stage in (*policy.stages.standard, *policy.stages.engineering, *policy.stages.nbr_16636)
        }
        assert [text for text in sorted(texts) if not is_known(text)] == []

    def test_so_is_what_is_asked_about_a_briefing(self) -> None:
        answers = [
            Answer("area", "Qual é a área?", Fact.AREA_M2, "entre 180 e 200, não tenho certeza"),
            Answer("type", "O que vamos projetar?", Fact.BUILDING_TYPE, "um farol"),
            Answer("standard", "Qual o padrão?", Fact.STANDARD, None),
            Answer("when", "Para quando?", Fact.DEADLINE_WEEKS, "uns 3 meses, talvez"),
            Answer("what", "Quais projetos?", Fact.DISCIPLINES, "arquitetura e talvez paisagismo"),
        ]
        reading = extract(answers, today=TODAY)
        asked = [found.question for found in reading.facts.values() if found.question]
        asked += [missing.question for missing in reading.missing]
        assert len(asked) >= 5
        assert [question for question in asked if not is_known(question)] == []


BUILDING = ProjectFacts(
    area_m2=Decimal(300),
    building_type=BuildingType.HOSPITAL,
    standard=Standard.ALTO,
    complexity=Complexity.MUITO_ALTA,
    disciplines=(Discipline.ARQUITETURA, Discipline.ELETRICA),
    optional_disciplines=(Discipline.PAISAGISMO,),
    extras=(Extra.PISCINA, Extra.AUTOMACAO),
    deadline_weeks=2,
    budget=Decimal(1000),
    uf="SP",
)


def _unusual(area_m2: Decimal) -> Pricing:
    """Under a policy whose limits nearly everything passes."""
    policy = PricePolicy()
    limits = msgspec.structs.replace(
        policy.limits, minimum_total=Decimal(90_000_000), price_per_m2_high=Decimal(2), price_per_m2_low=Decimal(1)
    )
    return price(
        msgspec.structs.replace(BUILDING, area_m2=area_m2), msgspec.structs.replace(policy, limits=limits), TODAY
    )
