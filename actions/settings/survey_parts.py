"""The parts of a survey whose pairs are asked apart: expectations before a service, perceptions after it.

A part is a survey with the same key, and both halves of a pair keep the ids that they have in the whole.
"""

from dataclasses import replace

from actions.settings.survey_definition import Apart, Survey, with_digest
from actions.settings.survey_questions import Question
from store.models.question_kinds import KINDS


class AskedWhole(ValueError):
    """The survey does not say how its pairs are asked apart."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the survey {key!r} asks nothing before a service")
        self.key = key


def part_before(survey: Survey) -> Survey:
    """What is asked before a service: what the customer expects, after consent if the survey asks for it.

    Raises:
        AskedWhole: the survey has no such part.
    """
    apart = _apart(survey)
    consents = (each for each in survey.questions if KINDS[each.kind].asked_first)
    questions = (*consents, *(_expectation(each) for each in survey.questions if _is_pair(each)))
    return with_digest(
        replace(
            survey, questions=questions, introduction=apart.before, items_asked=apart.items_asked, apart=None
        )
    )


def part_after(survey: Survey, number: int) -> Survey:
    """What is asked after it: how the items were perceived that the invitation of this number asked before.

    Raises:
        AskedWhole: the survey has no such part.
    """
    asked = part_before(survey).for_invitation(number).by_id
    pairs = (each.halves for each in survey.questions if _is_pair(each))
    questions = tuple(perceived for expected, perceived in pairs if expected.id in asked)
    introduction = _apart(survey).after
    return with_digest(
        replace(survey, questions=questions, introduction=introduction, items_asked=None, apart=None)
    )


def _apart(survey: Survey) -> Apart:
    if survey.apart is None:
        raise AskedWhole(survey.key)
    return survey.apart


def _is_pair(question: Question) -> bool:
    return len(question.halves) > 1


def _expectation(pair: Question) -> Question:
    expectation, _ = pair.halves
    return replace(expectation, text=pair.beforehand or expectation.text)
