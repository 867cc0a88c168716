"""The shape of a questionnaire. What it must satisfy beyond its shape is in `validation.py`."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import msgspec

from esteio.modules.estimating.rules.questionnaire.conditions import Condition
from esteio.modules.estimating.rules.vocabulary import BuildingType, Discipline


class QuestionKind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    NUMBER = "number"
    DATE = "date"
    FILE = "file"
    YES_NO = "yes_no"


class Fact(StrEnum):
    """What an answer can tell about a project: the fields of `ProjectFacts`."""

    AREA_M2 = "area_m2"
    BUILDING_TYPE = "building_type"
    STANDARD = "standard"
    COMPLEXITY = "complexity"
    DISCIPLINES = "disciplines"
    OPTIONAL_DISCIPLINES = "optional_disciplines"
    EXTRAS = "extras"
    DEADLINE_WEEKS = "deadline_weeks"
    BUDGET = "budget"
    CITY = "city"
    UF = "uf"


class _Part(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, rename="camel"):
    pass


class Option(_Part, frozen=True, kw_only=True):
    """One of the answers to choose from; `value` is stored, `label` is read."""

    value: str
    label: str


class Question(_Part, frozen=True, kw_only=True):
    """One question."""

    id: str
    """Stable slug, unique in the template: answers hang on it across versions."""
    text: str
    kind: QuestionKind
    required: bool = False
    help: str = ""
    placeholder: str = ""
    options: tuple[Option, ...] = ()
    unit: str = ""
    """Of a number, as it is shown after it: "m²", "semanas"; "R$" is shown before it."""
    shown_if: Condition | None = None
    fact: Fact | None = None
    min: Decimal | None = None
    """Least number; of several options or files, how many at least."""
    max: Decimal | None = None
    """Greatest number; of several options or files, how many at most."""
    max_chars: int | None = None
    """Of a text, where it is shorter than the limit of its kind."""


class Chapter(_Part, frozen=True, kw_only=True):
    """Questions about one matter, shown on one page."""

    id: str
    title: str
    help: str = ""
    questions: tuple[Question, ...]


class Template(_Part, frozen=True, kw_only=True):
    """A questionnaire. A published version does not change; a change makes the next version."""

    key: str
    name: str
    description: str
    disciplines: tuple[Discipline, ...]
    """What a studio usually designs with it, offered when no answer says so."""
    building_type: BuildingType | None = None
    """When the template is for one type only; otherwise a question asks."""
    version: int
    chapters: tuple[Chapter, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in the order in which they are asked."""
        return tuple(question for chapter in self.chapters for question in chapter.questions)
