"""How far a customer has come with a survey."""

from collections.abc import Mapping

from actions.surveys.branching import Given, may_be_asked
from actions.surveys.definition import Survey
from actions.surveys.questions import Kind, Question


def progress(survey: Survey, answers: Mapping[str, Given], question: Question) -> tuple[int, int] | None:
    """Which question this is, of how many at most; None where that says nothing.

    Questions that earlier answers rule out are not counted, and neither is the one for consent.
    """
    counted = [
        each.id
        for each in survey.asked
        if each.kind is not Kind.CONSENT and (each.id == question.id or may_be_asked(each, answers))
    ]
    if len(counted) < 2 or question.id not in counted:
        return None
    return counted.index(question.id) + 1, len(counted)
