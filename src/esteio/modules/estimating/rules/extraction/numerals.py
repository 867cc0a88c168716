"""Numbers as people write them: "1.200,50", "1,5 mil", "500k", "trezentos e vinte", "dois mil e quinhentos".

Works on the output of `plain_text.plain`. Says of each number whether it can only be read in one way.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

import msgspec

NEAR: Final = 40
"""Characters before a number in which its words are looked for; keeps a long text from being read over and over."""
_LONGEST = 18
"""Digits; more is a code, not a quantity."""

_SCALES: Final = {
    "k": Decimal(1_000),
    "mil": Decimal(1_000),
    "mi": Decimal(1_000_000),
    "milhao": Decimal(1_000_000),
    "milhoes": Decimal(1_000_000),
    "bi": Decimal(1_000_000_000),
    "bilhao": Decimal(1_000_000_000),
    "bilhoes": Decimal(1_000_000_000),
}
_HUNDREDS: Final = {
    "cem": 100,
    "cento": 100,
    "duzentos": 200,
    "duzentas": 200,
    "trezentos": 300,
    "trezentas": 300,
    "quatrocentos": 400,
    "quatrocentas": 400,
    "quinhentos": 500,
    "quinhentas": 500,
    "seiscentos": 600,
    "seiscentas": 600,
    "setecentos": 700,
    "setecentas": 700,
    "oitocentos": 800,
    "oitocentas": 800,
    "novecentos": 900,
    "novecentas": 900,
}
_TENS: Final = {
    "vinte": 20,
    "trinta": 30,
    "quarenta": 40,
    "cinquenta": 50,
    "cincoenta": 50,
    "sessenta": 60,
    "setenta": 70,
    "oitenta": 80,
    "noventa": 90,
}
_TEENS: Final = {
    "dez": 10,
    "onze": 11,
    "doze": 12,
    "treze": 13,
    "quatorze": 14,
    "catorze": 14,
    "quinze": 15,
    "dezesseis": 16,
    "dezessete": 17,
    "dezoito": 18,
    "dezenove": 19,
}
_UNITS: Final = {
    "um": 1,
    "uma": 1,
    "dois": 2,
    "duas": 2,
    "tres": 3,
    "quatro": 4,
    "cinco": 5,
    "seis": 6,
    "sete": 7,
    "oito": 8,
    "nove": 9,
}


def _any(words: dict[str, int]) -> str:
    return "|".join(words)


_BELOW_100 = rf"(?:(?:{_any(_TENS)})(?: e (?:{_any(_UNITS)}))?|{_any(_TEENS)}|{_any(_UNITS)})"
_BELOW_1000 = rf"(?:cem|(?:{_any(_HUNDREDS)})(?: (?:e )?{_BELOW_100})?|{_BELOW_100})"
_DIGITS = r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9.,]*[0-9])|[0-9]+(?:[.,][0-9]+)*"
_SCALE = r"milhoes|milhao|mil|mi|k|bilhoes|bilhao|bi"
_NUMBER = re.compile(
    rf"(?<![a-z0-9.,^#])(?:(?P<digits>{_DIGITS})|(?P<words>(?:meio|meia|{_BELOW_1000})\b)|(?P<alone>(?=mil\b)))"
    rf"(?:\s?(?P<scale>{_SCALE})(?![a-z0-9]))?"
)
_REMAINDER = re.compile(
    rf"(?: e | )(?:(?P<half>mei[oa])|(?P<digits>[1-9][0-9]{{0,2}})(?![0-9.,]*[0-9])"
    rf"|(?P<words>{_BELOW_1000}))(?![a-z0-9%])"
    rf"(?P<scale> mil)?(?! ?(?:{_SCALE})(?![a-z]))"
)
_FIRST_OF_TWO = re.compile(r"\bentre\s+(?:r\$\s*)?$")


class Numeral(msgspec.Struct, frozen=True):
    """A number and where it stands in the plain text."""

    value: Decimal | None
    """None when the digits make no number ("1.2.3", a code of 20 digits)."""
    start: int
    end: int
    clear: bool
    """Whether it can only be read in one way."""
    scale: Decimal = Decimal(1)
    """What "mil", "milhões" and the like multiplied by; 1 without one."""
    in_words: bool = False

    @property
    def bare_value(self) -> Decimal:
        """The value before it was multiplied by the scale; 0 when there is no value."""
        return Decimal(0) if self.value is None else self.value / self.scale


def numerals_of(text: str) -> list[Numeral]:
    """The numbers of a plain text, in order. "um" and "uma" alone are articles and do not count."""
    found: list[Numeral] = []
    position = 0
    while match := _NUMBER.search(text, position):
        numeral = _numeral(text, match)
        position = max(match.end(), match.start() + 1)
        if numeral is not None:
            found.append(numeral)
            position = max(numeral.end, position)
    return found


def tidy(value: Decimal) -> Decimal:
    """The same number without zeros after the comma and without an exponent: 1500 for 1500.0 and 1.5E+3."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == value else value.normalize()


