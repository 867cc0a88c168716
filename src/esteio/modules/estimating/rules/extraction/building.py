"""Type of building, standard of finish and complexity: one member of a closed list each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from esteio.modules.estimating.rules.extraction.extracted import (
    ASK,
    BARE,
    CLEAR,
    EXACT,
    GUESS,
    AnswerValue,
    DoubtfulReading,
    Reading,
    Unreadable,
)
from esteio.modules.estimating.rules.extraction.plain_text import HEDGED, NEGATED, as_text, plain
from esteio.modules.estimating.rules.vocabulary import BuildingType, Complexity, Standard

_Word = TypeVar("_Word", BuildingType, Standard, Complexity)

BUILDING_TYPE_NAMES: Final[Mapping[BuildingType, str]] = {
    BuildingType.UNIFAMILIAR: "casa (residência unifamiliar)",
    BuildingType.MULTIFAMILIAR: "edifício residencial (multifamiliar)",
    BuildingType.APARTAMENTO: "apartamento",
    BuildingType.LOJA: "loja",
    BuildingType.ESCRITORIO: "escritório",
    BuildingType.CLINICA: "clínica",
    BuildingType.RESTAURANTE: "restaurante",
    BuildingType.HOTEL: "hotel",
    BuildingType.ESCOLA: "escola",
    BuildingType.INDUSTRIAL: "galpão ou indústria",
    BuildingType.SHOPPING: "shopping",
    BuildingType.HOSPITAL: "hospital",
}
STANDARD_NAMES: Final[Mapping[Standard, str]] = {
    Standard.SIMPLES: "padrão simples",
    Standard.MEDIO: "padrão médio",
    Standard.ALTO: "alto padrão",
}
COMPLEXITY_NAMES: Final[Mapping[Complexity, str]] = {
    Complexity.BAIXA: "complexidade baixa",
    Complexity.MEDIA: "complexidade média",
    Complexity.ALTA: "complexidade alta",
    Complexity.MUITO_ALTA: "complexidade muito alta",
}

_NO_SUCH_BUILDING = re.compile(
    r"\bcasas? (?:noturna|loterica|de (?:shows?|festas?|eventos?|carnes?|repouso|racao"
    r"|massas?|cambio|apoio|bombas?|maquinas?))\b"
    r"|\b(?:hotel|hotelzinho|creche|escola|clinica|hospital) (?:pet|para (?:pets?|caes|cachorros?|animais)|de caes)\b"
)
"""Buildings that no type of ours covers, though a word of one stands in their name."""
_BUILDINGS: Final[Mapping[BuildingType, str]] = {
    BuildingType.UNIFAMILIAR: (
        r"unifamiliar|casas?(?: (?:em|no|de) condominio(?: fechado)?)?|casinha|casarao|sobrados?"
        r"|residencia(?:l unifamiliar)?"
        r"|chale|moradia|bangalo"
    ),
    BuildingType.MULTIFAMILIAR: (
        r"multifamiliar|(?:predio|edificio|torre|condominio|empreendimento) (?:residencial"
        r"|de (?:apartamentos?|aptos?|aps?))"
        r"|residencial multifamiliar|condominio de casas|casas geminadas|vila de casas|kitnets"
    ),
    BuildingType.APARTAMENTO: (
        r"apartamentos?|aptos?|ap|ape|apzinho|flat|studio(?! de)|kitnet|quitinete|loft|cobertura duplex"
    ),
    BuildingType.LOJA: (
        r"lojas?|lojinha|ponto comercial|quiosque|showroom|boutique|farmacia|pet ?shop|mercadinho|mercado"
        r"|supermercado|butique|otica"
        r"|joalheria|livraria|papelaria"
    ),
    BuildingType.ESCRITORIO: (
        r"escritorios?|salas? comercia(?:l|is)|coworking|sede administrativa|sala corporativa|agencia bancaria"
    ),
    BuildingType.CLINICA: r"clinicas?|consultorios?|laboratorio|dentista|veterinaria|centro de estetica",
    BuildingType.RESTAURANTE: (
        r"restaurantes?|bar|barzinho|cafeteria|cafe|lanchonete|padaria|pizzaria|hamburgueria|bistro"
        r"|confeitaria|sorveteria"
        r"|churrascaria"
    ),
    BuildingType.HOTEL: r"hotel|hoteis|pousadas?|hostel|resort|motel",
    BuildingType.ESCOLA: r"escolas?|creche|colegio|faculdade|bercario|universidade|escolinha",
    BuildingType.INDUSTRIAL: r"industria(?:l|is)?|galpao|galpoes|fabrica|barracao|centro de distribuicao|armazem",
    BuildingType.SHOPPING: r"shopping(?: center)?|centro comercial|galeria comercial|strip mall|open mall",
    BuildingType.HOSPITAL: r"hospital|hospitais|pronto socorro|upa|maternidade",
}
_NEAR_BEFORE = re.compile(
    r"\b(?:perto|lado|frente|proxim[oa]|vizinh[oa]|atras|dentro|entre|fundos) (?:a|ao|d[eoa]) (?:um |uma )?$"
)
"""Says where the building is; the word that follows is never the building."""
_PLACE_BEFORE = re.compile(r"\b(?:n[oa]s?|d[oa]s?|em) (?:um |uma )?$")
"""May say where the building is, when another is named: "loja no shopping", but "reforma do apartamento"."""
_CONVERSION = re.compile(r"\b(?:transform\w+|convert\w+|adapta\w+|virar|vira|casa comercial|mudanca de uso|retrofit)\b")
_LONGEST_SURE = 12
"""Words; a longer answer tells a story, and a person should see what it says."""
_HALFWAY = re.compile(r"\b(?:relativamente|um pouco|meio|mais ou menos|quase|puxando|tendendo|no maximo|pelo menos)\b")
_NOT_THE_GRADE = re.compile(r"\bpe[ -]direito (?:mais )?(?:alto|duplo|baixo|simples)\b")
_SEVERAL = re.compile(
    r"\b(?:[2-9]|[1-9][0-9]+|duas|dois|tres|quatro|cinco|varias|varios) (?:casas|lojas|apartamentos"
    r"|predios|sobrados)\b"
)
_WITH = re.compile(r"\bcom\b|\bque tenha\b|;|\.")

_STANDARDS: Final[Mapping[Standard, str]] = {
    Standard.SIMPLES: (
        r"simples|popular|basic[oa]|economic[oa]|baix[oa]|minha casa minha vida|mcmv|barat[oa]|modest[oa]|enxut[oa]"
    ),
    Standard.MEDIO: r"medi[oa]s?|normal|intermediari[oa]|padrao normal|comum|mediano",
    Standard.ALTO: r"alt[oa]|altissim[oa]|luxo|luxuos[oa]|premium|sofisticad[oa]|top(?: de linha)?|requintad[oa]",
}
# in this order: "pouco complexa" must be seen before "complexa"
_COMPLEXITIES: Final[Mapping[Complexity, str]] = {
    Complexity.MUITO_ALTA: r"muito (?:alta|complex[oa]|dificil)|altissima|complexissim[oa]|extremamente complex[oa]",
    Complexity.BAIXA: r"(?:pouco|pouca|nada|baixa) (?:complex[oa]|complexidade)|baixa|(?:muito )?simples|facil",
    Complexity.MEDIA: r"medi[oa]|normal|intermediaria|moderada|mediana",
    Complexity.ALTA: r"alta|complex[oa]|dificil|elevada",
}


def read_building_type(value: AnswerValue) -> Reading | Unreadable | None:
    """The type of building that the answer names; None when it says nothing."""
    exact = _option(value, BuildingType, "building-option")
    if exact is not None or not isinstance(value, str):
        return exact
    text = _NO_SUCH_BUILDING.sub(" ", plain(value))
    # what comes after "com" is part of the building: "casa com escritório"
    cut = _WITH.search(text)
    head = text[: cut.start()] if cut else text
    found = _buildings(head) or _buildings(text)
    if not found:
        return Unreadable("não reconhecemos o tipo") if re.search("[a-z]{3}", plain(value)) else None
    doubts = _doubts(found, BUILDING_TYPE_NAMES, text)
    if _SEVERAL.search(text):
        doubts.limit(ASK, "a resposta fala de mais de uma unidade")
    if found == [BuildingType.APARTAMENTO] and re.search(r"\b(?:apartamentos|aptos)\b", text):
        doubts.limit(ASK, "a resposta fala de mais de uma unidade")
    if _CONVERSION.search(text):
        doubts.limit(ASK, "a resposta fala de mudar o uso")
    if len(text.split()) > _LONGEST_SURE:
        doubts.limit(ASK, "a resposta é longa e fala de outras coisas")
    if _NO_SUCH_BUILDING.search(plain(value)):
        doubts.limit(ASK, "a resposta fala também de um tipo que não temos")
    return doubts.reading(found[0], "building-words")


def read_standard(value: AnswerValue) -> Reading | Unreadable | None:
    """The standard of finish that the answer names; None when it says nothing."""
    exact = _option(value, Standard, "standard-option")
    return exact if exact is not None else _graded(value, _STANDARDS, STANDARD_NAMES, "standard-words")


def read_complexity(value: AnswerValue) -> Reading | Unreadable | None:
    """The complexity that the answer names; None when it says nothing."""
    exact = _option(value, Complexity, "complexity-option")
    return exact if exact is not None else _graded(value, _COMPLEXITIES, COMPLEXITY_NAMES, "complexity-words")


def _option(value: AnswerValue, words: type[StrEnum], rule: str) -> Reading | None:
    """An option of a template is a word of the vocabulary as it stands."""
    written = value.strip() if isinstance(value, str) else as_text(value)
    return Reading(words(written), EXACT, rule) if written in {str(word) for word in words} else None


def _graded(
    value: AnswerValue, words: Mapping[_Word, str], names: Mapping[_Word, str], rule: str
) -> Reading | Unreadable | None:
    if not isinstance(value, str):
        return None
    text = _NOT_THE_GRADE.sub(" ", plain(value))
    found: list[_Word] = []
    rest = text
    for member, pattern in words.items():
        if re.search(rf"\b(?:{pattern})\b", rest):
            found.append(member)
            rest = re.sub(rf"\b(?:{pattern})\b", " ", rest)
    if not found:
        return Unreadable("não reconhecemos o nível") if re.search("[a-z]{3}", text) else None
    doubts = _doubts(found, names, text)
    if _HALFWAY.search(text):
        doubts.limit(ASK, "a resposta fica no meio do caminho")
    if len(text.split()) > _LONGEST_SURE // 2:
        doubts.limit(ASK, "a resposta é longa e fala de outras coisas")
    return doubts.reading(found[0], rule)


def _doubts(found: list[_Word], names: Mapping[_Word, str], text: str) -> DoubtfulReading:
    doubts = DoubtfulReading(_certainty_of_words(text))
    if len(found) > 1:
        named = " e ".join(names[member] for member in found)
        doubts.limit(GUESS, f"a resposta fala de {named}")
    if HEDGED.search(text):
        doubts.limit(ASK, "quem respondeu não tem certeza")
    if NEGATED.search(text) or re.search(r"\b(?:sem|menos|ou)\b", text):
        doubts.limit(ASK, "a resposta tem uma negação ou alternativa")
    return doubts


def _certainty_of_words(text: str) -> Decimal:
    """A short answer is the thing itself; a long one speaks of other things too."""
    return CLEAR if len(text.split()) <= 4 else BARE


def _buildings(text: str) -> list[BuildingType]:
    """The types named, in the order of their place in the text, without those that only say where it is."""
    places: dict[BuildingType, int] = {}
    said_as_place: set[BuildingType] = set()
    # longer names first, so that "prédio de apartamentos" is not an apartment
    rest = text
    for member in (BuildingType.MULTIFAMILIAR, BuildingType.SHOPPING, BuildingType.ESCRITORIO, *BuildingType):
        for match in re.finditer(rf"\b(?:{_BUILDINGS[member]})\b", rest):
            before = rest[: match.start()]
            if _NEAR_BEFORE.search(before):
                continue
            if _PLACE_BEFORE.search(before):
                said_as_place.add(member)
            else:
                places.setdefault(member, match.start())
        rest = re.sub(rf"\b(?:{_BUILDINGS[member]})\b", lambda match: "#" * len(match[0]), rest)
    return sorted(places or dict.fromkeys(said_as_place, 0), key=lambda member: (places.get(member, 0), member))
