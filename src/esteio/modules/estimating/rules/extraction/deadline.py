"""The deadline, in whole weeks from today.

What is said in months or as a date is counted on the calendar and rounded down: a week begun is not a week
left. Who says that there is no hurry, or that it is urgent, gives no deadline.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import msgspec

from esteio.modules.estimating.rules.extraction.extracted import (
    ASK,
    CLEAR,
    EXACT,
    GUESS,
    ROUGH,
    AnswerValue,
    DoubtfulReading,
    Reading,
    Unreadable,
)
from esteio.modules.estimating.rules.extraction.numerals import NEAR, Numeral, numerals_of
from esteio.modules.estimating.rules.extraction.plain_text import (
    APPROXIMATE,
    CONTRASTED,
    FLOOR,
    HEDGED,
    NEGATED,
    as_text,
    plain,
)
from esteio.modules.estimating.rules.extraction.target_dates import blank_targets, targets_of

MAX_WEEKS = 1040
"""Twenty years; a longer deadline is a mistake."""

_UNITS: Final = {
    "dia": re.compile(r"\s?(?:dias?|d)\b(?! ?uteis)"),
    "dia util": re.compile(r"\s?dias? uteis\b"),
    "semana": re.compile(r"\s?(?:semanas?|sem)\b"),
    "quinzena": re.compile(r"\s?quinzenas?\b"),
    "mes": re.compile(r"\s?(?:mes(?:es)?|m)\b(?!\^)"),
    "bimestre": re.compile(r"\s?bimestres?\b"),
    "trimestre": re.compile(r"\s?trimestres?\b"),
    "semestre": re.compile(r"\s?semestres?\b"),
    "ano": re.compile(r"\s?anos?\b"),
}
_MONTHS_IN: Final = {"mes": 1, "bimestre": 2, "trimestre": 3, "semestre": 6, "ano": 12}
_ARTICLE = re.compile(r"\b(?:um|uma)(?= (?:dia|semana|quinzena|mes|bimestre|trimestre|semestre|ano)\b)")
_HALF = re.compile(r"\b(?:meio|meia)(?= (?:mes|ano)\b)")
_AND_A_HALF = re.compile(r"\s?e mei[oa]\b")
_BETWEEN_ENDS = re.compile(r"\s?(?:-|a|ate|/|ou|e)\s?")
_AND = re.compile(r"\s?(?:,|e|mais|\+)\s?")
_NO_DEADLINE = re.compile(
    r"\b(?:quanto antes|mais (?:rapido|breve|cedo)|urgen\w*|(?:pra|para) ontem|asap|imediat\w*|logo"
    r"|sem (?:pressa|prazo|data)"
    r"|(?:nao|n) (?:tem|tenho|ha|temos|existe|sei|sabemos|definim\w*|definid\w*|se aplica)|flexivel"
    r"|a combinar|a definir"
    r"|indefinid\w*|tanto faz|quando (?:der|puder|ficar|estiver)|em aberto|nenhum|livre|indiferente"
    r"|tranquilo|qualquer)\b"
    r"|^(?:nao|n|-|\?|x|nada|n/a)?[\s.!]*$"
)
_OF_THE_WORKS = re.compile(
    r"\b(?:obras?|mudar|mudanca|morar|inaugur\w*|casamento|abrir|abertura|pront[oa]|constru\w*|chaves"
    r"|entrega d[ao])\b"
)
_PAST = re.compile(r"\b(?:faz|ha|desde|fazem)\b")
_STARTING = re.compile(r"\b(?:a partir|depois|apos|comec\w*|inici\w*|so em|somente em)\b")


class _Span(msgspec.Struct, frozen=True):
    days: int
    rule: str
    written: str
    clear: bool
    end: int


def read_deadline(value: AnswerValue, question_text: str, today: date) -> Reading | Unreadable | None:
    """The weeks that the answer gives; None when it gives no deadline on purpose or says nothing."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | Decimal):
        return _read_number(Decimal(value), plain(question_text), today)
    return _read_text(plain(as_text(value)), plain(question_text), today)


def show_deadline(weeks: int) -> str:
    """1 semana, 26 semanas."""
    return f"{weeks} semana{'s' if weeks != 1 else ''}"


def _read_number(number: Decimal, question: str, today: date) -> Reading | Unreadable:
    """A number field is in weeks, as templates must have it, unless the question says another unit."""
    if not number.is_finite() or not 0 < number <= 10_000:
        return Unreadable("o número não pode ser um prazo")
    unit = _unit_of_question(question) or "semana"
    doubts = DoubtfulReading(EXACT)
    if number != int(number):
        doubts.limit(ASK, "o número tem fração")
    if unit != "semana":
        doubts.limit(ROUGH)
    return _in_weeks(_days(number, unit, today), doubts, "deadline-number")


def _read_text(text: str, question: str, today: date) -> Reading | Unreadable | None:
    targets = targets_of(text, today)
    remainder = _HALF.sub("0,5", _ARTICLE.sub("1", blank_targets(text)))
    spans, unexplained = _spans(remainder, question, today)
    if not targets and not spans:
        if unexplained:
            return Unreadable(f"não está claro em que unidade está “{unexplained[0]}”")
        if not text or _NO_DEADLINE.search(text):
            return None
        return Unreadable("não dá para tirar um prazo da resposta")
    doubts = DoubtfulReading(CLEAR)
    found = [(target.day - today).days for target in targets] + [span.days for span in spans]
    if targets:
        first = targets[0]
        rule = first.rule
        doubts.limit(first.certainty, "a data pode ser entendida de mais de um jeito")
        if first.day <= today:
            return Unreadable("a data já passou")
    else:
        rule = spans[0].rule
        if rule == "range":
            doubts.limit(GUESS, "a resposta dá uma faixa; tomamos o meio dela")
        elif not spans[0].clear:
            doubts.limit(GUESS, f"“{spans[0].written}” pode ser entendido de mais de um jeito")
    if len(set(found)) > 1:
        doubts.limit(GUESS, "há mais de um prazo na resposta")
    if unexplained:
        doubts.limit(ASK, f"não está claro o que é “{unexplained[0]}”")
    _doubt_the_sentence(text, doubts)
    return _in_weeks(found[0], doubts, f"deadline-{rule}")


