"""What goes into reading a briefing and what comes out: answers, readings, proposed facts, missing facts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import msgspec

from esteio.modules.estimating.rules.questionnaire.structure import Fact
from esteio.modules.estimating.rules.vocabulary import Discipline, Extra

# How sure a reading is. A chain of inferences is as sure as its weakest link, so a reading takes the least of
# those that apply to it. Everything from ASK down lies below the default threshold: a person confirms.
EXACT: Final = Decimal("1.00")
"""A number in a number field, an option of the template."""
CLEAR: Final = Decimal("0.95")
"""Written out with its unit: "200 m²", "R$ 500 mil"."""
BARE: Final = Decimal("0.85")
"""A number alone, in answer to the question about it."""
ROUGH: Final = Decimal("0.80")
"""Said to be approximate ("uns 300"), with a loose unit ("metros"), or read from a question that is not marked."""
ASK: Final = Decimal("0.60")
"""A likely value, to be confirmed."""
GUESS: Final = Decimal("0.50")
"""Our choice among several possible values, such as the middle of a range."""

DEFAULT_THRESHOLD: Final = Decimal("0.75")
"""Confidence below which a person must confirm."""

REQUIRED: Final = (Fact.AREA_M2, Fact.BUILDING_TYPE, Fact.STANDARD, Fact.COMPLEXITY, Fact.DISCIPLINES)
"""Without these there is no price; the other facts may be absent."""

AnswerValue = str | bool | int | Decimal | Sequence[str] | None
"""As `questionnaire.check_answer` keeps it; None for a question without an answer."""
FactValue = Decimal | int | str | tuple[Discipline, ...] | tuple[Extra, ...]
"""Decimal for area and money, int for weeks, a member of the vocabulary or text, or several members."""


class Answer(msgspec.Struct, frozen=True):
    """One question of a briefing with its answer. Pass unanswered ones too: they name what is missing."""

    question_id: str
    question_text: str
    fact: Fact | None
    """What the template says that the question is about; None when it does not say."""
    value: AnswerValue


class Reading(msgspec.Struct, frozen=True):
    """What one answer says about one fact."""

    value: FactValue
    certainty: Decimal
    """0 to 1, one of the constants above or the least of several."""
    rule: str
    """Short stable name of the way it was read, kept beside the value."""
    doubt: str = ""
    """Why a person should look, as the middle of a Portuguese sentence; empty when there is no doubt."""

    def limited(self, certainty: Decimal, doubt: str = "") -> Reading:
        """The same reading, at most this sure, with one more reason to look."""
        doubts = "; ".join(part for part in (self.doubt, doubt) if part)
        return Reading(self.value, min(self.certainty, certainty), self.rule, doubts)


class Unreadable(msgspec.Struct, frozen=True):
    """The answer speaks of the fact but gives no value that could be proposed."""

    reason: str
    """Portuguese, the middle of a sentence."""


Finding = tuple[Answer, Reading | Unreadable]
"""What was found about one fact, and in which answer."""


class Extracted(msgspec.Struct, frozen=True):
    """A proposed value of a fact."""

    value: FactValue
    confidence: Decimal
    source_question_id: str
    source_text: str
    rule: str
    question: str | None
    """What to ask a person, in Portuguese, because the confidence is below the threshold; None when it is not."""


class Missing(msgspec.Struct, frozen=True):
    """A fact that no answer gives."""

    fact: Fact
    required: bool
    """Whether there is no price without it."""
    question: str
    """What to ask a person, in Portuguese; names the question of the briefing that should give it."""
    question_id: str | None
    """Which question that is; None when the briefing has none about it."""
    question_text: str


class Extraction(msgspec.Struct, frozen=True):
    """All that was read from a briefing. A fact is in `facts`, in `missing`, or absent because nobody spoke of it."""

    facts: dict[Fact, Extracted]
    missing: tuple[Missing, ...]


class DoubtfulReading:
    """Collects what speaks against a reading while an answer is read."""

    def __init__(self, certainty: Decimal) -> None:
        self.certainty = certainty
        self._doubts: list[str] = []

    def limit(self, certainty: Decimal, doubt: str = "") -> None:
        """The reading is at most this sure, for this reason (Portuguese, the middle of a sentence)."""
        if doubt and doubt not in self._doubts and certainty < DEFAULT_THRESHOLD:
            self._doubts.append(doubt)
        self.certainty = min(self.certainty, certainty)

    def reading(self, value: FactValue, rule: str) -> Reading:
        """The reading of that value, with the doubts gathered so far."""
        return Reading(value, self.certainty, rule, "; ".join(self._doubts))
