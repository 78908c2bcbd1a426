"""The intents weighed by the state of the talk."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def read_as_stranger(rasa: Call, shares: dict[str, float]) -> dict[str, float]:
    read: dict[str, float] = rasa("tests.nlu.rasa_checks:read_as_stranger", shares)
    return read


def test_stranger_reads_a_follow_up_as_inquiry_or_complaint(rasa: Call) -> None:
    shares = {"inquiry": 0.0, "complaint": 0.0, "praise": 0.1, "follow_up": 0.6, "withdraw": 0.3}
    assert read_as_stranger(rasa, shares) == {
        "inquiry": 0.675,
        "complaint": 0.225,
        "praise": 0.1,
        "follow_up": 0.0,
        "withdraw": 0.0,
    }


def test_stranger_reads_a_reproachful_follow_up_as_complaint(rasa: Call) -> None:
    shares = {"inquiry": 0.0, "complaint": 0.4, "follow_up": 0.6, "withdraw": 0.0}
    read = read_as_stranger(rasa, shares)
    assert (max(read, key=lambda name: read[name]), round(sum(read.values()), 6)) == ("complaint", 1.0)


def test_stranger_reads_other_intents_as_they_are(rasa: Call) -> None:
    shares = {"inquiry": 0.2, "complaint": 0.1, "thanks": 0.7, "follow_up": 0.0, "withdraw": 0.0}
    assert read_as_stranger(rasa, shares) == shares


def test_words_that_surely_take_back_are_so_to_a_stranger(rasa: Call) -> None:
    shares = {"inquiry": 0.02, "complaint": 0.0, "follow_up": 0.01, "withdraw": 0.97}
    assert read_as_stranger(rasa, shares) == shares


def test_model_without_these_intents_is_left_alone(rasa: Call) -> None:
    assert read_as_stranger(rasa, {"praise": 0.6, "follow_up": 0.4}) == {"praise": 0.6, "follow_up": 0.4}
