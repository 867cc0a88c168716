"""Disciplines to be designed, those that are only quoted apart, and the extras of a building."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import msgspec

from esteio.modules.estimating.rules.extraction.extracted import ASK, GUESS, AnswerValue
from esteio.modules.estimating.rules.extraction.plain_text import as_text, plain
from esteio.modules.estimating.rules.extraction.selections import Selection, select
from esteio.modules.estimating.rules.vocabulary import Discipline, Extra

DISCIPLINE_NAMES: Final[Mapping[Discipline, str]] = {
    Discipline.ARQUITETURA: "arquitetura",
    Discipline.ESTRUTURAL: "estrutural",
    Discipline.ELETRICA: "elétrica",
    Discipline.HIDRAULICA: "hidráulica",
    Discipline.AVAC: "ar-condicionado",
    Discipline.INCENDIO: "incêndio",
    Discipline.GAS: "gás",
    Discipline.DADOS: "dados",
    Discipline.INTERIORES: "interiores",
    Discipline.PAISAGISMO: "paisagismo",
    Discipline.AUTOMACAO: "automação",
    Discipline.LUMINOTECNICA: "luminotécnica",
    Discipline.ACUSTICA: "acústica",
}
EXTRA_NAMES: Final[Mapping[Extra, str]] = {
    Extra.PISCINA: "piscina",
    Extra.ELEVADOR: "elevador",
    Extra.AUTOMACAO: "automação",
    Extra.CERTIFICACAO: "certificação",
}

_DISCIPLINES: Final[Mapping[Discipline, re.Pattern[str]]] = {
    member: re.compile(rf"\b(?:{pattern})\b")
    for member, pattern in {
        Discipline.ARQUITETURA: r"arquitet(?:ura|onico|onicos|onica)|arq",
        Discipline.ESTRUTURAL: r"estrutur\w*|fundac\w+|calculo de concreto",
        Discipline.ELETRICA: r"eletric\w*",
        Discipline.HIDRAULICA: r"hidraulic\w*|hidros+anit\w*|hidro|agua e esgoto|esgoto|sanitari[oa]s?",
        Discipline.AVAC: r"avac|hvac|ar ?-?condicionado|climatizac\w+|exaustao|ventilacao mecanica",
        Discipline.INCENDIO: r"incendio|ppci|avcb|bombeiros?",
        Discipline.GAS: r"gas|glp",
        Discipline.DADOS: r"dados|cabeamento|rede logica|logica|cftv|telecom\w*",
        Discipline.INTERIORES: r"interiores|design de interior|decoracao|ambientacao",
        Discipline.PAISAGISMO: r"paisag\w+|jardim|jardins|jardinagem",
        Discipline.AUTOMACAO: r"automac\w+|automatiza\w+|casa inteligente|smart ?home",
        Discipline.LUMINOTECNICA: r"luminotecnic\w*|iluminac\w+",
        Discipline.ACUSTICA: r"acustic\w+",
    }.items()
}
_EXTRAS: Final[Mapping[Extra, re.Pattern[str]]] = {
    member: re.compile(rf"\b(?:{pattern})\b")
    for member, pattern in {
        Extra.PISCINA: r"piscinas?",
        Extra.ELEVADOR: r"elevador(?:es)?|plataforma elevatoria|home ?lift",
        Extra.AUTOMACAO: r"automac\w+|automatiza\w+|casa inteligente|smart ?home",
        Extra.CERTIFICACAO: r"certificac\w+|certificad[oa]|leed|aqua|gbc|procel|selo (?:verde|ambiental|edge)",
    }.items()
}
_EVERYTHING: Final = re.compile(r"\b(?:todos|todas|tudo|complet[oa]s?|complementares)\b")
_FILLERS: Final = re.compile(
    r"projetos?|com|sem|que|quero|queremos|preciso|precisamos|gostaria|somente|apenas|mais|tambem|uma|uns|umas|parte"
    r"|favor|sim|nao|nem|para|pra|menos|exceto|inclui\w*|design|execut\w+|instalac\w+|legal|basico|servicos?|dos|das"
    r"|talvez|opciona\w+|depois|futuro|por|prediais|predial|rede|calculo|acho|sei|mas|toda|todo|aqui|voces?"
)
_USUAL = (Discipline.ARQUITETURA, Discipline.ESTRUTURAL, Discipline.ELETRICA, Discipline.HIDRAULICA)


def select_disciplines(value: AnswerValue, question_text: str) -> Selection[Discipline] | None:
    """The disciplines that the answer picks; None when it names none.

    "Todos" and "projeto completo" stand for the four that a building cannot do without, for a person to confirm.
    """
    selection = select(value, question_text, _DISCIPLINES, Discipline)
    if selection is not None and selection.rule == "words" and isinstance(value, str):
        selection = _doubt_unknown_words(selection, plain(value))
    if not isinstance(value, str) or (selection is not None and selection.is_complete):
        return selection
    if not _EVERYTHING.search(plain(as_text(value))):
        return selection
    named = selection.included if selection else ()
    excluded = selection.excluded if selection else frozenset[Discipline]()
    return Selection(
        included=tuple(dict.fromkeys(item for item in (*_USUAL, *named) if item not in excluded)),
        excluded=excluded,
        later=selection.later if selection else (),
        certainty=GUESS,
        rule="everything",
        doubt="a resposta pede tudo sem dizer quais disciplinas",
    )


def _doubt_unknown_words(selection: Selection[Discipline], text: str) -> Selection[Discipline]:
    """What is asked for and not understood would be left out of the price without a word."""
    for pattern in (*_DISCIPLINES.values(), _EVERYTHING):
        text = pattern.sub(" ", text)
    unknown = [word for word in re.findall(r"[a-z]{3,}", text) if not _FILLERS.fullmatch(word)]
    if not unknown:
        return selection
    doubt = "; ".join(part for part in (selection.doubt, f"não reconhecemos “{unknown[0]}”") if part)
    return msgspec.structs.replace(selection, certainty=min(selection.certainty, ASK), doubt=doubt)


def select_extras(value: AnswerValue, question_text: str) -> Selection[Extra] | None:
    """The extras that the answer picks; None when it names none."""
    return select(value, question_text, _EXTRAS, Extra)
