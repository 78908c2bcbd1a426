"""A customer sees how far they have come."""

import pytest

from actions.settings.survey_questions import Condition
from actions.surveys.asking.branching import progress
from actions.surveys.asking.moves import Given
from store.models.question_kinds import Kind
from tests.actions.surveys.samples import pair, question, survey

REASONS = question(Kind.MULTIPLE, "reasons", when=Condition("score", at_most=3))
SURVEY = survey(question(), REASONS, question(Kind.TEXT, "comment"))


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
    asked = SURVEY.question(name)
    assert asked is not None
    assert progress(SURVEY, answers, asked) == place


def test_only_question_needs_no_number() -> None:
    assert progress(survey(question()), {}, question()) is None


def test_consent_is_not_counted_and_a_pair_is_two() -> None:
    consent = question(Kind.CONSENT, "consent")
    asked = survey(consent, pair("on_time"))
    assert progress(asked, {}, consent) is None
    assert progress(asked, {}, asked.asked[2]) == (2, 2)
