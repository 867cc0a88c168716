"""Which answers speak of which fact, and how much that is worth."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Final

from esteio.modules.estimating.rules.extraction.area_words import LOT, PART
from esteio.modules.estimating.rules.extraction.extracted import Answer
from esteio.modules.estimating.rules.extraction.plain_text import plain
from esteio.modules.estimating.rules.questionnaire.structure import Fact


class Source(IntEnum):
    """Why an answer is read for a fact; a lower one is worth more."""

    DECLARED = 0
    """The template says that the question is about it."""
    ASKED = 1
    """The template says nothing, but the words of the question do."""
    IN_PASSING = 2
    """The question is about something else."""


_PLACE = r"cidade|municipio|onde (?:fica|sera|vai ser|esta)|localizacao|endereco|cep"
_CUES: Final[Mapping[Fact, str]] = {
    Fact.AREA_M2: (
        r"area (?:total|construida|util|privativa|a (?:construir|projetar|reformar)|em m|d[aoe] (?:imovel|casa"
        r"|apartamento|loja|escritorio|clinica|projeto|obra|edificio|predio|galpao|restaurante|construcao|reforma))"
        r"|area ?(?=[?(:]|$)"
        r"|metragem|quantos (?:m\^?2|metros)"
    ),
    Fact.BUILDING_TYPE: (
        r"tipo d[eo] (?:imovel|edificacao|construcao|projeto|obra|empreendimento)|tipologia"
        r"|o que (?:voces? )?(?:vai|vao|quer|querem|pretendem?|desejam?) (?:construir|reformar|projetar)"
    ),
    Fact.STANDARD: r"padrao|nivel d[eo] acabamentos?",
    Fact.COMPLEXITY: r"complexidade",
    Fact.DISCIPLINES: (
        r"disciplinas?|quais projetos|projetos complementares|que servicos"
        r"|projeto (?:de (?:interiores|paisagismo|automacao|iluminacao|incendio|acustica|climatizacao|estrutura)"
        r"|estrutural|eletrico|hidraulico|luminotecnico|paisagistico)"
    ),
    Fact.OPTIONAL_DISCIPLINES: r"(?:disciplinas?|projetos|servicos) opciona(?:l|is)",
    Fact.EXTRAS: r"piscina|elevador|automacao|certificac(?:ao|oes)|adicionais",
    Fact.DEADLINE_WEEKS: (
        r"prazo|(?:para|ate) quando|quando (?:precisa|gostaria|quer|pretende|deseja)"
        r"|data (?:limite|de entrega|prevista)"
    ),
    Fact.BUDGET: (
        r"orcamento|verba|quanto (?:voces? )?(?:pretendem?|quer|querem|podem?|planejam?|desejam?) (?:gastar|investir)"
        r"|investimento|valor (?:disponivel|previsto)|custo (?:da obra|previsto)"
    ),
    Fact.CITY: _PLACE,
    Fact.UF: rf"uf|(?:que|qual)(?: [eo])? estado|{_PLACE}",
}
_PATTERNS: Final = {fact: re.compile(rf"\b(?:{cue})(?!\w)") for fact, cue in _CUES.items()}
_NOT_THIS: Final[Mapping[Fact, re.Pattern[str]]] = {
    # the area of the lot or of a room is not that of the building
    Fact.AREA_M2: re.compile(f"{LOT.pattern}|{PART.pattern}|\\b(?:minim[ao]s?|hoje|atual(?:mente)?|existente)\\b"),
    Fact.DISCIPLINES: re.compile(r"\bopciona(?:l|is)\b"),
    Fact.EXTRAS: re.compile(r"\bprojetos?\b"),
    # when the works begin, or the family moves in, is not when the project must be ready
    Fact.DEADLINE_WEEKS: re.compile(r"\b(?:obras?|mudar|mudanca|constru\w+|inaugur\w+|inici\w+|comec\w+|morar)\b"),
    Fact.BUDGET: re.compile(r"\b(?:projetos?|honorarios|aprova\w*)\b"),
    Fact.UF: re.compile(r"\bestado (?:civil|de conserv\w+|atual|do imovel)\b"),
}


@lru_cache(maxsize=8192)
def asks_about(question_text: str, fact: Fact) -> bool:
    """Whether the words of a question are about a fact. Questions are few and asked of every briefing: remembered."""
    return speaks_of(plain(question_text), fact)


def speaks_of(text: str, fact: Fact) -> bool:
    """Whether a plain text names a fact."""
    exception = _NOT_THIS.get(fact)
    return _PATTERNS[fact].search(text) is not None and (exception is None or exception.search(text) is None)


def source_of(answer: Answer, fact: Fact) -> Source:
    """Why this answer may be read for this fact."""
    if answer.fact is fact:
        return Source.DECLARED
    if answer.fact is None and asks_about(answer.question_text, fact):
        return Source.ASKED
    return Source.IN_PASSING


def question_about(answers: Sequence[Answer], fact: Fact) -> Answer | None:
    """The question that should give the fact, answered or not; None when the briefing has none."""
    declared = (answer for answer in answers if answer.fact is fact)
    asked = (answer for answer in answers if source_of(answer, fact) is Source.ASKED)
    return next(declared, None) or next(asked, None)