def _numeral(text: str, match: re.Match[str]) -> Numeral | None:
    words = match["words"]
    scale = _SCALES.get(match["scale"] or "", Decimal(1))
    if words in ("um", "uma", "meio", "meia") and scale == 1:
        return None
    if match["digits"]:
        value, clear = _read_digits(match["digits"])
    elif words in ("meio", "meia"):
        value, clear = Decimal("0.5"), True
    else:
        value, clear = Decimal(_read_words(words) if words else 1), True
    if value is None:
        return Numeral(None, match.start(), match.end(), clear=False)
    # "1.200 mil" and "30.000 mil" say it twice: nobody knows whether thousands or millions are meant
    clear = clear and not (scale > 1 and value >= 1000) and text[match.end() : match.end() + 1] != "#"
    value, end = value * scale, match.end()
    in_digits = match["digits"] is not None
    if scale > 1 and not (in_digits and _FIRST_OF_TWO.search(text[max(0, match.start() - NEAR) : match.start()])):
        value, end = _with_remainder(text, value, scale, end)
    return Numeral(value, match.start(), end, clear, scale, in_words=not in_digits)


def _with_remainder(text: str, value: Decimal, scale: Decimal, end: int) -> tuple[Decimal, int]:
    """Adds what follows "mil" or "milhão": "mil e duzentos", "2 mil e 500", "1 milhão e meio", "1"
    " milhão e 200 mil"."""
    while scale > 1 and (match := _REMAINDER.match(text, end)):
        if match["half"]:
            return value + scale / 2, match.end("half")
        part = Decimal(match["digits"] or _read_words(match["words"]))
        smaller = Decimal(1000) if match["scale"] else Decimal(1)
        if smaller >= scale or (scale > 1000 and smaller == 1):
            return value, end
        value, end, scale = value + part * smaller, match.end(), smaller
    return value, end


def _read_words(words: str) -> int:
    tables = (_HUNDREDS, _TENS, _TEENS, _UNITS)
    return sum(table.get(word, 0) for word in words.split() for table in tables)


def _read_digits(written: str) -> tuple[Decimal | None, bool]:
    """The value by the rules of Brazil, and whether another reading is possible."""
    if sum(char.isdigit() for char in written) > _LONGEST:
        return None, False
    if " " in written:  # "1 200": a thousand two hundred, or one and two hundred
        return Decimal(written.replace(" ", "")), False
    if re.fullmatch(r"0[0-9]+", written):  # a code, not a quantity
        return Decimal(written), False
    if re.fullmatch(r"[0-9]+", written):
        return Decimal(written), True
    if re.fullmatch(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?", written):  # 1.200,50
        return Decimal(written.replace(".", "").replace(",", ".")), True
    if re.fullmatch(r"(?:0|[1-9][0-9]*),[0-9]{1,2}", written):  # 1200,5
        return Decimal(written.replace(",", ".")), True
    if re.fullmatch(r"(?:0|[1-9][0-9]*)\.[0-9]{1,2}", written):  # 180.5: thousands have three digits
        return Decimal(written), True
    if re.fullmatch(r"[0-9]+,[0-9]{3,}", written):  # 1,200: by our rule 1.2, by another's 1200
        return Decimal(written.replace(",", ".")), False
    return None, False
