"""What the client means to spend on the works, in R$.

A ceiling ("até 500 mil") is the budget; a floor is not. A price per m² is multiplied by the area only when the
area is sure, and even then a person confirms.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

import msgspec

from esteio.brazil.money import format_money
from esteio.modules.estimating.rules.extraction.area_quantities import middle
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
from esteio.modules.estimating.rules.extraction.numerals import NEAR, Numeral, numerals_of, tidy
from esteio.modules.estimating.rules.extraction.plain_text import (
    APPROXIMATE,
    CONTRASTED,
    FLOOR,
    HEDGED,
    NEGATED,
    as_text,
    plain,
)

_SMALLEST_USUAL = Decimal(10_000)
"""R$; whoever writes less has left out "mil"."""
MAX_BUDGET = Decimal(10_000_000_000)
"""R$; more is a typing error."""

_MONEY_BEFORE = re.compile(r"r\$\s?$")
_MONEY_AFTER = re.compile(r"\s?(?:de )?(?:reais|real)\b")
_FOREIGN = re.compile(r"u\$|us\$|€|£|\b(?:usd|eur|dolar(?:es)?|euros?|libras?|bitcoins?)\b")
_MILLION_M = re.compile(r"\s?mm?\b(?!\s?[\^2])")
_RATE = re.compile(
    r"\s?(?:reais )?(?:/|por|o|p/|cada|ao|a cada)\s?(?:m(?:etros?|ts?)?(?:\^2|2)?(?: ?quadrad[oa]s?)?|mq)(?![a-z0-9])"
)
_EXPLAINED = re.compile(
    r"\s?(?:m(?:etros?|ts?)?(?:\^2|2)?(?: ?quadrad[oa]s?)?\b(?!\s?r)|mes(?:es)?|anos?|dias?|semanas?"
    r"|quartos?|suites?|vezes"
    r"|parcelas?|pavimentos?|andar(?:es)?|pessoas?|x\b|banheiros?|vagas?)"
)
_RANGE = re.compile(r"\s?(?:-|a|ate|ou|/)\s?(?:r\$\s?)?")
_AND = re.compile(r"\s?e\s(?:r\$\s?)?")
_SUM = re.compile(
    r"\+|\bmais (?:r\$ ?)?[0-9]|\b(?:parcel\w*|vezes|entrada|financi\w*|mensa\w*|(?:por|ao|a cada) (?:mes"
    r"|ano))\b|/ ?mes\b"
    r"|[0-9]x\b"
)
_OF_THE_PROJECT = re.compile(r"\b(?:projetos?|honorarios?|arquitet\w*|voces cobram|seu servico)\b")
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:terreno|lote|compr\w+|pag(?:uei|amos|o)|custou|vale|imovel|gast(?:ei|amos|ou|o)|vend\w+|alug\w+)\b"
)
_NO_BUDGET = re.compile(
    r"\b(?:sem (?:limite|teto|orcamento|valor)|a (?:definir|combinar)|em aberto|tanto faz|livre"
    r"|indefinid\w*|nenhum|depende"
    r"|(?:nao|n) (?:tem|tenho|temos|sei|sabemos|definim\w*|quero|gostaria|faco|fiz|informado)"
    r"|nao definid\w*|ainda nao"
    r"|voces? (?:que )?(?:me )?(?:dizem|digam|falem)|quanto (?:fica|custa|sai))\b|^(?:nao|n|-|\?|x|nada"
    r"|n/a)?[\s.!?]*$"
)
_KNOWN = re.compile(
    r"r|reais|real|de|e|mil|milhao|milhoes|mi|k|bi|o|a|ate|no|maximo|max|teto|entre|ou|cerca|aproximadamente"
    r"|aprox|uns|umas|mais|menos|em|torno|por|volta|faixa|na|da|do|minimo|meio|obra|total|valor|verba"
    r"|orcamento|quero|gastar|investir|ter|tenho|temos|podemos|posso|para|pra|disponivel|um|uma|quase|perto"
    r"|acho|que|casa|tudo|nossa|minha"
)
_WORD = re.compile(r"[a-z]+")


class _Amount(msgspec.Struct, frozen=True):
    value: Decimal | None
    rule: str
    written: str
    clear: bool
    marked: bool
    """Whether "R$", "reais" or "mil" says that it is money."""
    is_rate: bool = False


def read_budget(value: AnswerValue, area_m2: Decimal | None) -> Reading | Unreadable | None:
    """The budget that the answer gives; None when it gives none on purpose or says nothing.

    `area_m2` is the area of the same briefing when it is sure, else None.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        return _refusal(number) or _plausible(number, DoubtfulReading(EXACT)).reading(tidy(number), "budget-number")
    return _read_text(plain(as_text(value)), area_m2)


def _read_text(text: str, area_m2: Decimal | None) -> Reading | Unreadable | None:
    amounts, unexplained = _amounts(text)
    if not amounts:
        if not unexplained and (not text or _NO_BUDGET.search(text)):
            return None
        return Unreadable("não dá para tirar um valor da resposta")
    if _FOREIGN.search(text):
        return Unreadable("o valor está em outra moeda")
    # a sum marked as money goes before a number alone
    best = sorted(amounts, key=lambda amount: not amount.marked)[0]
    if best.value is None:
        return Unreadable(f"não dá para entender o número “{best.written}”")
    doubts = DoubtfulReading(CLEAR if best.marked else BARE)
    total = best.value
    if best.is_rate:
        if area_m2 is None:
            return Unreadable(f"“{best.written}” é um preço por m², e a área não está certa")
        total = best.value * area_m2
        doubts.limit(ASK, "multiplicamos o preço por m² pela área")
    if refused := _refusal(total):
        return refused
    _doubt_the_amount(best, amounts, unexplained, text, doubts)
    _doubt_the_sentence(text, doubts)
    return _plausible(total, doubts).reading(tidy(round(total, 2)), f"budget-{best.rule}")


