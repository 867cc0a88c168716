"""Several answers about one list made into one: disciplines, optional disciplines, extras."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

from esteio.modules.estimating.rules.extraction.disciplines import (
    DISCIPLINE_NAMES,
    EXTRA_NAMES,
    select_disciplines,
    select_extras,
)
from esteio.modules.estimating.rules.extraction.extracted import (
    ASK,
    EXACT,
    ROUGH,
    Answer,
    AnswerValue,
    Finding,
    Reading,
    Unreadable,
)
from esteio.modules.estimating.rules.extraction.plain_text import plain
from esteio.modules.estimating.rules.extraction.selections import Selection
from esteio.modules.estimating.rules.extraction.sources import Source, source_of
from esteio.modules.estimating.rules.extraction.wording import quote
from esteio.modules.estimating.rules.questionnaire.structure import Fact
from esteio.modules.estimating.rules.vocabulary import Discipline, Extra

_Item = TypeVar("_Item", bound=StrEnum)


class _Said(msgspec.Struct, Generic[_Item], frozen=True):
    source: Source
    answer: Answer
    selection: Selection[_Item]


class _Merged(msgspec.Struct, Generic[_Item], frozen=True):
    answer: Answer
    items: tuple[_Item, ...]
    later: tuple[_Item, ...]
    certainty: Decimal
    rule: str
    doubts: tuple[str, ...]


def merge_extras(answers: Sequence[Answer]) -> Finding | None:
    """The extras, from the question about them, from questions that name one, and from what is said in passing."""
    said: list[_Said[Extra]] = []
    declared = any(answer.fact is Fact.EXTRAS for answer in answers)
    for answer in answers:
        source = source_of(answer, Fact.EXTRAS)
        if declared and source is Source.ASKED:
            # with a question of its own, "há elevador?" may be about the building next door
            source = Source.IN_PASSING
        if source is Source.IN_PASSING and not (answer.fact is None and isinstance(answer.value, str)):
            continue
        question = "" if source is Source.IN_PASSING else answer.question_text
        selection = select_extras(answer.value, question)
        if selection is None:
            continue
        if source is Source.IN_PASSING and not (selection.included or selection.excluded):
            continue  # a plain "não" to another question says nothing of extras
        said.append(_Said(source, answer, selection))
    merged = _merge(said, {str(member): name for member, name in EXTRA_NAMES.items()})
    if merged is None:
        return _unread(answers, Fact.EXTRAS)
    return merged.answer, Reading(merged.items, merged.certainty, f"extras-{merged.rule}", "; ".join(merged.doubts))


def merge_disciplines(answers: Sequence[Answer]) -> dict[Fact, Finding | None]:
    """The disciplines and the optional ones; what is wanted "perhaps" goes to the optional ones, to be confirmed."""
    names = {str(member): name for member, name in DISCIPLINE_NAMES.items()}
    said = _selections(answers, Fact.DISCIPLINES, select_disciplines)
    wanted = _merge(said, names)
    if wanted is not None and all(one.selection.rule == "yes-no" for one in said):
        # a yes to landscaping does not say that the building is not to be designed
        doubt = "o briefing só pergunta por algumas disciplinas"
        wanted = msgspec.structs.replace(wanted, certainty=min(wanted.certainty, ASK), doubts=(*wanted.doubts, doubt))
    optional = _merge(_selections(answers, Fact.OPTIONAL_DISCIPLINES, select_disciplines), names)
    found: dict[Fact, Finding | None] = {
        Fact.DISCIPLINES: _unread(answers, Fact.DISCIPLINES),
        Fact.OPTIONAL_DISCIPLINES: None,
    }
    if wanted is not None and wanted.items:
        reading = Reading(wanted.items, wanted.certainty, f"disciplines-{wanted.rule}", "; ".join(wanted.doubts))
        found[Fact.DISCIPLINES] = wanted.answer, reading
    elif wanted is not None:
        found[Fact.DISCIPLINES] = wanted.answer, Unreadable("a resposta não deixa nenhuma disciplina")
    chosen = wanted.items if wanted else ()
    later = tuple(item for item in (wanted.later if wanted else ()) if optional is None or item not in optional.items)
    apart = (*(optional.items if optional else ()), *later)
    source = optional or wanted
    if source is None or (optional is None and not later):
        return found
    certainty, doubts = (optional.certainty, optional.doubts) if optional else (EXACT, ())
    if later:
        certainty, doubts = min(certainty, ASK), (*doubts, "foram citadas como talvez ou para depois")
    if set(apart) & set(chosen):
        certainty, doubts = min(certainty, ASK), (*doubts, "há disciplinas nas duas listas")
    items = tuple(item for item in apart if item not in chosen)
    rule = f"optional-{source.rule}"
    found[Fact.OPTIONAL_DISCIPLINES] = source.answer, Reading(items, certainty, rule, "; ".join(doubts))
    return found


def _selections(
    answers: Sequence[Answer], fact: Fact, select: Callable[[AnswerValue, str], Selection[Discipline] | None]
) -> list[_Said[Discipline]]:
    said: list[_Said[Discipline]] = []
    for answer in answers:
        source = source_of(answer, fact)
        if source is Source.IN_PASSING:
            continue
        if selection := select(answer.value, answer.question_text):
            said.append(_Said(source, answer, selection))
    return said


def _merge(said: Sequence[_Said[_Item]], names: dict[str, str]) -> _Merged[_Item] | None:
    """All that was picked, in the order it was said; less sure for each contradiction between answers."""
    if not said:
        return None
    ordered = sorted(said, key=lambda one: one.source)
    best = ordered[0].source
    certainty, doubts = EXACT, dict[str, None]()
    items: dict[_Item, None] = {}
    excluded = {item for one in ordered for item in one.selection.excluded}
    complete = [one for one in ordered if one.selection.is_complete and one.source is best]
    for one in ordered:
        selection = one.selection
        added = [item for item in selection.included if item not in items]
        if one.source is best or added:
            certainty = min(certainty, selection.certainty, _WORTH[one.source])
            doubts |= dict.fromkeys(part for part in (selection.doubt,) if part)
        if added and one.source is not best and (complete or one.source is Source.IN_PASSING):
            certainty = min(certainty, ASK)
            doubts[f"“{quote(one.answer.question_text)}” fala também de {_listed(added, names)}"] = None
        elif added and one.source is Source.IN_PASSING:
            doubts[f"foi dito de passagem, em resposta a “{quote(one.answer.question_text)}”"] = None
        items |= dict.fromkeys(added)
    contradicted = [item for item in items if item in excluded]
    if contradicted:
        certainty = min(certainty, ASK)
        doubts[f"as respostas dizem coisas diferentes sobre {_listed(contradicted, names)}"] = None
    later = dict.fromkeys(item for one in ordered for item in one.selection.later if item not in items)
    first = ordered[0]
    return _Merged(first.answer, tuple(items), tuple(later), certainty, first.selection.rule, tuple(doubts))


_WORTH = {Source.DECLARED: EXACT, Source.ASKED: ROUGH, Source.IN_PASSING: ASK}


def _listed(items: Sequence[StrEnum], names: dict[str, str]) -> str:
    return ", ".join(names[str(item)] for item in items)


def _unread(answers: Sequence[Answer], fact: Fact) -> Finding | None:
    """The declared question, where it has an answer that names nothing of the list."""
    for answer in answers:
        if answer.fact is fact and isinstance(answer.value, str) and any(c.isalpha() for c in plain(answer.value)):
            return answer, Unreadable("não reconhecemos nada da lista na resposta")
    return None
