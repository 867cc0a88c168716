"""From all answers of a briefing to proposed facts, each with its source, and to what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from esteio.modules.estimating.rules.extraction.area import read_area, read_area_in_passing
from esteio.modules.estimating.rules.extraction.budget import read_budget
from esteio.modules.estimating.rules.extraction.building import read_building_type, read_complexity, read_standard
from esteio.modules.estimating.rules.extraction.deadline import read_deadline
from esteio.modules.estimating.rules.extraction.extracted import (
    ASK,
    BARE,
    DEFAULT_THRESHOLD,
    GUESS,
    REQUIRED,
    ROUGH,
    Answer,
    Extracted,
    Extraction,
    Finding,
    Missing,
    Reading,
    Unreadable,
)
from esteio.modules.estimating.rules.extraction.merging import merge_disciplines, merge_extras
from esteio.modules.estimating.rules.extraction.place import read_place, says_something
from esteio.modules.estimating.rules.extraction.plain_text import as_text, plain
from esteio.modules.estimating.rules.extraction.sources import Source, question_about, source_of, speaks_of
from esteio.modules.estimating.rules.extraction.wording import ask_for, ask_to_confirm, quote, show
from esteio.modules.estimating.rules.questionnaire.structure import Fact

_Reader = Callable[[Answer], Reading | Unreadable | None]
_SAME_AREA = Decimal("0.05")
"""Two areas that differ by less than this share are one area, rounded."""


def extract(answers: Sequence[Answer], *, today: date, threshold: Decimal = DEFAULT_THRESHOLD) -> Extraction:
    """The facts that the answers give, and those that they do not.

    `answers` are the questions of the briefing in their order, unanswered ones too; `today` is the day from which
    deadlines count; below `threshold` (0 to 1) a value carries the question to put to a person. Raises nothing,
    whatever the answers say.
    """
    area = _area(answers)
    sure_area = _sure_area(area, threshold)
    found: dict[Fact, Finding | None] = {
        Fact.AREA_M2: area,
        Fact.BUILDING_TYPE: _find(answers, Fact.BUILDING_TYPE, lambda answer: read_building_type(answer.value)),
        Fact.STANDARD: _find(answers, Fact.STANDARD, lambda answer: read_standard(answer.value)),
        Fact.COMPLEXITY: _find(answers, Fact.COMPLEXITY, lambda answer: read_complexity(answer.value)),
        **merge_disciplines(answers),
        Fact.EXTRAS: merge_extras(answers),
        Fact.DEADLINE_WEEKS: _find(
            answers, Fact.DEADLINE_WEEKS, lambda answer: read_deadline(answer.value, answer.question_text, today)
        ),
        Fact.BUDGET: _find(answers, Fact.BUDGET, lambda answer: read_budget(answer.value, sure_area)),
        Fact.CITY: _find(answers, Fact.CITY, lambda answer: read_place(answer.value, asks_for_state=False).city),
        Fact.UF: _uf(answers),
    }
    facts: dict[Fact, Extracted] = {}
    missing: list[Missing] = []
    for fact, finding in found.items():
        if finding is not None and isinstance(finding[1], Reading):
            facts[fact] = _extracted(fact, finding[0], finding[1], threshold)
        elif finding is not None or fact in REQUIRED:
            missing.append(_missing(fact, finding, answers))
    return Extraction(facts, tuple(missing))


def _extracted(fact: Fact, answer: Answer, reading: Reading, threshold: Decimal) -> Extracted:
    return Extracted(
        value=reading.value,
        confidence=reading.certainty,
        source_question_id=answer.question_id,
        source_text=as_text(answer.value),
        rule=reading.rule,
        question=ask_to_confirm(fact, reading, answer) if reading.certainty < threshold else None,
    )


def _missing(fact: Fact, finding: Finding | None, answers: Sequence[Answer]) -> Missing:
    answer = finding[0] if finding else question_about(answers, fact)
    reason = finding[1].reason if finding and isinstance(finding[1], Unreadable) else ""
    return Missing(
        fact=fact,
        required=fact in REQUIRED,
        question=ask_for(fact, answer, reason),
        question_id=answer.question_id if answer else None,
        question_text=answer.question_text if answer else "",
    )


def _find(answers: Sequence[Answer], fact: Fact, read: _Reader) -> Finding | None:
    return _decide(fact, [(source, answer, read(answer)) for source, answer in _sources(answers, fact)])


def _sources(answers: Sequence[Answer], fact: Fact) -> list[tuple[Source, Answer]]:
    """The answers to be read for a fact.

    Where the template says which question is about it, only that one: another that sounds like it ("para quando a
    obra?") is about something else. Where it does not, what is said in passing counts if the answer itself names
    the matter.
    """
    declared = [(Source.DECLARED, answer) for answer in answers if answer.fact is fact]
    if declared:
        return declared
    found: list[tuple[Source, Answer]] = []
    for answer in answers:
        source = source_of(answer, fact)
        named = answer.fact is None and isinstance(answer.value, str) and speaks_of(plain(answer.value), fact)
        if source is not Source.IN_PASSING or named:
            found.append((source, answer))
    return found


def _decide(fact: Fact, candidates: Sequence[tuple[Source, Answer, Reading | Unreadable | None]]) -> Finding | None:
    """The reading of the best source, less sure for every reason that the other answers give."""
    unread = [(source, answer, said) for source, answer, said in candidates if isinstance(said, Unreadable)]
    read = [(source, answer, said) for source, answer, said in candidates if isinstance(said, Reading)]
    if not read:
        return next(((answer, said) for source, answer, said in unread if source is not Source.IN_PASSING), None)
    best = min(source for source, _, _ in read)
    rivals = [(answer, said) for source, answer, said in read if source is best]
    answer, reading = max(rivals, key=lambda rival: rival[1].certainty)
    values = list(dict.fromkeys(said.value for _, said in rivals))
    if len(values) > 1:
        shown = " e ".join(show(fact, value) for value in values)
        reading = reading.limited(GUESS, f"as respostas dizem coisas diferentes ({shown})")
    if best is Source.ASKED:
        reading = reading.limited(ROUGH)
    if best is Source.IN_PASSING:
        reading = reading.limited(ASK, f"foi dito de passagem, em resposta a “{quote(answer.question_text)}”")
    if any(source < best for source, _, _ in unread):
        reading = reading.limited(ASK, "a resposta à pergunta sobre isso não deu para ler")
    return answer, reading


def _area(answers: Sequence[Answer]) -> Finding | None:
    """The area, from the question about it; what other answers say of the whole can only make it less sure."""
    asked = [(source, answer) for source, answer in _sources(answers, Fact.AREA_M2) if source is not Source.IN_PASSING]
    candidates = [(source, answer, read_area(answer.value)) for source, answer in asked]
    elsewhere = [
        (Source.IN_PASSING, answer, said)
        for answer in answers
        if all(answer is not other for _, other in asked) and (said := read_area_in_passing(answer.value))
    ]
    found = _decide(Fact.AREA_M2, [*candidates, *elsewhere])
    if found is None or not isinstance(found[1], Reading):
        return found
    answer, reading = found[0], found[1]
    for _, other, said in elsewhere:
        if other is not answer and said.certainty >= DEFAULT_THRESHOLD and _differ(reading, said):
            area = show(Fact.AREA_M2, said.value)
            reading = reading.limited(ASK, f"em resposta a “{quote(other.question_text)}” a área é {area}")
    return answer, reading


def _differ(one: Reading, other: Reading) -> bool:
    """Whether two areas are more than a rounding apart."""
    if not isinstance(one.value, Decimal) or not isinstance(other.value, Decimal):
        return False
    return abs(one.value - other.value) > _SAME_AREA * max(one.value, other.value)


def _sure_area(found: Finding | None, threshold: Decimal) -> Decimal | None:
    reading = found[1] if found else None
    if not isinstance(reading, Reading) or reading.certainty < threshold or not isinstance(reading.value, Decimal):
        return None
    return reading.value


def _uf(answers: Sequence[Answer]) -> Finding | None:
    """The state: said as such, or with the city. What a city's name only suggests gives way to what is said."""
    candidates: list[tuple[Source, Answer, Reading | Unreadable | None]] = []
    for answer in answers:
        if answer.fact is Fact.CITY:
            uf = read_place(answer.value, asks_for_state=False).uf
            candidates.append((Source.ASKED if uf and uf.certainty < BARE else Source.DECLARED, answer, uf))
    if not candidates or any(answer.fact is Fact.UF for answer in answers):
        candidates += [(source, answer, _read_uf(answer)) for source, answer in _sources(answers, Fact.UF)]
    return _decide(Fact.UF, candidates)


def _read_uf(answer: Answer) -> Reading | Unreadable | None:
    uf = read_place(answer.value, asks_for_state=answer.fact is Fact.UF).uf
    if uf is None and answer.fact is Fact.UF and isinstance(answer.value, str) and says_something(answer.value):
        return Unreadable("não reconhecemos o estado")
    return uf
