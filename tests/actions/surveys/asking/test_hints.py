"""What is asked of a customer whose words are none of the answers."""

from actions.settings.replies import Reply
from actions.settings.survey_questions import Look
from actions.surveys.asking.hints import ask_to_choose
from actions.surveys.asking.moves import Hint
from store.models.question_kinds import Kind
from tests.actions.surveys.samples import AGREEMENT, question


def test_scale_of_numbers_is_named() -> None:
    asked = [question(kind) for kind in (Kind.RATING, Kind.CES, Kind.NPS)]
    assert [ask_to_choose(each) for each in asked] == [
        Hint(Reply.SURVEY_CHOOSE, {"lowest": lowest, "highest": highest})
        for lowest, highest in (("1", "5"), ("1", "7"), ("0", "10"))
    ]


def test_steps_with_names_and_options_are_pointed_to() -> None:
    asked = (question(look=Look.WORDS, words=AGREEMENT), question(Kind.YES_NO), question(Kind.MULTIPLE))
    assert [ask_to_choose(each) for each in asked] == [Hint(Reply.SURVEY_PICK)] * 3


def test_free_text_has_no_wrong_answer() -> None:
    assert ask_to_choose(question(Kind.TEXT)) is None
