"""The next question follows from the answers."""

import pytest

from actions.settings.survey_questions import Condition
from actions.surveys.asking.branching import next_question
from actions.surveys.asking.moves import SKIPPED, Given
from store.models.question_kinds import Kind
from tests.actions.surveys.samples import question, survey

SCORE = question(name="score")
REASONS = question(Kind.MULTIPLE, "reasons", when=Condition("score", at_most=3))
PRAISED = question(Kind.TEXT, "praised", when=Condition("score", at_least=5))
PRICE = question(Kind.TEXT, "price", when=Condition("reasons", chosen="price"))
COMMENT = question(Kind.TEXT, "comment")
SURVEY = survey(SCORE, REASONS, PRAISED, PRICE, COMMENT)


def path(**answers: Given) -> list[str]:
    """The ids of all questions that are asked with these answers."""
    asked: list[str] = []
    question = next_question(SURVEY, answers, after=None)
    while question is not None:
        asked.append(question.id)
        question = next_question(SURVEY, answers, after=question.id)
    return asked


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"score": Given(number=4)}, ["score", "comment"]),
        ({"score": Given(number=5)}, ["score", "praised", "comment"]),
        ({"score": Given(number=3)}, ["score", "reasons", "comment"]),
        (
            {"score": Given(number=1), "reasons": Given(choices=("other", "price"))},
            ["score", "reasons", "price", "comment"],
        ),
        ({"score": SKIPPED}, ["score", "comment"]),
        ({}, ["score", "comment"]),
    ],
)
def test_only_questions_whose_condition_holds_are_asked(
    answers: dict[str, Given], expected: list[str]
) -> None:
    assert path(**answers) == expected


def test_nothing_follows_the_last_question() -> None:
    assert next_question(SURVEY, {}, after="comment") is None
