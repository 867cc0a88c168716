"""The days that an answer names as an end: "31/12/2027", "até dezembro/2027", "fim do ano"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final

import msgspec

from esteio.modules.estimating.rules.extraction.extracted import ASK, CLEAR, GUESS, ROUGH

_MONTHS: Final = {
    "janeiro": 1,
    "fevereiro": 2,
    "marco": 3,
    "abril": 4,
    "maio": 5,
    "junho": 6,
    "julho": 7,
    "agosto": 8,
    "setembro": 9,
    "outubro": 10,
    "novembro": 11,
    "dezembro": 12,
    "jan": 1,
    "fev": 2,
    "mar": 3,
    "abr": 4,
    "mai": 5,
    "jun": 6,
    "jul": 7,
    "ago": 8,
    "set": 9,
    "out": 10,
    "nov": 11,
    "dez": 12,
}
_MONTH = "|".join(_MONTHS)
_PART_OF = r"(?:(?P<part>comeco|inicio|meados?|meio|metade|fim|final) (?:de |do mes de )?)?"


class Target(msgspec.Struct, frozen=True):
    """A day by which something must be done."""

    day: date
    certainty: Decimal
    rule: str


class _Form(msgspec.Struct, frozen=True):
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date], Target | None]


def targets_of(text: str, today: date) -> list[Target]:
    """The days named in a plain text, in the order of the forms below. Dates that do not exist are left out."""
    found: list[Target] = []
    for form in _FORMS:
        for match in form.pattern.finditer(text):
            target = form.read(match, today)
            if target is not None:
                found.append(target)
        text = form.pattern.sub(_blank, text)
    return found


def blank_targets(text: str) -> str:
    """The text with the dates that exist or not replaced by spaces, so that their digits are not read again."""
    for form in _FORMS:
        text = form.pattern.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _day(year: int, month: int, day: int, certainty: Decimal, rule: str) -> Target | None:
    try:
        return Target(date(year, month, day), certainty, rule)
    except ValueError:
        return None


def _end_of_month(year: int, month: int, certainty: Decimal, rule: str) -> Target | None:
    if not 1 <= month <= 12 or not 1 <= year < date.max.year:
        return None
    return _day(year, month, monthrange(year, month)[1], certainty, rule)


def _year(written: str) -> int:
    return int(written) + 2000 if len(written) == 2 else int(written)


def _iso(match: re.Match[str], today: date) -> Target | None:
    del today
    return _day(int(match[1]), int(match[2]), int(match[3]), CLEAR, "date")


def _full(match: re.Match[str], today: date) -> Target | None:
    del today
    return _day(_year(match[3]), int(match[2]), int(match[1]), CLEAR, "date")


def _day_of_named_month(match: re.Match[str], today: date) -> Target | None:
    month, day = _MONTHS[match["month"]], int(match["day"])
    if match["year"]:
        return _day(_year(match["year"]), month, day, CLEAR, "date")
    this_year = _day(today.year, month, day, ASK, "date-without-year")
    if this_year is not None and this_year.day > today:
        return this_year
    return _day(today.year + 1, month, day, ASK, "date-without-year")


def _numbered_month(match: re.Match[str], today: date) -> Target | None:
    del today
    return _end_of_month(int(match[2]), int(match[1]), ROUGH, "month")


def _short_pair(match: re.Match[str], today: date) -> Target | None:
    """ "12/27" is a month and a year; "31/12" is a day and a month; both are for a person to confirm."""
    first, second = int(match[1]), int(match[2])
    if second > 12:
        return _end_of_month(2000 + second, first, ASK, "month-short")
    target = _day(today.year, second, first, ASK, "date-without-year")
    if target is None or target.day <= today:
        return _day(today.year + 1, second, first, ASK, "date-without-year")
    return target


def _named_month(match: re.Match[str], today: date) -> Target | None:
    """The last day of the month, since "até dezembro" takes December in; the next one when no year is said."""
    month = _MONTHS[match["month"]]
    year = _year(match["year"]) if match["year"] else today.year + (month < today.month)
    certainty, rule = (ROUGH, "month") if match["year"] else (ASK, "month-without-year")
    part = match["part"] or ""
    if part.startswith(("comeco", "inicio")):
        return _day(year, month, 10, ASK, "part-of-month")
    if part.startswith("me"):
        return _day(year, month, 15, ASK, "part-of-month")
    return _end_of_month(year, month, certainty, rule)


def _half_year(match: re.Match[str], today: date) -> Target | None:
    year = int(match["year"]) if match["year"] else today.year
    return _end_of_month(year, 6 if match["half"].startswith(("prim", "1")) else 12, ASK, "half-year")


def _end_of_year(match: re.Match[str], today: date) -> Target | None:
    if match[0] == "natal":
        return _day(today.year, 12, 25, ASK, "christmas")
    year = int(match["year"]) if match["year"] else today.year
    return _day(year, 12, 31, ROUGH if match["year"] else ASK, "end-of-year")


def _next_year(match: re.Match[str], today: date) -> Target | None:
    del match
    return _day(today.year + 1, 12, 31, GUESS, "next-year")


def _bare_year(match: re.Match[str], today: date) -> Target | None:
    del today
    return _day(int(match["year"]), 12, 31, GUESS, "year")


_FORMS: Final = (
    _Form(re.compile(r"(?<![0-9])(20[0-9]{2})-([0-9]{2})-([0-9]{2})(?![0-9])"), _iso),
    _Form(re.compile(r"(?<![0-9])([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-](20[0-9]{2}|[0-9]{2})(?![0-9])"), _full),
    _Form(
        re.compile(
            rf"(?<![0-9])(?P<day>[0-9]{{1,2}}) ?(?:o )?(?:de |/|-)(?P<month>{_MONTH})\b"
            r"(?: ?(?:de |/|-|,)? ?(?P<year>20[0-9]{2})(?![0-9]))?"
        ),
        _day_of_named_month,
    ),
    _Form(re.compile(r"(?<![0-9/])([0-9]{1,2})[/\-](20[0-9]{2})(?![0-9])"), _numbered_month),
    _Form(re.compile(r"(?<![0-9/])([0-9]{1,2})/([0-9]{2})(?![0-9/])"), _short_pair),
    _Form(
        re.compile(
            rf"\b{_PART_OF}(?P<month>{_MONTH})\b(?: ?(?:de |/|-|,)? ?(?P<year>20[0-9]{{2}}|[0-9]{{2}})(?![0-9]))?"
        ),
        _named_month,
    ),
    _Form(
        re.compile(r"\b(?P<half>primeiro|segundo|[12] ?o) semestre(?: (?:de |do ano de )?(?P<year>20[0-9]{2}))?\b"),
        _half_year,
    ),
    _Form(
        re.compile(r"\b(?:fim|final)(?: (?:de|do|deste|desse))?(?: ano)?(?: (?:de )?(?P<year>20[0-9]{2}))\b"),
        _end_of_year,
    ),
    _Form(re.compile(r"\b(?:fim|final) (?:de|do|deste|desse) ano\b(?P<year>)|\bnatal\b"), _end_of_year),
    _Form(re.compile(r"\b(?:ano que vem|proximo ano)\b"), _next_year),
    _Form(re.compile(r"(?<![0-9.,/])(?P<year>20[2-9][0-9])(?![0-9.,/]*[0-9])"), _bare_year),
)
"""Tried in this order; what one form has read is hidden from those after it."""