def _doubt_the_sentence(text: str, doubts: DoubtfulReading) -> None:
    if APPROXIMATE.search(text):
        doubts.limit(ROUGH)
    if HEDGED.search(text) or NEGATED.search(text):
        doubts.limit(ASK, "quem respondeu não tem certeza")
    if CONTRASTED.search(text):
        doubts.limit(ASK, "a resposta faz uma ressalva")
    if _PAST.search(text):
        doubts.limit(ASK, "a resposta fala de tempo que já passou")
    if FLOOR.search(text) or _STARTING.search(text):
        doubts.limit(ASK, "a resposta dá um começo ou um mínimo, não o fim")
    if _OF_THE_WORKS.search(text):
        doubts.limit(ASK, "o prazo parece ser da obra ou da mudança, não do projeto")


def _in_weeks(days: int, doubts: DoubtfulReading, rule: str) -> Reading | Unreadable:
    weeks = days // 7
    if weeks > MAX_WEEKS:
        return Unreadable("o prazo passa de vinte anos")
    if weeks < 1:
        doubts.limit(ASK, "é menos de uma semana")
    return doubts.reading(max(weeks, 1), rule)


def _spans(text: str, question: str, today: date) -> tuple[list[_Span], list[str]]:
    """The durations of a text, and the numbers in it that are none."""
    spans: list[_Span] = []
    unexplained: list[str] = []
    numerals = numerals_of(text)
    place = 0
    while place < len(numerals):
        span = _range(text, numerals, place, today) or _duration(text, numerals, place, today)
        if span is None:
            unexplained.append(text[numerals[place].start : numerals[place].end])
            place += 1
            continue
        spans.append(span)
        while place < len(numerals) and numerals[place].start < span.end:
            place += 1
    unit = _unit_of_question(question)
    if not spans and len(numerals) == 1 and unit and (value := numerals[0].value) is not None and 0 < value <= 10_000:
        clear = numerals[0].clear and numerals[0].end - numerals[0].start == len(text.strip())
        return [_Span(_days(value, unit, today), "unit-of-question", unexplained[0], clear, len(text))], []
    return spans, unexplained


def _duration(text: str, numerals: list[Numeral], place: int, today: date) -> _Span | None:
    """ "6 meses", "1 ano e 6 meses", "2 meses e meio"."""
    days, end, clear = 0, -1, True
    start = numerals[place].start
    for numeral in numerals[place:]:
        if end >= 0 and not _AND.fullmatch(text[end : numeral.start]):
            break
        unit = _unit_after(text, numeral.end)
        if unit is None or numeral.value is None or not 0 < numeral.value <= 10_000:
            break
        name, unit_end = unit
        value = numeral.value
        if half := _AND_A_HALF.match(text, unit_end):
            value, unit_end = value + Decimal("0.5"), half.end()
        days += _days(value, name, today)
        clear, end = clear and numeral.clear, unit_end
    return _Span(days, "duration", text[start:end], clear, end) if end >= 0 else None


def _range(text: str, numerals: list[Numeral], place: int, today: date) -> _Span | None:
    """ "3 a 4 meses", "entre 6 e 8 meses": the middle, for a person to confirm."""
    if place + 1 >= len(numerals):
        return None
    low, high = numerals[place], numerals[place + 1]
    own = _unit_after(text, low.end)
    between = text[own[1] if own else low.end : high.start]
    unit = _unit_after(text, high.end)
    if unit is None or low.value is None or high.value is None or not _BETWEEN_ENDS.fullmatch(between):
        return None
    if between.strip() == "e" and not text[max(0, low.start - NEAR) : low.start].rstrip().endswith("entre"):
        return None
    if not 0 < low.value < high.value <= 10_000:
        return None
    days = (_days(low.value, own[0] if own else unit[0], today) + _days(high.value, unit[0], today)) // 2
    return _Span(days, "range", text[low.start : unit[1]], clear=False, end=unit[1])


def _unit_after(text: str, position: int) -> tuple[str, int] | None:
    for name, pattern in _UNITS.items():
        if match := pattern.match(text, position):
            return name, match.end()
    return None


def _unit_of_question(question: str) -> str | None:
    """The one unit that the question names, as in "Prazo (em meses)"; None when it names none or several."""
    named = {name for name in ("dia", "semana", "mes", "ano") if re.search(rf"\b(?:{name}s?|{name}es)\b", question)}
    return named.pop() if len(named) == 1 else None


def _days(value: Decimal, unit: str, today: date) -> int:
    if unit == "semana":
        return int(value * 7)
    if unit == "dia util":
        return int(value * 7 / 5)  # five a week; holidays lengthen it, and rounding down errs to the safe side
    if unit == "quinzena":
        return int(value * 15)
    if unit == "dia":
        return int(value)
    months = value * _MONTHS_IN[unit]
    whole = int(months)
    return (_months_later(today, whole) - today).days + int((months - whole) * 30)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year >= date.max.year:
        return day + timedelta(weeks=MAX_WEEKS + 1)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
