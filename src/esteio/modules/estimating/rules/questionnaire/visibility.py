"""What a person who fills in a questionnaire sees, and what is still owed."""

from __future__ import annotations

from collections.abc import Mapping

from esteio.modules.estimating.rules.questionnaire.conditions import has_answer, holds
from esteio.modules.estimating.rules.questionnaire.structure import Question, Template


def visible_questions(template: Template, answers: Mapping[str, object]) -> tuple[Question, ...]:
    """The questions that are shown with these answers (question id -> stored value), in order.

    One pass is enough, because a condition refers to earlier questions only. The answer of a question that is no
    longer shown counts for nothing, though it is kept in case the person goes back.
    """
    shown: list[Question] = []
    known: dict[str, object] = {}
    for question in template.questions:
        if question.shown_if is None or holds(question.shown_if, known):
            shown.append(question)
            known[question.id] = answers.get(question.id)
    return tuple(shown)


def missing_required(template: Template, answers: Mapping[str, object]) -> tuple[Question, ...]:
    """The shown, required questions without an answer, in order; empty when the briefing may be concluded."""
    return tuple(
        question
        for question in visible_questions(template, answers)
        if question.required and not has_answer(answers.get(question.id))
    )


def progress(template: Template, answers: Mapping[str, object]) -> int:
    """Whole per cent, 0 to 100: answered / asked x 100, rounded down, over the shown required questions.

    100 exactly when nothing required is missing. One more answer never lowers it unless that answer brings further
    required questions to light, which is when more is truly owed.
    """
    required = [question for question in visible_questions(template, answers) if question.required]
    if not required:
        return 100
    answered = sum(has_answer(answers.get(question.id)) for question in required)
    return 100 * answered // len(required)
