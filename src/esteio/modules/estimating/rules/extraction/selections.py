"""What an answer picks from a list: included, left out, or perhaps later."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

from esteio.modules.estimating.rules.extraction.extracted import ASK, CLEAR, EXACT, AnswerValue
from esteio.modules.estimating.rules.extraction.plain_text import HEDGED, as_text, plain, yes_or_no

Item = TypeVar("Item", bound=StrEnum)

_NEGATION = re.compile(
    r"\b(?:sem|exceto|menos|fora|nao|nem|nenhum[a]?|nada de|dispens\w+|tirando|excluindo|abro mao)\b"
)
_POSITIVE = re.compile(r"\b(?:com|quero|queremos|mas|porem|so|somente|apenas|sim|inclui\w*|precis\w+)\b")
_LATER = re.compile(
    r"\b(?:talvez|opciona(?:l|is|lmente)|se (?:der|couber|sobrar|possivel|for possivel|ficar)|quem sabe|futur\w*|depois"
    r"|mais (?:pra|para) frente|previs[at]\w*|preparar|infra|a avaliar|eventual\w*|outro momento"
    r"|segunda (?:fase|etapa))\b"
)
_HARD_BREAK = re.compile(r"(?<=[.;!?])")
_SOFT_BREAK = re.compile(r"(?=,)|(?=\b(?:mas|porem|com)\b)")
_NOT = re.compile(r"\b(?:nao|nem)\b")
_NOT_ONLY = re.compile(r"\b(?:nao|nem) (?:so|somente|apenas)\b")
_NOTHING = re.compile(r"(?:nao|n|nenhum[a]?(?: (?:deles|delas|dessas|desses))?|nada|sem)[\s.!]*")


class Selection(msgspec.Struct, Generic[Item], frozen=True):
    """What one answer says about the items of a list."""

    included: tuple[Item, ...]
    excluded: frozenset[Item]
    later: tuple[Item, ...]
    """Perhaps, or not now."""
    certainty: Decimal
    rule: str
    doubt: str = ""
    is_complete: bool = False
    """Whether the answer was the whole choice (a list of options, "nenhum"), so that the rest is left out."""


def select(
    value: AnswerValue, question_text: str, words: Mapping[Item, re.Pattern[str]], vocabulary: type[Item]
) -> Selection[Item] | None:
    """What the answer picks; None when it names nothing of the list.

    A yes or no is about the items that the question names.
    """
    options = _options(value, vocabulary)
    if options is not None:
        return Selection(options, frozenset(), (), EXACT, "options", is_complete=True)
    agreed = yes_or_no(value)
    if agreed is not None:
        asked = _named(plain(question_text), words)
        if len(asked) > 1 and agreed:
            return Selection(asked, frozenset(), (), ASK, "yes", "o “sim” vale para mais de um item")
        if asked:
            return Selection(asked if agreed else (), frozenset(() if agreed else asked), (), CLEAR, "yes-no")
    text = plain(as_text(value))
    if _NOTHING.fullmatch(text):
        return Selection((), frozenset(), (), CLEAR, "none", is_complete=True)
    return _from_words(text, words)


def _options(value: AnswerValue, vocabulary: type[Item]) -> tuple[Item, ...] | None:
    """The items of a list of options, or of one option; None when it is anything else."""
    known = {str(item) for item in vocabulary}
    if isinstance(value, str):
        return (vocabulary(value),) if value in known else None
    if value is None or isinstance(value, bool | int | Decimal) or not value:
        return None
    return tuple(vocabulary(entry) for entry in dict.fromkeys(value)) if known.issuperset(value) else None


def _named(text: str, words: Mapping[Item, re.Pattern[str]]) -> tuple[Item, ...]:
    """The items that a text names, in the order in which it does."""
    found = [(match.start(), item) for item, pattern in words.items() if (match := pattern.search(text))]
    return tuple(item for _, item in sorted(found, key=lambda one: one[0]))


def _from_words(text: str, words: Mapping[Item, re.Pattern[str]]) -> Selection[Item] | None:
    picked = _Picked[Item]()
    for sentence in _HARD_BREAK.split(text):
        _read_sentence(sentence, words, picked)
    included, excluded, later = picked.included, picked.excluded, picked.later
    if not included and not excluded and not later:
        return None
    doubts = picked.doubts
    if _NOT_ONLY.search(text) or (included and excluded and _NOT.search(text)):
        doubts.append("a resposta mistura o que quer e o que não quer")
    if set(included) & (set(excluded) | set(later)):
        doubts.append("a resposta diz coisas diferentes sobre o mesmo item")
    if later:
        doubts.append("há itens que ficam para depois ou são opcionais")
    if HEDGED.search(text):
        doubts.append("quem respondeu não tem certeza")
    return Selection(
        included=tuple(item for item in included if item not in excluded),
        excluded=frozenset(excluded),
        later=tuple(item for item in later if item not in excluded and item not in included),
        certainty=ASK if doubts else CLEAR,
        rule="words",
        doubt="; ".join(dict.fromkeys(doubts)),
    )


class _Picked(Generic[Item]):
    """Gathers the items of one answer; dicts keep the order in which they are named."""

    def __init__(self) -> None:
        self.included: dict[Item, None] = {}
        self.excluded: dict[Item, None] = {}
        self.later: dict[Item, None] = {}
        self.doubts: list[str] = []


def _read_sentence(sentence: str, words: Mapping[Item, re.Pattern[str]], picked: _Picked[Item]) -> None:
    negated = False
    for part in _SOFT_BREAK.split(sentence):
        negation = _NEGATION.search(part)
        if negation is not None:
            before = _named(part[: negation.start()], words)
            after = _named(part[negation.end() :], words)
            if after:  # "elétrica sem paisagismo"
                picked.included |= dict.fromkeys(before)
            picked.excluded |= dict.fromkeys(after or before)  # or "paisagismo não"
            negated = True
            continue
        named = _named(part, words)
        if _POSITIVE.search(part):
            negated = False
        if negated and named:  # "sem paisagismo, automação": is automation wanted?
            picked.doubts.append("não está claro até onde vai a negação")
        later = _LATER.search(part)
        if later is None:
            picked.included |= dict.fromkeys(named)
            continue
        after = _named(part[later.end() :], words)
        if after:  # "arquitetura e talvez paisagismo"
            picked.included |= dict.fromkeys(item for item in named if item not in after)
        picked.later |= dict.fromkeys(after or named)  # or "piscina no futuro"
