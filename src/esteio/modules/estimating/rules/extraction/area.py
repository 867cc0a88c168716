"""The area to be designed, in m².

Every number of the answer must have an explanation (an area, a lot, a room, a count, a date, money); one that has
none is a reason to ask, and so is everything that could be meant otherwise. What is measured of the lot is never
taken for the building.
"""

from __future__ import annotations

import re
from decimal import Decimal

from esteio.brazil.numbers import format_decimal
from esteio.modules.estimating.rules.extraction.area_quantities import Kind, Quantity, Unit, quantities_of
from esteio.modules.estimating.rules.extraction.area_words import (
    CHANGING,
    COMPARED,
    EXTENDING,
    FLOORS,
    LOT,
    PART,
    PER_FLOOR,
    TOTAL,
    UNITS,
    only_known_words,
)
from esteio.modules.estimating.rules.extraction.extracted import (
    ASK,
    BARE,
    CLEAR,
    EXACT,
    GUESS,
    ROUGH,
    AnswerValue,
    DoubtfulReading,
    Reading,
    Unreadable,
)
from esteio.modules.estimating.rules.extraction.numerals import tidy
from esteio.modules.estimating.rules.extraction.plain_text import (
    APPROXIMATE,
    CEILING,
    CONTRASTED,
    FLOOR,
    HEDGED,
    NEGATED,
    as_text,
    plain,
)

MAX_AREA_M2 = Decimal(100_000)
"""A larger one is refused: no project of these studios comes near it, a typing error does."""
_SMALLEST_USUAL_M2 = Decimal(10)
_LARGEST_BARE_M2 = Decimal(10_000)
_SMALLEST_BARE_M2 = Decimal(20)
_LONGEST_SURE = 30
"""Words; a longer answer tells a story, and a person should see what it says."""
_YEARS = range(1950, 2051)
_SQUARE_METRES = re.compile(r"\^2|m[a-z]{0,6}2|quad|\bmq\b")
_LIMIT = re.compile(rf"{CEILING.pattern}|{FLOOR.pattern}|^entre\b")


