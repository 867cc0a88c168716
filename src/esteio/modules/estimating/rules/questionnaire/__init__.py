"""Questionnaires of a briefing: what is asked, when it is shown, what an answer may be, how far it has come.

`structure.py` holds the template, `conditions.py` the language of `shown_if`, `visibility.py` what a person sees and
still owes, `answers.py` what may be stored, `validation.py` what a template must satisfy before anybody fills it in.
"""

from esteio.modules.estimating.rules.questionnaire.answers import Answer, check_answer
from esteio.modules.estimating.rules.questionnaire.conditions import Condition
from esteio.modules.estimating.rules.questionnaire.structure import (
    Chapter,
    Fact,
    Option,
    Question,
    QuestionKind,
    Template,
)
from esteio.modules.estimating.rules.questionnaire.validation import read_template, validate_template
from esteio.modules.estimating.rules.questionnaire.visibility import (
    missing_required,
    progress,
    visible_questions,
)

__all__ = [
    "Answer",
    "Chapter",
    "Condition",
    "Fact",
    "Option",
    "Question",
    "QuestionKind",
    "Template",
    "check_answer",
    "missing_required",
    "progress",
    "read_template",
    "validate_template",
    "visible_questions",
]
