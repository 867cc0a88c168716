"""Answers in a form that patterns can read, and the words that make any answer less sure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from esteio.brazil.folding import fold
from esteio.brazil.numbers import format_decimal
from esteio.modules.estimating.rules.extraction.extracted import AnswerValue

_SIGNS = str.maketrans(
    {"²": "^2", "³": "^3", "–": "-", "—": "-", "−": "-", "‑": "-", "×": "x", "✕": "x", "_": " ", "≈": "~", "±": "~"}
)
_HALF_AFTER_DIGIT = re.compile(r"(?<=[0-9])\s?½")
_UNUSUAL = re.compile(r"[^\x20-\x7e\u00c0-\u024f]")
"""All but printable ASCII and Latin letters, which need no second look."""
_BETWEEN_FACTORS = re.compile(r"(?<=[0-9m])\s*[x*]\s*(?=[0-9])")

_LEGIBLE = 10**15

HEDGED = re.compile(
    r"\?|\b(?:acho|achamos|talvez|creio|imagino|suponho|chute|chutando|depende|dependendo|pode ser|quem sabe|sera que"
    r"|(?:nao|n|num) (?:sei|lembro|tenho certeza|temos certeza|faco ideia|tenho ideia)"
    r"|(?:a|falta|preciso|vou|tem que|precisa|vamos) (?:confirmar|verificar|medir|conferir|ver)"
    r"|salvo engano|se nao me engano|sem certeza|indefinid[oa]|nao definid[oa])\b"
)
"""The person is not sure themselves."""
APPROXIMATE = re.compile(
    r"~|\+ ?/? ?-|\b(?:uns|umas|aprox\w*|cerca|mais ou menos|em torno|por volta|na faixa|na casa d[oe]s?|perto de"
    r"|quase|estimad[oa]s?|por ai|em media|media de|beirando|proximo (?:de|a|dos?)|redondo)\b"
)
"""A round figure, meant as the value."""
CEILING = re.compile(r"\b(?:ate|maxim[oa]|max|teto|limite|no maximo|menos (?:de|que)|abaixo|inferior a|menor que)\b")
"""The value is the most that it may be."""
FLOOR = re.compile(
    r"\b(?:minim[oa]|min|pelo menos|mais (?:de|que)|acima|a partir|superior a|maior que|passa[r]? de|ultrapass\w*"
    r"|no minimo)\b"
)
"""The value is the least that it may be."""
CONTRASTED = re.compile(r"\b(?:mas|porem|entretanto|pode (?:ser|aumentar|diminuir|variar|mudar|chegar|crescer))\b")
"""A figure is given and then taken back or changed."""
NEGATED = re.compile(r"\b(?:nao|nem|nunca|jamais|nada)\b")

_YES = re.compile(
    r"(?:sim|s|ss|yes|claro|com certeza|quero|queremos|vai ter|tera|tem|terei|teremos|isso|obvio|positivo)"
    r"(?: (?:sim|claro|quero|com certeza|por favor))?[\s.!,]*"
)
_NO = re.compile(
    r"(?:nao|n|nn|no|nenhum[a]?|nada|negativo|nunca|nem|sem)"
    r"(?: (?:nao|quero|queremos|tera|vai ter|tem|precisa|preciso|obrigad[oa]))*[\s.!,]*"
)


def plain(text: str) -> str:
    """The text in small letters without accents, with one form for each dash, multiplication sign and square.

    "²" becomes "^2" and never a digit of the number before it; other signs that Unicode counts as numbers
    ("①", "٣") become "#", which no pattern takes for a digit.
    """
    text = _HALF_AFTER_DIGIT.sub(",5", text).replace("½", "0,5").translate(_SIGNS)
    cleaned = _UNUSUAL.sub(_readable, text)
    return _BETWEEN_FACTORS.sub(" x ", fold(cleaned)).replace(" por cento", "%")


def as_text(value: AnswerValue) -> str:
    """An answer as a person would write it: numbers with a comma, "Sim" and "Não", options joined."""
    match value:
        case None:
            return ""
        case bool():
            return "Sim" if value else "Não"
        case int():
            return format_decimal(Decimal(value)) if abs(value) < _LEGIBLE else "um número enorme"
        case Decimal():
            legible = value.is_finite() and abs(value) < _LEGIBLE
            return format_decimal(value) if legible else "um número enorme"
        case str():
            return value
        case Sequence():
            return "; ".join(value)


def yes_or_no(value: AnswerValue) -> bool | None:
    """True or False for an answer that is nothing but a yes or a no; None for any other."""
    if isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return None
    text = plain(value)
    if _YES.fullmatch(text):
        return True
    return False if _NO.fullmatch(text) else None


def _readable(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\n":
        return ". "
    if unicodedata.category(char) in ("Cf", "Cc"):  # invisible: joins nothing
        return " "
    return "#" if unicodedata.numeric(char, None) is not None else char