def read_area(value: AnswerValue) -> Reading | Unreadable | None:
    """The area that the answer to a question about it gives; None when it gives no number."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        return _refusal(number) or _plausible(number, DoubtfulReading(EXACT)).reading(tidy(number), "area-number")
    text = plain(as_text(value))
    return _decide(text, quantities_of(text))


def read_area_in_passing(value: AnswerValue) -> Reading | None:
    """The area that an answer to some other question states as a whole with its unit ("casa de 200 m²")."""
    if not isinstance(value, str):
        return None
    text = plain(value)
    if not _SQUARE_METRES.search(text):
        return None
    quantities = quantities_of(text)
    if not any(q.kind in (Kind.BUILT, Kind.TOTAL) and q.unit is Unit.SQUARE for q in quantities):
        return None
    reading = _decide(text, quantities)
    return reading if isinstance(reading, Reading) else None


def show_area(area_m2: Decimal) -> str:
    """190 m², 1.200,5 m²."""
    return f"{format_decimal(area_m2)} m²"


def _decide(text: str, quantities: list[Quantity]) -> Reading | Unreadable | None:
    areas = [q for q in quantities if q.kind is not Kind.EXPLAINED]
    if not areas:
        return None
    chosen = _whole(areas)
    if not chosen:
        return Unreadable(_why_no_whole(areas))
    best = chosen[0]
    if best.value is None:
        return Unreadable(f"não dá para entender o número “{best.written}”")
    if refused := _refusal(best.value):
        return refused
    doubts = DoubtfulReading(CLEAR)
    _doubt_the_number(best, doubts)
    _doubt_the_unit(best, text, doubts)
    _doubt_the_sentence(best, text, doubts)
    _doubt_the_rest(best, areas, text, doubts)
    return _plausible(best.value, doubts).reading(tidy(best.value), f"area-{best.rule}")


def _whole(areas: list[Quantity]) -> list[Quantity]:
    """The quantities that may be the whole area and say so most plainly, those with a unit first."""
    for kind in (Kind.BUILT, Kind.TOTAL, Kind.PLAIN):
        if chosen := [q for q in areas if q.kind is kind]:
            return sorted(chosen, key=lambda q: (q.unit is Unit.NONE, q.rule == "dimensions"))
    return []


def _why_no_whole(areas: list[Quantity]) -> str:
    first = areas[0]
    shown = show_area(first.value) if first.value is not None else f"“{first.written}”"
    if first.kind is Kind.LOT:
        return f"a resposta dá o terreno ({shown}), não a área construída"
    if first.kind is Kind.PART:
        return f"a resposta mede só uma parte ({shown})"
    return f"não dá para saber o que “{first.written}” mede"


def _refusal(area_m2: Decimal) -> Unreadable | None:
    if not area_m2.is_finite() or area_m2 <= 0:
        return Unreadable("a área precisa ser maior que zero")
    if area_m2 > MAX_AREA_M2:
        return Unreadable("o número passa de 100.000 m², o máximo aceito")
    return None


def _plausible(area_m2: Decimal, doubts: DoubtfulReading) -> DoubtfulReading:
    if area_m2 < _SMALLEST_USUAL_M2:
        doubts.limit(ASK, "é pequena demais para um projeto")
    if area_m2 != round(area_m2, 2):
        doubts.limit(ASK, "tem mais de duas casas decimais")
    return doubts


def _doubt_the_number(best: Quantity, doubts: DoubtfulReading) -> None:
    if not best.clear:
        doubts.limit(GUESS, f"“{best.written}” pode ser lido de mais de um jeito")
    match best.rule:
        case "range":
            doubts.limit(GUESS, "a resposta dá uma faixa; tomamos o meio dela")
        case "alternatives":
            doubts.limit(GUESS, "a resposta dá alternativas; tomamos o meio delas")
        case "product-of-units":
            doubts.limit(ASK, "multiplicamos as unidades pela área de cada uma, sem áreas comuns")
        case "floors":
            doubts.limit(ROUGH)
        case _:
            pass


def _doubt_the_unit(best: Quantity, text: str, doubts: DoubtfulReading) -> None:
    match best.unit:
        case Unit.SQUARE:
            return
        case Unit.LINEAR:
            doubts.limit(ROUGH)
        case Unit.HECTARE:
            doubts.limit(GUESS, "hectare costuma medir terreno")
        case Unit.NONE:
            doubts.limit(BARE)
            if best.value is not None and best.value > _LARGEST_BARE_M2:
                doubts.limit(ASK, "é um número grande e sem unidade")
            if best.value is not None and best.value < _SMALLEST_BARE_M2:
                doubts.limit(ASK, "é um número pequeno e sem unidade")
            if best.value in _YEARS and "." not in best.written:
                doubts.limit(ASK, "parece um ano")
    if not best.attached and not only_known_words(text):
        doubts.limit(ASK, f"não está claro que “{best.written}” seja a área")


def _doubt_the_sentence(best: Quantity, text: str, doubts: DoubtfulReading) -> None:
    if APPROXIMATE.search(text):
        doubts.limit(ROUGH)
    if HEDGED.search(text):
        doubts.limit(ASK, "quem respondeu não tem certeza")
    if CONTRASTED.search(text):
        doubts.limit(ASK, "a resposta faz uma ressalva")
    if best.rule not in ("range", "alternatives") and _LIMIT.search(text):
        doubts.limit(ASK, "a resposta dá um limite, não a área")
    if NEGATED.search(text):
        doubts.limit(ASK, "a resposta tem uma negação")
    if CHANGING.search(text):
        doubts.limit(ASK, "a resposta fala da área de hoje ou de antes")
    if COMPARED.search(text):
        doubts.limit(ASK, "a resposta compara com outra área")
    if len(text.split()) > _LONGEST_SURE:
        doubts.limit(ASK, "a resposta é longa e fala de outras coisas")
    if EXTENDING.search(text):
        doubts.limit(ASK, "a resposta fala de ampliar ou somar")
    if PER_FLOOR.search(text) and best.rule != "floors":
        doubts.limit(ASK, "a área pode ser de cada pavimento ou unidade")
    elif FLOORS.search(text) and best.rule != "floors" and best.kind is not Kind.TOTAL and not best.explicit:
        doubts.limit(ASK, "a área pode ser de um só pavimento")
    if UNITS.search(text) and best.rule != "product-of-units":
        doubts.limit(ASK, "a área pode ser de cada unidade")
    if best.rule in ("floors", "product-of-units") and TOTAL.search(text):
        doubts.limit(ASK, "a área dada pode já ser a total")
    if best.of_something:
        doubts.limit(ASK, f"a medida é de “{best.of_something}”")
    if "%" in text:
        doubts.limit(ASK, "há uma porcentagem na resposta")
    if text.startswith("-") and text[1:2].isdigit():
        doubts.limit(ASK, "o número tem sinal de menos")


def _doubt_the_rest(best: Quantity, areas: list[Quantity], text: str, doubts: DoubtfulReading) -> None:
    rivals = [
        q for q in areas if q.kind in (Kind.BUILT, Kind.TOTAL, Kind.PLAIN, Kind.UNCLEAR) and q.value != best.value
    ]
    if rivals:
        named = " e ".join(f"“{q.written}”" for q in (best, *rivals))
        doubts.limit(GUESS, f"há mais de um número na resposta ({named})")
    if not best.explicit and any(q.rule == "dimensions" and q.kind is not Kind.LOT for q in areas):
        doubts.limit(ASK, "há duas medidas na resposta, que podem ser do terreno")
    if best.kind is not Kind.PLAIN:
        return
    if LOT.search(text):
        doubts.limit(ASK, "a resposta fala também do terreno")
    if best.unattached_part or (PART.search(text) and best.unit is not Unit.SQUARE):
        doubts.limit(ASK, "a resposta fala de uma parte do imóvel")
