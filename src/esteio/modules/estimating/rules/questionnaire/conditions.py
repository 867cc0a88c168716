"""When a question is shown: a closed language as data, so that a template never carries code.

As JSON: `{"op": "equals", "question": "tem_piscina", "value": true}`, and `{"op": "all", "of": [...]}` around others.
A comparison with a question that is hidden or has no answer is false, `not_equals` too. There is no negation, so one
more answer can only bring more questions to light, never hide one.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from esteio.brazil.folding import fold
from esteio.modules.estimating.rules.questionnaire.number import read_number


class _Node(msgspec.Struct, frozen=True, tag_field="op", forbid_unknown_fields=True):
    pass


class Equals(_Node, frozen=True, tag="equals"):
    """The answer of a choice, yes-or-no or number question is `value`."""

    question: str
    value: str | bool | int

    def accepts(self, answer: object) -> bool:
        return _same(answer, self.value)


class NotEquals(_Node, frozen=True, tag="not_equals"):
    """It has an answer, and that is not `value`."""

    question: str
    value: str | bool | int

    def accepts(self, answer: object) -> bool:
        return not _same(answer, self.value)


class OneOf(_Node, frozen=True, tag="in"):
    """The answer of a choice is one of `values`."""

    question: str
    values: tuple[str, ...]

    def accepts(self, answer: object) -> bool:
        return answer in self.values


class Answered(_Node, frozen=True, tag="answered"):
    """It has any answer."""

    question: str

    def accepts(self, answer: object) -> bool:
        return has_answer(answer)


class Greater(_Node, frozen=True, tag="greater"):
    """The answer of a number question is above `value`."""

    question: str
    value: Decimal

    def accepts(self, answer: object) -> bool:
        number = read_number(answer)
        return number is not None and number > self.value


class Less(_Node, frozen=True, tag="less"):
    """The answer of a number question is below `value`."""

    question: str
    value: Decimal

    def accepts(self, answer: object) -> bool:
        number = read_number(answer)
        return number is not None and number < self.value


class Contains(_Node, frozen=True, tag="contains"):
    """`value` is among the marked options, or stands in the text (accents and capitals aside)."""

    question: str
    value: str

    def accepts(self, answer: object) -> bool:
        if isinstance(answer, str):
            return fold(self.value) in fold(answer)
        return isinstance(answer, list | tuple) and self.value in answer


class AllOf(_Node, frozen=True, tag="all"):
    """Every one holds."""

    of: tuple[Condition, ...]


class AnyOf(_Node, frozen=True, tag="any"):
    """At least one holds."""

    of: tuple[Condition, ...]


Comparison = Equals | NotEquals | OneOf | Answered | Greater | Less | Contains
Condition = Comparison | AllOf | AnyOf


def has_answer(value: object) -> bool:
    """Whether a stored value says anything: not null, blank text or an empty list. `False` and 0 are answers."""
    if value is None:
        return False
    if isinstance(value, str):
        return bool(value.strip())
    return not (isinstance(value, list | tuple) and not value)


def holds(condition: Condition, answers: Mapping[str, object]) -> bool:
    """Whether `condition` is true for `answers` (question id -> stored value, of shown questions only)."""
    match condition:
        case AllOf(of=parts):
            return all(holds(part, answers) for part in parts)
        case AnyOf(of=parts):
            return any(holds(part, answers) for part in parts)
        case _:
            answer = answers.get(condition.question)
            return has_answer(answer) and condition.accepts(answer)


def _same(answer: object, wanted: str | bool | int) -> bool:
    if isinstance(wanted, bool):
        return answer is wanted
    if isinstance(wanted, str):
        return answer == wanted
    return read_number(answer) == wanted  # a number may be stored as 3, 3.0 or "3"
