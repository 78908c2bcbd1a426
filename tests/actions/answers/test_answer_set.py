"""No two answers of a set have the same question."""

from actions.answers.answer_refusals import Clash
from actions.answers.answer_set import same_questions
from nlu.contract.labels import Language
from tests.actions.answers.documents import document


def test_same_question_clashes_at_the_same_outlet_only() -> None:
    documents = {
        "a": document("几点开门"),
        "b": document("几点关门", "九点", "几点 开门？"),
        "c": document("几点开门", outlet="north"),
    }
    assert list(same_questions(documents)) == [Clash("b", "几点 开门？", Language.ZH, None, "a")]
