"""The bodies of answers."""

from actions.answers.answer_refusals import Clash
from actions.answers.document import read_content
from actions.answers.importing import ImportPlan
from bot.api.answer_bodies import EXAMPLE, AnswersBody, ImportBody, QuestionTakenBody
from nlu.contract.labels import Language
from store.queries.answers.published_versions import PublishedVersion


def test_example_is_an_answer() -> None:
    assert read_content(EXAMPLE).content() == EXAMPLE


def test_published_answers_have_the_form_in_which_they_are_put() -> None:
    body = AnswersBody.of({"a": PublishedVersion(1, "a", 2, EXAMPLE)})
    assert body == {"answers": {"a": EXAMPLE}}
    assert AnswersBody.model_validate(body).answers == {"a": read_content(EXAMPLE)}


def test_plan_and_refusal_are_written_out() -> None:
    assert ImportBody.of(ImportPlan(added=("a",))) == ImportBody(
        added=["a"], changed=[], unchanged=[], retired=[]
    )
    clash = Clash("b", "open?", Language.EN, None, "a")
    assert QuestionTakenBody.of((clash,)).model_dump(mode="json") == {
        "detail": str(clash),
        "clashes": [{"key": "b", "question": "open?", "language": "en", "outlet": None, "holder": "a"}],
    }
