"""The next question follows from the answers."""

import pytest

from actions.settings.survey_questions import Condition
from actions.surveys.asking.branching import next_question, progress
from actions.surveys.asking.moves import SKIPPED, Given
from store.models.question_kinds import Kind
from tests.actions.surveys.samples import pair, question, survey

SCORE = question(name="score")
REASONS = question(Kind.MULTIPLE, "reasons", when=Condition("score", at_most=3))
PRAISED = question(Kind.TEXT, "praised", when=Condition("score", at_least=5))
PRICE = question(Kind.TEXT, "price", when=Condition("reasons", chosen="price"))
COMMENT = question(Kind.TEXT, "comment")
SURVEY = survey(SCORE, REASONS, PRAISED, PRICE, COMMENT)
THREE_QUESTIONS = survey(question(), REASONS, question(Kind.TEXT, "comment"))


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


@pytest.mark.parametrize(
    ("score", "name", "place"),
    [
        (None, "score", (1, 3)),
        (3, "reasons", (2, 3)),
        (3, "comment", (3, 3)),
        (5, "comment", (2, 2)),
    ],
)
def test_questions_that_may_come_are_counted(score: int | None, name: str, place: tuple[int, int]) -> None:
    answers = {} if score is None else {"score": Given(number=score)}
    asked = THREE_QUESTIONS.question(name)
    assert asked is not None
    assert progress(THREE_QUESTIONS, answers, asked) == place


def test_only_question_needs_no_number() -> None:
    assert progress(survey(question()), {}, question()) is None


def test_consent_is_not_counted_and_a_pair_is_two() -> None:
    consent = question(Kind.CONSENT, "consent")
    asked = survey(consent, pair("on_time"))
    assert progress(asked, {}, consent) is None
    assert progress(asked, {}, asked.asked[2]) == (2, 2)
