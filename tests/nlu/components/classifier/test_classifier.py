"""The classifier as a step of the pipeline."""

import pytest

from tests.nlu.conftest import EXAMPLES, Call

pytestmark = pytest.mark.rasa


def test_loaded_classifier_ranks_all_intents(rasa: Call) -> None:
    (complaint, praise) = rasa(
        "tests.nlu.rasa_checks:classified_after_loading",
        EXAMPLES,
        ["东西太难吃", "wonderful and friendly staff"],
    )
    assert (complaint["intent"]["name"], praise["intent"]["name"]) == ("complaint", "praise")
    assert sorted(one["name"] for one in praise["intent_ranking"]) == sorted(EXAMPLES)


def test_ranking_holds_probabilities_that_begin_with_the_intent(rasa: Call) -> None:
    (answer,) = rasa("tests.nlu.rasa_checks:classified_after_loading", EXAMPLES, ["你好"])
    shares = [one["confidence"] for one in answer["intent_ranking"]]
    assert (answer["intent_ranking"][0], shares, sum(shares)) == (
        answer["intent"],
        sorted(shares, reverse=True),
        pytest.approx(1),
    )


def test_two_messages_of_an_intent_are_too_few(rasa: Call) -> None:
    with pytest.raises(AssertionError, match="every intent needs at least"):
        rasa("tests.nlu.rasa_checks:classified_after_loading", {"praise": ["a", "b"], "bye": ["c"]}, ["a"])
