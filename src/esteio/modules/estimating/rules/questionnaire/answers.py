"""What may be stored as the answer to a question, and in which form."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final, cast
from uuid import UUID

from esteio.brazil.numbers import format_decimal
from esteio.core.errors import InvalidInput
from esteio.core.wire import is_storable
from esteio.modules.estimating.rules.questionnaire.conditions import has_answer
from esteio.modules.estimating.rules.questionnaire.number import read_number
from esteio.modules.estimating.rules.questionnaire.structure import Question, QuestionKind

Answer = str | bool | Decimal | tuple[str, ...]
"""Text (also ISO dates and option values), yes or no, a number, or several options or file ids."""

TEXT_LIMITS: Final = {QuestionKind.TEXT: 500, QuestionKind.LONG_TEXT: 10_000}
"""Characters, by kind."""
FILES_LIMIT: Final = 20

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YES_NO = {"sim": True, "não": False, "nao": False}
_YEARS = range(1900, 2201)
_OPTIONS_NAMED = 12


class _Refused(Exception):
    """Carries the remedy from where the fault is seen to where the question is named."""

    def __init__(self, remedy: str) -> None:
        self.remedy = remedy
        super().__init__(remedy)


def check_answer(question: Question, value: object) -> Answer | None:
    """The normal form of `value` as the answer to `question`; None when it is blank, which clears the answer.

    `value` is what JSON gives (or an answer that was stored before, which comes back unchanged). Raises InvalidInput
    with the id of the question in `fields` and what to do, in Portuguese. Whether an answer is required is not asked
    here: answers are saved one by one (see `missing_required`).
    """
    if not has_answer(value):
        return None
    try:
        return _CHECKS[question.kind](question, value)
    except _Refused as refusal:
        name = question.text if len(question.text) <= 80 else question.text[:79] + "…"
        raise InvalidInput(f"Resposta a “{name}”: {refusal.remedy}", fields={question.id: refusal.remedy}) from None


def _text(question: Question, value: object) -> str:
    if not isinstance(value, str):
        raise _Refused("Responda com um texto.")
    if not is_storable(value):
        raise _Refused("O texto tem caracteres que não podem ser gravados; digite-o de novo.")
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if question.kind is QuestionKind.TEXT:
        text = text.replace("\n", " ")
    limit = question.max_chars or TEXT_LIMITS[question.kind]
    if len(text) > limit:
        raise _Refused(f"Use no máximo {format_decimal(Decimal(limit))} caracteres.")
    return text


def _choice(question: Question, value: object) -> str:
    if isinstance(value, str) and any(option.value == value for option in question.options):
        return value
    raise _Refused(f"Escolha uma das opções: {_named_options(question)}.")


def _multi_choice(question: Question, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise _Refused("Envie uma lista com as opções marcadas.")
    marked = cast("list[object] | tuple[object, ...]", value)
    offered = [option.value for option in question.options]
    if any(item not in offered for item in marked):
        raise _Refused(f"Marque apenas opções da lista: {_named_options(question)}.")
    chosen = tuple(option for option in offered if option in marked)
    _check_count(question, len(chosen), "opção", "opções")
    return chosen


def _number(question: Question, value: object) -> Decimal:
    number = read_number(value, question.unit)
    if number is None:
        raise _Refused(
            "Informe um número com no máximo duas casas decimais, como 1.200,50"
            f"{' (em ' + question.unit + ')' if question.unit else ''}."
        )
    if question.min is not None and number < question.min:
        raise _Refused(f"Informe um número a partir de {format_decimal(question.min)}.")
    if question.max is not None and number > question.max:
        raise _Refused(f"Informe um número até {format_decimal(question.max)}.")
    return number


def _date(question: Question, value: object) -> str:
    del question
    if isinstance(value, str) and _ISO_DATE.fullmatch(value.strip()):
        try:
            day = date.fromisoformat(value.strip())
        except ValueError:
            raise _Refused("Esta data não existe no calendário; confira o dia e o mês.") from None
        if day.year in _YEARS:
            return day.isoformat()
        raise _Refused("Confira o ano da data.")
    raise _Refused("Informe a data no formato AAAA-MM-DD, como 2026-03-15.")


def _file(question: Question, value: object) -> tuple[str, ...]:
    items = cast("list[object] | tuple[object, ...]", value) if isinstance(value, list | tuple) else (value,)
    try:
        ids = tuple(dict.fromkeys(str(UUID(item)) for item in items if isinstance(item, str)))
    except ValueError:
        ids = ()
    if not ids or not all(isinstance(item, str) for item in items):
        raise _Refused("Envie o arquivo primeiro e responda com o identificador recebido.")
    _check_count(question, len(ids), "arquivo", "arquivos")
    return ids


def _yes_no(question: Question, value: object) -> bool:
    del question
    answer = _YES_NO.get(value.strip().lower()) if isinstance(value, str) else value
    if isinstance(answer, bool):
        return answer
    raise _Refused("Responda sim ou não.")


_CHECKS: Final[dict[QuestionKind, Callable[[Question, object], Answer]]] = {
    QuestionKind.TEXT: _text,
    QuestionKind.LONG_TEXT: _text,
    QuestionKind.CHOICE: _choice,
    QuestionKind.MULTI_CHOICE: _multi_choice,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.FILE: _file,
    QuestionKind.YES_NO: _yes_no,
}


def _check_count(question: Question, count: int, one: str, many: str) -> None:
    most = question.max
    if most is None and question.kind is QuestionKind.FILE:
        most = Decimal(FILES_LIMIT)
    if question.min is not None and count < question.min:
        raise _Refused(f"Indique ao menos {question.min} {one if question.min == 1 else many}.")
    if most is not None and count > most:
        raise _Refused(f"Indique no máximo {most} {one if most == 1 else many}.")


def _named_options(question: Question) -> str:
    named = [f"{option.value} ({option.label})" for option in question.options[:_OPTIONS_NAMED]]
    return ", ".join(named) + (" …" if len(question.options) > _OPTIONS_NAMED else "")