def _doubt_the_amount(
    best: _Amount, amounts: list[_Amount], unexplained: list[str], text: str, doubts: DoubtfulReading
) -> None:
    if best.rule == "range":
        doubts.limit(GUESS, "a resposta dá uma faixa; tomamos o meio dela")
    elif not best.clear:
        doubts.limit(GUESS, f"“{best.written}” pode ser lido de mais de um jeito")
    if any(amount.value != best.value for amount in amounts):
        doubts.limit(GUESS, "há mais de um valor na resposta")
    if unexplained:
        doubts.limit(ASK, f"não está claro o que é “{unexplained[0]}”")
    if not best.marked and not all(_KNOWN.fullmatch(word) for word in _WORD.findall(text)):
        doubts.limit(ASK, f"não está claro que “{best.written}” seja o valor")


def _doubt_the_sentence(text: str, doubts: DoubtfulReading) -> None:
    if APPROXIMATE.search(text):
        doubts.limit(ROUGH)
    if HEDGED.search(text):
        doubts.limit(ASK, "quem respondeu não tem certeza")
    if CONTRASTED.search(text):
        doubts.limit(ASK, "a resposta faz uma ressalva")
    if text.startswith("-") and text[1:2].isdigit():
        doubts.limit(ASK, "o número tem sinal de menos")
    if FLOOR.search(text):
        doubts.limit(ASK, "a resposta dá um mínimo, não o valor")
    if NEGATED.search(text):
        doubts.limit(ASK, "a resposta tem uma negação")
    if _SUM.search(text) or "%" in text:
        doubts.limit(ASK, "o valor parece ser só uma parte")
    if _OF_SOMETHING_ELSE.search(text):
        doubts.limit(ASK, "o valor pode ser do terreno, do imóvel ou do que já foi gasto")
    if _OF_THE_PROJECT.search(text):
        doubts.limit(ASK, "o valor parece ser do projeto, não da obra")


def _refusal(amount: Decimal) -> Unreadable | None:
    if not amount.is_finite() or amount <= 0:
        return Unreadable("o valor precisa ser maior que zero")
    if amount > MAX_BUDGET:
        return Unreadable(f"o valor passa de {format_money(MAX_BUDGET)}")
    return None


def _plausible(amount: Decimal, doubts: DoubtfulReading) -> DoubtfulReading:
    if amount < _SMALLEST_USUAL:
        doubts.limit(ASK, "é pouco para uma obra; pode faltar “mil”")
    return doubts


def _amounts(text: str) -> tuple[list[_Amount], list[str]]:
    """The sums of money of a text, and the numbers in it that are neither money nor anything known."""
    amounts: list[_Amount] = []
    unexplained: list[str] = []
    numerals = numerals_of(text)
    place = 0
    while place < len(numerals):
        numeral = numerals[place]
        written = text[numeral.start : numeral.end]
        if place + 1 < len(numerals) and (found := _range(text, numeral, numerals[place + 1])):
            amounts.append(found)
            place += 2
            continue
        place += 1
        rate = _RATE.match(text, numeral.end)
        if rate:
            whole = text[numeral.start : rate.end()].replace("^2", "²")
            amounts.append(_Amount(numeral.value, "rate", whole, numeral.clear, marked=True, is_rate=True))
        elif _marked(text, numeral):
            amounts.append(_Amount(numeral.value, "amount", written, numeral.clear, marked=True))
        elif million := _MILLION_M.match(text, numeral.end):
            value = None if numeral.value is None else numeral.value * 1_000_000
            whole = text[numeral.start : million.end()]
            amounts.append(
                _Amount(value if value and value < MAX_BUDGET else None, "m", whole, clear=False, marked=True)
            )
        elif _EXPLAINED.match(text, numeral.end) or text[numeral.end : numeral.end + 1] == "%":
            continue
        elif numeral.value is not None and numeral.value < _LEAST_BARE and len(numerals) > 1:
            unexplained.append(written)
        else:
            amounts.append(_Amount(numeral.value, "bare", written, numeral.clear, marked=False))
    return amounts, unexplained


_LEAST_BARE: Final = Decimal(100)
"""Beside other numbers, a smaller one alone is no sum of money."""


def _range(text: str, low: Numeral, high: Numeral) -> _Amount | None:
    """ "entre 400 e 500 mil", "R$ 300 a 350 mil": the middle, for a person to confirm."""
    between = text[low.end : high.start]
    said = _RANGE.fullmatch(between) or (
        _AND.fullmatch(between)
        and re.search(r"\bentre (?:uns )?(?:r\$\s?)?$", text[max(0, low.start - NEAR) : low.start])
    )
    if not said or _EXPLAINED.match(text, high.end):
        return None
    marked = _marked(text, low) or _marked(text, high)
    written = text[low.start : high.end]
    is_rate = _RATE.match(text, high.end) is not None
    return _Amount(middle(low, high), "range", written, low.clear and high.clear, marked, is_rate)


def _marked(text: str, numeral: Numeral) -> bool:
    return (
        numeral.scale > 1
        or _MONEY_BEFORE.search(text[max(0, numeral.start - NEAR) : numeral.start]) is not None
        or _MONEY_AFTER.match(text, numeral.end) is not None
    )
