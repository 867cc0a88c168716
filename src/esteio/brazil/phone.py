"""Telephone numbers: kept as E.164 (+5511987654321), shown as people write them.

A Brazilian number needs its area code (DDD). Mobile numbers have nine digits after it since November 2016
(Anatel, Resolução 553/2010); an eight-digit one that begins with 6 to 9 is an old mobile number and gains the
ninth digit. Numbers of other countries are kept when they begin with "+".
"""

from __future__ import annotations

import re

from phonenumbers import (
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    format_number,
    is_valid_number,
    parse,
)

from esteio.brazil.errors import InvalidPhone

_BRAZIL = 55
_MAX_CHARS = 40
_OLD_MOBILE = re.compile(r"[1-9][0-9][6-9][0-9]{7}")
_NO_AREA_CODE = re.compile(r"[2-9][0-9]{7,8}")


def normalise(text: str) -> str:
    """The number as E.164, from any usual way of writing it. Raises InvalidPhone."""
    if len(text) > _MAX_CHARS or not text.isprintable():
        raise InvalidPhone("Este telefone não é válido. Confira o número.")
    try:
        number = parse(text, "BR")
    except NumberParseException as error:
        raise InvalidPhone("Este telefone não é válido. Confira o número.") from error
    if number.country_code == _BRAZIL and not is_valid_number(number):
        number = _with_ninth_digit(number)
    if not is_valid_number(number) or number.extension:
        raise InvalidPhone("Este telefone não existe. Confira o DDD e o número.")
    return format_number(number, PhoneNumberFormat.E164)


def is_valid(text: str) -> bool:
    """Whether `normalise` would accept the text."""
    try:
        normalise(text)
    except InvalidPhone:
        return False
    return True


def formatted(text: str) -> str:
    """(11) 98765-4321 for a number of Brazil, +1 650-253-0000 for another. Raises InvalidPhone."""
    number = parse(normalise(text))
    style = PhoneNumberFormat.NATIONAL if number.country_code == _BRAZIL else PhoneNumberFormat.INTERNATIONAL
    return format_number(number, style)


def _with_ninth_digit(number: PhoneNumber) -> PhoneNumber:
    national = str(number.national_number)
    if _NO_AREA_CODE.fullmatch(national):
        raise InvalidPhone("Falta o DDD. Escreva assim: (11) 98765-4321.")
    if not _OLD_MOBILE.fullmatch(national):
        return number
    return PhoneNumber(country_code=_BRAZIL, national_number=int(f"{national[:2]}9{national[2:]}"))
