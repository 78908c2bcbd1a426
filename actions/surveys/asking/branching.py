"""Which question comes next, from what was answered so far."""

from collections.abc import Mapping

from actions.settings.survey_definition import Survey
from actions.settings.survey_questions import Condition, Question
from actions.surveys.asking.moves import SKIPPED, Given
from store.models.question_kinds import KINDS


def next_question(survey: Survey, answers: Mapping[str, Given], after: str | None) -> Question | None:
    """The first question behind `after` (from the start if None) whose condition holds; None at the end."""
    asked = survey.asked
    begin = 0 if after is None else [question.id for question in asked].index(after) + 1
    return next((each for each in asked[begin:] if _holds(each.when, answers)), None)


def question_before(survey: Survey, answers: Mapping[str, Given], question: Question) -> Question | None:
    """The last question before this one that was answered and that the answers still lead to."""
    names = [each.id for each in survey.asked]
    earlier = survey.asked[: names.index(question.id)]
    asked = (each for each in reversed(earlier) if each.id in answers and _holds(each.when, answers))
    return next((each for each in asked if not KINDS[each.kind].asked_first), None)


def astray(survey: Survey, answers: Mapping[str, Given]) -> list[str]:
    """The answered questions that the answers do not lead to any more, since an earlier one was changed."""
    return [each.id for each in survey.asked if each.id in answers and not _holds(each.when, answers)]


def may_be_asked(question: Question, answers: Mapping[str, Given]) -> bool:
    """Whether the answers lead to this question, or may still come to lead to it."""
    when = question.when
    return when is None or when.question not in answers or _holds(when, answers)


def is_declined(survey: Survey, answers: Mapping[str, Given]) -> bool:
    """Whether the customer was asked for consent and said no."""
    first = survey.questions[0]
    return KINDS[first.kind].asked_first and answers.get(first.id, SKIPPED).number == 0


def _holds(when: Condition | None, answers: Mapping[str, Given]) -> bool:
    if when is None:
        return True
    given = answers.get(when.question, SKIPPED)
    if when.chosen is not None and when.chosen not in (given.choices or ()):
        return False
    if when.at_most is not None and (given.number is None or given.number > when.at_most):
        return False
    return when.at_least is None or (given.number is not None and given.number >= when.at_least)


def progress(survey: Survey, answers: Mapping[str, Given], question: Question) -> tuple[int, int] | None:
    """Which question this is, of how many at most; None where that says nothing.

    Questions that earlier answers rule out are not counted, and neither is the one for consent.
    """
    counted = [
        each.id
        for each in survey.asked
        if not KINDS[each.kind].asked_first and (each.id == question.id or may_be_asked(each, answers))
    ]
    if len(counted) < 2 or question.id not in counted:
        return None
    return counted.index(question.id) + 1, len(counted)
