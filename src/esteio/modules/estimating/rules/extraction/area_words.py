"""The words by which an answer says what a measure measures."""

from __future__ import annotations

import re
from typing import Final

_LOT_WORDS = r"terrenos?|lotes?|gleba|fazenda|chacara|sitio|testada|loteamento|quadra|area do (?:terreno|lote)"
_BUILT_WORDS = (
    r"(?:area )?(?:a )?(?:construid[ao]s?|construir|construcao|construcoes|constr|edificad[ao]s?"
    r"|edificacao|privativ[ao]s?"
    r"|util|projetad[ao])"
    r"|casas?|casinha|casarao|sobrado|residencia|apartamentos?|aptos?|apes?|ap|lojas?|imovel|clinica|consultorio"
    r"|escritorio|sala comercial|galpao|predio|edificio|restaurante|flat|loft|studio|kitnet|hotel|pousada|escola"
    r"|barracao|projeto|reforma|obra|coworking|padaria|cafeteria|lanchonete|bar|salao"
)
_PART_WORDS = (
    r"salas?|quartos?|dormitorios?|suites?|cozinhas?|banheiros?|garagem|garagens|varandas?|sacadas?|terraco|quintal"
    r"|jardim|jardins|piscina|deck|edicula|area (?:gourmet|de lazer|externa|de servico|verde|permeavel"
    r"|livre|comum|molhada)"
    r"|gourmet|lazer|churrasqueira|mezanino|subsolo|terreo|(?:piso|andar|pavimento|parte) (?:de cima"
    r"|de baixo|superior"
    r"|inferior|terreo)|superior|inferior|primeiro (?:andar|piso|pavimento)|segundo (?:andar|piso|pavimento)|closet"
    r"|lavanderia|deposito|estacionamento|hall|recepcao|muro|calcada|pe direito|recuos?|corredor|horta|pomar|parte|laje"
    r"|frente|fundos?|em ?cima|em ?baixo|de cima|de baixo"
)
_NEARBY_WORDS = r"praia|mar|centro|metro|estacao|rua|avenida|escola|mercado|hospital|rodovia|rio|lago"
LOT: Final = re.compile(rf"\b(?:{_LOT_WORDS})\b")
BUILT: Final = re.compile(rf"\b(?:{_BUILT_WORDS})\b")
EXPLICIT: Final = re.compile(
    r"\b(?:construid[ao]s?|a construir|construcao|constr|edificad[ao]s?|area util|privativ[ao]s?)\b"
)
"""Says that the built area is meant, not only the building."""
PARTICIPLE: Final = re.compile(r"(?:area )?(?:construid|edificad|privativ|projetad)[ao]s?\b")
PART: Final = re.compile(rf"\b(?:{_PART_WORDS})\b")
TOTAL: Final = re.compile(r"\b(?:area total|total|ao todo|no total|somando tudo|tudo)\b")

AFTER: Final = re.compile(
    r"^\s*(?P<sign>[(\-]\s*)?(?:so |apenas |somente )?"
    r"(?P<link>(?:de|da|do|das|dos|pra|para|p/|no|na|nos|nas) (?:a |o |as |os |um |uma )?)?"
    rf"(?:area (?:de |do |da |total )?)?(?P<word>(?P<lot>{_LOT_WORDS})|(?P<part>{_PART_WORDS})"
    rf"|(?P<near>{_NEARBY_WORDS})"
    rf"|(?P<built>{_BUILT_WORDS})|(?P<total>(?:de )?(?:area )?total|ao todo|no total))\b(?!\s?[:=])"
)
"""What stands right after a measure: "220 de construção", "450 m² do terreno", "40 m² (garagem)"."""

PER_FLOOR: Final = re.compile(
    r"\b(?:cada|por (?:andar|pavimento|piso|unidade|apartamento|apto|laje|bloco|torre|casa|loja|sala))\b"
)
UNITS: Final = re.compile(
    r"\b(?:[2-9]|[1-9][0-9]+|dois|duas|tres|quatro|cinco|seis|oito|dez|varios|varias) ?(?:casas|lojas|apartamentos"
    r"|aptos|unidades|blocos|torres|predios|kitnets|galpoes|sobrados|edificios)\b"
)
OF_SOMETHING: Final = re.compile(r"^\s*(?:de|do|da|dos|das) (?P<word>(?!area\b)[a-z]+)")
FLOORS: Final = re.compile(
    r"\b(?:(?:[2-9]|[1-9][0-9]|dois|duas|tres|quatro|cinco|varios) ?(?:pavimentos?|pavtos?|pav"
    r"|andar(?:es)?|pisos?|lajes?)"
    r"|[0-9]+ ?[oa] (?:andar|pavimento|piso)|(?:pavimentos|andares|pisos|lajes))\b"
)
CHANGING: Final = re.compile(
    r"\b(?:hoje|atual|atuais|atualmente|existentes?|era|eram|antes|antig[oa]|agora|ja tem|ja existe|originalmente)\b"
)
COMPARED: Final = re.compile(
    r"\b(?:metade|dobro|triplo|terco|vizinh\w+|meus? pais?|minha mae|irma\w*|sogr\w+|amig[oa]s?|outr[oa]s?|igual"
    r"|parecid[oa]s?|semelhantes?|similar|exemplo|referencia|anterior|inspirad[oa]|decorado)\b"
)
"""Speaks of another building, or of a part or multiple of the figure."""
EXTENDING: Final = re.compile(
    r"\+|\b(?:aument\w*|ampli\w*|acresc\w*|a mais|mais (?:uns |umas )?[0-9]+|expand\w*|somad[oa]s?"
    r"|fora (?:a|o|as|os)|alem)\b"
)

_KNOWN: Final = re.compile(
    r"a|o|as|os|e|de|da|do|das|dos|em|no|na|com|c|para|pra|por|que|um|uma|uns|umas|area|areas|total|totais"
    r"|metragem|tamanho|m2|m|mt|mts|m\^2|metro|metros|quadrado|quadrados|construida|construido|construidos"
    r"|construcao|construir|util|privativa|edificada|tem|ter|tera|vai|ser|sera|sao|ha|possui|possuo|medindo"
    r"|mede|cerca|aproximadamente|aprox|mais|ou|menos|torno|volta|mil|mq|x|cada|pavimento|pavimentos|andar"
    r"|andares|piso|pisos|quarto|quartos|suite|suites|banheiro|banheiros|vaga|vagas|pessoas|entre|ate|quase"
    r"|perto|faixa|acho|nao|sei|talvez|isso|seria|hectare|hectares|terreno|lote|tudo|todo|ao|quero|queremos"
    r"|gostaria|nosso|nossa|meu|minha|terrea|terreo|cem|cento|duzentos|duzentas|trezentos|trezentas"
    r"|quatrocentos|quatrocentas|quinhentos|quinhentas|seiscentos|seiscentas|setecentos|setecentas|oitocentos"
    r"|oitocentas|novecentos|novecentas|vinte|trinta|quarenta|cinquenta|sessenta|setenta|oitenta|noventa|dez"
    r"|onze|doze|treze|quatorze|catorze|quinze|dezesseis|dezessete|dezoito|dezenove|dois|duas|tres|quatro"
    r"|cinco|seis|sete|oito|nove|meio|meia"
)
_WORD = re.compile(r"[a-z]+")


def only_known_words(text: str) -> bool:
    """Whether a number without its unit can be trusted to be the area: nothing else is spoken of."""
    words = _WORD.findall(text)
    return all(_KNOWN.fullmatch(word) for word in words)
