"""The next question follows from the answers."""

import pytest

from actions.settings.survey_questions import Condition, Question
from actions.surveys.asking.branching import is_grievance, next_question, progress, scores
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


RATING, NPS, YES_NO = question(), question(Kind.NPS, "recommend"), question(Kind.YES_NO, "solved")


@pytest.mark.parametrize(
    ("given", "is_clear"),
    [
        ([(RATING, 5)], False),
        ([(RATING, 4)], True),
        ([(NPS, 9)], False),
        ([(NPS, 8)], True),
        ([(YES_NO, 1), (RATING, 5)], False),
        ([(YES_NO, 0), (RATING, 5)], True),
        ([], True),
    ],
)
def test_best_scores_count_against_a_complaint(given: list[tuple[Question, int]], *, is_clear: bool) -> None:
    assert is_grievance(0.9, given) is is_clear
    assert is_grievance(0.98, given)


def test_only_numbers_of_scales_are_scores() -> None:
    asked = {
        "score": RATING,
        "agree": question(Kind.CONSENT, "agree"),
        "comment": question(Kind.TEXT, "comment"),
    }
    given = {"score": 5, "agree": 1, "comment": None, "gone": 3}
    assert scores(asked, given) == [(RATING, 5)]
