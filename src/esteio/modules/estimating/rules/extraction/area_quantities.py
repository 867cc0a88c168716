"""The measures in an answer about area: how much, in what unit, and what they measure."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum, auto
from typing import Final

import msgspec

from esteio.modules.estimating.rules.extraction.area_words import (
    AFTER,
    BUILT,
    EXPLICIT,
    LOT,
    OF_SOMETHING,
    PART,
    PARTICIPLE,
    TOTAL,
)
from esteio.modules.estimating.rules.extraction.numerals import NEAR, Numeral, numerals_of


class Unit(Enum):
    """What stands after the number."""

    SQUARE = auto()
    LINEAR = auto()
    """ "metros", said for square metres more often than not."""
    HECTARE = auto()
    NONE = auto()


class Kind(Enum):
    """What a number is about."""

    BUILT = auto()
    TOTAL = auto()
    PLAIN = auto()
    """An area, it is not said of what."""
    LOT = auto()
    PART = auto()
    UNCLEAR = auto()
    """A number without explanation."""
    EXPLAINED = auto()
    """No area: rooms, people, money, time."""


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """One measure."""

    value: Decimal | None
    """m²; None when the number cannot be read."""
    unit: Unit
    kind: Kind
    rule: str
    written: str
    clear: bool
    attached: bool = False
    """Whether a word right beside it says that it measures the building."""
    explicit: bool = False
    """Whether that word says "construída" or the like."""
    of_something: str = ""
    """The unknown thing that it measures: "fachada" in "200 m² de fachada"."""
    unattached_part: bool = False
    """Whether a room is spoken of before it, though not right beside it."""


_SQUARE = (
    r"m(?:etros?|ts?|trs?)? ?\^2|m(?:etros?|ts?|trs?)?2(?![0-9])|\^2|mq\b"
    r"|m(?:etros?|ts?|trs?|\.)? ?(?:quadrad[oa]s?|quad|qd)\b"
)
_UNIT = re.compile(
    rf"\s?(?:(?P<square>{_SQUARE})|(?P<hectare>hectares?\b|ha\b)|(?P<other>km\b|cm\b|mm\b|alqueires?\b"
    rf"|acres?\b|pes\b|m3|m\^3)"
    r"|(?P<linear>m(?:etros?|ts?|trs?)?\b(?!\^3)))"
)
_COUNTED = re.compile(
    r"\s?(?:quartos?|qtos?|qts?|q\b|dorms?|dormitorios?|suites?|banheiros?|bwcs?|wcs?|lavabos?|vagas?"
    r"|carros?|pessoas?"
    r"|moradores|filh[oa]s?|criancas?|salas?|cozinhas?|ambientes?|comodos?|pavimentos?|pavtos?|pav\b"
    r"|andar(?:es)?|pisos?"
    r"|lajes?|blocos?|torres?|unidades?|aptos?|apartamentos?|casas?|lojas?|consultorios?|anos?"
    r"|mes(?:es)?\b|dias?|semanas?"
    r"|horas?|reais|%|o\b|a andar|litros?|leitos?|alunos?|funcionarios?|colaboradores|mesas?|lugares|cadeiras?|baias?"
    r"|estacoes|cachorros?|gatos?|portas?|janelas?|milhoes|closets?|varandas?|garagens|graus)"
)
_MONEY_BEFORE = re.compile(r"(?:r\$|reais|custo|orcamento|verba)\s*$")
_GLUED_AFTER = re.compile(r"[a-z]")
_DATE = re.compile(r"\b[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}\b|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b|\b[0-9]{5}-[0-9]{3}\b")
_TIMES = re.compile(r"\s?(?:x|por)\s")
_RANGE: Final = {
    "range": re.compile(r"\s?(?:-|a|ate|/)\s?(?:uns |umas )?"),
    "alternatives": re.compile(r"\s?ou\s(?:uns |umas )?"),
}
_BETWEEN = re.compile(r"\bentre (?:uns |umas )?$")
_OF_EACH = re.compile(r"\s?(?:de|com|c/|x|:|-)\s?(?:cerca de |aproximadamente |uns |umas |mais ou menos )?")
_FLOOR_NOUN = re.compile(r"\s?(?:pavimentos?|pavtos?|pav\b|andar(?:es)?|pisos?|lajes?)\b")
_UNIT_NOUN = re.compile(
    r"\s?(?:unidades?|aptos?|apartamentos?|casas?|lojas?|blocos?|torres?|salas comerciais|consultorios?"
    r"|galpoes|kitnets?)\b"
)
_EACH = re.compile(r"\s?(?:,|\()?\s?(?:por |em )?cada\b")
_CLAUSE = re.compile(r"[,;.!\n]")
_BETWEEN_WORD_AND_NUMBER = re.compile(
    r"(?:\s|[:=(\-~]|\b(?:a|o|de|da|do|e|com|c|tem|ter|tera|vai|ser|sera|ha|possui|medindo|mede|uns|umas|cerca|aprox"
    r"|aproximadamente|mais|ou|menos|em|torno|por|volta|quase|area|total|privativa|util|construida|terrea"
    r"|um|uma|seria"
    r"|dimensoes|medidas|entre|metragem|m2)\b)*"
)


class _Measure(msgspec.Struct, frozen=True):
    """A value that was put together from one numeral or several."""

    value: Decimal | None
    unit: Unit
    rule: str
    start: int
    end: int
    clear: bool
    explained: bool = False


def quantities_of(text: str) -> list[Quantity]:
    """The measures of a plain text, in order, each with what it measures."""
    text = _DATE.sub(lambda match: " " * len(match[0]), text)
    measures = _measures(text, numerals_of(text))
    found: list[Quantity] = []
    spoken_for = 0
    for place, measure in enumerate(measures):
        following = measures[place + 1].start if place + 1 < len(measures) else len(text)
        before, after = text[spoken_for : measure.start], text[measure.end : following]
        counted = place > 0 and measures[place - 1].explained
        quantity, taken = _in_context(measure, before, after, text[measure.start : measure.end], counted)
        found.append(quantity)
        spoken_for = measure.end + taken
    return found


def _measures(text: str, numerals: list[Numeral]) -> list[_Measure]:
    found: list[_Measure] = []
    place = 0
    while place < len(numerals):
        measure, used = _measure(text, numerals[place:])
        found.append(measure)
        place += used
    return found


def _measure(text: str, numerals: list[Numeral]) -> tuple[_Measure, int]:
    """The measure that begins with the first numeral, and how many numerals it took."""
    first = numerals[0]
    unit, end = _unit(text, first.end)
    if len(numerals) > 1:
        second = numerals[1]
        combined = (
            _dimensions(text, numerals, end)
            or _of_each(text, first, second)
            or _two_ends(text, first, second, unit, end)
        )
        if combined is not None:
            return combined
    if unit is None:
        explained = _COUNTED.match(text, first.end) or _MONEY_BEFORE.search(
            text[max(0, first.start - NEAR) : first.start]
        )
        glued = _GLUED_AFTER.match(text, first.end)
        return _Measure(
            first.value, Unit.NONE, "bare", first.start, first.end, first.clear and not glued, explained is not None
        ), 1
    if not isinstance(unit, Unit):
        return _Measure(None, Unit.NONE, "other-unit", first.start, end, clear=False), 1
    value = None if first.value is None else first.value * (10_000 if unit is Unit.HECTARE else 1)
    rule = "words" if first.in_words else "with-unit"
    return _Measure(value, unit, rule, first.start, end, first.clear), 1


_OTHER_UNIT: Final = "other"


def _unit(text: str, position: int) -> tuple[Unit | str | None, int]:
    match = _UNIT.match(text, position)
    if match is None:
        return None, position
    if match["square"]:
        return Unit.SQUARE, match.end()
    if match["hectare"]:
        return Unit.HECTARE, match.end()
    return (_OTHER_UNIT if match["other"] else Unit.LINEAR), match.end()


def _dimensions(text: str, numerals: list[Numeral], end: int) -> tuple[_Measure, int] | None:
    """ "12 x 25 m", "10 por 30": two sides. Three make a volume or a mistake and give no value."""
    factors = [numerals[0]]
    for numeral in numerals[1:]:
        between = _TIMES.match(text, end)
        if between is None or between.end() != numeral.start:
            break
        factors.append(numeral)
        end = _unit(text, numeral.end)[1]
    if len(factors) == 1:
        return None
    value: Decimal | None = None
    if len(factors) == 2 and factors[0].value is not None and factors[1].value is not None:
        value = factors[0].value * factors[1].value
    clear = all(factor.clear for factor in factors)
    return _Measure(value, Unit.SQUARE, "dimensions", factors[0].start, end, clear), len(factors)


def _of_each(text: str, count: Numeral, each: Numeral) -> tuple[_Measure, int] | None:
    """ "2 pavimentos de 120 m²": so many times so much."""
    floors, units = _FLOOR_NOUN.match(text, count.end), _UNIT_NOUN.match(text, count.end)
    noun = floors or units
    link = _OF_EACH.match(text, noun.end()) if noun else None
    if noun is None or link is None or link.end() != each.start or count.value is None or each.value is None:
        return None
    unit, end = _unit(text, each.end)
    if not isinstance(unit, Unit) or unit is Unit.HECTARE or count.value != int(count.value) or count.value < 2:
        return None
    said = _EACH.match(text, end)
    if not (said or link[0].strip().startswith(("de", "x"))):
        return None
    end = said.end() if said else end
    rule = "floors" if floors else "product-of-units"
    return _Measure(count.value * each.value, unit, rule, count.start, end, count.clear and each.clear), 2


def _two_ends(text: str, low: Numeral, high: Numeral, unit: Unit | str | None, end: int) -> tuple[_Measure, int] | None:
    """ "entre 180 e 200", "150 a 180 m²", "180 ou 200": the middle."""
    between = text[end : high.start]
    rule = next((name for name, pattern in _RANGE.items() if pattern.fullmatch(between)), None)
    if rule is None and between.strip() == "e" and _BETWEEN.search(text[max(0, low.start - NEAR) : low.start]):
        rule = "range"
    high_unit, high_end = _unit(text, high.end)
    if rule is None or _OTHER_UNIT in (unit, high_unit) or (high_unit is None and _COUNTED.match(text, high.end)):
        return None
    found = high_unit if isinstance(high_unit, Unit) else unit if isinstance(unit, Unit) else Unit.NONE
    value = middle(low, high)
    if value is not None and found is Unit.HECTARE:
        value *= 10_000
    return _Measure(value, found, rule, low.start, high_end, low.clear and high.clear), 2


def middle(low: Numeral, high: Numeral) -> Decimal | None:
    """The middle of two numbers; a scale said once goes for both ("entre 1 e 1,5 mil"). None when they do not fit."""
    if low.value is None or high.value is None:
        return None
    first = low.value
    if low.scale == 1 and high.scale > 1 and low.value < 1000:
        first = low.value * high.scale if low.value < high.bare_value else low.value * 1000
    return (first + high.value) / 2 if first < high.value else None


def _in_context(measure: _Measure, before: str, after: str, written: str, counted: bool) -> tuple[Quantity, int]:
    """The measure with what the words around it say, and how many characters after it were part of that."""
    after_kind, after_word, taken = (None, "", 0) if measure.explained else _kind_after(before, after)
    before_kind, attached, before_word = _kind_before(before, counted, measure.unit)
    kind = before_kind
    if after_kind is not None:
        kind = after_kind
        disagree = {before_kind, after_kind} in (
            {Kind.BUILT, Kind.LOT},
            {Kind.TOTAL, Kind.LOT},
            {Kind.BUILT, Kind.PART},
        )
        if attached and disagree and not EXPLICIT.search(after_word):
            kind = Kind.UNCLEAR
        attached = True
    if measure.explained:
        kind = Kind.EXPLAINED
    elif kind is Kind.PLAIN and measure.rule == "other-unit":
        kind = Kind.UNCLEAR
    if measure.unit is Unit.LINEAR and kind is Kind.PART:
        kind = Kind.EXPLAINED  # "3 metros de recuo", "300 metros da praia": a length
    something = OF_SOMETHING.match(after) if after_kind is None else None
    quantity = Quantity(
        value=measure.value,
        unit=measure.unit,
        kind=kind,
        rule=measure.rule,
        written=written.strip().replace("^2", "²").replace("^3", "³"),
        clear=measure.clear,
        attached=attached and kind in (Kind.BUILT, Kind.TOTAL),
        of_something=something["word"] if something else "",
        explicit=attached and EXPLICIT.search(f"{before_word} {after_word}") is not None,
        unattached_part=kind is Kind.PLAIN and PART.search(_without_counted_noun(before, counted)) is not None,
    )
    return quantity, taken


def _kind_after(before: str, after: str) -> tuple[Kind | None, str, int]:
    """What the words right after say, the word, and how far it reaches."""
    match = AFTER.match(after)
    if match is None:
        return None, "", 0
    link = match["link"] or ""
    kind = next(kind for group, kind in _AFTER_KINDS.items() if match[group])
    if link.startswith(("no", "na")) and not match["part"]:  # "200 m² na praia", "no terreno": where, not what
        return None, "", 0
    says_what = link or kind is Kind.TOTAL or PARTICIPLE.match(match["word"])
    if not says_what and any(pattern.search(before) for pattern in (LOT, BUILT, PART)):
        return None, "", 0  # "terreno 450, casa 220": the second word belongs to the second number
    return kind, match["word"], match.end()


_AFTER_KINDS: Final = {
    "lot": Kind.LOT,
    "part": Kind.PART,
    "near": Kind.PART,
    "total": Kind.TOTAL,
    "built": Kind.BUILT,
}


def _without_counted_noun(before: str, counted: bool) -> str:
    noun = _COUNTED.match(before) if counted else None
    return before[noun.end() :] if noun else before


def _kind_before(before: str, counted: bool, unit: Unit) -> tuple[Kind, bool, str]:
    """What the word before says, whether it stands right beside the number, and the word.

    `counted` is whether a number stands before these words, so that their first one may be what it counts.
    """
    last: re.Match[str] | None = None
    kind = Kind.PLAIN
    for candidate, pattern in ((Kind.LOT, LOT), (Kind.PART, PART), (Kind.BUILT, BUILT), (Kind.TOTAL, TOTAL)):
        for match in pattern.finditer(before):
            if last is None or match.end() > last.end() or (match.end() == last.end() and match.start() < last.start()):
                last, kind = match, candidate
    if last is None:
        return Kind.PLAIN, False, ""
    between = before[last.end() :]
    if _CLAUSE.search(between) or not _BETWEEN_WORD_AND_NUMBER.fullmatch(between):
        return Kind.PLAIN, False, ""
    if counted and not before[: last.start()].strip() and not between.strip().startswith("de"):
        return Kind.PLAIN, False, ""  # "3 quartos, 200 m²", "3 quartos com 200 m²" but not "3 quartos de 12 m²"
    if unit is Unit.NONE and not between.strip() and kind is Kind.BUILT and not EXPLICIT.fullmatch(last[0]):
        return Kind.PLAIN, False, ""  # "casa 12" may be an address
    return kind, True, last[0]
