"""Where the works will be: city and state.

A city alone does not say its state (there is a Palmas in Paraná too), except for the capitals and nicknames that
nobody else has. No table of the 5,570 municipalities is kept: a city is taken as written, and its state must be said.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

import msgspec

from esteio.brazil import cep
from esteio.brazil.errors import InvalidPostalCode
from esteio.brazil.folding import fold
from esteio.brazil.uf import STATES, find_state
from esteio.modules.estimating.rules.extraction.extracted import (
    ASK,
    BARE,
    CLEAR,
    EXACT,
    ROUGH,
    AnswerValue,
    DoubtfulReading,
    Reading,
)
from esteio.modules.estimating.rules.extraction.plain_text import HEDGED, NEGATED

_LETTERS = frozenset(state.uf for state in STATES)
_CAPITALS: Final = {fold(state.capital): (state.capital, state.uf) for state in STATES}
_SHARED_CAPITAL_NAMES: Final = frozenset(
    {"palmas", "belem", "boa vista", "campo grande", "rio branco", "natal", "salvador"}
)
"""Other states have a municipality of this name, or it is a common word."""
_NICKNAMES: Final = {
    "sampa": ("São Paulo", "SP"),
    "sao paulo capital": ("São Paulo", "SP"),
    "sp capital": ("São Paulo", "SP"),
    "rio": ("Rio de Janeiro", "RJ"),
    "bh": ("Belo Horizonte", "MG"),
    "floripa": ("Florianópolis", "SC"),
    "poa": ("Porto Alegre", "RS"),
    "cwb": ("Curitiba", "PR"),
    "bsb": ("Brasília", "DF"),
}
_CEP = re.compile(r"(?<![0-9])(?:cep:?\s*)?([0-9]{2}\.?[0-9]{3}-[0-9]{3})(?![0-9])", re.IGNORECASE)
_LETTERS_AT_END = re.compile(r"(?P<mark>\s*[-–—/,(|]\s*|\s+)(?P<uf>[A-Za-z]{2})\s*\)?[\s.]*$")
_PIECES = re.compile(r"\s*[,/|()\n;]\s*|\s+[-–—]\s+")
_LETTERS_THAT_ARE_WORDS = frozenset({"SE", "TO", "AM", "MA", "PA", "ES", "PE", "AL", "AC", "CE", "PI", "RO", "AP"})
_VAGUE = re.compile(
    r"\b(?:interior|litoral|regiao|grande|zona|perto|proximo|norte|sul|leste|oeste|entre|capital|varias|qualquer|ou"
    r"|bairro|rua|avenida|av|condominio|serra|vale do|alphaville|centro)\b"
)
_NOTHING = re.compile(
    r"(?:nao|n|nao sei|n sei|a definir|ainda nao|nenhum[a]?|indefinid[oa]|tanto faz|brasil|(?:em )?breve|logo"
    r"|depois|[-?.x]+)[\s.!?]*"
)
_LEADING = re.compile(
    r"^(?:(?:fica|sera|vai ser|e|é|será|moro|estamos|estou|obra|a obra|cidade|localizad[oa]|aqui)\s*:?\s+)*"
    r"(?:(?:em|na|no|de)\s+)?",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][^\W\d_ .'’\-]*(?:[ .'’\-]+[^\W\d_]+)*")
_SMALL_WORDS = frozenset({"de", "da", "do", "das", "dos", "e", "em", "na", "no"})
_LONGEST_CITY = 40
_LONGEST_TEXT = 300
"""Characters; more is a story, not a place."""


class Place(msgspec.Struct, frozen=True):
    """What one answer says about the place."""

    city: Reading | None
    uf: Reading | None


def read_place(value: AnswerValue, *, asks_for_state: bool) -> Place:
    """City and state of an answer; `asks_for_state` when the question is about the state, so "São Paulo" is that."""
    text = value.strip() if isinstance(value, str) else ""
    if len(text) > _LONGEST_TEXT or not says_something(text):
        return Place(None, None)
    if asks_for_state and (state := find_state(text)) is not None:
        return Place(None, Reading(state.uf, EXACT if text in _LETTERS else CLEAR, "state"))
    postal = _uf_of_postal_code(text)
    rest = _LEADING.sub("", _CEP.sub(" ", text).strip(" ,.-;"))
    place = _of_words(rest, text) if rest else Place(None, None)
    if postal is None:
        return place
    if place.uf is not None and place.uf.value != postal:
        doubts = DoubtfulReading(ASK)
        doubts.limit(ASK, f"o CEP é de {postal}")
        return Place(place.city, doubts.reading(place.uf.value, "state"))
    return Place(place.city, Reading(postal, CLEAR, "postal-code"))


def says_something(text: str) -> bool:
    """False for an empty answer and for "não sei", "a definir" and the like."""
    return bool(text.strip()) and _NOTHING.fullmatch(fold(text)) is None


def _of_words(rest: str, text: str) -> Place:
    known = _NICKNAMES.get(fold(rest)) or _CAPITALS.get(fold(rest))
    if known is not None:
        certainty = ASK if fold(rest) in _SHARED_CAPITAL_NAMES else BARE
        uf_doubts, city_doubts = DoubtfulReading(certainty), DoubtfulReading(BARE)
        uf_doubts.limit(certainty, "há cidades com este nome em mais de um estado")
        for doubts in (uf_doubts, city_doubts):
            _doubt_the_sentence(fold(text), doubts)
        return Place(city_doubts.reading(known[0], "capital"), uf_doubts.reading(known[1], "capital"))
    if (state := find_state(rest)) is not None:
        doubts = DoubtfulReading(BARE)
        _doubt_the_sentence(fold(text), doubts)
        return Place(None, doubts.reading(state.uf, "state"))
    pieces, uf, certainty = _split(rest)
    uf_doubts = DoubtfulReading(certainty)
    _doubt_the_sentence(fold(text), uf_doubts)
    city = _city(pieces, uf is not None, text)
    if city is not None and uf in ("SP", "RJ") and find_state(_PIECES.split(rest)[-1]) and rest[-2:].upper() != uf:
        # "Campinas, São Paulo" or "Pinheiros, São Paulo": the state's name is a city's too
        doubts = DoubtfulReading(ASK)
        doubts.limit(ASK, f"“{city.value}” pode ser um bairro da capital")
        city = doubts.reading(city.value, city.rule)
    return Place(city, uf_doubts.reading(uf, "state") if uf else None)


def _split(text: str) -> tuple[list[str], str | None, Decimal]:
    """The pieces before the state, the state, and how sure the state is."""
    match = _LETTERS_AT_END.search(text)
    if match and match["uf"].upper() in _LETTERS and match.start() > 0:
        in_capitals, marked = match["uf"].isupper() and not text.isupper(), bool(match["mark"].strip())
        is_word = match["uf"].upper() in _LETTERS_THAT_ARE_WORDS
        if marked or in_capitals or not is_word:
            certainty = CLEAR if marked or in_capitals else ROUGH
            return _pieces(text[: match.start()]), match["uf"].upper(), certainty
    pieces = _pieces(text)
    state = find_state(pieces[-1]) if len(pieces) > 1 else None
    return (pieces[:-1], state.uf, CLEAR) if state else (pieces, None, CLEAR)


def _pieces(text: str) -> list[str]:
    return [piece.strip(" .") for piece in _PIECES.split(text) if piece.strip(" .")]


def _city(pieces: list[str], named_state: bool, text: str) -> Reading | None:
    """The last piece, as a name; None when it cannot be a city."""
    if not pieces:
        return None
    written = _LEADING.sub("", pieces[-1])
    words = fold(written).split()
    if not words or len(written) > _LONGEST_CITY or words[-1] in _SMALL_WORDS or not _NAME.fullmatch(written):
        return None
    doubts = DoubtfulReading(CLEAR if named_state else BARE)
    if len(pieces) > 1:
        doubts.limit(ASK, "a resposta traz mais de um lugar")
    known = _CAPITALS.get(fold(written)) or _NICKNAMES.get(fold(written))
    if known is None and (_VAGUE.search(fold(written)) or len(words) > 5):
        doubts.limit(ASK, "não parece o nome de uma cidade")
    _doubt_the_sentence(fold(text), doubts)
    return doubts.reading(known[0] if known else _as_name(written), "city")


def _as_name(written: str) -> str:
    """ "CAMPINAS" and "são josé dos campos" with the capitals of a name; what has its own capitals stays."""
    if not (written.islower() or written.isupper()):
        return " ".join(written.split())
    words = written.lower().split()
    return " ".join(word if word in _SMALL_WORDS else word[:1].upper() + word[1:] for word in words)


def _uf_of_postal_code(text: str) -> str | None:
    match = _CEP.search(text)
    try:
        return cep.uf(match[1]) if match else None
    except InvalidPostalCode:
        return None


def _doubt_the_sentence(text: str, doubts: DoubtfulReading) -> None:
    if HEDGED.search(text) or NEGATED.search(text) or re.search(r"\bou\b", text):
        doubts.limit(ASK, "quem respondeu não tem certeza")
